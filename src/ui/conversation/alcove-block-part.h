/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A part of a block as a screen reader finds it, a row, a cell, a link; or what blocks stand in, a list, an item, a
 * quote. It is no widget. */
#define ALCOVE_TYPE_BLOCK_PART (alcove_block_part_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveBlockPart, alcove_block_part, ALCOVE, BLOCK_PART, GObject)

/* parent outlives the part, or alcove_block_part_forget () is called. place is that of the parent's. */
AlcoveBlockPart *alcove_block_part_new (GtkAccessible *parent, GtkAccessibleRole role,
                                        const char *label, const GdkRectangle *place);
/* Takes the parts over; each knows the next. */
void alcove_block_part_add (AlcoveBlockPart *self, AlcoveBlockPart *child);
/* What stands behind the last one of the parts; nullable, not owned. */
void alcove_block_part_link (GPtrArray *parts, GtkAccessible *next);
/* What stands behind it, or in it, may be a widget. */
void alcove_block_part_set_next (AlcoveBlockPart *self, GtkAccessible *next);
void alcove_block_part_set_first (AlcoveBlockPart *self, GtkAccessible *first);
void alcove_block_part_forget (AlcoveBlockPart *self);

G_END_DECLS
