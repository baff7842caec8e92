-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a chat, 2 the first n of the messages. Outputs: none.
DELETE FROM message WHERE chat = ?1 AND n >= ?2;
