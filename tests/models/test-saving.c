/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The Save History switch: what it makes, what it leaves alone, and chats that change sides. */

#include <stdio.h>

#include "fake-keyring.h"
#include "models-fixture.h"

static guint
n_chats (AlcoveSession *session)
{
  return g_list_model_get_n_items (G_LIST_MODEL (alcove_session_get_conversations (session)));
}

static AlcoveConversation *
get_chat (AlcoveSession *session, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (alcove_session_get_conversations (session)),
                                position);
}

static char *
answer_text (AlcoveConversation *chat, guint position)
{
  fixture_wait_loaded (chat);
  return g_strdup (alcove_message_get_text (fixture_get_message (chat, position)));
}

static void
test_switch_is_remembered (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  fixture_close (session);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0); /* nothing was saved, nothing is there */

  session = fixture_open (fixture, STRONG_KEY);
  g_assert_false (alcove_session_get_save_history (session));
  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "go");
  fixture_close (session);

  session = fixture_open (fixture, STRONG_KEY);
  g_assert_true (alcove_session_get_save_history (session));
  await_ok (alcove_session_turn_saving_off (session, TRUE));
  g_assert_cmpuint (n_chats (session), ==, 1);
  fixture_close (session);

  session = fixture_open (fixture, STRONG_KEY);
  g_assert_false (alcove_session_get_save_history (session));
  g_assert_cmpuint (n_chats (session), ==, 1);
  fixture_close (session);
}

static void
test_off_and_delete (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) unsaved = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) saved = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) running = alcove_session_new_conversation (session);

  fixture_ask (session, unsaved, "hello", "stays");
  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, saved, "hello", "goes");
  alcove_session_set_conversation_model (session, running, "slow");
  alcove_session_send (session, running, "goes too");
  wait_until (alcove_conversation_get_is_saved (running));
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 2);
  await_ok (alcove_session_turn_saving_off (session, FALSE));
  g_assert_false (alcove_session_get_save_history (session));
  g_assert_false (alcove_conversation_get_is_streaming (running));
  g_assert_cmpuint (n_chats (session), ==, 1);
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 0);
  g_assert_true (alcove_conversation_get_is_deleted (saved)); /* a window may show it */
  g_assert_true (alcove_conversation_get_is_deleted (running));
  g_assert_false (alcove_conversation_get_is_deleted (unsaved));
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  g_assert_cmpuint (n_chats (session), ==, 0);
  fixture_close (session);
}

static void
test_weak_key (Fixture *fixture, gconstpointer data)
{
  const char *key = data;
  AlcoveSession *session = fixture_open (fixture, key);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) again = NULL;
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (AlcoveAccountItem) item = NULL;

  g_assert_true (alcove_session_get_needs_history_key (session));
  g_assert_true (alcove_session_get_can_save (session));
  g_assert_null (alcove_session_get_store_error (session));
  await_ok (alcove_session_turn_saving_on (session));
  g_assert_false (alcove_session_get_needs_history_key (session));
  g_assert_true (alcove_account_item_get_is_remembered (alcove_session_get_account_item (session)));
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 1);
  g_assert_nonnull (fake_keyring_get_item (0)->history_key);
  g_assert_cmpuint (alcove_locked_bytes_get_size (fake_keyring_get_item (0)->history_key), ==, 32);
  fixture_ask (session, chat, "hello", "go");
  g_assert_true (alcove_conversation_get_is_saved (chat));
  fixture_close (session);

  /* With what the keyring holds it opens again, without it there is nothing to see. */
  session = fixture_open (fixture, key);
  g_assert_cmpuint (n_chats (session), ==, 0);
  fixture_close (session);
  item = alcove_account_item_new (fake_keyring_get_item (0), TRUE);
  session = alcove_session_new (item, fixture->data_dir, keyring, NULL);
  alcove_session_start (session);
  await_ok (alcove_session_wait_open (session));
  wait_until (n_chats (session) == 1);
  again = get_chat (session, 0);
  g_assert_cmpstr (alcove_conversation_get_title (again), ==, "go");
  g_assert_true (alcove_session_get_save_history (session));
  fixture_close (session);
}

