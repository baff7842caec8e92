/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What stands in a row. */
typedef struct
{
  const char *title;
  const char *preview;
  const char *time;
  const char *note; /* nullable: at the end of the second line */
  const char *icon; /* nullable: before both lines */
  gboolean is_unknown;
  gboolean is_pinned;
  gboolean is_unsaved;
  gboolean has_news;
  gboolean has_spinner; /* a child of the row's, for which room is left */
  gboolean has_entry;   /* a child of the row's stands in the title's place */
  gboolean is_choosing;
  gboolean is_chosen;
  gboolean is_target;
} AlcoveSidebarRowLook;

/**
 * AlcoveSidebarPainter:
 *
 * Draws the rows of one list: fonts, heights, icons and one layout for all of them.
 */
#define ALCOVE_TYPE_SIDEBAR_PAINTER (alcove_sidebar_painter_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSidebarPainter, alcove_sidebar_painter, ALCOVE, SIDEBAR_PAINTER,
                      GObject)

AlcoveSidebarPainter *alcove_sidebar_painter_new (GtkWidget *list);
int alcove_sidebar_painter_get_height (AlcoveSidebarPainter *self);
void alcove_sidebar_painter_place (AlcoveSidebarPainter *self, GtkWidget *row,
                                   const AlcoveSidebarRowLook *look, GdkRectangle *title,
                                   GdkRectangle *spinner);
void alcove_sidebar_painter_draw (AlcoveSidebarPainter *self, GtkWidget *row, GtkSnapshot *snapshot,
                                  const AlcoveSidebarRowLook *look);

G_END_DECLS
