/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-conversation-entry.h"

G_BEGIN_DECLS

/* The lists and quotes of a message, which are no widgets, for a screen reader. */
typedef struct _AlcoveMessageOutline AlcoveMessageOutline;

/* group is the widget of the message; it outlives its outline. */
AlcoveMessageOutline *alcove_message_outline_new (GtkWidget *group);
void alcove_message_outline_free (AlcoveMessageOutline *self);
/* (transfer full) (nullable) what stands first in the message; NULL where it has neither lists nor quotes */
GtkAccessible *alcove_message_outline_get_first (AlcoveMessageOutline *self,
                                                 AlcoveConversationEntry *entry);
/* A widget goes to another message: it stands in nothing of this one any more. */
void alcove_message_outline_leave (GtkWidget *widget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveMessageOutline, alcove_message_outline_free)

G_END_DECLS
