/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-layout-rows.h"

G_BEGIN_DECLS

typedef struct _AlcoveConversationLayout AlcoveConversationLayout;

typedef struct
{
  guint row;
  guint item;
  int y; /* top of the item in the viewport */
  int height;
} AlcoveLayoutPlace;

typedef struct
{
  double value; /* of the scroll bar */
  double upper;
  gboolean is_rebased; /* value is not what it was though the reader did not move */
} AlcoveLayoutScroll;

AlcoveConversationLayout *alcove_conversation_layout_new (const AlcoveLayoutSource *source,
                                                          gpointer owner);
void alcove_conversation_layout_free (AlcoveConversationLayout *self);

void alcove_conversation_layout_splice (AlcoveConversationLayout *self, guint position,
                                        guint removed, guint added);
void alcove_conversation_layout_set_length (AlcoveConversationLayout *self, guint row,
                                            gsize length);
void alcove_conversation_layout_resync (AlcoveConversationLayout *self, guint row, guint from);
void alcove_conversation_layout_collapse (AlcoveConversationLayout *self, guint row);
void alcove_conversation_layout_let_go (AlcoveConversationLayout *self, guint row);
void alcove_conversation_layout_invalidate (AlcoveConversationLayout *self);
void alcove_conversation_layout_set_margins (AlcoveConversationLayout *self, int top, int bottom);

gboolean alcove_conversation_layout_get_following (AlcoveConversationLayout *self);
void alcove_conversation_layout_set_following (AlcoveConversationLayout *self, gboolean following);
void alcove_conversation_layout_scroll_to (AlcoveConversationLayout *self, guint row, guint item,
                                           int y);
void alcove_conversation_layout_user_scrolled (AlcoveConversationLayout *self, double value);
void alcove_conversation_layout_fold (AlcoveConversationLayout *self);
AlcoveLayoutScroll alcove_conversation_layout_allocate (AlcoveConversationLayout *self, int height,
                                                        GArray *places);

guint alcove_conversation_layout_get_n_rows (AlcoveConversationLayout *self);
gboolean alcove_conversation_layout_is_expanded (AlcoveConversationLayout *self, guint row);
double alcove_conversation_layout_get_slack (AlcoveConversationLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveConversationLayout, alcove_conversation_layout_free)

G_END_DECLS
