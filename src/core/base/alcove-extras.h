/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

/* What an odd server wants with each request: headers, which may be secrets, and fields of the body. Boxed, immutable. */
typedef struct
{
  GStrv names;
  AlcoveLockedBytes **values; /* as many as names */
  char *body;                 /* a JSON object; NULL for none */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveExtras;

#define ALCOVE_TYPE_EXTRAS (alcove_extras_get_type ())

GType alcove_extras_get_type (void) G_GNUC_CONST;
AlcoveExtras *alcove_extras_parse (const char *headers, const char *body, GError **error);
AlcoveExtras *alcove_extras_ref (AlcoveExtras *self);
void alcove_extras_unref (AlcoveExtras *self);
gboolean alcove_extras_is_empty (AlcoveExtras *self);
AlcoveLockedBytes *alcove_extras_dup_headers (AlcoveExtras *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveExtras, alcove_extras_unref)

G_END_DECLS
