/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a text is in. */
typedef enum
{
  ALCOVE_TEXT_PLAIN, /* UTF-8, or whatever it is */
  ALCOVE_TEXT_UTF_16_LE,
  ALCOVE_TEXT_UTF_16_BE,
  ALCOVE_TEXT_GZIP,
  ALCOVE_TEXT_PAGE, /* HTML */
} AlcoveTextKind;

AlcoveTextKind alcove_text_input_sniff (const guint8 *head, gsize length);
gboolean alcove_text_input_may_be_json (const guint8 *head, gsize length);
GInputStream *alcove_text_input_new (GInputStream *stream, gboolean *is_packed,
                                     GCancellable *cancellable, GError **error);

G_END_DECLS
