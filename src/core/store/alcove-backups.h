/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-history.h"
#include "alcove-merge.h"

G_BEGIN_DECLS

typedef struct _AlcoveBackup AlcoveBackup;

gboolean alcove_backups_make_due (AlcoveAccount *account, gboolean *made, GError **error);
gboolean alcove_backups_write_file (AlcoveAccount *account, const char *path, GError **error);

/* A file of the user's, unpacked and open. */
AlcoveBackup *alcove_backup_open (AlcoveAccount *account, const char *path,
                                  AlcoveLockedBytes *old_key, GError **error);
void alcove_backup_close (AlcoveBackup *self);
/* Goes on where it was until the time is over; whether it is done is told. */
gboolean alcove_backup_merge (AlcoveBackup *self, AlcoveHistory *history, gboolean is_dry,
                              gint64 until, gboolean *is_done, GError **error);
AlcoveMerge *alcove_backup_get_merge (AlcoveBackup *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveBackup, alcove_backup_close)

G_END_DECLS
