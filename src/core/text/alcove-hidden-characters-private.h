/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-hidden-characters.h"

G_BEGIN_DECLS

/* What stands before the next character. All zeros is the start of a text. */
typedef struct
{
  gunichar previous;     /* as it is shown */
  GUnicodeScript script; /* of the last character that has one of its own */
  guint count;           /* hidden characters met */
} AlcoveHiddenState;

typedef enum
{
  ALCOVE_HIDDEN_REVEAL,
  ALCOVE_HIDDEN_STRIP,
} AlcoveHiddenMode;

/* text is valid UTF-8 */
void alcove_hidden_characters_append (AlcoveHiddenState *state, AlcoveHiddenMode mode,
                                      const char *text, gsize length, GString *out);
/* How much of a growing text looks the same whatever comes after it. */
gsize alcove_hidden_characters_settled (const char *text, gsize length);

G_END_DECLS
