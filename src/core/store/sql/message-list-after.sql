-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- A page of all branches of a chat, by sequence. Inputs: 1 n of the chat, 2 a sequence that all are behind, 3 how
-- many at most. Outputs: the columns of a message (n, id, id of its chat, id of its parent, sequence, role, status,
-- model, reasoning_effort, created_at, finish_reason, error_code, error_message, tokens_in, tokens_out,
-- tokens_reasoning, tokens_cached, cost, ttft_us, duration_us, extra).
SELECT m.n, m.id, c.id, p.id, m.sequence, m.role, m.status, m.model, m.reasoning_effort, m.created_at,
       m.finish_reason, m.error_code, m.error_message, m.tokens_in, m.tokens_out, m.tokens_reasoning,
       m.tokens_cached, m.cost, m.ttft_us, m.duration_us, m.extra
  FROM message AS m JOIN chat AS c ON c.n = m.chat LEFT JOIN message AS p ON p.n = m.parent
 WHERE m.chat = ?1 AND m.sequence > ?2
 ORDER BY m.sequence LIMIT ?3;
