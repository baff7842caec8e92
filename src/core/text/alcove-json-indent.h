/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) JSON with a line for each member, as it is read best; anything else as it is */
char *alcove_json_indent (const char *text);

G_END_DECLS
