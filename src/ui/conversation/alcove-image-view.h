/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An image in a conversation. ::resized: its height is another one. */
#define ALCOVE_TYPE_IMAGE_VIEW (alcove_image_view_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveImageView, alcove_image_view, ALCOVE, IMAGE_VIEW, GtkWidget)

GtkWidget *alcove_image_view_new (const char *name, guint64 key, GBytes *bytes);
GdkPaintable *alcove_image_view_get_picture (AlcoveImageView *self);

G_END_DECLS
