-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- All branches of a chat, without their texts. Inputs: 1 n of the chat.
-- Outputs: n, parent, id, sequence, role, status, created_at, bytes of its text parts.
SELECT m.n, m.parent, m.id, m.sequence, m.role, m.status, m.created_at,
       (SELECT sum (length (CAST (text AS BLOB))) FROM part INDEXED BY part_length
         WHERE message = m.n AND kind = 1)
  FROM message AS m
 WHERE m.chat = ?1;
