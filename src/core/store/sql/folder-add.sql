-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Where it is not there yet. Inputs: 1 id, 2 name, 3 position, 4 created_at. Outputs: none.
INSERT OR IGNORE INTO folder (id, name, position, created_at) VALUES (?1, ?2, ?3, ?4);
