/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The accounts in the keyring. Asynchronous throughout; main thread.
 * Always holds: an empty list means that there is nothing. A locked keyring answers a search with
 * nothing and no error, so whether it is locked is looked at before that is believed. */

#include "alcove-keyring.h"

#include "alcove-error.h"
#include "alcove-secret-calls.h"

struct _AlcoveKeyring
{
  GObject parent_instance;

  GHashTable *created_at; /* id → when it was made, so that storing it again keeps its place */
};

G_DEFINE_FINAL_TYPE (AlcoveKeyring, alcove_keyring, G_TYPE_OBJECT)

static void
alcove_keyring_finalize (GObject *object)
{
  AlcoveKeyring *self = ALCOVE_KEYRING (object);

  g_clear_pointer (&self->created_at, g_hash_table_unref);

  G_OBJECT_CLASS (alcove_keyring_parent_class)->finalize (object);
}

static void
alcove_keyring_class_init (AlcoveKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_keyring_finalize;
}

static void
alcove_keyring_init (AlcoveKeyring *self)
{
  self->created_at = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * alcove_keyring_new:
 *
 * Returns: (transfer full): the keyring; nothing is asked yet
 */
AlcoveKeyring *
alcove_keyring_new (void)
{
  return g_object_new (ALCOVE_TYPE_KEYRING, NULL);
}

static gboolean
is_missing (const GError *error)
{
  static const GDBusError gone[] = { G_DBUS_ERROR_SERVICE_UNKNOWN,
                                     G_DBUS_ERROR_NAME_HAS_NO_OWNER,
                                     G_DBUS_ERROR_NO_SERVER,
                                     G_DBUS_ERROR_DISCONNECTED,
                                     G_DBUS_ERROR_ACCESS_DENIED,
                                     G_DBUS_ERROR_SPAWN_EXEC_FAILED,
                                     G_DBUS_ERROR_SPAWN_FAILED,
                                     G_DBUS_ERROR_SPAWN_CHILD_EXITED,
                                     G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
                                     G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
                                     G_DBUS_ERROR_SPAWN_FILE_INVALID };
  static const GIOErrorEnum no_bus[]
      = { G_IO_ERROR_NOT_FOUND, G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_NOT_CONNECTED,
          G_IO_ERROR_CLOSED, G_IO_ERROR_PERMISSION_DENIED };

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    if (g_error_matches (error, G_DBUS_ERROR, (int) gone[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (no_bus); i++)
    if (g_error_matches (error, G_IO_ERROR, (int) no_bus[i]))
      return TRUE;
  return error->domain == G_SPAWN_ERROR;
}

static gboolean
is_refusal (const GError *error)
{
  /* what a service says to a store where the keyring could not be made, and the portal's "no" */
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* takes any error of libsecret and says what it means to a person */
static GError *
translate (GError *error, gboolean asked)
{
  AlcoveError code = ALCOVE_ERROR_KEYRING_FAILED;
  GError *translated;

  if (error->domain == ALCOVE_ERROR)
    return error;
  if (is_missing (error))
    code = ALCOVE_ERROR_KEYRING_MISSING;
  else if (is_refusal (error))
    code = asked ? ALCOVE_ERROR_KEYRING_REFUSED : ALCOVE_ERROR_KEYRING_LOCKED;
  translated = g_error_new (ALCOVE_ERROR, (int) code, "%s", error->message);
  g_error_free (error);
  return translated;
}

static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (item);
}

static guint
drop_locked (GPtrArray *items)
{
  guint before = items->len;

  for (guint i = before; i-- > 0;)
    if (is_locked (g_ptr_array_index (items, i)))
      g_ptr_array_remove_index (items, i);
  return before - items->len;
}

static gboolean
set_closed (gboolean asked, GError **error)
{
  g_set_error (error, ALCOVE_ERROR,
               asked ? ALCOVE_ERROR_KEYRING_REFUSED : ALCOVE_ERROR_KEYRING_LOCKED,
               asked ? "the keyring was not unlocked" : "the keyring is locked");
  return FALSE;
}

/* A search found nothing. Is that the truth? Sets *opened where it was not and the keyring is open
 * now. */
static gboolean
await_truth (gboolean may_prompt, gboolean *opened, GError **error)
{
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) local = NULL;
  gboolean unlocked;

  *opened = FALSE;
  if (!alcove_secret_calls_uses_service ())
    return TRUE;
  collection = dex_await_object (alcove_secret_calls_get_default (), &local);
  /* the search was answered and there is no service: the secrets are the portal's */
  if (local != NULL && is_missing (local))
    return TRUE;
  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (collection == NULL || !secret_collection_get_locked (collection))
    return TRUE;
  if (!may_prompt)
    return set_closed (FALSE, error);
  unlocked = dex_await_boolean (alcove_secret_calls_unlock (collection), &local);
  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  *opened = unlocked;
  return unlocked || set_closed (TRUE, error);
}

/* All open items of an account, or of all accounts; NULL where that cannot be known. */
static GPtrArray *
await_items (const char *id, gboolean may_prompt, GError **error)
{
  g_autoptr (GPtrArray) items
      = dex_await_boxed (alcove_secret_calls_search (id, may_prompt), error);
  gboolean opened = FALSE;
  guint n_locked;

  if (items == NULL)
    return NULL;
  if (items->len == 0)
    {
      if (!await_truth (may_prompt, &opened, error))
        return NULL;
      if (!opened)
        return g_steal_pointer (&items);
      g_clear_pointer (&items, g_ptr_array_unref);
      items = dex_await_boxed (alcove_secret_calls_search (id, may_prompt), error);
      if (items == NULL)
        return NULL;
    }
  n_locked = drop_locked (items);
  if (n_locked > 0 && items->len == 0)
    return set_closed (may_prompt, error), NULL;
  return g_steal_pointer (&items);
}

typedef struct
{
  AlcoveKeyring *keyring;
  AlcoveCredential *credential;
  char *id;
  gboolean may_prompt;
} Call;

static Call *
call_new (AlcoveKeyring *keyring)
{
  Call *call = g_new0 (Call, 1);

  call->keyring = g_object_ref (keyring);
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->keyring);
  g_clear_pointer (&call->credential, alcove_credential_unref);
  g_free (call->id);
  g_free (call);
}

static DexFuture *
spawn (DexFiberFunc func, Call *call)
{
  return dex_scheduler_spawn (NULL, 0, func, call, call_free);
}

static int
compare_credentials (gconstpointer a, gconstpointer b)
{
  const AlcoveCredential *first = *(AlcoveCredential *const *) a;
  const AlcoveCredential *second = *(AlcoveCredential *const *) b;

  if (first->created_at != second->created_at)
    return first->created_at < second->created_at ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

/* One of several items of one account: they are in two keyrings, and the first one counts. */
static gboolean
is_known (GPtrArray *credentials, const char *id)
{
  for (guint i = 0; i < credentials->len; i++)
    if (g_str_equal (((AlcoveCredential *) g_ptr_array_index (credentials, i))->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
await_credential (AlcoveKeyring *self, GPtrArray *credentials, SecretRetrievable *item,
                  GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AlcoveCredential) credential
      = dex_await_boxed (alcove_secret_calls_read (item), &local);

  if (local != NULL && local->domain == ALCOVE_ERROR)
    {
      g_message ("An item of the keyring is left out: %s", local->message);
      return TRUE;
    }
  if (credential == NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  g_hash_table_insert (self->created_at, g_strdup (credential->id),
                       g_memdup2 (&credential->created_at, sizeof credential->created_at));
  if (!is_known (credentials, credential->id))
    g_ptr_array_add (credentials, g_steal_pointer (&credential));
  return TRUE;
}

/* All accounts; NULL where they cannot be known. */
static GPtrArray *
await_credentials (AlcoveKeyring *self, gboolean may_prompt, GError **error)
{
  g_autoptr (GPtrArray) items = await_items (NULL, may_prompt, error);
  g_autoptr (GPtrArray) credentials
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_credential_unref);

  if (items == NULL)
    return NULL;
  for (guint i = 0; i < items->len; i++)
    if (!await_credential (self, credentials, g_ptr_array_index (items, i), error))
      return NULL;
  g_ptr_array_sort (credentials, compare_credentials);
  return g_steal_pointer (&credentials);
}

static DexFuture *
load_fiber (gpointer data)
{
  Call *call = data;
  GError *error = NULL;
  GPtrArray *credentials = await_credentials (call->keyring, call->may_prompt, &error);

  if (credentials == NULL && alcove_secret_calls_reconnect (error))
    {
      g_clear_error (&error);
      credentials = await_credentials (call->keyring, call->may_prompt, &error);
    }
  if (credentials == NULL)
    return dex_future_new_for_error (translate (error, call->may_prompt));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, credentials);
}

/**
 * alcove_keyring_load:
 * @self: the keyring
 * @may_prompt: whether the user may be asked to unlock it
 *
 * Reads all accounts. An item that is not one of ours is left out.
 * Errors: %ALCOVE_ERROR_KEYRING_MISSING without a bus or a service; %ALCOVE_ERROR_KEYRING_LOCKED, or
 * with @may_prompt %ALCOVE_ERROR_KEYRING_REFUSED; %ALCOVE_ERROR_KEYRING_FAILED for anything else.
 *
 * Returns: (transfer full): a future of a boxed #GPtrArray of #AlcoveCredential, oldest first
 */
DexFuture *
alcove_keyring_load (AlcoveKeyring *self, gboolean may_prompt)
{
  Call *call = call_new (self);

  call->may_prompt = may_prompt;
  return spawn (load_fiber, call);
}

/* the same account with the age that it had when it was loaded */
static AlcoveCredential *
keep_age (AlcoveKeyring *self, AlcoveCredential *credential)
{
  const gint64 *created_at = g_hash_table_lookup (self->created_at, credential->id);
  AlcoveCredential *copy
      = alcove_credential_new (credential->id, credential->name, credential->base_url,
                               credential->api_key, credential->history_key);

  copy->allow_plain_http = credential->allow_plain_http;
  copy->created_at = created_at != NULL ? *created_at : credential->created_at;
  return copy;
}

static DexFuture *
store_fiber (gpointer data)
{
  Call *call = data;
  AlcoveKeyring *self = call->keyring;
  GError *error = NULL;
  g_autoptr (AlcoveCredential) stored = keep_age (self, call->credential);
  gboolean done = dex_await_boolean (alcove_secret_calls_write (stored), &error);

  if (error != NULL && alcove_secret_calls_reconnect (error))
    {
      g_clear_error (&error);
      done = dex_await_boolean (alcove_secret_calls_write (stored), &error);
    }
  if (error != NULL)
    return dex_future_new_for_error (translate (error, TRUE));
  if (!done)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_FAILED,
                                  "the keyring did not take the item");
  g_hash_table_insert (self->created_at, g_strdup (stored->id),
                       g_memdup2 (&stored->created_at, sizeof stored->created_at));
  return dex_future_new_true ();
}

/**
 * alcove_keyring_store:
 * @self: the keyring
 * @credential: an account, put in place of what stands under its id
 *
 * Asks the user to unlock the keyring, or to make one, where that is needed.
 * Errors: as [method@Keyring.load] with prompts.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_keyring_store (AlcoveKeyring *self, AlcoveCredential *credential)
{
  Call *call = call_new (self);

  call->credential = alcove_credential_ref (credential);
  return spawn (store_fiber, call);
}

static DexFuture *
clear_fiber (gpointer data)
{
  Call *call = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) items = await_items (call->id, TRUE, &error);
  gboolean done = TRUE;

  if (items != NULL && items->len > 0)
    done = dex_await_boolean (alcove_secret_calls_clear (call->id), &error);
  if (error != NULL)
    return dex_future_new_for_error (translate (error, TRUE));
  if (!done)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_FAILED,
                                  "the keyring did not let go of the item");
  g_hash_table_remove (call->keyring->created_at, call->id);
  return dex_future_new_true ();
}

/**
 * alcove_keyring_clear:
 * @self: the keyring
 * @id: an account's id
 *
 * Removes an account, asking the user to unlock the keyring where that is needed.
 * Errors: as [method@Keyring.load] with prompts.
 *
 * Returns: (transfer full): a future of %TRUE, also where there was none
 */
DexFuture *
alcove_keyring_clear (AlcoveKeyring *self, const char *id)
{
  Call *call = call_new (self);

  call->id = g_strdup (id);
  return spawn (clear_fiber, call);
}
