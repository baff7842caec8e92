-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id, 2 name. Outputs: none.
UPDATE folder SET name = ?2 WHERE id = ?1;
