/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where, behind the first line of a paragraph, the header of a table stands; 0 for none. */
gsize alcove_late_table_find (const char *paragraph, gsize length);

G_END_DECLS
