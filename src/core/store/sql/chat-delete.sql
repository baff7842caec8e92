-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Its messages, parts and artifacts go with it. Inputs: 1 n. Outputs: none.
DELETE FROM chat WHERE n = ?1;
