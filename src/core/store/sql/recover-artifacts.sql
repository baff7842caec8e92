-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: none.
DELETE FROM artifact WHERE message NOT IN (SELECT n FROM message) OR chat NOT IN (SELECT n FROM chat);
