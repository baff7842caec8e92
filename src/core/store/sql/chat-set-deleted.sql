-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 since when, or NULL. Outputs: none.
UPDATE chat SET deleted_at = ?2 WHERE n = ?1;
