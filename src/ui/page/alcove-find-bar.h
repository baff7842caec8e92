/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AlcoveFindBar:
 *
 * Where words are typed that are looked for in one chat. It finds nothing itself.
 *
 * ::changed (char *text): other words. ::step (int direction): the next (1) or the previous (-1) place.
 * ::closed (): the reader is done.
 */
#define ALCOVE_TYPE_FIND_BAR (alcove_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveFindBar, alcove_find_bar, ALCOVE, FIND_BAR, AdwBin)

GtkWidget *alcove_find_bar_new (void);
/* Shows it, with the words that are in it selected. */
void alcove_find_bar_open (AlcoveFindBar *self);
void alcove_find_bar_close (AlcoveFindBar *self);
gboolean alcove_find_bar_get_is_open (AlcoveFindBar *self);
/* Where the reader is among the places, from 1; 0 of 0: nothing was found. */
void alcove_find_bar_set_place (AlcoveFindBar *self, guint place, guint n_places);
/* Nothing is looked for, or not yet found. */
void alcove_find_bar_clear_place (AlcoveFindBar *self);

G_END_DECLS
