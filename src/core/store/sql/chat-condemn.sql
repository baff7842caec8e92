-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Whether it is in the trash or not: nobody finds it any more, by its id neither, and what is left of it goes piece by
-- piece. Inputs: 1 n. Outputs: none.
UPDATE chat SET deleted_at = 1, id = randomblob (16) WHERE n = ?1;
