-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 last_message. Outputs: none.
UPDATE chat SET last_message = ?2 WHERE n = ?1 AND last_message IS NOT ?2;
