-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id. Outputs: id, name, position, created_at.
SELECT id, name, position, created_at FROM folder WHERE id = ?1;
