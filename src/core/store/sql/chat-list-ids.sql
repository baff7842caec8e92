-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 whether those in the trash too. Outputs: id of each chat, wherever it stands, oldest first.
SELECT id FROM chat WHERE (?1 AND deleted_at > 1) OR deleted_at IS NULL ORDER BY n;
