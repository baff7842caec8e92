-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 key. Outputs: none.
DELETE FROM meta WHERE key = ?1;
