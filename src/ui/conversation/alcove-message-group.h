/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* The widgets of one message: its frame on the screen, and its name for a screen reader. */
#define ALCOVE_TYPE_MESSAGE_GROUP (alcove_message_group_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveMessageGroup, alcove_message_group, ALCOVE, MESSAGE_GROUP, GtkWidget)

GtkWidget *alcove_message_group_new (AlcoveMessage *message);
/* Between begin and end every child that is to stay is placed, from top to bottom. */
void alcove_message_group_begin (AlcoveMessageGroup *self);
void alcove_message_group_place (AlcoveMessageGroup *self, GtkWidget *child,
                                 const GdkRectangle *place);
void alcove_message_group_end (AlcoveMessageGroup *self);
/* The group stands for another message from now on. */
gboolean alcove_message_group_can_reuse (AlcoveMessageGroup *self, AlcoveMessage *message);
/* A child that is not needed now and may be again, for this message or another: hidden, until it is taken. */
void alcove_message_group_keep (AlcoveMessageGroup *self, GtkWidget *child);
GtkWidget *alcove_message_group_take (AlcoveMessageGroup *self, GType type);

G_END_DECLS
