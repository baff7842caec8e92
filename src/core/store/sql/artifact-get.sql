-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id. Outputs: id, id of the message, id of the chat, kind, chart_type, title, version, spec,
-- data_snapshot, created_at.
SELECT a.id, m.id, c.id, a.kind, a.chart_type, a.title, a.version, a.spec, a.data_snapshot, a.created_at
  FROM artifact AS a JOIN message AS m ON m.n = a.message JOIN chat AS c ON c.n = a.chat
 WHERE a.id = ?1;
