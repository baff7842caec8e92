-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- All that a filter leaves, in no order. Inputs: 1 a part of the model's name in small letters or NULL, 2 whether only
-- pinned chats, 3 whether only archived ones, 4 a part of their folder's name (a space is _) or NULL.
-- Outputs: n of a chat or of a part.
WITH few (n) AS MATERIALIZED (
  SELECT n FROM chat
   WHERE deleted_at IS NULL AND (?2 = 0 OR is_pinned) AND (?1 IS NULL OR instr (lower (model), ?1))
   AND (?3 = 0 OR archived_at IS NOT NULL)
   AND (?4 IS NULL OR folder_id IN (
     SELECT id FROM folder WHERE instr (lower (replace (name, ' ', '_')), lower (?4)))))
SELECT n FROM few
UNION ALL
SELECT p.n FROM few CROSS JOIN message AS m ON m.chat = few.n CROSS JOIN part AS p ON p.message = m.n;
