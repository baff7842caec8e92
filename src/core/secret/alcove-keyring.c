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

  SecretService *service; /* NULL until it is needed, and where libsecret chooses */
  GHashTable *created_at; /* id → when it was made, so that storing it again keeps its place */
};

G_DEFINE_FINAL_TYPE (AlcoveKeyring, alcove_keyring, G_TYPE_OBJECT)

static void
alcove_keyring_finalize (GObject *object)
{
  AlcoveKeyring *self = ALCOVE_KEYRING (object);

  g_clear_object (&self->service);
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

/* No bus stands and none can be started: without a display, or on a machine without an id. GIO says the
 * first with its most general code, the second with what the file said. */
static gboolean
is_no_bus (const GError *error)
{
  g_autofree char *usual = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");

  return (error->domain == G_FILE_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
         && (address == NULL || g_str_has_prefix (address, "autolaunch:"))
         && !g_file_test (usual, G_FILE_TEST_EXISTS);
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
  return error->domain == G_SPAWN_ERROR || is_no_bus (error);
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
is_closed (const GError *error)
{
  return g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_LOCKED)
         || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_REFUSED);
}

/* a call that answered FALSE, with an error or without */
static gboolean
set_failed (GError **error, GError **local, const char *what)
{
  if (*local != NULL)
    g_propagate_error (error, g_steal_pointer (local));
  else
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_FAILED, what);
  return FALSE;
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

typedef struct _Call Call;

/* One call of the public functions, run in a fiber. */
struct _Call
{
  AlcoveKeyring *keyring;
  gboolean (*run) (Call *call, GError **error);
  gboolean may_prompt;
  char *id;
  AlcoveCredential *credential;
  SecretService *service; /* for this attempt */
  GPtrArray *credentials; /* what load found */
};

static void
call_free (gpointer data)
{
  Call *call = data;

  g_object_unref (call->keyring);
  g_clear_object (&call->service);
  g_clear_pointer (&call->credential, alcove_credential_unref);
  g_clear_pointer (&call->credentials, g_ptr_array_unref);
  g_free (call->id);
  g_free (call);
}

static gboolean
await_service (Call *call, GError **error)
{
  AlcoveKeyring *self = call->keyring;

  g_clear_object (&call->service);
  if (alcove_secret_calls_are_libsecrets_choice ())
    return TRUE;
  if (self->service == NULL)
    {
      SecretService *opened = dex_await_object (alcove_secret_calls_open (), error);

      if (opened == NULL)
        return FALSE;
      g_set_object (&self->service, opened);
      g_object_unref (opened);
    }
  call->service = g_object_ref (self->service);
  return TRUE;
}

/* A daemon that was started anew knows nothing of our session: then once more, with a new one. */
static DexFuture *
call_fiber (gpointer data)
{
  Call *call = data;
  AlcoveKeyring *self = call->keyring;

  for (gboolean again = FALSE;; again = TRUE)
    {
      gboolean fresh = self->service == NULL;
      GError *error = NULL;

      if (await_service (call, &error) && call->run (call, &error))
        break;
      error = translate (error, call->may_prompt);
      if (self->service == call->service && !is_closed (error))
        g_clear_object (&self->service);
      if (fresh || again || is_closed (error))
        return dex_future_new_for_error (error);
      g_error_free (error);
    }
  if (call->credentials != NULL)
    return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&call->credentials));
  return dex_future_new_true ();
}

static DexFuture *
start_call (AlcoveKeyring *self, gboolean (*run) (Call *, GError **), gboolean may_prompt,
            const char *id, AlcoveCredential *credential)
{
  Call *call = g_new0 (Call, 1);

  call->keyring = g_object_ref (self);
  call->run = run;
  call->may_prompt = may_prompt;
  call->id = g_strdup (id);
  call->credential = credential != NULL ? alcove_credential_ref (credential) : NULL;
  return dex_scheduler_spawn (NULL, 0, call_fiber, call, call_free);
}

