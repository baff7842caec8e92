-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 now. Outputs: a time behind now and behind all that is in the trash.
SELECT max (?1, coalesce (max (deleted_at), 0)) + 1
  FROM chat INDEXED BY chat_list
 WHERE deleted_at IS NOT NULL;
