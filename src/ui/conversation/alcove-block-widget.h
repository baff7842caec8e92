/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block-layout.h"
#include "alcove-finder.h"

G_BEGIN_DECLS

#define ALCOVE_TYPE_BLOCK_WIDGET (alcove_block_widget_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveBlockWidget, alcove_block_widget, ALCOVE, BLOCK_WIDGET, GtkWidget)

GtkWidget *alcove_block_widget_new (const AlcoveBlock *block);
gboolean alcove_block_widget_can_reuse (AlcoveBlockWidget *self, const AlcoveBlock *block);
void alcove_block_widget_reset (AlcoveBlockWidget *self);
/* Both are borrowed: NULL before they go. */
void alcove_block_widget_set_layout (AlcoveBlockWidget *self, AlcoveBlockLayout *layout,
                                     const AlcoveBlockStyle *style);
AlcoveBlockLayout *alcove_block_widget_get_layout (AlcoveBlockWidget *self);
/* (nullable): the link that Tab has come to */
const AlcoveSpan *alcove_block_widget_get_focused_link (AlcoveBlockWidget *self);
void alcove_block_widget_set_selection (AlcoveBlockWidget *self, guint start, guint end);
/* What is looked for is marked; of that, where the reader is, in another colour. */
void alcove_block_widget_set_finder (AlcoveBlockWidget *self, AlcoveFinder *finder);
void alcove_block_widget_set_current (AlcoveBlockWidget *self, guint start, guint end);
void alcove_block_widget_show_byte (AlcoveBlockWidget *self, guint byte);
void alcove_block_widget_get_selection (AlcoveBlockWidget *self, guint *start, guint *end);
void alcove_block_widget_set_bar_above (AlcoveBlockWidget *self, int bar_above);
/* What can be seen of a block that is higher than the window. */
void alcove_block_widget_set_visible_range (AlcoveBlockWidget *self, int top, int bottom);
/* How far it is scrolled sideways. */
double alcove_block_widget_get_shift (AlcoveBlockWidget *self);
char *alcove_block_dup_prefix (const AlcoveBlock *block);

/* In alcove-block-accessible.c. */
void alcove_block_accessible_init (GtkAccessibleTextInterface *interface);
void alcove_block_accessible_init_parts (GtkAccessibleInterface *interface);
GtkAccessibleRole alcove_block_accessible_get_role (const AlcoveBlock *block);
void alcove_block_accessible_describe (AlcoveBlockWidget *self, const AlcoveBlock *block);
void alcove_block_accessible_forget (AlcoveBlockWidget *self);

G_END_DECLS
