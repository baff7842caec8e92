-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- One page, pinned first, then by updated_at downwards. Inputs: 1 is_pinned, 2 updated_at, 3 n of the last
-- row of the page before; 4 limit. Outputs: the columns of a chat, see chat-get.sql.
SELECT c.n, c.id, c.folder_id, c.title, c.title_source, c.model, c.system_prompt, c.params,
       c.created_at, c.updated_at, c.last_message, c.message_count, c.is_pinned, c.archived_at,
       c.deleted_at, c.draft, leaf.id, c.extra
  FROM chat AS c INDEXED BY chat_trash LEFT JOIN message AS leaf ON leaf.n = c.active_leaf
 WHERE c.deleted_at IS NOT NULL AND c.deleted_at > 1
   AND (c.is_pinned, c.updated_at, c.n) < (?1, ?2, ?3)
 ORDER BY c.is_pinned DESC, c.updated_at DESC, c.n DESC
 LIMIT ?4;
