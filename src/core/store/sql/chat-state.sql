-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 id. Outputs: n, next_sequence, active_leaf, message_count, title_source.
SELECT n, next_sequence, active_leaf, message_count, title_source FROM chat WHERE id = ?1;
