-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- A message without a child, the newest one. Inputs: 1 n of a chat. Outputs: n.
SELECT m.n FROM message AS m
 WHERE m.chat = ?1 AND NOT EXISTS (SELECT 1 FROM message AS child WHERE child.chat = ?1 AND child.parent = m.n)
 ORDER BY m.n DESC LIMIT 1;
