/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* Opens and closes what a model thought before it answered. */
#define ALCOVE_TYPE_REASONING_TOGGLE (alcove_reasoning_toggle_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveReasoningToggle, alcove_reasoning_toggle, ALCOVE, REASONING_TOGGLE,
                      GtkWidget)

/* Emits ::toggled (gboolean is_open). */
GtkWidget *alcove_reasoning_toggle_new (AlcoveMessage *message, gboolean is_open);

G_END_DECLS
