-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id of an artifact, 2 id of the copy, 3 id of the message that it belongs to. Outputs: none.
INSERT INTO artifact (id, message, chat, kind, chart_type, title, version, spec, data_snapshot, created_at)
SELECT ?2, m.n, m.chat, a.kind, a.chart_type, a.title, a.version, a.spec, a.data_snapshot, a.created_at
  FROM artifact AS a JOIN message AS m ON m.id = ?3 WHERE a.id = ?1;
