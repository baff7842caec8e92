-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Chats that are gone while messages of theirs were saved: stand-ins without a title. Inputs: none. Outputs: none.
INSERT INTO chat (n, id, title_source, created_at, updated_at)
SELECT chat, randomblob (16), 1, min (created_at), max (created_at)
  FROM message WHERE chat NOT IN (SELECT n FROM chat) GROUP BY chat;
