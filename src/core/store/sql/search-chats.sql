-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Which chats a filter leaves, and where their messages are; the newest first. Inputs: 1 a part of the model's
-- name in small letters or NULL, 2 whether only pinned chats, 3 limit. Outputs: n, n of its first and of its last
-- message or NULL.
SELECT c.n, (SELECT min (m.n) FROM message AS m WHERE m.chat = c.n),
       (SELECT max (m.n) FROM message AS m WHERE m.chat = c.n) AS last
  FROM (SELECT n FROM chat
         WHERE deleted_at IS NULL AND (?2 = 0 OR is_pinned) AND (?1 IS NULL OR instr (lower (model), ?1))
         LIMIT ?3) AS c
 ORDER BY coalesce (last, c.n) DESC;
