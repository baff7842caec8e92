-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Every message, by the day of this place's clock and by model. Inputs: none.
-- Outputs: day as YYYY-MM-DD, model or NULL, messages, tokens_in, tokens_out, cost, how much of it is estimated;
-- of the answers whose length and time are known, tokens_out and duration_us; of those that streamed, ttft_us and how
-- many they are. The newest day first.
SELECT date (created_at / 1000, 'unixepoch', 'localtime'), model, count(*), total (tokens_in), total (tokens_out),
       total (cost),
       total (cost) FILTER (
         WHERE CASE WHEN json_valid (extra) THEN json_extract (extra, '$.cost_is_estimated') END),
       total (tokens_out) FILTER (WHERE tokens_out > 0 AND duration_us > 0),
       total (duration_us) FILTER (WHERE tokens_out > 0 AND duration_us > 0),
       total (ttft_us), count(ttft_us)
  FROM message GROUP BY 1, 2 ORDER BY 1 DESC, 2;
