-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Where it is not there yet. Inputs: 1 id, 2 id of its message, 3 kind, 4 chart_type, 5 title, 6 version, 7 spec,
-- 8 data_snapshot, 9 created_at. Outputs: none.
INSERT OR IGNORE INTO artifact (id, message, chat, kind, chart_type, title, version, spec, data_snapshot, created_at)
SELECT ?1, n, chat, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM message WHERE id = ?2;
