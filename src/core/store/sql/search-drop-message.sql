-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Before its parts change. Inputs: 1 n of a message that is not open. Outputs: none.
INSERT INTO search (search, rowid, title, text)
SELECT 'delete', n, NULL, text FROM part WHERE message = ?1 AND kind IN (1, 2) AND text IS NOT NULL;
