-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Active chats by when they were written to; the index alone answers. Inputs: 1 a JSON array of [since, before].
-- Outputs: how many pinned ones; then for each span how many of the others.
SELECT (SELECT count(*) FROM chat INDEXED BY chat_list
         WHERE deleted_at IS NULL AND archived_at IS NULL AND is_pinned = 1)
UNION ALL
SELECT (SELECT count(*) FROM chat INDEXED BY chat_list
         WHERE deleted_at IS NULL AND archived_at IS NULL AND is_pinned = 0
           AND updated_at >= span.value ->> 0 AND updated_at < span.value ->> 1)
  FROM json_each (?1) AS span;
