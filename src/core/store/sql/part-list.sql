-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- Inputs: 1 n of a message. Outputs: kind, mime, name, text, data, extra; in order.
SELECT kind, mime, name, text, data, extra FROM part WHERE message = ?1 ORDER BY ordinal;
