-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Before a message goes, whether it is open or not. Inputs: 1 n. Outputs: none.
INSERT INTO search (search, rowid, title, text)
SELECT 'delete', part.n, NULL, part.text
  FROM message AS m CROSS JOIN part ON part.message = m.n
 WHERE m.n = ?1 AND m.status NOT IN (1, 2) AND part.kind IN (1, 2) AND part.text IS NOT NULL;
