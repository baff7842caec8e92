-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The newest words of a path. Inputs: 1 n of its newest message. Outputs: the head of a text.
WITH RECURSIVE path (n, parent, depth) AS (
  SELECT n, parent, 1 FROM message WHERE n = ?1
  UNION ALL
  SELECT up.n, up.parent, depth + 1 FROM path CROSS JOIN message AS up ON up.n = path.parent WHERE depth < 8)
SELECT substr (part.text, 1, 400)
  FROM path CROSS JOIN part ON part.message = path.n AND part.kind = 1 AND part.text <> ''
 ORDER BY path.depth, part.ordinal LIMIT 1;
