-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The nearest sibling: the one before, else the one after. Inputs: 1 chat, 2 parent, 3 n, 4 sequence.
-- Outputs: n.
SELECT n FROM message
 WHERE chat = ?1 AND parent IS ?2 AND n <> ?3
 ORDER BY sequence > ?4, abs (sequence - ?4) LIMIT 1;
