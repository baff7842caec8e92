-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: none. Outputs: n of a message that is pending or streaming.
SELECT n FROM message WHERE status IN (1, 2) LIMIT 1;
