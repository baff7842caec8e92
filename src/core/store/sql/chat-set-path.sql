-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The shown path ends elsewhere. Inputs: 1 n, 2 active_leaf, 3 message_count, 4 next_sequence,
-- 5 a time that updated_at does not stay behind. Outputs: none.
UPDATE chat
   SET active_leaf = ?2, message_count = ?3, next_sequence = max (next_sequence, ?4),
       updated_at = max (updated_at, ?5)
 WHERE n = ?1;
