-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The index anew, from what it is made of. Inputs: none. Outputs: none.
INSERT INTO search (search) VALUES ('rebuild');
