-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 extra. Outputs: its member "link" where that is a text that says something, else NULL.
SELECT CASE WHEN NOT json_valid (?1) THEN NULL
            WHEN json_type (?1, '$.link') = 'text' THEN nullif (json_extract (?1, '$.link'), '') END;