/* A search found nothing. Is that the truth? Sets *opened where the keyring was locked and is open
 * now. */
static gboolean
await_truth (Call *call, gboolean *opened, GError **error)
{
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) local = NULL;
  gboolean unlocked;

  if (alcove_secret_calls_are_in_file ())
    return TRUE;
  collection = dex_await_object (alcove_secret_calls_get_default (call->service), &local);
  /* the search was answered and there is no service: the secrets are the portal's */
  if (local != NULL && call->service == NULL && is_missing (local))
    return TRUE;
  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  if (collection == NULL || !secret_collection_get_locked (collection))
    return TRUE;
  if (!call->may_prompt)
    return set_closed (FALSE, error);
  unlocked = dex_await_boolean (alcove_secret_calls_unlock (collection), &local);
  if (local != NULL)
    return g_propagate_error (error, g_steal_pointer (&local)), FALSE;
  *opened = unlocked;
  return unlocked || set_closed (TRUE, error);
}

static GPtrArray *
await_search (Call *call, GError **error)
{
  return dex_await_boxed (alcove_secret_calls_search (call->service, call->id, call->may_prompt),
                          error);
}

/* All open items of an account, or of all accounts; NULL where that cannot be known. */
static GPtrArray *
await_items (Call *call, GError **error)
{
  g_autoptr (GPtrArray) items = await_search (call, error);
  gboolean opened = FALSE;

  if (items == NULL || (items->len == 0 && !await_truth (call, &opened, error)))
    return NULL;
  if (opened)
    {
      g_ptr_array_unref (items);
      items = await_search (call, error);
    }
  if (items != NULL && drop_locked (items) > 0 && items->len == 0)
    return set_closed (call->may_prompt, error), NULL;
  return g_steal_pointer (&items);
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

static gboolean
run_load (Call *call, GError **error)
{
  g_autoptr (GPtrArray) items = await_items (call, error);
  g_autoptr (GPtrArray) credentials
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_credential_unref);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!await_credential (call->keyring, credentials, g_ptr_array_index (items, i), error))
      return FALSE;
  g_ptr_array_sort (credentials, compare_credentials);
  call->credentials = g_steal_pointer (&credentials);
  return TRUE;
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
  return start_call (self, run_load, may_prompt, NULL, NULL);
}

/* the same account with the age that it had when it was loaded */
static AlcoveCredential *
keep_age (AlcoveKeyring *self, AlcoveCredential *credential)
{
  const gint64 *created_at = g_hash_table_lookup (self->created_at, credential->id);
  AlcoveCredential *copy
      = alcove_credential_new (credential->id, credential->name, credential->base_url,
                               credential->api_key, credential->history_key);

  alcove_credential_take_settings (copy, credential);
  if (created_at != NULL)
    copy->created_at = *created_at;
  return copy;
}

static gboolean
run_store (Call *call, GError **error)
{
  AlcoveKeyring *self = call->keyring;
  g_autoptr (AlcoveCredential) stored = keep_age (self, call->credential);
  g_autoptr (GError) local = NULL;

  if (!dex_await_boolean (alcove_secret_calls_write (call->service, stored), &local))
    return set_failed (error, &local, "the keyring did not take the item");
  g_hash_table_insert (self->created_at, g_strdup (stored->id),
                       g_memdup2 (&stored->created_at, sizeof stored->created_at));
  return TRUE;
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
  return start_call (self, run_store, TRUE, NULL, credential);
}

static gboolean
run_clear (Call *call, GError **error)
{
  g_autoptr (GPtrArray) items = await_items (call, error);
  g_autoptr (GError) local = NULL;

  if (items == NULL)
    return FALSE;
  if (items->len > 0
      && !dex_await_boolean (alcove_secret_calls_clear (call->service, call->id), &local))
    return set_failed (error, &local, "the keyring did not let go of the item");
  g_hash_table_remove (call->keyring->created_at, call->id);
  return TRUE;
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
  return start_call (self, run_clear, TRUE, id, NULL);
}
