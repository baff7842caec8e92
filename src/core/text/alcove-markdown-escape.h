/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At the beginning of a line. */
gboolean alcove_markdown_begins_block (const char *text);
guint alcove_markdown_count_digits (const char *text);
/* Anywhere; start is that of the whole text. */
gboolean alcove_markdown_ends_heading (const char *text);
gboolean alcove_markdown_begins_entity (const char *text);
gboolean alcove_markdown_begins_revealed (const char *text);
gboolean alcove_markdown_begins_address (const char *text, const char *start);

G_END_DECLS
