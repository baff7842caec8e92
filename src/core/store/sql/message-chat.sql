-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id of a message. Outputs: id of its chat.
SELECT c.id FROM message AS m JOIN chat AS c ON c.n = m.chat WHERE m.id = ?1;
