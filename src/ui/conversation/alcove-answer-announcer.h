/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-conversation-entry.h"

G_BEGIN_DECLS

/* What a screen reader hears of an answer. */
typedef enum
{
  ALCOVE_ANNOUNCE_OFF,
  ALCOVE_ANNOUNCE_SENTENCES,
  ALCOVE_ANNOUNCE_FINISHED,
} AlcoveAnnounce;

#define ALCOVE_TYPE_ANNOUNCE (alcove_announce_get_type ())

GType alcove_announce_get_type (void) G_GNUC_CONST;

/* Reads an answer to a screen reader, sentence by sentence, while it comes. */
typedef struct _AlcoveAnswerAnnouncer AlcoveAnswerAnnouncer;

typedef void (*AlcoveAnnounceFunc) (gpointer owner, const char *text);

AlcoveAnswerAnnouncer *alcove_answer_announcer_new (AlcoveAnnounceFunc func, gpointer owner);
void alcove_answer_announcer_free (AlcoveAnswerAnnouncer *self);
void alcove_answer_announcer_set_mode (AlcoveAnswerAnnouncer *self, AlcoveAnnounce mode);
void alcove_answer_announcer_update (AlcoveAnswerAnnouncer *self, AlcoveConversationEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveAnswerAnnouncer, alcove_answer_announcer_free)

G_END_DECLS
