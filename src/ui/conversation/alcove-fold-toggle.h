/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* A line that opens and closes what stands beneath it. ::toggled (gboolean is_open). */
#define ALCOVE_TYPE_FOLD_TOGGLE (alcove_fold_toggle_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveFoldToggle, alcove_fold_toggle, ALCOVE, FOLD_TOGGLE, GtkWidget)

GtkWidget *alcove_fold_toggle_new (const char *label, gboolean is_open);
/* The one over what a model thought: it follows the message. */
GtkWidget *alcove_fold_toggle_new_for_reasoning (AlcoveMessage *message, gboolean is_open);
const char *alcove_fold_toggle_get_label (AlcoveFoldToggle *self);

G_END_DECLS
