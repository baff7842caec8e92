/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-block-style.h"
#include "alcove-finder.h"

G_BEGIN_DECLS

/* A source of an answer. ::activated: it was pressed; nothing is opened here. */
#define ALCOVE_TYPE_SOURCE_ROW (alcove_source_row_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSourceRow, alcove_source_row, ALCOVE, SOURCE_ROW, GtkWidget)

GtkWidget *alcove_source_row_new (guint number, const char *title, const char *target);

void alcove_source_row_mark (AlcoveSourceRow *self, AlcoveFinder *finder,
                             const AlcoveBlockStyle *style, guint current);

G_END_DECLS
