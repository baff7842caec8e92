-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a message without a child. Outputs: none.
DELETE FROM message WHERE n = ?1;
