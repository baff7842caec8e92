-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a chat. Outputs: n of its active leaf, or NULL.
SELECT active_leaf FROM chat WHERE n = ?1;
