/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

/* One account in the switcher. Properties (all notify): id, name, base-url, host, is-remembered (in the
 * keyring), is-demo, is-recovered (opened by its recovery key: it has no API key and reaches no server until
 * one is given by alcove_accounts_give_key()). */
#define ALCOVE_TYPE_ACCOUNT_ITEM (alcove_account_item_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAccountItem, alcove_account_item, ALCOVE, ACCOUNT_ITEM, GObject)

const char *alcove_account_item_get_id (AlcoveAccountItem *self);
const char *alcove_account_item_get_name (AlcoveAccountItem *self);
const char *alcove_account_item_get_base_url (AlcoveAccountItem *self);
const char *alcove_account_item_get_host (AlcoveAccountItem *self);
gboolean alcove_account_item_get_is_remembered (AlcoveAccountItem *self);
/* (transfer full) 64 hexadecimal digits to copy to another computer; NULL where the key needs none */
AlcoveLockedBytes *alcove_account_item_dup_history_key (AlcoveAccountItem *self);
gboolean alcove_account_item_get_is_recovered (AlcoveAccountItem *self);
/* the address beside which the recovery key was typed, NULL for none */
const char *alcove_account_item_get_typed_address (AlcoveAccountItem *self);
gboolean alcove_account_item_get_is_demo (AlcoveAccountItem *self);

/* What goes with each request: a line each; a JSON object, "" for none. And the certificate that alone is trusted. */
AlcoveLockedBytes *alcove_account_item_dup_headers (AlcoveAccountItem *self);
const char *alcove_account_item_get_body (AlcoveAccountItem *self);
const char *alcove_account_item_get_certificate (AlcoveAccountItem *self);

G_END_DECLS
