-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The newest messages of a chat, on whatever branch. Inputs: 1 n of the chat, 2 how many. Outputs: the first n of them
-- or NULL.
SELECT min (n) FROM (SELECT n FROM message WHERE chat = ?1 ORDER BY n DESC LIMIT ?2);
