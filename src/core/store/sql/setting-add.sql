-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Where it is not there yet. Inputs: 1 key, 2 value. Outputs: none.
INSERT OR IGNORE INTO setting (key, value) VALUES (?1, ?2);
