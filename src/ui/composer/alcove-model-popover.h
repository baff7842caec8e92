/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveModelPopover:
 *
 * Searches the session's models, and takes any other name that is typed, as some servers list none.
 *
 * ::chosen (char *model): an id.
 */
#define ALCOVE_TYPE_MODEL_POPOVER (alcove_model_popover_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveModelPopover, alcove_model_popover, ALCOVE, MODEL_POPOVER, GtkPopover)

GtkWidget *alcove_model_popover_new (void);
void alcove_model_popover_set_session (AlcoveModelPopover *self, AlcoveSession *session);
gboolean alcove_model_popover_matches (const char *query, const char *id, const char *name);

G_END_DECLS
