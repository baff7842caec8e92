/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The accounts: those of the keyring and those typed for this session only. Main thread.
 *
 * A keyring that is missing, locked or refused never stands in the way of a key that was typed: it is told by
 * keyring-error, and the account is simply not remembered. */

#include "alcove-accounts-private.h"

#include "alcove-account-check.h"
#include "alcove-account-item-private.h"
#include "alcove-endpoint.h"
#include "alcove-error.h"
#include "alcove-fingerprint.h"

typedef enum
{
  PROP_IS_LOADING = 1,
  PROP_KEYRING_ERROR,
} AlcoveAccountsProperty;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveAccounts, alcove_accounts, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GParamSpec *props[PROP_KEYRING_ERROR + 1];

static GType
get_item_type (GListModel *model)
{
  return ALCOVE_TYPE_ACCOUNT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return ALCOVE_ACCOUNTS (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = ALCOVE_ACCOUNTS (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
alcove_accounts_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveAccounts *self = ALCOVE_ACCOUNTS (object);

  switch ((AlcoveAccountsProperty) prop_id)
    {
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_KEYRING_ERROR:
      g_value_set_boxed (value, self->keyring_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_accounts_dispose (GObject *object)
{
  AlcoveAccounts *self = ALCOVE_ACCOUNTS (object);

  alcove_accounts_forget_sessions (self);
  g_clear_object (&self->keyring);
  G_OBJECT_CLASS (alcove_accounts_parent_class)->dispose (object);
}

static void
alcove_accounts_finalize (GObject *object)
{
  AlcoveAccounts *self = ALCOVE_ACCOUNTS (object);

  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->borrowed);
  g_hash_table_unref (self->trusted);
  g_ptr_array_unref (self->items);
  g_clear_error (&self->keyring_error);
  g_free (self->data_dir);
  G_OBJECT_CLASS (alcove_accounts_parent_class)->finalize (object);
}

static void
alcove_accounts_class_init (AlcoveAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_accounts_get_property;
  object_class->dispose = alcove_accounts_dispose;
  object_class->finalize = alcove_accounts_finalize;
  props[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  props[PROP_KEYRING_ERROR] = g_param_spec_boxed ("keyring-error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_accounts_init (AlcoveAccounts *self)
{
  self->keyring = alcove_keyring_new ();
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->sessions = g_hash_table_new (NULL, NULL);
  self->borrowed = g_hash_table_new (NULL, NULL);
  self->trusted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * alcove_accounts_new:
 * @data_dir: (nullable): the folder of all vaults, %NULL for the user's
 *
 * Returns: (transfer full): the accounts, none until [method@Accounts.load]
 */
AlcoveAccounts *
alcove_accounts_new (const char *data_dir)
{
  AlcoveAccounts *self = g_object_new (ALCOVE_TYPE_ACCOUNTS, NULL);

  self->data_dir = g_strdup (data_dir);
  return self;
}

/**
 * alcove_accounts_get_keyring_error:
 * @self: the accounts
 *
 * Returns: (transfer none) (nullable): what is wrong with the keyring
 */
const GError *
alcove_accounts_get_keyring_error (AlcoveAccounts *self)
{
  return self->keyring_error;
}

void
alcove_accounts_set_keyring_error (AlcoveAccounts *self, const GError *error)
{
  if (self->keyring_error == NULL && error == NULL)
    return;
  g_clear_error (&self->keyring_error);
  self->keyring_error = error ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEYRING_ERROR]);
}

static void
set_is_loading (AlcoveAccounts *self, gboolean is_loading)
{
  if (self->is_loading == is_loading)
    return;
  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_LOADING]);
}

AlcoveAccountItem *
alcove_accounts_find_id (AlcoveAccounts *self, const char *id)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_str_equal (alcove_account_item_get_id (g_ptr_array_index (self->items, i)), id))
      return g_ptr_array_index (self->items, i);
  return NULL;
}

void
alcove_accounts_add_item (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  g_ptr_array_add (self->items, g_object_ref (item));
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
}

static void
remove_item (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  guint position;

  if (!g_ptr_array_find (self->items, item, &position))
    return;
  alcove_accounts_forget_session (self, item);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
take_credentials (AlcoveAccounts *self, GPtrArray *credentials)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < credentials->len; i++)
    {
      AlcoveCredential *credential = g_ptr_array_index (credentials, i);
      AlcoveAccountItem *known = alcove_accounts_find_id (self, credential->id);
      g_autoptr (AlcoveAccountItem) item = NULL;

      g_hash_table_add (present, credential->id);
      if (known != NULL)
        {
          alcove_account_item_set_credential (known, credential, TRUE);
          continue;
        }
      item = alcove_account_item_new (credential, TRUE);
      alcove_accounts_add_item (self, item);
    }
  for (guint i = self->items->len; i > 0; i--)
    {
      AlcoveAccountItem *item = g_ptr_array_index (self->items, i - 1);

      if (alcove_account_item_get_is_remembered (item)
          && !g_hash_table_contains (present, alcove_account_item_get_id (item)))
        remove_item (self, item);
    }
}

static gboolean
look_for_histories (AlcoveAccount *none, gpointer data, GError **error)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (data);

  if (!alcove_vault_has_histories (vault))
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_EMPTY,
                       "a history stands on the disk, and no key in the keyring");
  return FALSE;
}