static void
test_weak_key_without_keyring (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, "ollama");
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fake_keyring_fail (ALCOVE_ERROR_KEYRING_MISSING);
  await_error (alcove_session_turn_saving_on (session), ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
  g_assert_false (alcove_session_get_save_history (session));
  fixture_ask (session, chat, "hello", "go");
  await_error (alcove_session_keep (session, chat), ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
  g_assert_true (alcove_session_get_has_unsaved (session));
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  fixture_close (session);
}

static void
test_continue_saved_while_off (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  AlcoveConversation *copy;
  g_autoptr (AlcoveChatRecord) record = NULL;
  g_autofree char *text = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "one");
  await_ok (alcove_session_turn_saving_off (session, TRUE));
  alcove_session_set_conversation_model (session, chat, "count");
  record = await_boxed (alcove_store_get_chat (session->store, alcove_conversation_get_id (chat)));
  g_assert_cmpstr (record->model, ==, "hello"); /* what is saved is not touched */
  copy = alcove_session_send (session, chat, "two");
  g_assert_true (copy != chat);
  g_assert_cmpuint (n_chats (session), ==, 2);
  g_assert_cmpstr (alcove_conversation_get_title (copy), ==, "one");
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (copy)));
  text = answer_text (copy, 3);
  g_assert_cmpstr (text, ==, "user,assistant,user");
  g_assert_false (alcove_conversation_get_is_saved (copy));
  g_assert_true (alcove_conversation_get_is_saved (chat));
  fixture_wait_loaded (chat);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (alcove_conversation_get_messages (chat))), ==, 2);
  /* going on in the copy makes no further copy */
  g_assert_true (alcove_session_send (session, copy, "three") == copy);
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (copy)));
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  g_assert_cmpuint (n_chats (session), ==, 1);
  fixture_close (session);
}

static void
test_regenerate_saved_while_off (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  AlcoveConversation *copy;
  g_autofree char *text = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "one");
  await_ok (alcove_session_turn_saving_off (session, TRUE));
  fixture_wait_loaded (chat);
  alcove_session_set_conversation_model (session, chat, "count");
  copy = alcove_session_regenerate (session, chat, fixture_get_message (chat, 1));
  g_assert_true (copy != chat);
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (copy)));
  text = answer_text (copy, 1);
  g_assert_cmpstr (text, ==, "user");
  fixture_close (session);
}

static void
test_keep (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) again = NULL;
  g_autofree char *text = NULL;

  fixture_ask (session, chat, "cut", "keep me");
  fixture_wait_loaded (chat);
  alcove_session_set_conversation_model (session, chat, "hello");
  alcove_session_regenerate (session, chat, fixture_get_message (chat, 1));
  await_ok (alcove_sending_wait (alcove_conversation_get_sending (chat)));
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  await_ok (alcove_session_keep (session, chat));
  g_assert_true (alcove_conversation_get_is_saved (chat));
  g_assert_false (alcove_session_get_has_unsaved (session));
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 1);
  g_assert_false (alcove_session_get_save_history (session)); /* this chat, not the switch */
  await_ok (alcove_session_keep (session, chat));             /* once more is no fault */
  fixture_close (session);

  session = fixture_open (fixture, STRONG_KEY);
  again = get_chat (session, 0);
  text = answer_text (again, 1);
  g_assert_cmpstr (text, ==, "Hello, **world**");
  {
    g_autoptr (GPtrArray) all = await_boxed (alcove_store_list_all_messages (
        alcove_session_get_store (session), alcove_conversation_get_id (again)));

    g_assert_cmpuint (all->len, ==, 3); /* the branch that is not shown came along */
  }
  fixture_close (session);
}

static void
test_keep_while_streaming (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) again = NULL;
  g_autoptr (AlcoveSending) sending = NULL;
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;

  alcove_session_set_conversation_model (session, chat, "slow");
  alcove_session_send (session, chat, "keep me");
  g_set_object (&sending, alcove_conversation_get_sending (chat));
  wait_until (strlen (alcove_message_get_text (alcove_sending_get_answer (sending))) > 20);
  await_ok (alcove_session_keep (session, chat));
  g_assert_true (alcove_conversation_get_is_streaming (chat));
  g_assert_true (alcove_conversation_get_is_saved (chat));
  turn_loop_for (700);
  alcove_session_stop (session, chat);
  await_ok (alcove_sending_wait (sending));
  text = g_strdup (alcove_message_get_text (alcove_sending_get_answer (sending)));
  g_clear_object (&sending);
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  again = get_chat (session, 0);
  kept = answer_text (again, 1);
  g_assert_cmpstr (kept, ==, text);
  fixture_close (session);
}

