/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes bidi controls, zero-width characters, tags and stray controls visible as "[U+202E]"; keeps joiners
 * inside emoji and the scripts that need them. Returns valid UTF-8. count may be NULL. */
char *alcove_hidden_characters_reveal (const char *text, gssize length, guint *count);
/* Removes them; for text that is pasted or copied. */
char *alcove_hidden_characters_strip (const char *text, gssize length, guint *count);

G_END_DECLS
