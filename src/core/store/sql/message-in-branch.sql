-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a message, 2 n of another. Outputs: 1 where the second is the first or stands above it.
WITH RECURSIVE path (n, parent) AS (
  SELECT n, parent FROM message WHERE n = ?1
  UNION ALL
  SELECT up.n, up.parent FROM path CROSS JOIN message AS up ON up.n = path.parent)
SELECT EXISTS (SELECT 1 FROM path WHERE n = ?2);
