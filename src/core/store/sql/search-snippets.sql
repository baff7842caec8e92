-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 an FTS5 expression, 2 and 3 the marks before and behind a hit, 4 and 5 the first and the last n,
-- 6 a JSON array of the n that are wanted. Outputs: n, snippet; the oldest first.
SELECT rowid, snippet (search, -1, ?2, ?3, '…', 24)
  FROM search
 WHERE search MATCH ?1 AND rowid BETWEEN ?4 AND ?5 AND +rowid IN (SELECT value FROM json_each (?6))
 ORDER BY rowid;
