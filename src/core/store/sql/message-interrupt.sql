-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- A message that nobody receives any more. Inputs: 1 n. Outputs: none.
UPDATE message SET status = 6 WHERE n = ?1;
