-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a message. Outputs: how many messages its path has.
WITH RECURSIVE path (n, parent) AS (
  SELECT n, parent FROM message WHERE n = ?1
  UNION ALL
  SELECT up.n, up.parent FROM path CROSS JOIN message AS up ON up.n = path.parent)
SELECT count(*) FROM path;
