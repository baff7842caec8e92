-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 title, 3 title_source. Outputs: none.
UPDATE chat SET title = ?2, title_source = ?3 WHERE n = ?1;
