/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The recovery key from making it to the API key that follows it; encrypting again; a keyring that lost its item. */

#include "alcove-accounts.h"
#include "alcove-session-care.h"
#include "fake-keyring.h"
#include "models-fixture.h"

#define UNKNOWN_KEY "JBJC-JDJF-JGJH-JJJK-JMJN-JPJR-JSJT-JWJX-KBKC-KDKF-NFSH"
#define MISTYPED_KEY "JBJC-JDJF-JGJH-JJJK-JMJN-JPJR-JSJT-JWJX-KBKC-KDKF-NFSX"

static AlcoveAccountItem *
add (AlcoveAccounts *accounts, Fixture *fixture, const char *key, gboolean remember)
{
  return await_object (
      alcove_accounts_add (accounts, NULL, fixture->server->base_url, key, NULL, remember, FALSE));
}

static void
free_accounts (AlcoveAccounts *accounts)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (accounts);
}

/* An account with one saved chat, closed again. */
static AlcoveAccountItem *
add_saved (AlcoveAccounts *accounts, Fixture *fixture, const char *key, gboolean remember)
{
  AlcoveAccountItem *item = add (accounts, fixture, key, remember);
  AlcoveSession *session = await_object (alcove_accounts_open (accounts, item));
  g_autoptr (AlcoveConversation) chat = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  chat = alcove_session_new_conversation (session);
  fixture_ask (session, chat, "hello", "are you there?");
  fixture_close (session);
  return item;
}

static char *
make_key (AlcoveAccounts *accounts, AlcoveAccountItem *item)
{
  g_autoptr (AlcoveLockedBytes) text
      = await_boxed (alcove_accounts_make_recovery_key (accounts, item));

  return g_strdup (alcove_locked_bytes_get_string (text));
}

static gint64
has_key (AlcoveAccounts *accounts, AlcoveAccountItem *item)
{
  return await_int64 (alcove_accounts_has_recovery_key (accounts, item));
}

/* As after losing all but the paper: a fresh process, an empty keyring. */
static AlcoveAccounts *
start_anew (Fixture *fixture, AlcoveAccounts *accounts)
{
  free_accounts (accounts);
  fake_keyring_reset ();
  return alcove_accounts_new (fixture->data_dir);
}

static gint64
count_saved (AlcoveAccounts *accounts, AlcoveAccountItem *item)
{
  return await_int64 (alcove_accounts_count_saved (accounts, item));
}

