-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Every message, by the day of this place's clock. Inputs: none.
-- Outputs: day as YYYY-MM-DD, messages, tokens_in, tokens_out, cost; the newest first.
SELECT date (created_at / 1000, 'unixepoch', 'localtime'), count(*), total (tokens_in), total (tokens_out),
       total (cost)
  FROM message GROUP BY 1 ORDER BY 1 DESC;
