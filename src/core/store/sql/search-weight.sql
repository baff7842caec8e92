-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- About how many messages a filter leaves; more than any number where it leaves as many chats as given, for the rest
-- is not counted. Inputs: 1 a part of the
-- model's name in small letters or NULL, 2 whether only pinned chats, 3 chats, 4 whether only archived ones, 5 a part
-- of their folder's name (a space is _) or NULL. Outputs: messages.
SELECT CASE WHEN count (*) < ?3 THEN sum (next_sequence) ELSE 9223372036854775807 END
  FROM (SELECT next_sequence FROM chat
         WHERE deleted_at IS NULL AND (?2 = 0 OR is_pinned) AND (?1 IS NULL OR instr (lower (model), ?1))
   AND (?4 = 0 OR archived_at IS NOT NULL)
   AND (?5 IS NULL OR folder_id IN (
     SELECT id FROM folder WHERE instr (lower (replace (name, ' ', '_')), lower (?5))))
         LIMIT ?3);
