-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: how many.
SELECT count(*) FROM chat AS c WHERE c.deleted_at > 1;
