/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person types for a parameter. An empty text is one that is not set; FALSE for what is no such value. */
gboolean alcove_parameter_text_read_double (const char *text, double max, double *value);
gboolean alcove_parameter_text_read_int (const char *text, gint64 min, gint64 max, gint64 not_set,
                                         gint64 *value);
gboolean alcove_parameter_text_read_stop (const char *text, guint max, GStrv *stop);
char *alcove_parameter_text_dup_double (double value);
char *alcove_parameter_text_dup_int (gint64 value, gint64 not_set);
char *alcove_parameter_text_dup_stop (GStrv stop);

G_END_DECLS
