/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct sqlite3;

gboolean alcove_tokenizer_register (struct sqlite3 *handle, GError **error);
gboolean alcove_tokenizer_is_dense (gunichar c);

G_END_DECLS
