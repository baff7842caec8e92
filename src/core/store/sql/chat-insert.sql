-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 id, 3 folder_id, 4 title, 5 title_source, 6 model, 7 system_prompt, 8 params, 9 created_at,
-- 10 updated_at, 11 is_pinned, 12 archived_at, 13 deleted_at, 14 draft, 15 extra. Outputs: none.
INSERT INTO chat (n, id, folder_id, title, title_source, model, system_prompt, params, created_at,
                  updated_at, is_pinned, archived_at, deleted_at, draft, extra)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15);
