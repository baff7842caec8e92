-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 status, 3 model, 4 reasoning_effort, 5 finish_reason, 6 error_code, 7 error_message,
-- 8 tokens_in, 9 tokens_out, 10 tokens_reasoning, 11 tokens_cached, 12 cost, 13 ttft_us, 14 duration_us,
-- 15 extra. Outputs: none.
UPDATE message
   SET status = ?2, model = ?3, reasoning_effort = ?4, finish_reason = ?5, error_code = ?6,
       error_message = ?7, tokens_in = ?8, tokens_out = ?9, tokens_reasoning = ?10, tokens_cached = ?11,
       cost = ?12, ttft_us = ?13, duration_us = ?14, extra = ?15
 WHERE n = ?1;
