-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Newest first; the trash is not searched. Inputs: 1 an FTS5 expression, 2 and 3 the marks before and behind
-- a hit. Outputs: id of the chat, id of the message or NULL, title of the chat, snippet, created_at.
SELECT c.id, m.id, c.title, snippet (search, -1, ?2, ?3, '…', 24), coalesce (m.created_at, c.created_at)
  FROM search
  LEFT JOIN part AS p ON p.n = search.rowid
  LEFT JOIN message AS m ON m.n = p.message
  LEFT JOIN chat AS c ON c.n = coalesce (m.chat, search.rowid)
 WHERE search MATCH ?1 AND c.n IS NOT NULL AND c.deleted_at IS NULL
 ORDER BY search.rowid DESC;
