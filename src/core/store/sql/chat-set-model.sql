-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 model. Outputs: none.
UPDATE chat SET model = ?2 WHERE n = ?1;
