/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-block.h"

G_BEGIN_DECLS

/* (transfer floating): what shows a block of the help; its labels hold the links. link gets each label. */
GtkWidget *alcove_help_block_new (const AlcoveBlock *block, GFunc each_label, gpointer data);

G_END_DECLS