/* In a fiber. A keyring that is well and empty is worth a word where a history waits for its key: the item was lost,
 * or what the portal encrypts the keyring with has changed. */
static void
look_at_empty (AlcoveAccounts *self)
{
  g_autoptr (GError) error = NULL;

  if (self->items->len == 0)
    dex_await (alcove_accounts_work_on_vault (NULL, look_for_histories, g_strdup (self->data_dir),
                                              g_free),
               &error);
  alcove_accounts_set_keyring_error (self, error);
}

static DexFuture *
load_fiber (gpointer data)
{
  AlcoveAccounts *self = data;
  g_autoptr (GPtrArray) credentials = NULL;
  g_autoptr (GError) error = NULL;

  credentials = dex_await_boxed (alcove_keyring_load (self->keyring, TRUE), &error);
  if (credentials != NULL)
    {
      take_credentials (self, credentials);
      look_at_empty (self);
    }
  else
    alcove_accounts_set_keyring_error (self, error);
  set_is_loading (self, FALSE);
  return error ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_true ();
}

/**
 * alcove_accounts_load:
 * @self: the accounts
 *
 * Reads the keyring; may ask to unlock it. Call it again to retry. Where it is well and empty, and a history stands on
 * the disk, keyring-error is %ALCOVE_ERROR_KEYRING_EMPTY.
 *
 * Returns: (transfer full): a future of %TRUE; rejects with what is also keyring-error
 */
DexFuture *
alcove_accounts_load (AlcoveAccounts *self)
{
  set_is_loading (self, TRUE);
  return dex_scheduler_spawn (NULL, 0, load_fiber, g_object_ref (self), g_object_unref);
}

typedef struct
{
  AlcoveAccounts *accounts;
  AlcoveCredential *credential;
  AlcoveAccountItem *item;
  gboolean remember;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->accounts);
  g_clear_pointer (&change->credential, alcove_credential_unref);
  g_clear_object (&change->item);
  g_free (change);
}

static gboolean
is_same (AlcoveCredential *a, AlcoveCredential *b)
{
  return g_str_equal (a->base_url, b->base_url)
         && alcove_locked_bytes_equal (a->api_key, b->api_key)
         && (b->history_key == NULL
             || (a->history_key && alcove_locked_bytes_equal (a->history_key, b->history_key)));
}

/* The same address and key again is the same account. */
static AlcoveAccountItem *
find_same (AlcoveAccounts *self, AlcoveCredential *credential)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      AlcoveAccountItem *item = g_ptr_array_index (self->items, i);

      if (is_same (alcove_account_item_get_credential (item), credential))
        return item;
    }
  return NULL;
}

/* The account that is there already keeps all but the certificate that is trusted there. */
static void
merge (Change *change, AlcoveCredential *old)
{
  AlcoveCredential *merged;

  if (g_strcmp0 (old->certificate, change->credential->certificate) == 0)
    merged = alcove_credential_ref (old);
  else
    {
      merged = alcove_credential_new (old->id, old->name, old->base_url, old->api_key,
                                      old->history_key);
      alcove_credential_take_settings (merged, old);
      g_set_str (&merged->certificate, change->credential->certificate);
    }
  alcove_credential_unref (change->credential);
  change->credential = merged;
}

