-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: how many chats there are, wherever they stand.
SELECT count(*) FROM chat;
