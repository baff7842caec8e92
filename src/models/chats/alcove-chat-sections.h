/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The sections of a list of chats, in its order. From ALCOVE_SECTION_MONTHS on each is a month. */
typedef enum
{
  ALCOVE_SECTION_PINNED,
  ALCOVE_SECTION_TODAY,
  ALCOVE_SECTION_YESTERDAY,
  ALCOVE_SECTION_WEEK,
  ALCOVE_SECTION_MONTH,
  ALCOVE_SECTION_MONTHS,
} AlcoveSection;

#define ALCOVE_SECTIONS_MONTHS 240
#define ALCOVE_SECTIONS_STARTS (ALCOVE_SECTION_MONTHS - 1 + ALCOVE_SECTIONS_MONTHS)

/* Where they begin, seen from one day; a plain value. Times are Unix milliseconds. */
typedef struct
{
  gint64 starts
      [ALCOVE_SECTIONS_STARTS]; /* of section 1, 2, …; each earlier than the one before it, the last 0 */
  gint64 ends_at;               /* from then on it is another day */
} AlcoveChatSections;

void alcove_chat_sections_init (AlcoveChatSections *self, gint64 now_ms);
guint alcove_chat_sections_find (const AlcoveChatSections *self, gboolean is_pinned,
                                 gint64 updated_at);

G_END_DECLS
