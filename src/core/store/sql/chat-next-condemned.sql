-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: n.
SELECT n FROM chat INDEXED BY chat_list WHERE deleted_at = 1 LIMIT 1;
