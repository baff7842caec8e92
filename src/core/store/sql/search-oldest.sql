-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: the first n that may stand in the index, or NULL.
SELECT min (n) FROM (SELECT min (n) AS n FROM chat UNION ALL SELECT min (n) FROM message);
