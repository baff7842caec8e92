/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a finger needs to select: a handle at each end of a selection and a bar above it. Made when a finger selects
 * first: NULL is nothing shown. */
typedef struct _AlcoveSelectionHandles AlcoveSelectionHandles;

typedef struct _AlcoveConversationView AlcoveConversationView;

AlcoveSelectionHandles *alcove_selection_handles_new (AlcoveConversationView *view);
void alcove_selection_handles_free (AlcoveSelectionHandles *self);
void alcove_selection_handles_show (AlcoveSelectionHandles *self);
void alcove_selection_handles_hide (AlcoveSelectionHandles *self);
gboolean alcove_selection_handles_get_is_shown (AlcoveSelectionHandles *self);
/* Inside of an allocation of the view: puts them to where the selection's ends are. */
void alcove_selection_handles_place (AlcoveSelectionHandles *self);

G_END_DECLS
