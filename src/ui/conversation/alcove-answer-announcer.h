/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-conversation-entry.h"

G_BEGIN_DECLS

/* Reads an answer to a screen reader, sentence by sentence, while it comes. */
typedef struct _AlcoveAnswerAnnouncer AlcoveAnswerAnnouncer;

typedef void (*AlcoveAnnounceFunc) (gpointer owner, const char *text);

AlcoveAnswerAnnouncer *alcove_answer_announcer_new (AlcoveAnnounceFunc func, gpointer owner);
void alcove_answer_announcer_free (AlcoveAnswerAnnouncer *self);
void alcove_answer_announcer_update (AlcoveAnswerAnnouncer *self, AlcoveConversationEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveAnswerAnnouncer, alcove_answer_announcer_free)

G_END_DECLS
