-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The best first; the trash is not searched. Inputs: 1 an FTS5 expression, 2 and 3 the marks before and behind a hit,
-- 4 and 5 the first and the last n, 6 a part of the model's name in small letters or NULL, 7 whether only pinned
-- chats, 8 whether only archived ones, 9 a part of their folder's name (a space is _) or NULL. Outputs: id
-- of the chat, id of the message or NULL, title of the chat, created_at, snippet.
SELECT c.id, m.id, c.title, coalesce (m.created_at, c.created_at), snippet (search, -1, ?2, ?3, '…', 24)
  FROM search
  LEFT JOIN part AS p ON p.n = search.rowid
  LEFT JOIN message AS m ON m.n = p.message
  LEFT JOIN chat AS c ON c.n = coalesce (m.chat, search.rowid)
 WHERE search MATCH ?1 AND search.rowid BETWEEN ?4 AND ?5
   AND c.n IS NOT NULL AND c.deleted_at IS NULL
   AND (?7 = 0 OR c.is_pinned) AND (?6 IS NULL OR instr (lower (c.model), ?6))
   AND (?8 = 0 OR c.archived_at IS NOT NULL)
   AND (?9 IS NULL OR c.folder_id IN (
     SELECT id FROM folder WHERE instr (lower (replace (name, ' ', '_')), lower (?9))))
 ORDER BY search.rank;
