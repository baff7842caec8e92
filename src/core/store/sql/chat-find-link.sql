-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 a link. Outputs: id of the first chat that has it in its extra.
SELECT id FROM chat
 WHERE extra IS NOT NULL AND deleted_at IS NOT 1 AND CASE WHEN json_valid (extra) THEN json_extract (extra, '$.link') END = ?1
 ORDER BY n LIMIT 1;
