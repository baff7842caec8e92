/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends what an HTML entity ("&auml;", "&#228;", "&#xe4;") stands for; an unknown one as it is. */
void alcove_entity_append (GString *out, const char *entity, gsize length);

G_END_DECLS
