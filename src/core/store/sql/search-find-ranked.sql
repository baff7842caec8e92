-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The best first; the trash is not searched. Inputs: those of search-find.sql. Outputs: those too.
SELECT c.id, m.id, c.title, snippet (search, -1, ?2, ?3, '…', 24), coalesce (m.created_at, c.created_at),
       search.rowid
  FROM search
  LEFT JOIN part AS p ON p.n = search.rowid
  LEFT JOIN message AS m ON m.n = p.message
  LEFT JOIN chat AS c ON c.n = coalesce (m.chat, search.rowid)
 WHERE search MATCH ?1 AND search.rowid BETWEEN ?4 AND ?5
   AND (?8 IS NULL OR coalesce (m.chat, search.rowid) = ?8)
   AND c.n IS NOT NULL AND c.deleted_at IS NULL
   AND (?7 = 0 OR c.is_pinned) AND (?6 IS NULL OR instr (lower (c.model), ?6))
 ORDER BY search.rank;
