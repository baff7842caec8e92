/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AlcoveSearchChips:
 *
 * The filters of a search, each a button that takes it away. Not visible without any.
 *
 * ::changed: one was taken away by the user.
 */
#define ALCOVE_TYPE_SEARCH_CHIPS (alcove_search_chips_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSearchChips, alcove_search_chips, ALCOVE, SEARCH_CHIPS, AdwBin)

void alcove_search_chips_add (AlcoveSearchChips *self, const char *filter);
gboolean alcove_search_chips_remove_last (AlcoveSearchChips *self);
void alcove_search_chips_clear (AlcoveSearchChips *self);
const char *const *alcove_search_chips_get_filters (AlcoveSearchChips *self);

G_END_DECLS
