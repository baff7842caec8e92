/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-account.h"
#include "alcove-migrations.h"
#include "alcove-recovery.h"

G_BEGIN_DECLS

typedef struct _AlcoveHistory AlcoveHistory;

/* What happens within one transaction; FALSE with an error rolls all of it back. */
typedef gboolean (*AlcoveHistoryWrite) (AlcoveDb *db, gpointer data, GError **error);

AlcoveHistory *alcove_history_new (AlcoveAccount *account);
AlcoveHistory *alcove_history_new_reader (AlcoveAccount *account);
void alcove_history_free (AlcoveHistory *self);
void alcove_history_set_ladder (AlcoveHistory *self, const AlcoveLadder *ladder);
AlcoveRecovery *alcove_history_recover (AlcoveHistory *self, GError **error);
gboolean alcove_history_reencrypt (AlcoveHistory *self, GError **error);
gboolean alcove_history_open (AlcoveHistory *self, GError **error);
gboolean alcove_history_close (AlcoveHistory *self, GError **error);
AlcoveAccount *alcove_history_get_account (AlcoveHistory *self); /* NULL in memory */
AlcoveDb *alcove_history_get_db (AlcoveHistory *self);
gboolean alcove_history_is_on_disk (AlcoveHistory *self);
gboolean alcove_history_holds_lock (AlcoveHistory *self);
void alcove_history_set_holds_lock (AlcoveHistory *self, gboolean holds_lock);
gboolean alcove_history_was_changed (AlcoveHistory *self);
gboolean alcove_history_write (AlcoveHistory *self, AlcoveHistoryWrite write, gpointer data,
                               GError **error);
gboolean alcove_history_write_first (AlcoveHistory *self, AlcoveHistoryWrite write, gpointer data,
                                     GError **error);
gboolean alcove_history_forget (AlcoveHistory *self, GError **error);
gboolean alcove_history_drop_copies (AlcoveHistory *self);
gboolean alcove_history_clear (AlcoveHistory *self, AlcoveHistoryWrite write, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveHistory, alcove_history_free)

G_END_DECLS
