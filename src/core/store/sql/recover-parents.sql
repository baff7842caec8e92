-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- A message whose parent is gone follows the one before it in its chat. Inputs: none. Outputs: none.
UPDATE message SET parent = (
  SELECT o.n FROM message AS o WHERE o.chat = message.chat AND o.sequence < message.sequence
   ORDER BY o.sequence DESC LIMIT 1)
 WHERE parent IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM message AS o WHERE o.chat = message.chat AND o.n = message.parent);
