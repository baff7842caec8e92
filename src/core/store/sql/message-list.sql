-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- The end of a path, oldest first. Inputs: 1 n of its newest message, 2 how many at most.
-- Outputs: the columns of a message (n, id, id of its chat, id of its parent, sequence, role, status, model,
-- reasoning_effort, created_at, finish_reason, error_code, error_message, tokens_in, tokens_out,
-- tokens_reasoning, tokens_cached, cost, ttft_us, duration_us, extra).
WITH RECURSIVE path (n, parent, depth) AS (
  SELECT n, parent, 1 FROM message WHERE n = ?1
  UNION ALL
  SELECT up.n, up.parent, depth + 1 FROM path CROSS JOIN message AS up ON up.n = path.parent WHERE depth < ?2)
SELECT m.n, m.id, c.id, p.id, m.sequence, m.role, m.status, m.model, m.reasoning_effort, m.created_at,
       m.finish_reason, m.error_code, m.error_message, m.tokens_in, m.tokens_out, m.tokens_reasoning,
       m.tokens_cached, m.cost, m.ttft_us, m.duration_us, m.extra
  FROM path CROSS JOIN message AS m ON m.n = path.n JOIN chat AS c ON c.n = m.chat
  LEFT JOIN message AS p ON p.n = m.parent
 ORDER BY path.depth DESC;
