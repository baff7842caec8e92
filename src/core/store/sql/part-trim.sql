-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a message, 2 how many parts it keeps. Outputs: none.
DELETE FROM part WHERE message = ?1 AND ordinal >= ?2;
