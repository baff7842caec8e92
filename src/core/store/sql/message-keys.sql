-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- A whole path, oldest first. Inputs: 1 n of its newest message.
-- Outputs: id, sequence, role, status, created_at, bytes of its text parts.
WITH RECURSIVE path (n, parent, depth) AS (
  SELECT n, parent, 1 FROM message WHERE n = ?1
  UNION ALL
  SELECT up.n, up.parent, depth + 1 FROM path CROSS JOIN message AS up ON up.n = path.parent)
SELECT m.id, m.sequence, m.role, m.status, m.created_at,
       (SELECT total (octet_length (text)) FROM part WHERE message = m.n AND kind = 1)
  FROM path CROSS JOIN message AS m ON m.n = path.n
 ORDER BY path.depth DESC;
