-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a message that is not open. Outputs: none.
INSERT INTO search (rowid, title, text)
SELECT n, NULL, text FROM part WHERE message = ?1 AND kind IN (1, 2) AND text IS NOT NULL;
