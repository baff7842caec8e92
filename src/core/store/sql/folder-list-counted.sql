-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Oldest first. Inputs: none. Outputs: id, name, created_at, how many chats stand in it that are neither archived
-- nor in the trash, position.
SELECT f.id, f.name, f.created_at,
       (SELECT count(*) FROM chat AS c INDEXED BY chat_folder
         WHERE c.folder_id = f.id AND c.deleted_at IS NULL AND c.archived_at IS NULL), f.position
  FROM folder AS f
 ORDER BY f.position, f.created_at, f.rowid;
