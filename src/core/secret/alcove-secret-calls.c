/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The only place of this room that knows libsecret's callbacks: each becomes a future. Main thread.
 * In a sandbox storing, searching and clearing go through libsecret's simple functions, which use the
 * Secret portal's file there. Elsewhere the service is opened by ourselves: the simple functions keep
 * their session for ever, and after a restart of the keyring's daemon every call would fail.
 * Always holds: an item's attributes are our application's id and the random account id, for they
 * are kept as unsalted hashes; the schema's name is not matched, for a locked keyring cannot. */

#include "alcove-secret-calls.h"

#include "alcove-config.h"
#include "alcove-error.h"

static const SecretSchema schema = {
  .name = ALCOVE_APP_ID,
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = {
    { "app", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static GHashTable *
attributes_of (const char *id)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (char *) "app", g_strdup (ALCOVE_APP_ID));
  if (id != NULL)
    g_hash_table_insert (attributes, (char *) "account", g_strdup (id));
  return attributes;
}

static void
resolve_boolean (DexPromise *promise, gboolean value, GError *error)
{
  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_boolean (promise, value);
}

/**
 * alcove_secret_calls_are_in_file: (skip)
 *
 * Returns: whether libsecret was told by its environment to keep its secrets in a file
 */
gboolean
alcove_secret_calls_are_in_file (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  return backend != NULL && *backend != '\0' && !g_str_equal (backend, "service");
}

/**
 * alcove_secret_calls_are_libsecrets_choice: (skip)
 *
 * Returns: whether libsecret decides where its secrets are: in a sandbox, or by its environment
 */
gboolean
alcove_secret_calls_are_libsecrets_choice (void)
{
  return alcove_secret_calls_are_in_file () || g_getenv ("SNAP_NAME") != NULL
         || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
open_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  SecretService *service = secret_service_open_finish (result, &error);

  if (service != NULL)
    dex_promise_resolve_object (promise, service);
  else
    dex_promise_reject (promise, error);
}

/**
 * alcove_secret_calls_open: (skip)
 *
 * Returns: (transfer full): a future of the service, with a session of its own
 */
DexFuture *
alcove_secret_calls_open (void)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_service_open (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION,
                       dex_promise_get_cancellable (promise), open_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
search_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  GList *list = SECRET_IS_SERVICE (object)
                    ? secret_service_search_finish (SECRET_SERVICE (object), result, &error)
                    : secret_password_search_finish (result, &error);

  for (GList *l = list; l != NULL; l = l->next)
    g_ptr_array_add (items, l->data);
  g_list_free (list);
  if (error == NULL)
    {
      dex_promise_resolve_boxed (promise, G_TYPE_PTR_ARRAY, items);
      return;
    }
  g_ptr_array_unref (items);
  dex_promise_reject (promise, error);
}

/**
 * alcove_secret_calls_search: (skip)
 * @service: (nullable): the service
 * @id: (nullable): an account; %NULL for all
 * @may_prompt: whether locked items may be unlocked by asking
 *
 * Returns: (transfer full): a future of the items
 */
DexFuture *
alcove_secret_calls_search (SecretService *service, const char *id, gboolean may_prompt)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  GCancellable *cancellable = dex_promise_get_cancellable (promise);
  g_autoptr (GHashTable) attributes = attributes_of (id);
  SecretSearchFlags flags = SECRET_SEARCH_ALL;

  if (may_prompt)
    flags |= SECRET_SEARCH_UNLOCK;
  if (service != NULL)
    secret_service_search (service, &schema, attributes, flags, cancellable, search_cb,
                           dex_ref (promise));
  else
    secret_password_searchv (&schema, attributes, flags, cancellable, search_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/* the item's own account id must be the one inside: nobody may put one account in another's place */
static AlcoveCredential *
parse_item (SecretRetrievable *item, SecretValue *value, GError **error)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  gsize size = 0;
  const char *json = secret_value_get (value, &size);
  g_autoptr (AlcoveCredential) credential = alcove_credential_from_json (json, size, error);

  if (credential == NULL)
    return NULL;
  if (g_strcmp0 (g_hash_table_lookup (attributes, "account"), credential->id) != 0)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "an item of another account");
      return NULL;
    }
  return g_steal_pointer (&credential);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  SecretRetrievable *item = SECRET_RETRIEVABLE (object);
  GError *error = NULL;
  g_autoptr (SecretValue) value = secret_retrievable_retrieve_secret_finish (item, result, &error);
  AlcoveCredential *credential = NULL;

  if (value == NULL && error == NULL)
    error = g_error_new (ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT, "an item without a secret");
  if (value != NULL)
    credential = parse_item (item, value, &error);
  if (credential != NULL)
    dex_promise_resolve_boxed (promise, ALCOVE_TYPE_CREDENTIAL, credential);
  else
    dex_promise_reject (promise, error);
}

