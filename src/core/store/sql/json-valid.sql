-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 a text or NULL. Outputs: 1 where it is a JSON object or NULL.
SELECT CASE WHEN ?1 IS NULL THEN 1 WHEN json_valid (?1) THEN json_type (?1) = 'object' ELSE 0 END;
