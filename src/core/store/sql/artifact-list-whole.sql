-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id of a chat. Outputs: id, id of the message, kind, chart_type, title, version, spec, data_snapshot,
-- created_at.
SELECT a.id, m.id, a.kind, a.chart_type, a.title, a.version, a.spec, a.data_snapshot, a.created_at
  FROM chat AS c CROSS JOIN artifact AS a ON a.chat = c.n CROSS JOIN message AS m ON m.n = a.message
 WHERE c.id = ?1;
