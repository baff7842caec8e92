/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-accounts.h"
#include "alcove-keyring.h"

G_BEGIN_DECLS

/* Seen by alcove-accounts*.c alone. */
struct _AlcoveAccounts
{
  GObject parent_instance;

  char *data_dir;
  AlcoveKeyring *keyring;
  GPtrArray *items;
  GHashTable *sessions; /* item → session, neither owned */
  GHashTable *trusted;  /* base URL → SHA-256 of the certificate that the user trusts there */
  GError *keyring_error;
  gboolean is_loading;
};

void alcove_accounts_set_keyring_error (AlcoveAccounts *self, const GError *error);
void alcove_accounts_add_item (AlcoveAccounts *self, AlcoveAccountItem *item);
gboolean alcove_accounts_is_open (AlcoveAccounts *self, AlcoveAccountItem *item);
AlcoveAccountItem *alcove_accounts_find_id (AlcoveAccounts *self, const char *id);

G_END_DECLS
