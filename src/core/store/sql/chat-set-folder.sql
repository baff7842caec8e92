-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 id of a folder, or NULL. Outputs: none.
UPDATE chat SET folder_id = ?2 WHERE n = ?1;
