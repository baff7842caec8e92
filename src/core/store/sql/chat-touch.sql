-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- updated_at never goes back. Inputs: 1 n, 2 now. Outputs: none.
UPDATE chat SET updated_at = max (updated_at, ?2) WHERE n = ?1;
