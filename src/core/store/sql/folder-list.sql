-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: id, name, position, created_at.
SELECT id, name, position, created_at FROM folder;
