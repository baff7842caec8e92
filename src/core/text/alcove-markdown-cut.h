/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The last place, above 0, at which a growing text can be cut so that what stands before it is finished
 * and both sides parse to what the whole does; 0 for none. */
gsize alcove_markdown_find_cut (const char *text, gsize length);
/* Whether a link reference definition may stand in the text. May say so where there is none. */
gboolean alcove_markdown_may_define (const char *text, gsize length);

G_END_DECLS
