/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-slots.h"

G_BEGIN_DECLS

#define ALCOVE_VAULT_SLOTS_NAME "slots"
#define ALCOVE_VAULT_SLOTS_NEW_NAME "slots.new"
#define ALCOVE_VAULT_DATABASE_NAME "history.db"

/* An open file whose lock we hold; closing it lets go, and so does the end of the process. */
typedef int AlcoveVaultLock;

gboolean alcove_vault_folder_fail (GError **error, const char *doing);
gboolean alcove_vault_folder_make (const char *path, GError **error);
gboolean alcove_vault_folder_sync (const char *path, GError **error);
GPtrArray *alcove_vault_folder_list (const char *accounts_dir, GError **error);
gboolean alcove_vault_folder_parse_id (const char *name, guint8 id[ALCOVE_SLOTS_ACCOUNT_SIZE]);
AlcoveVaultLock alcove_vault_folder_lock (const char *accounts_dir, gboolean wait, GError **error);
void alcove_vault_folder_unlock (AlcoveVaultLock *lock);

AlcoveSlots *alcove_vault_folder_read_slots (const char *folder, GError **error);
gboolean alcove_vault_folder_write_slots (const char *folder, const AlcoveSlots *slots,
                                          GError **error);

G_END_DECLS
