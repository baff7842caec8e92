/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-pickle-value.h"

G_BEGIN_DECLS

/* A pickle of plain data, being read. */
typedef struct _AlcovePickle AlcovePickle;

gboolean alcove_pickle_is_one (const guint8 *head, gsize length);
AlcovePickle *alcove_pickle_new (GInputStream *stream);
void alcove_pickle_free (AlcovePickle *self);
gboolean alcove_pickle_step (AlcovePickle *self, GCancellable *cancellable, GError **error);
goffset alcove_pickle_get_position (AlcovePickle *self);
/* The value, once alcove_pickle_step() has ended without an error; it belongs to the pickle. */
const AlcovePickleValue *alcove_pickle_get_value (AlcovePickle *self);
gsize alcove_pickle_get_size (AlcovePickle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcovePickle, alcove_pickle_free)

G_END_DECLS
