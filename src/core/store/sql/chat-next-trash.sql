-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 before when. Outputs: id of a chat that went to the trash before that.
SELECT id FROM chat INDEXED BY chat_trash WHERE deleted_at IS NOT NULL AND deleted_at < ?1 LIMIT 1;
