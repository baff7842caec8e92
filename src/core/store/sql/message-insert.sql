-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n, 2 id, 3 chat, 4 parent, 5 sequence, 6 role, 7 status, 8 model, 9 reasoning_effort,
-- 10 created_at, 11 finish_reason, 12 error_code, 13 error_message, 14 tokens_in, 15 tokens_out,
-- 16 tokens_reasoning, 17 tokens_cached, 18 cost, 19 ttft_us, 20 duration_us, 21 extra. Outputs: none.
INSERT INTO message (n, id, chat, parent, sequence, role, status, model, reasoning_effort, created_at,
                     finish_reason, error_code, error_message, tokens_in, tokens_out, tokens_reasoning,
                     tokens_cached, cost, ttft_us, duration_us, extra)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21);
