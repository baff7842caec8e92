/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void alcove_spelling_attach (GtkTextView *view);
void alcove_spelling_detach (GtkTextView *view);

G_END_DECLS
