/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the tests of the models share: futures awaited from plain code, sessions in a throw-away folder, and a
 * mirror that holds a list model to its word. */

#include "models-fixture.h"

#include <glib/gstdio.h>

#include "fake-keyring.h"

static DexFuture *
settled_cb (DexFuture *future, gpointer data)
{
  *(gboolean *) data = TRUE;
  return dex_future_new_true ();
}

/* The callback is what wakes the loop: a promise may be kept on another thread. */
static const GValue *
settle (DexFuture *future, GError **error)
{
  gboolean settled = FALSE;
  g_autoptr (DexFuture) watch = dex_future_finally (dex_ref (future), settled_cb, &settled, NULL);

  wait_until (settled);
  return dex_future_get_value (future, error);
}

static gpointer
settle_full (DexFuture *future, gpointer (*dup) (const GValue *))
{
  g_autoptr (DexFuture) owned = future;
  g_autoptr (GError) error = NULL;
  const GValue *value = settle (future, &error);

  g_assert_no_error (error);
  return dup (value);
}

gpointer
await_object (DexFuture *future)
{
  return settle_full (future, g_value_dup_object);
}

gpointer
await_boxed (DexFuture *future)
{
  return settle_full (future, g_value_dup_boxed);
}

static gpointer
dup_int (const GValue *value)
{
  return g_memdup2 (&(gint64) { g_value_get_int64 (value) }, sizeof (gint64));
}

gint64
await_int64 (DexFuture *future)
{
  g_autofree gint64 *number = settle_full (future, dup_int);

  return *number;
}

static gpointer
dup_uint (const GValue *value)
{
  return g_memdup2 (&(guint) { g_value_get_uint (value) }, sizeof (guint));
}

guint
await_uint (DexFuture *future)
{
  g_autofree guint *number = settle_full (future, dup_uint);

  return *number;
}

static gpointer
dup_string (const GValue *value)
{
  return g_value_dup_string (value);
}

char *
await_string (DexFuture *future)
{
  return settle_full (future, dup_string);
}

void
await_ok (DexFuture *future)
{
  g_autoptr (DexFuture) owned = future;
  g_autoptr (GError) error = NULL;

  settle (future, &error);
  g_assert_no_error (error);
}

void
await_error (DexFuture *future, GQuark domain, int code)
{
  g_autoptr (DexFuture) owned = future;
  g_autoptr (GError) error = NULL;

  settle (future, &error);
  g_assert_error (error, domain, code);
}

static void
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
}

void
turn_loop_for (guint ms)
{
  gboolean passed = FALSE;

  g_timeout_add_once (ms, passed_cb, &passed);
  wait_until (passed);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_keyring_reset ();
  fixture->data_dir = g_dir_make_tmp ("alcove-models-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->server = test_server_new ();
}

static guint
walk (const char *path, gboolean delete)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += 1 + walk (child, delete);
    }
  if (delete)
    g_remove (path);
  return n;
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  walk (fixture->data_dir, TRUE);
  g_clear_pointer (&fixture->data_dir, g_free);
  g_clear_pointer (&fixture->server, test_server_free);
  fake_keyring_reset ();
}

guint
fixture_count_files (Fixture *fixture)
{
  return walk (fixture->data_dir, FALSE);
}

static AlcoveSession *
start_session (Fixture *fixture, const char *key)
{
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new_string (key);
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (AlcoveCredential) credential = alcove_credential_new (
      "0123456789abcdef0123456789abcdef", "Test", fixture->server->base_url, bytes, NULL);
  g_autoptr (AlcoveAccountItem) item = alcove_account_item_new (credential, FALSE);
  g_autoptr (GError) error = NULL;
  AlcoveSession *session = alcove_session_new (item, fixture->data_dir, keyring, &error);

  g_assert_no_error (error);
  alcove_session_start (session);
  return session;
}

AlcoveSession *
fixture_open (Fixture *fixture, const char *key)
{
  AlcoveSession *session = start_session (fixture, key);

  await_ok (alcove_session_wait_open (session));
  wait_until (
      !alcove_conversation_list_get_is_loading (alcove_session_get_conversations (session)));
  return session;
}

AlcoveSession *
fixture_open_damaged (Fixture *fixture, const char *key)
{
  AlcoveSession *session = start_session (fixture, key);

  wait_until (alcove_session_get_store_error (session) != NULL);
  return session;
}

void
fixture_close (AlcoveSession *session)
{
  await_ok (alcove_session_close (session));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* What was asked of the store just before hears that it is closed. */
  wait_until (g_atomic_int_get (&G_OBJECT (session)->ref_count) == 1);
  g_assert_finalize_object (session);
}

AlcoveConversation *
fixture_ask (AlcoveSession *session, AlcoveConversation *conversation, const char *model,
             const char *text)
{
  AlcoveConversation *target;

  alcove_session_set_conversation_model (session, conversation, model);
  target = alcove_session_send (session, conversation, text);
  g_assert_nonnull (target);
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (target)));
  return target;
}

void
fixture_wait_loaded (AlcoveConversation *conversation)
{
  AlcoveMessageList *messages = alcove_conversation_get_messages (conversation);
  guint n;

  g_object_set_data_full (G_OBJECT (conversation), "held", g_object_ref (messages), g_object_unref);
  wait_until (!alcove_message_list_get_is_loading (messages));
  n = g_list_model_get_n_items (G_LIST_MODEL (messages));
  for (guint i = 0; i < n; i++)
    {
      alcove_message_list_want (messages, i);
      wait_until (alcove_message_list_peek (messages, i) != NULL);
    }
}

AlcoveMessage *
fixture_get_message (AlcoveConversation *conversation, guint position)
{
  GListModel *messages = G_LIST_MODEL (alcove_conversation_get_messages (conversation));
  g_autoptr (AlcoveMessage) message = g_list_model_get_item (messages, position);

  g_assert_nonnull (message);
  return message; /* the list holds it */
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, Mirror *mirror)
{
  mirror->n_signals++;
  g_assert_cmpuint (position + removed, <=, mirror->items->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->items, (int) (position + i),
                        g_list_model_get_item (model, position + i));
  mirror_check (mirror);
}

Mirror *
mirror_new (gpointer model)
{
  Mirror *mirror = g_new0 (Mirror, 1);

  mirror->model = g_object_ref (model);
  mirror->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), mirror);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (mirror->items, g_list_model_get_item (model, i));
  return mirror;
}

void
mirror_check (Mirror *mirror)
{
  g_assert_cmpuint (g_list_model_get_n_items (mirror->model), ==, mirror->items->len);
  for (guint i = 0; i < mirror->items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (mirror->model, i);

      g_assert_true (item == g_ptr_array_index (mirror->items, i));
    }
}

void
mirror_free (Mirror *mirror)
{
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_object_unref (mirror->model);
  g_ptr_array_unref (mirror->items);
  g_free (mirror);
}
