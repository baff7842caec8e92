-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: model, messages, tokens_in, tokens_out, cost; the most used first.
SELECT model, count(*), total (tokens_in), total (tokens_out), total (cost)
  FROM message WHERE model IS NOT NULL GROUP BY model ORDER BY 2 DESC, 1;
