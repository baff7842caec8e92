-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Writes one part over the one that stands there. Inputs: 1 n for a new one, 2 message, 3 ordinal, 4 kind,
-- 5 mime, 6 name, 7 text, 8 data, 9 extra. Outputs: none.
INSERT INTO part (n, message, ordinal, kind, mime, name, text, data, extra)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (message, ordinal) DO UPDATE
   SET kind = excluded.kind, mime = excluded.mime, name = excluded.name, text = excluded.text,
       data = excluded.data, extra = excluded.extra;
