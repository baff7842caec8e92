-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a chat. Outputs: none.
INSERT INTO search (rowid, title, text) SELECT n, title, NULL FROM chat WHERE n = ?1 AND title IS NOT NULL;
