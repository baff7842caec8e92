-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id. Outputs: 1 where it is there, else 0.
SELECT count(*) FROM folder WHERE id = ?1;
