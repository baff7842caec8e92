-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 system_prompt, 3 params, 4 draft, 5 extra. Outputs: none.
UPDATE chat SET system_prompt = ?2, params = ?3, draft = ?4, extra = ?5 WHERE n = ?1;
