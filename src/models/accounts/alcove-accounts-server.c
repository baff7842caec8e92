/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What an account's server is like: the one certificate that is trusted there, and what it wants with each request.
 * Main thread. Kept with the key, in the keyring; an open session asks by the new settings from then on. */

#include "alcove-account-item-private.h"
#include "alcove-accounts-private.h"
#include "alcove-error.h"
#include "alcove-fingerprint.h"
#include "alcove-session-private.h"

static DexFuture *
change_fiber (gpointer data)
{
  const AlcoveAccountsTask *task = data;
  const gboolean is_remembered = alcove_account_item_get_is_remembered (task->item);
  g_autoptr (AlcoveSession) session = NULL;
  GError *error = NULL;

  if (is_remembered && !alcove_accounts_store_in_keyring (task->accounts, task->credential, &error))
    return dex_future_new_for_error (error);
  alcove_accounts_take_credential (task, task->credential, is_remembered);
  g_set_object (&session, g_hash_table_lookup (task->accounts->sessions, task->item));
  if (session != NULL && !alcove_session_renew_client (session, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/* As it is, but for what the caller sets. */
static AlcoveCredential *
copy_credential (AlcoveAccountItem *item)
{
  AlcoveCredential *old = alcove_account_item_get_credential (item);
  AlcoveCredential *credential
      = alcove_credential_new (old->id, old->name, old->base_url, old->api_key, old->history_key);

  alcove_credential_take_settings (credential, old);
  return credential;
}

/**
 * alcove_accounts_set_certificate:
 * @self: the accounts
 * @item: one of them
 * @fingerprint: SHA-256 of the certificate that the user trusts there from now on, and no other
 *
 * Returns: (transfer full): a future of %TRUE; rejects, and nothing changes, where the keyring refuses
 */
DexFuture *
alcove_accounts_set_certificate (AlcoveAccounts *self, AlcoveAccountItem *item,
                                 const char *fingerprint)
{
  g_autofree char *certificate = alcove_fingerprint_parse (fingerprint);
  g_autoptr (AlcoveCredential) credential = copy_credential (item);

  if (certificate == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "not a fingerprint");
  g_set_str (&credential->certificate, certificate);
  return alcove_accounts_start_with_credential (self, item, credential, FALSE, change_fiber);
}

/**
 * alcove_accounts_set_extras:
 * @self: the accounts
 * @item: one of them
 * @headers: a line each, "Name: value"; they may be secrets
 * @body: a JSON object whose members go into each question; empty for none
 *
 * Returns: (transfer full): a future of %TRUE; rejects, and nothing changes, where they are not as they should be or
 *   the keyring refuses
 */
DexFuture *
alcove_accounts_set_extras (AlcoveAccounts *self, AlcoveAccountItem *item, const char *headers,
                            const char *body)
{
  GError *error = NULL;
  g_autoptr (AlcoveExtras) extras = alcove_extras_parse (headers, body, &error);
  g_autoptr (AlcoveCredential) credential = NULL;

  if (extras == NULL)
    return dex_future_new_for_error (error);
  credential = copy_credential (item);
  g_clear_pointer (&credential->extras, alcove_extras_unref);
  if (!alcove_extras_is_empty (extras))
    credential->extras = g_steal_pointer (&extras);
  return alcove_accounts_start_with_credential (self, item, credential, FALSE, change_fiber);
}

/**
 * alcove_accounts_may_be_plain:
 * @address: what was typed
 *
 * Returns: whether this is plain http to a private address or a name of the local network, which a person may allow
 */
gboolean
alcove_accounts_may_be_plain (const char *address)
{
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (address, NULL);

  return endpoint != NULL && alcove_endpoint_is_plain_http (endpoint)
         && alcove_endpoint_get_reach (endpoint) == ALCOVE_REACH_PRIVATE;
}

/**
 * alcove_account_item_dup_headers:
 * @self: an account
 *
 * Returns: (transfer full): what goes with each request, a line each
 */
AlcoveLockedBytes *
alcove_account_item_dup_headers (AlcoveAccountItem *self)
{
  AlcoveExtras *extras = alcove_account_item_get_credential (self)->extras;

  return extras ? alcove_extras_dup_headers (extras) : alcove_locked_bytes_new_string ("");
}

/**
 * alcove_account_item_get_body:
 * @self: an account
 *
 * Returns: (transfer none): a JSON object whose members go into each question, "" for none
 */
const char *
alcove_account_item_get_body (AlcoveAccountItem *self)
{
  AlcoveExtras *extras = alcove_account_item_get_credential (self)->extras;

  return extras && extras->body ? extras->body : "";
}

/**
 * alcove_account_item_get_certificate:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): SHA-256 of the one certificate that is trusted there
 */
const char *
alcove_account_item_get_certificate (AlcoveAccountItem *self)
{
  return alcove_account_item_get_credential (self)->certificate;
}
