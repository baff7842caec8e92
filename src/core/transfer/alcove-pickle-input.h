/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The bytes of a pickle. */
typedef struct _AlcovePickleInput AlcovePickleInput;

AlcovePickleInput *alcove_pickle_input_new (GInputStream *stream);
void alcove_pickle_input_free (AlcovePickleInput *self);
void alcove_pickle_input_set_cancellable (AlcovePickleInput *self, GCancellable *cancellable);
goffset alcove_pickle_input_get_position (AlcovePickleInput *self);
gboolean alcove_pickle_input_take (AlcovePickleInput *self, gpointer out, gsize length,
                                   GError **error);
gboolean alcove_pickle_input_skip (AlcovePickleInput *self, guint64 length, GError **error);
gboolean alcove_pickle_input_take_number (AlcovePickleInput *self, guint size, guint64 *out,
                                          GError **error);
char *alcove_pickle_input_take_line (AlcovePickleInput *self, GError **error);

/* Each sets the error, and is FALSE. */
gboolean alcove_pickle_set_damaged (GError **error);
gboolean alcove_pickle_set_too_large (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcovePickleInput, alcove_pickle_input_free)

G_END_DECLS