/**
 * alcove_secret_calls_read: (skip)
 * @item: an item that is not locked
 *
 * Returns: (transfer full): a future of its credential; %ALCOVE_ERROR_INVALID_INPUT or
 *   %ALCOVE_ERROR_NEWER_VERSION where it does not hold one of ours
 */
DexFuture *
alcove_secret_calls_read (SecretRetrievable *item)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_retrievable_retrieve_secret (item, dex_promise_get_cancellable (promise), read_cb,
                                      dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
write_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  gboolean done = SECRET_IS_SERVICE (object)
                      ? secret_service_store_finish (SECRET_SERVICE (object), result, &error)
                      : secret_password_store_finish (result, &error);

  resolve_boolean (promise, done, error);
}

/**
 * alcove_secret_calls_write: (skip)
 * @service: (nullable): the service
 * @credential: what to store, in place of what stands under its id
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_secret_calls_write (SecretService *service, AlcoveCredential *credential)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  GCancellable *cancellable = dex_promise_get_cancellable (promise);
  g_autoptr (GHashTable) attributes = attributes_of (credential->id);
  g_autoptr (AlcoveLockedBytes) json = alcove_credential_to_json (credential);
  g_autofree char *label = g_strdup_printf ("Alcove: %s", credential->name);
  g_autoptr (SecretValue) value
      = secret_value_new (alcove_locked_bytes_get_string (json),
                          (gssize) alcove_locked_bytes_get_size (json), "text/plain");

  if (service != NULL)
    secret_service_store (service, &schema, attributes, SECRET_COLLECTION_DEFAULT, label, value,
                          cancellable, write_cb, dex_ref (promise));
  else
    secret_password_storev_binary (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, value,
                                   cancellable, write_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
clear_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  gboolean done = SECRET_IS_SERVICE (object)
                      ? secret_service_clear_finish (SECRET_SERVICE (object), result, &error)
                      : secret_password_clear_finish (result, &error);

  resolve_boolean (promise, done, error);
}

/**
 * alcove_secret_calls_clear: (skip)
 * @service: (nullable): the service
 * @id: an account
 *
 * Returns: (transfer full): a future of whether something was removed; %FALSE also where it is locked
 */
DexFuture *
alcove_secret_calls_clear (SecretService *service, const char *id)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  GCancellable *cancellable = dex_promise_get_cancellable (promise);
  g_autoptr (GHashTable) attributes = attributes_of (id);

  if (service != NULL)
    secret_service_clear (service, &schema, attributes, cancellable, clear_cb, dex_ref (promise));
  else
    secret_password_clearv (&schema, attributes, cancellable, clear_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
get_default_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  SecretCollection *collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_object (promise, collection);
}

/**
 * alcove_secret_calls_get_default: (skip)
 * @service: (nullable): the service
 *
 * Returns: (transfer full): a future of the service's default keyring, of %NULL where it has none
 */
DexFuture *
alcove_secret_calls_get_default (SecretService *service)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                               dex_promise_get_cancellable (promise), get_default_cb,
                               dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
unlock_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  int n_unlocked = secret_service_unlock_finish (SECRET_SERVICE (object), result, NULL, &error);

  resolve_boolean (promise, n_unlocked > 0, error);
}

/**
 * alcove_secret_calls_unlock: (skip)
 * @collection: a locked keyring
 *
 * Returns: (transfer full): a future of whether the user unlocked it
 */
DexFuture *
alcove_secret_calls_unlock (SecretCollection *collection)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  GList objects = { .data = collection };

  secret_service_unlock (secret_collection_get_service (collection), &objects,
                         dex_promise_get_cancellable (promise), unlock_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}
