/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ALCOVE_TYPE_LOCKED_BYTES (alcove_locked_bytes_get_type ())
typedef struct _AlcoveLockedBytes AlcoveLockedBytes;

GType alcove_locked_bytes_get_type (void) G_GNUC_CONST;
AlcoveLockedBytes *alcove_locked_bytes_new (const void *data, gsize size);
AlcoveLockedBytes *alcove_locked_bytes_new_string (const char *text);
AlcoveLockedBytes *alcove_locked_bytes_new_random (gsize size);
AlcoveLockedBytes *alcove_locked_bytes_new_from_hex (const char *hex, gsize size);
AlcoveLockedBytes *alcove_locked_bytes_ref (AlcoveLockedBytes *self);
void alcove_locked_bytes_unref (AlcoveLockedBytes *self);
const guint8 *alcove_locked_bytes_get_data (AlcoveLockedBytes *self, gsize *size);
guint8 *alcove_locked_bytes_get_writable (AlcoveLockedBytes *self);
const char *alcove_locked_bytes_get_string (AlcoveLockedBytes *self);
gsize alcove_locked_bytes_get_size (AlcoveLockedBytes *self);
gboolean alcove_locked_bytes_equal (AlcoveLockedBytes *a, AlcoveLockedBytes *b);
AlcoveLockedBytes *alcove_locked_bytes_to_hex (AlcoveLockedBytes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveLockedBytes, alcove_locked_bytes_unref)

G_END_DECLS