static void
test_keep_all_and_delete (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

      fixture_ask (session, chat, "hello", "go");
    }
  {
    g_autoptr (AlcoveConversation) first = get_chat (session, 0);
    g_autoptr (GPtrArray) chats = g_ptr_array_new ();

    g_ptr_array_add (chats, first);
    await_ok (alcove_session_change_chats (session, chats, ALCOVE_CHAT_CHANGE_DELETE, NULL));
    wait_until (n_chats (session) == 2);
  }
  await_ok (alcove_session_keep_all (session));
  g_assert_false (alcove_session_get_has_unsaved (session));
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  g_assert_cmpuint (n_chats (session), ==, 2);
  fixture_close (session);
}

/* The store is closed under the session's feet: every write fails from then on. */
static void
break_store (AlcoveSession *session)
{
  await_ok (alcove_store_close (alcove_session_get_store (session)));
}

/* From the moment of sending on, whether the vault is open or still being opened. */
static void
test_unsaved_at_once (Fixture *fixture, gconstpointer data)
{
  const gboolean is_open = data != NULL;
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (STRONG_KEY);
  g_autoptr (AlcoveCredential) credential = alcove_credential_new (
      "0123456789abcdef0123456789abcdef", "Here", fixture->server->base_url, key, NULL);
  g_autoptr (AlcoveAccountItem) item = alcove_account_item_new (credential, FALSE);
  AlcoveSession *session = alcove_session_new (item, fixture->data_dir, NULL, NULL);
  g_autoptr (AlcoveConversation) chat = NULL;

  alcove_session_start (session);
  if (is_open)
    await_ok (alcove_session_wait_open (session));
  chat = alcove_session_new_conversation (session);
  alcove_session_set_conversation_model (session, chat, "hello");
  g_assert_false (alcove_session_get_has_unsaved (session));
  g_assert_true (alcove_session_send (session, chat, "go") == chat);
  g_assert_true (alcove_session_get_has_unsaved (session));
  await_ok (alcove_session_keep_all (session));
  g_assert_true (alcove_conversation_get_is_saved (chat));
  g_assert_false (alcove_session_get_has_unsaved (session));
  wait_until (!alcove_conversation_get_is_streaming (chat));
  g_clear_object (&chat);
  fixture_close (session);
}

static void
test_store_fails_new_chat (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) again = NULL;
  g_autofree char *text = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  break_store (session);
  fixture_ask (session, chat, "hello", "does not stop");
  g_assert_nonnull (alcove_session_get_store_error (session));
  g_assert_false (alcove_conversation_get_is_saved (chat));
  g_assert_true (alcove_session_get_has_unsaved (session));
  g_assert_cmpstr (alcove_conversation_get_preview (chat), ==, "Hello, world");
  /* and goes on */
  fixture_ask (session, chat, "count", "still here");
  text = answer_text (chat, 3);
  g_assert_cmpstr (text, ==, "user,assistant,user");
  await_ok (alcove_session_rename (session, chat, "A name meanwhile"));
  await_ok (alcove_session_retry_store (session));
  g_assert_null (alcove_session_get_store_error (session));
  g_assert_true (alcove_conversation_get_is_saved (chat));
  g_assert_false (alcove_session_get_has_unsaved (session));
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  g_assert_cmpuint (n_chats (session), ==, 1);
  again = get_chat (session, 0);
  g_assert_cmpstr (alcove_conversation_get_title (again), ==, "A name meanwhile");
  g_free (text);
  text = answer_text (again, 3);
  g_assert_cmpstr (text, ==, "user,assistant,user");
  fixture_close (session);
}

static void
test_store_fails_and_trash (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  await_ok (alcove_session_turn_saving_on (session));
  break_store (session);
  fixture_ask (session, chat, "hello", "go");
  await_ok (alcove_session_trash (session, chat));
  g_assert_cmpuint (n_chats (session), ==, 0);
  g_assert_false (alcove_session_get_has_unsaved (session));
  await_ok (alcove_session_restore (session, chat));
  g_assert_true (alcove_session_get_has_unsaved (session));
  await_ok (alcove_session_retry_store (session));
  g_assert_true (alcove_conversation_get_is_saved (chat));
  fixture_close (session);
}

static void
test_store_fails_in_mid_stream (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) again = NULL;
  g_autoptr (AlcoveSending) sending = NULL;
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_conversation_model (session, chat, "slow");
  alcove_session_send (session, chat, "go");
  g_set_object (&sending, alcove_conversation_get_sending (chat));
  wait_until (alcove_conversation_get_is_saved (chat));
  break_store (session);
  wait_until (alcove_session_get_store_error (session) != NULL);
  g_assert_true (alcove_conversation_get_is_streaming (chat));
  alcove_session_stop (session, chat);
  await_ok (alcove_sending_wait (sending));
  text = g_strdup (alcove_message_get_text (alcove_sending_get_answer (sending)));
  g_clear_object (&sending);
  await_ok (alcove_session_keep (session, chat)); /* the banner's other button does the same */
  g_assert_true (alcove_conversation_get_is_saved (chat));
  fixture_close (session);
  session = fixture_open (fixture, STRONG_KEY);
  again = get_chat (session, 0);
  kept = answer_text (again, 1);
  g_assert_cmpstr (kept, ==, text);
  fixture_close (session);
}

