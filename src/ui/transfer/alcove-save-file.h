/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks where bytes of a chat are to be written, writes them there, and tells the window by a toast. */
void alcove_save_file_ask (GtkWidget *widget, const char *name, GBytes *bytes);

G_END_DECLS
