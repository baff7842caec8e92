/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

/**
 * AlcoveModelPicker:
 *
 * A button with the model's name that opens an AlcoveModelPopover. Properties: session, model (id, nullable), title (nullable) and
 * is-compact (the title stands above the model: in a narrow window the picker is the title).
 *
 * ::chosen (char *model): an id.
 * ::closed (): the popover is gone, whether one was chosen or not.
 */
#define ALCOVE_TYPE_MODEL_PICKER (alcove_model_picker_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveModelPicker, alcove_model_picker, ALCOVE, MODEL_PICKER, AdwBin)

GtkWidget *alcove_model_picker_new (void);
void alcove_model_picker_popup (AlcoveModelPicker *self);

G_END_DECLS