static void
test_make_and_revoke (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  item = add (accounts, fixture, STRONG_KEY, FALSE);
  g_assert_cmpint (has_key (accounts, item), ==, -1); /* nothing is saved yet */
  await_error (alcove_accounts_make_recovery_key (accounts, item), ALCOVE_ERROR,
               ALCOVE_ERROR_NO_VAULT);
  g_clear_object (&item);
  item = add_saved (accounts, fixture, STRONG_KEY, FALSE);
  g_assert_cmpint (has_key (accounts, item), ==, 0);
  first = make_key (accounts, item);
  g_assert_cmpint (has_key (accounts, item), ==, 1);
  second = make_key (accounts, item);
  g_assert_cmpstr (first, !=, second);
  await_ok (alcove_accounts_revoke_recovery_key (accounts, item));
  g_assert_cmpint (has_key (accounts, item), ==, 0);
  await_error (alcove_accounts_unlock (accounts, second), ALCOVE_ERROR,
               ALCOVE_ERROR_RECOVERY_UNKNOWN);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* data: whether it is typed where an account is added, or on the lock page */
static void
test_recover (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add_saved (accounts, fixture, STRONG_KEY, TRUE);
  g_autofree char *paper = make_key (accounts, item);
  g_autoptr (AlcoveAccountItem) given = NULL;
  g_autofree char *id = NULL;
  guint n_asked;

  g_clear_object (&item);
  accounts = start_anew (fixture, accounts);
  n_asked = fixture->server->n_asked;
  if (data != NULL)
    item = await_object (
        alcove_accounts_add (accounts, NULL, fixture->server->base_url, paper, NULL, TRUE, FALSE));
  else
    item = await_object (alcove_accounts_unlock (accounts, paper));
  g_assert_true (alcove_account_item_get_is_recovered (item));
  g_assert_cmpstr (alcove_account_item_get_typed_address (item), ==,
                   data != NULL ? fixture->server->base_url : NULL);
  id = g_strdup (alcove_account_item_get_id (item));
  g_assert_cmpint (count_saved (accounts, item), ==, 1);
  g_assert_cmpuint (fixture->server->n_asked, ==, n_asked); /* no server saw it */
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 0);

  given = await_object (alcove_accounts_give_key (accounts, item, "Mine", fixture->server->base_url,
                                                  OTHER_KEY, NULL, TRUE, FALSE));
  g_assert_true (given == item);
  g_assert_false (alcove_account_item_get_is_recovered (item));
  g_assert_cmpstr (alcove_account_item_get_id (item), ==, id);
  g_assert_cmpstr (alcove_account_item_get_name (item), ==, "Mine");
  g_assert_true (alcove_account_item_get_is_remembered (item));
  g_assert_cmpstr (alcove_locked_bytes_get_string (fake_keyring_get_item (0)->api_key), ==,
                   OTHER_KEY);
  g_assert_cmpint (count_saved (accounts, item), ==, 1);
  g_clear_object (&item);
  g_clear_object (&given);

  accounts = start_anew (fixture, accounts);
  item = add (accounts, fixture, OTHER_KEY, FALSE);
  g_assert_cmpint (count_saved (accounts, item), ==, 1);
  g_clear_object (&item);
  item = add (accounts, fixture, STRONG_KEY, FALSE); /* the lost one */
  g_assert_cmpint (count_saved (accounts, item), ==, 0);
  g_clear_object (&item);
  item = await_object (alcove_accounts_unlock (accounts, paper)); /* still good */
  g_assert_cmpint (count_saved (accounts, item), ==, 1);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* While it is open, as in the window: the chat that was shown goes on by the new key. */
static void
test_go_on (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add_saved (accounts, fixture, STRONG_KEY, FALSE);
  g_autofree char *paper = make_key (accounts, item);
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autoptr (AlcoveAccountItem) given = NULL;
  AlcoveSession *session;

  g_clear_object (&item);
  accounts = start_anew (fixture, accounts);
  item = await_object (alcove_accounts_unlock (accounts, paper));
  session = await_object (alcove_accounts_open (accounts, item));
  await_ok (alcove_session_wait_open (session));
  chat = alcove_session_new_conversation (session);
  g_assert_null (alcove_session_send (session, chat, "nobody there"));
  given = await_object (alcove_accounts_give_key (accounts, item, NULL, fixture->server->base_url,
                                                  OTHER_KEY, NULL, FALSE, FALSE));
  fixture_ask (session, chat, "hello", "are you there?");
  fixture_close (session);
  g_assert_cmpint (count_saved (accounts, item), ==, 2);
  g_clear_object (&chat);
  g_clear_object (&given);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* A local server after it: its history key lies in the keyring before the slots need it. */
static void
test_give_weak_key (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add_saved (accounts, fixture, STRONG_KEY, FALSE);
  g_autofree char *paper = make_key (accounts, item);
  g_autoptr (AlcoveAccountItem) given = NULL;

  g_clear_object (&item);
  accounts = start_anew (fixture, accounts);
  item = await_object (alcove_accounts_unlock (accounts, paper));
  await_error (alcove_accounts_give_key (accounts, item, NULL, fixture->server->base_url, "ollama",
                                         NULL, FALSE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_LOCKED);
  await_error (alcove_accounts_give_key (accounts, item, NULL, fixture->server->base_url, "ollama",
                                         NULL, TRUE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_LOCKED);
  g_assert_true (alcove_account_item_get_is_recovered (item));
  fake_keyring_fail (0);
  given = await_object (alcove_accounts_give_key (accounts, item, NULL, fixture->server->base_url,
                                                  "ollama", NULL, TRUE, FALSE));
  g_assert_nonnull (fake_keyring_get_item (0)->history_key);
  g_clear_object (&item);
  g_clear_object (&given);
  free_accounts (accounts);
  accounts = alcove_accounts_new (fixture->data_dir);
  await_ok (alcove_accounts_load (accounts));
  item = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  g_assert_cmpint (count_saved (accounts, item), ==, 1);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_give_key_refused (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add_saved (accounts, fixture, STRONG_KEY, FALSE);
  g_autofree char *paper = make_key (accounts, item);
  g_autoptr (AlcoveAccountItem) other = add_saved (accounts, fixture, OTHER_KEY, FALSE);

  g_clear_object (&item);
  g_clear_object (&other);
  accounts = start_anew (fixture, accounts);
  item = await_object (alcove_accounts_unlock (accounts, paper));
  await_error (alcove_accounts_give_key (accounts, item, NULL, fixture->server->base_url,
                                         "sk-wrong-123456789012345678901234", NULL, TRUE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_AUTH);
  await_error (alcove_accounts_give_key (accounts, item, NULL, fixture->server->base_url, OTHER_KEY,
                                         NULL, TRUE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  await_error (alcove_accounts_give_key (accounts, item, NULL, fixture->server->base_url, paper,
                                         NULL, TRUE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT);
  g_assert_true (alcove_account_item_get_is_recovered (item));
  g_assert_cmpint (count_saved (accounts, item), ==, 1);
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 0);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* Neither a wrong one nor an unknown one reaches the server or leaves anything behind. */
static void
test_typed_wrong (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = NULL;
  guint n_asked;

  item = add (accounts, fixture, STRONG_KEY, FALSE);
  n_asked = fixture->server->n_asked;
  await_error (alcove_accounts_unlock (accounts, MISTYPED_KEY), ALCOVE_ERROR,
               ALCOVE_ERROR_RECOVERY_MISTYPED);
  await_error (alcove_accounts_unlock (accounts, UNKNOWN_KEY), ALCOVE_ERROR,
               ALCOVE_ERROR_RECOVERY_UNKNOWN);
  await_error (alcove_accounts_add (accounts, NULL, fixture->server->base_url, MISTYPED_KEY, NULL,
                                    TRUE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_RECOVERY_MISTYPED);
  await_error (alcove_accounts_add (accounts, NULL, fixture->server->base_url, UNKNOWN_KEY, NULL,
                                    TRUE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_RECOVERY_UNKNOWN);
  await_error (alcove_accounts_replace_key (accounts, item, MISTYPED_KEY), ALCOVE_ERROR,
               ALCOVE_ERROR_INVALID_INPUT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);
  g_assert_cmpuint (fixture->server->n_asked, ==, n_asked);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add_saved (accounts, fixture, STRONG_KEY, FALSE);
  g_autofree char *paper = make_key (accounts, item);
  g_autoptr (AlcoveAccountItem) again = NULL;

  g_clear_object (&item);
  accounts = start_anew (fixture, accounts);
  item = await_object (alcove_accounts_unlock (accounts, paper));
  again = await_object (alcove_accounts_unlock (accounts, paper));
  g_assert_true (item == again);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);
  g_clear_object (&item);
  g_clear_object (&again);
  free_accounts (accounts);
}

/* ---- encrypting again ---- */

/* data: whether the account is open */
static void
test_reencrypt (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add_saved (accounts, fixture, STRONG_KEY, FALSE);
  g_autofree char *paper = make_key (accounts, item);
  AlcoveSession *session = NULL;

  if (data != NULL)
    session = await_object (alcove_accounts_open (accounts, item));
  await_ok (alcove_accounts_reencrypt (accounts, item));
  if (session != NULL)
    {
      g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

      fixture_ask (session, chat, "hello", "are you there?");
      g_assert_null (alcove_session_get_store_error (session));
      fixture_close (session);
    }
  g_assert_cmpint (count_saved (accounts, item), ==, data != NULL ? 2 : 1);
  g_assert_cmpint (has_key (accounts, item), ==, 0);
  await_error (alcove_accounts_unlock (accounts, paper), ALCOVE_ERROR,
               ALCOVE_ERROR_RECOVERY_UNKNOWN);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_reencrypt_nothing (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture, STRONG_KEY, FALSE);

  await_error (alcove_accounts_reencrypt (accounts, item), ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* ---- offered once ---- */

static gboolean
take_offer (AlcoveSession *session)
{
  g_autoptr (DexFuture) future = alcove_session_take_recovery_offer (session);

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  return g_value_get_boolean (dex_future_get_value (future, NULL));
}

static void
test_offer (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture, STRONG_KEY, FALSE);
  AlcoveSession *session = await_object (alcove_accounts_open (accounts, item));

  await_ok (alcove_session_wait_open (session));
  g_assert_false (take_offer (session)); /* nothing is saved */
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  fixture_close (session);
  g_clear_object (&item);
  item = add_saved (accounts, fixture, STRONG_KEY, FALSE);
  session = await_object (alcove_accounts_open (accounts, item));
  await_ok (alcove_session_wait_open (session));
  g_assert_true (take_offer (session));
  g_assert_false (take_offer (session));
  fixture_close (session);
  session = await_object (alcove_accounts_open (accounts, item));
  await_ok (alcove_session_wait_open (session));
  g_assert_false (take_offer (session));
  fixture_close (session);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* ---- a keyring that lost its item ---- */

static void
test_keyring_empty (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = NULL;

  await_ok (alcove_accounts_load (accounts));
  g_assert_null (
      alcove_accounts_get_keyring_error (accounts)); /* nothing is saved: nothing to say */
  item = add_saved (accounts, fixture, STRONG_KEY, TRUE);
  g_clear_object (&item);
  accounts = start_anew (fixture, accounts);
  await_ok (alcove_accounts_load (accounts));
  g_assert_error (alcove_accounts_get_keyring_error (accounts), ALCOVE_ERROR,
                  ALCOVE_ERROR_KEYRING_EMPTY);
  g_assert_cmpuint (fake_keyring_get_n_stores (), ==,
                    0); /* nothing is put over what was not found */
  item = add (accounts, fixture, STRONG_KEY, TRUE);
  g_assert_null (alcove_accounts_get_keyring_error (accounts));
  g_assert_cmpint (count_saved (accounts, item), ==, 1);
  g_clear_object (&item);
  free_accounts (accounts);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/models/recovery/" path, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("make-and-revoke", NULL, test_make_and_revoke);
  ADD ("typed-beside-an-address", "added", test_recover);
  ADD ("typed-on-the-lock-page", NULL, test_recover);
  ADD ("go-on", NULL, test_go_on);
  ADD ("give-weak-key", NULL, test_give_weak_key);
  ADD ("give-key-refused", NULL, test_give_key_refused);
  ADD ("typed-wrong", NULL, test_typed_wrong);
  ADD ("twice", NULL, test_twice);
  ADD ("reencrypt/open", "open", test_reencrypt);
  ADD ("reencrypt/closed", NULL, test_reencrypt);
  ADD ("reencrypt/nothing-saved", NULL, test_reencrypt_nothing);
  ADD ("offered-once", NULL, test_offer);
  ADD ("keyring-empty", NULL, test_keyring_empty);
  return g_test_run ();
}
