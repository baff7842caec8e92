/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A language model in the picker. Properties, constant: id, name, context-length, vision, reasoning, tools; and
 * is-favourite, which may be set and is kept with the account. */
#define ALCOVE_TYPE_MODEL (alcove_model_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveModel, alcove_model, ALCOVE, MODEL, GObject)

const char *alcove_model_get_id (AlcoveModel *self);
const char *alcove_model_get_name (AlcoveModel *self);
gint64 alcove_model_get_context_length (AlcoveModel *self);
double alcove_model_get_price_in (AlcoveModel *self); /* USD a million tokens, -1 unknown */
double alcove_model_get_price_out (AlcoveModel *self);
const char *alcove_model_get_privacy (AlcoveModel *self);
gboolean alcove_model_get_vision (AlcoveModel *self);
gboolean alcove_model_get_reasoning (AlcoveModel *self);
gboolean alcove_model_get_tools (AlcoveModel *self);
gboolean alcove_model_get_is_favourite (AlcoveModel *self);
void alcove_model_set_is_favourite (AlcoveModel *self, gboolean is_favourite);

G_END_DECLS
