/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct sqlite3;
struct fts5_tokenizer;
struct Fts5Tokenizer;

gboolean alcove_tokenizer_register (struct sqlite3 *handle, GError **error);
gboolean alcove_tokenizer_create (struct sqlite3 *handle, struct fts5_tokenizer *methods,
                                  struct Fts5Tokenizer **instance);
gboolean alcove_tokenizer_is_dense (gunichar c);

G_END_DECLS
