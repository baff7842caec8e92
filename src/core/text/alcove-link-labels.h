/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*AlcoveLinkLabelFunc) (const char *key, gpointer data);

/* Labels by which Markdown may lead to a definition of a link, and those that it may define. Of two labels that match
 * the keys are equal. Both may name what is none. */
void alcove_link_labels_used (const char *text, gsize length, AlcoveLinkLabelFunc func,
                              gpointer data);
void alcove_link_labels_defined (const char *text, gsize length, AlcoveLinkLabelFunc func,
                                 gpointer data);

G_END_DECLS
