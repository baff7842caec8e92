/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes valid UTF-8 of bytes that come in pieces. All zeros is the start. */
typedef struct
{
  guint8 held[4]; /* the beginning of a sequence whose rest has not come */
  guint n_held;
} AlcoveUtf8Repair;

void alcove_utf8_repair_feed (AlcoveUtf8Repair *self, const char *bytes, gsize length,
                              GString *out);
void alcove_utf8_repair_flush (AlcoveUtf8Repair *self, GString *out);

G_END_DECLS
