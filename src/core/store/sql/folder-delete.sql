-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Its chats stay, in no folder. Inputs: 1 id. Outputs: none.
DELETE FROM folder WHERE id = ?1;
