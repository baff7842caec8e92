-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Before they go, all at once: the index is sought through once for each word. Inputs: 1 n of a chat, 2 the first n
-- of the messages. Outputs: none.
INSERT INTO search (search, rowid, title, text)
SELECT 'delete', part.n, NULL, part.text
  FROM message AS m CROSS JOIN part ON part.message = m.n
 WHERE m.chat = ?1 AND m.n >= ?2 AND m.status NOT IN (1, 2) AND part.kind IN (1, 2) AND part.text IS NOT NULL;
