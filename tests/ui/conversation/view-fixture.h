/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-conversation-view-private.h"
#include "alcove-message-private.h"

G_BEGIN_DECLS

/* A conversation in a window of 700 × 500 that a test fills. */
typedef struct
{
  GtkWidget *window;
  AlcoveConversationView *view;
  GListStore *messages;
} ViewFixture;

void view_fixture_set_up (ViewFixture *self, gconstpointer data);
void view_fixture_tear_down (ViewFixture *self, gconstpointer data);
/* Shows what was added so far; what is added later comes by itself. */
void view_fixture_present (ViewFixture *self);
/* Until some more frames were painted. */
void view_fixture_paint (ViewFixture *self);
/* Until so many were, for a conversation in any window. */
void view_fixture_paint_frames (GtkWidget *window, AlcoveConversationView *view, guint n_wanted);
AlcoveMessage *view_fixture_make_message (AlcoveRole role, const char *text);
void view_fixture_add (ViewFixture *self, AlcoveRole role, const char *text);
AlcoveConversationEntry *view_fixture_get_entry (ViewFixture *self, guint row);
/* The widget of the nth item of a kind in a message. */
GtkWidget *view_fixture_get_widget (ViewFixture *self, guint row, AlcoveEntryItemKind kind,
                                    guint nth);

G_END_DECLS
