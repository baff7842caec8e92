-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 which (1 system_prompt and params, 2 draft, 4 extra, added up), 3 system_prompt, 4 params, 5 draft,
-- 6 extra. Outputs: none.
UPDATE chat
   SET system_prompt = iif (?2 & 1, ?3, system_prompt), params = iif (?2 & 1, ?4, params),
       draft = iif (?2 & 2, ?5, draft), extra = iif (?2 & 4, ?6, extra)
 WHERE n = ?1;
