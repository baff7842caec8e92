-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Where a row of the index belongs; the trash is not searched. Inputs: 1 its n, 2 a part of the model's name in
-- small letters or NULL, 3 whether only pinned chats, 4 whether only archived ones, 5 a part of
-- their folder's name (a space is _) or NULL. Outputs: id of the chat, id of the message or NULL, title of
-- the chat, created_at, the row's text.
SELECT c.id, m.id, c.title, coalesce (m.created_at, c.created_at), coalesce (p.text, c.title)
  FROM (SELECT ?1 AS n) AS hit
  LEFT JOIN part AS p ON p.n = hit.n
  LEFT JOIN message AS m ON m.n = p.message
  CROSS JOIN chat AS c ON c.n = coalesce (m.chat, hit.n)
 WHERE c.deleted_at IS NULL AND (?3 = 0 OR c.is_pinned) AND (?2 IS NULL OR instr (lower (c.model), ?2))
   AND (?4 = 0 OR c.archived_at IS NOT NULL)
   AND (?5 IS NULL OR c.folder_id IN (
     SELECT id FROM folder WHERE instr (lower (replace (name, ' ', '_')), lower (?5))));
