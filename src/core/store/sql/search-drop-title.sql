-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Before the title changes. Inputs: 1 n of a chat. Outputs: none.
INSERT INTO search (search, rowid, title, text)
SELECT 'delete', n, title, NULL FROM chat WHERE n = ?1 AND title IS NOT NULL;
