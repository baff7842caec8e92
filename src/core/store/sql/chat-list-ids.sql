-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: id of each chat, wherever it stands, oldest first.
SELECT id FROM chat ORDER BY n;
