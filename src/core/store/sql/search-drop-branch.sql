-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Before a branch goes. Inputs: 1 n of its first message, 2 chat. Outputs: none.
WITH RECURSIVE branch (n) AS (
  SELECT ?1
  UNION ALL
  SELECT m.n FROM branch CROSS JOIN message AS m ON m.chat = ?2 AND m.parent = branch.n)
INSERT INTO search (search, rowid, title, text)
SELECT 'delete', part.n, NULL, part.text
  FROM branch CROSS JOIN message AS m ON m.n = branch.n AND m.status NOT IN (1, 2)
  CROSS JOIN part ON part.message = m.n AND part.kind IN (1, 2) AND part.text IS NOT NULL;
