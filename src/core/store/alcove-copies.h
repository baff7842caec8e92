/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account.h"
#include "alcove-db.h"

G_BEGIN_DECLS

#define ALCOVE_COPIES_DAYS 30

AlcoveDb *alcove_copies_open (AlcoveAccount *account, const char *path, GError **error);
AlcoveDb *alcove_copies_open_as (AlcoveAccount *account, const char *path, AlcoveDbMode mode,
                                 guint *nth, GError **error);
gboolean alcove_copies_check (AlcoveAccount *account, const char *path, GError **error);
gboolean alcove_copies_make (AlcoveAccount *account, AlcoveDb *db, const char *path,
                             GError **error);
char *alcove_copies_dup_backups_folder (AlcoveAccount *account);
GPtrArray *alcove_copies_list_backups (AlcoveAccount *account); /* paths, the newest first */
void alcove_copies_trim_backups (AlcoveAccount *account, guint n_kept);
void alcove_copies_remove_old (AlcoveAccount *account);
void alcove_copies_remove_all (AlcoveAccount *account);

G_END_DECLS
