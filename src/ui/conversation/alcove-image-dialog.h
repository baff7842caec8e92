/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a picture as large as the window allows. */
void alcove_image_dialog_present (GtkWidget *parent, GdkPaintable *picture, const char *name);

G_END_DECLS
