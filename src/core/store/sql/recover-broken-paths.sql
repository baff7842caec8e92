-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Chats whose shown path may have lost a message. Inputs: none. Outputs: n of the chat, n of its newest message or
-- NULL, the sequence behind the last one.
SELECT n, CASE WHEN active_leaf IN (SELECT m.n FROM message AS m WHERE m.chat = chat.n) THEN active_leaf
               ELSE (SELECT m.n FROM message AS m WHERE m.chat = chat.n ORDER BY m.sequence DESC LIMIT 1) END,
       coalesce ((SELECT max (m.sequence) FROM message AS m WHERE m.chat = chat.n), 0) + 1
  FROM chat ORDER BY n;
