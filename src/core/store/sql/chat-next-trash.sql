-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 a time. Outputs: n of a chat that is in the trash since before.
SELECT n FROM chat INDEXED BY chat_trash
 WHERE deleted_at IS NOT NULL AND deleted_at > 1 AND deleted_at < ?1 LIMIT 1;
