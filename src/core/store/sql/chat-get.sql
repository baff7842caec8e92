-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id. Outputs: the columns of a chat (n, id, folder_id, title, title_source, model, system_prompt,
-- params, created_at, updated_at, last_message, message_count, is_pinned, archived_at, deleted_at, draft,
-- id of the active leaf, extra).
SELECT c.n, c.id, c.folder_id, c.title, c.title_source, c.model, c.system_prompt, c.params,
       c.created_at, c.updated_at, c.last_message, c.message_count, c.is_pinned, c.archived_at,
       c.deleted_at, c.draft, leaf.id, c.extra
  FROM chat AS c LEFT JOIN message AS leaf ON leaf.n = c.active_leaf
 WHERE c.id = ?1;
