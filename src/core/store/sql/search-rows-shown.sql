-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The same as search-rows.sql with what is shown of each row, where they are few. Inputs: 1 an FTS5 expression, 2 and
-- 3 the first and the last n, 4 and 5 the marks before and behind a hit. Outputs: n, snippet; the oldest first.
SELECT rowid, snippet (search, -1, ?4, ?5, '…', 24)
  FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid;
