-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Newest first. Inputs: 1 since when, 2 limit. Outputs: the columns of a chat, see chat-get.sql.
SELECT c.n, c.id, c.folder_id, c.title, c.title_source, c.model, c.system_prompt, c.params,
       c.created_at, c.updated_at, c.last_message, c.message_count, c.is_pinned, c.archived_at,
       c.deleted_at, c.draft, leaf.id, c.extra
  FROM chat AS c INDEXED BY chat_list LEFT JOIN message AS leaf ON leaf.n = c.active_leaf
 WHERE c.deleted_at IS NULL AND c.archived_at IS NULL AND c.is_pinned IN (0, 1) AND c.updated_at >= ?1
 ORDER BY c.updated_at DESC, c.n DESC
 LIMIT ?2;
