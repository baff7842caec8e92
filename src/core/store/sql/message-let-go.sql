-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Of messages that go: their children that stay longer (which are older only by a strange clock). Inputs: 1 n of a
-- chat, 2 the first n of the messages. Outputs: none.
UPDATE message SET parent = NULL WHERE chat = ?1 AND parent >= ?2 AND n < ?2;
