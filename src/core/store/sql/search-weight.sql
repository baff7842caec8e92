-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- About how many messages a filter leaves, counted in no more than the given number of chats. Inputs: 1 a part of the
-- model's name in small letters or NULL, 2 whether only pinned chats, 3 chats. Outputs: messages.
SELECT sum (next_sequence)
  FROM (SELECT next_sequence FROM chat
         WHERE deleted_at IS NULL AND (?2 = 0 OR is_pinned) AND (?1 IS NULL OR instr (lower (model), ?1))
         LIMIT ?3);
