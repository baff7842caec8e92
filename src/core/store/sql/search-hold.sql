-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Held at its row while a search asks several things: all of them see the same history, and an interruption
-- between two of them is not lost. Inputs: none. Outputs: a number.
SELECT count (*) FROM meta;
