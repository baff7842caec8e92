-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The chats that filters leave, the newest first. Inputs: 1 a part of the model's name in small letters or NULL,
-- 2 whether only pinned chats, 3 from when, 4 before when they changed, 5 limit, 6 whether only archived ones, 7 a part
-- of their folder's name (a space is _) or NULL. Outputs: those of
-- search-find-ranked.sql.
SELECT id, NULL, title, updated_at, coalesce (last_message, title)
  FROM chat
 WHERE deleted_at IS NULL AND updated_at >= ?3 AND updated_at < ?4
   AND (?2 = 0 OR is_pinned) AND (?1 IS NULL OR instr (lower (model), ?1))
   AND (?6 = 0 OR archived_at IS NOT NULL)
   AND (?7 IS NULL OR folder_id IN (
     SELECT id FROM folder WHERE instr (lower (replace (name, ' ', '_')), lower (?7))))
 ORDER BY updated_at DESC LIMIT ?5;
