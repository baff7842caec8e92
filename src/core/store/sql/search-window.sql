-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The span of the newest parts. Inputs: 1 the last n, 2 how many parts. Outputs: the first n of it, and n of its newest
-- message; NULL where there is no part.
SELECT min (message), max (message)
  FROM (SELECT message FROM part WHERE message <= ?1 ORDER BY message DESC LIMIT ?2);
