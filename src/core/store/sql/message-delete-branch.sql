-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- A message and all below it. Inputs: 1 n, 2 chat. Outputs: none.
WITH RECURSIVE branch (n) AS (
  SELECT ?1
  UNION ALL
  SELECT m.n FROM branch CROSS JOIN message AS m ON m.chat = ?2 AND m.parent = branch.n)
DELETE FROM message WHERE n IN (SELECT n FROM branch);