static DexFuture *
add_fiber (gpointer data)
{
  Change *change = data;
  AlcoveAccounts *self = change->accounts;
  g_autoptr (AlcoveAccountItem) item = NULL;
  g_autoptr (GError) error = NULL;
  AlcoveCredential *old = NULL;
  gboolean is_remembered;

  if (!dex_await (alcove_account_check (change->credential), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_set_object (&item, find_same (self, change->credential));
  is_remembered = item && alcove_account_item_get_is_remembered (item);
  if (item != NULL)
    {
      old = alcove_account_item_get_credential (item);
      merge (change, old);
    }
  if (is_remembered ? change->credential != old : change->remember)
    {
      is_remembered = dex_await (alcove_keyring_store (self->keyring, change->credential), &error);
      alcove_accounts_set_keyring_error (self, error);
    }
  if (item != NULL)
    alcove_account_item_set_credential (item, change->credential, is_remembered);
  else
    {
      item = alcove_account_item_new (change->credential, is_remembered);
      alcove_accounts_add_item (self, item);
    }
  return dex_future_new_take_object (g_steal_pointer (&item));
}

/**
 * alcove_accounts_add:
 * @self: the accounts
 * @name: (nullable): how the user calls it
 * @address: a base URL in whatever form people paste it
 * @api_key: (nullable): the key; a recovery key opens its history, and no server is asked
 * @history_key: (nullable): what the user copied from another computer
 * @remember: whether to keep it in the keyring
 * @allow_plain_http: after the user's word
 *
 * Returns: (transfer full): a future of the #AlcoveAccountItem. Rejects with one clear error and changes nothing
 *   where the server does not answer well; a keyring that fails only leaves it unremembered
 */
DexFuture *
alcove_accounts_add (AlcoveAccounts *self, const char *name, const char *address,
                     const char *api_key, const char *history_key, gboolean remember,
                     gboolean allow_plain_http)
{
  DexFuture *recovery = api_key ? alcove_accounts_try_recovery_key (self, api_key, address) : NULL;
  AlcoveCredential *credential;
  GError *error = NULL;
  Change *change;

  if (recovery != NULL)
    return recovery;
  credential = alcove_account_make_credential (name, address, api_key, history_key,
                                               allow_plain_http, &error);
  if (credential == NULL)
    return dex_future_new_for_error (error);
  credential->certificate = g_strdup (g_hash_table_lookup (self->trusted, credential->base_url));
  change = g_new0 (Change, 1);
  change->accounts = g_object_ref (self);
  change->credential = credential;
  change->remember = remember;
  return dex_scheduler_spawn (NULL, 0, add_fiber, change, (GDestroyNotify) change_free);
}

/**
 * alcove_accounts_trust:
 * @self: the accounts
 * @address: a base URL in whatever form people paste it
 * @fingerprint: SHA-256 of the certificate that the user trusts there
 *
 * Counts for accounts that are added from now on, in this process.
 */
void
alcove_accounts_trust (AlcoveAccounts *self, const char *address, const char *fingerprint)
{
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (address, NULL);

  if (endpoint != NULL)
    g_hash_table_insert (self->trusted, g_strdup (alcove_endpoint_get_base_url (endpoint)),
                         alcove_fingerprint_parse (fingerprint));
}

static DexFuture *
remove_fiber (gpointer data)
{
  const Change *change = data;
  GError *error = NULL;

  if (alcove_account_item_get_is_remembered (change->item)
      && !dex_await (alcove_keyring_clear (change->accounts->keyring,
                                           alcove_account_item_get_id (change->item)),
                     &error))
    {
      alcove_accounts_set_keyring_error (change->accounts, error);
      return dex_future_new_for_error (error);
    }
  remove_item (change->accounts, change->item);
  return dex_future_new_true ();
}

/**
 * alcove_accounts_remove:
 * @self: the accounts
 * @item: an account
 *
 * Forgets the key; the history stays where it is. An open session is not closed by this.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_accounts_remove (AlcoveAccounts *self, AlcoveAccountItem *item)
{
  Change *change = g_new0 (Change, 1);

  change->accounts = g_object_ref (self);
  change->item = g_object_ref (item);
  return dex_scheduler_spawn (NULL, 0, remove_fiber, change, (GDestroyNotify) change_free);
}
