-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id. Outputs: n, n of its chat, n of its parent, sequence, status, created_at.
SELECT n, chat, parent, sequence, status, created_at FROM message WHERE id = ?1;
