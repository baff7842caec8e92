-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Alcove authors
--
-- What matches within a span, the oldest first: forward the index jumps to a row, backward it reads all before it
-- once anything was deleted. Inputs: 1 an FTS5 expression, 2 and 3 the first and the last n. Outputs: n.
SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid;
