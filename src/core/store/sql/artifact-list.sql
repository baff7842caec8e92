-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Without their data. Inputs: 1 n of a chat. Outputs: id, id of the message, id of the chat, kind, chart_type,
-- title, version, NULL, NULL, created_at; oldest first.
SELECT a.id, m.id, c.id, a.kind, a.chart_type, a.title, a.version, NULL, NULL, a.created_at
  FROM artifact AS a JOIN message AS m ON m.n = a.message JOIN chat AS c ON c.n = a.chat
 WHERE a.chat = ?1 ORDER BY a.created_at, a.id;
