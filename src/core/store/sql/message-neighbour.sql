-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The variant next to a message. Inputs: 1 chat, 2 parent, 3 sequence, 4 1 for the one after, -1 for the one
-- before. Outputs: n.
SELECT n FROM message
 WHERE chat = ?1 AND parent IS ?2 AND (sequence - ?3) * ?4 > 0
 ORDER BY abs (sequence - ?3) LIMIT 1;
