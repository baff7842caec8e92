-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The largest n of any table within a span. Inputs: 1 first, 2 last of the span. Outputs: n or NULL.
SELECT max (n) FROM (
  SELECT max (n) AS n FROM chat WHERE n BETWEEN ?1 AND ?2
  UNION ALL SELECT max (n) FROM message WHERE n BETWEEN ?1 AND ?2
  UNION ALL SELECT max (n) FROM part WHERE n BETWEEN ?1 AND ?2);
