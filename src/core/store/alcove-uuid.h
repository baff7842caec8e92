/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ALCOVE_UUID_SIZE 16

gboolean alcove_uuid_parse (const char *text, guint8 bytes[static ALCOVE_UUID_SIZE]);
char *alcove_uuid_format (const guint8 bytes[static ALCOVE_UUID_SIZE]);

G_END_DECLS
