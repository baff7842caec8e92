/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-wire-chat.h"

G_BEGIN_DECLS

typedef struct _AlcoveWireReader AlcoveWireReader;

AlcoveWireReader *alcove_wire_reader_new (AlcoveLockedBytes *key, AlcoveWireFunc func,
                                          gpointer data);
void alcove_wire_reader_free (AlcoveWireReader *self);
AlcoveAnswer *alcove_wire_reader_get_answer (AlcoveWireReader *self);
gboolean alcove_wire_reader_push (AlcoveWireReader *self, const guint8 *bytes, gsize length,
                                  GError **error);
gboolean alcove_wire_reader_finish (AlcoveWireReader *self, const GError *cut, GError **error);

#define ALCOVE_WIRE_MAX_ANSWER (64 * 1024 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveWireReader, alcove_wire_reader_free)

G_END_DECLS
