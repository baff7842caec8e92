/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A language model in the picker. Properties, constant: id, name, context-length, vision, reasoning, tools. */
#define ALCOVE_TYPE_MODEL (alcove_model_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveModel, alcove_model, ALCOVE, MODEL, GObject)

const char *alcove_model_get_id (AlcoveModel *self);
const char *alcove_model_get_name (AlcoveModel *self);
gint64 alcove_model_get_context_length (AlcoveModel *self);

G_END_DECLS
