/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-export-words.h"

G_BEGIN_DECLS

GtkPrintOperation *alcove_chat_print_new (GtkWidget *widget, const char *title, GPtrArray *messages,
                                          const AlcoveExportWords *words);

G_END_DECLS
