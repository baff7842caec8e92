-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- From a message down, always to the newest child. Inputs: 1 n, 2 chat. Outputs: n of the leaf.
WITH RECURSIVE down (n, depth) AS (
  SELECT ?1, 0
  UNION ALL
  SELECT (SELECT m.n FROM message AS m WHERE m.chat = ?2 AND m.parent = down.n
           ORDER BY m.sequence DESC LIMIT 1), depth + 1
    FROM down WHERE down.n IS NOT NULL)
SELECT n FROM down WHERE n IS NOT NULL ORDER BY depth DESC LIMIT 1;