static void
test_store_refuses_changes (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  DexFuture *change;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "the old name");
  break_store (session);
  change = alcove_session_rename (session, chat, "the new name");
  wait_until (g_strcmp0 (alcove_conversation_get_title (chat), "the new name") == 0);
  await_error (change, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  g_assert_cmpstr (alcove_conversation_get_title (chat), ==, "the old name");
  change = alcove_session_trash (session, chat);
  wait_until (n_chats (session) == 0);
  await_error (change, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  g_assert_cmpuint (n_chats (session), ==, 1);
  g_assert_cmpint (alcove_session_get_n_saved (session), ==, 1);
  fixture_close (session);
}

static void
test_vault_cannot_be_opened (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (AlcoveAccountItem) item = g_object_ref (alcove_session_get_account_item (session));
  g_autoptr (AlcoveConversation) found = NULL;
  g_autofree char *database = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *folder = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, chat, "hello", "go");
  saved = g_strdup (alcove_conversation_get_id (chat));
  database = alcove_account_dup_database_path (alcove_session_get_account (session));
  aside = g_strconcat (database, ".aside", NULL);
  fixture_close (session);
  g_assert_cmpint (rename (database, aside), ==, 0);
  g_assert_true (g_file_set_contents (database, "damaged", -1, NULL));

  session = alcove_session_new (item, fixture->data_dir, keyring, NULL);
  alcove_session_start (session);
  wait_until (alcove_session_get_store_error (session) != NULL);
  wait_until (
      !alcove_conversation_list_get_is_loading (alcove_session_get_conversations (session)));
  g_clear_object (&chat);
  chat = alcove_session_new_conversation (session);
  fixture_ask (session, chat, "hello", "goes on unsaved");
  g_assert_true (alcove_session_get_has_unsaved (session));
  found = await_object (
      alcove_session_load_conversation (session, alcove_conversation_get_id (chat)));
  g_assert_true (found == chat);
  g_clear_object (&found);
  await_error (alcove_session_empty_trash (session), ALCOVE_ERROR,
               alcove_session_get_store_error (session)->code);
  g_assert_cmpint (rename (aside, database), ==, 0);
  await_ok (alcove_session_retry_store (session));
  g_assert_null (alcove_session_get_store_error (session));
  /* all of the session takes part again */
  await_ok (alcove_session_wait_open (session));
  found = await_object (alcove_session_load_conversation (session, saved));
  folder = await_string (alcove_session_create_folder (session, "a folder"));
  g_clear_object (&found);
  g_assert_true (alcove_session_get_save_history (session));
  wait_until (n_chats (session) == 2);
  fixture_close (session);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/models/saving/" path, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("switch-is-remembered", NULL, test_switch_is_remembered);
  ADD ("off-and-delete", NULL, test_off_and_delete);
  ADD ("weak-key", "ollama", test_weak_key);
  ADD ("no-key", "", test_weak_key);
  ADD ("weak-key-without-keyring", NULL, test_weak_key_without_keyring);
  ADD ("continue-saved-while-off", NULL, test_continue_saved_while_off);
  ADD ("regenerate-saved-while-off", NULL, test_regenerate_saved_while_off);
  ADD ("keep", NULL, test_keep);
  ADD ("keep-while-streaming", NULL, test_keep_while_streaming);
  ADD ("keep-all-and-delete", NULL, test_keep_all_and_delete);
  ADD ("unsaved-at-once/open", "open", test_unsaved_at_once);
  ADD ("unsaved-at-once/opening", NULL, test_unsaved_at_once);
  ADD ("store-fails-new-chat", NULL, test_store_fails_new_chat);
  ADD ("store-fails-and-trash", NULL, test_store_fails_and_trash);
  ADD ("store-fails-in-mid-stream", NULL, test_store_fails_in_mid_stream);
  ADD ("store-refuses-changes", NULL, test_store_refuses_changes);
  ADD ("vault-cannot-be-opened", NULL, test_vault_cannot_be_opened);
  return g_test_run ();
}
