/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-history.h"

G_BEGIN_DECLS

gboolean alcove_first_database_make (AlcoveAccount *account, const char *path, AlcoveDb *stand_in,
                                     AlcoveHistoryWrite write, gpointer data, GError **error);
void alcove_first_database_discard (const char *path);

G_END_DECLS
