/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Bytes of an image → a texture, on another thread, bounded. */
#define ALCOVE_TYPE_IMAGE_DECODER (alcove_image_decoder_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveImageDecoder, alcove_image_decoder, ALCOVE, IMAGE_DECODER, GObject)

AlcoveImageDecoder *alcove_image_decoder_get_default (void);
GdkTexture *alcove_image_decoder_lookup (AlcoveImageDecoder *self, guint64 key, GBytes *bytes);
void alcove_image_decoder_clear (AlcoveImageDecoder *self);
void alcove_image_decoder_request (AlcoveImageDecoder *self, guint64 key, GBytes *bytes,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer data);
GdkTexture *alcove_image_decoder_finish (AlcoveImageDecoder *self, GAsyncResult *result,
                                         GError **error);
/* For tests: what the thread does. */
GdkTexture *alcove_image_decoder_decode (GBytes *bytes, GError **error);

G_END_DECLS
