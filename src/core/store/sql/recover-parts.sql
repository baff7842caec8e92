-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Parts whose message is gone: nobody knows who said them. Inputs: none. Outputs: none.
DELETE FROM part WHERE message NOT IN (SELECT n FROM message);
