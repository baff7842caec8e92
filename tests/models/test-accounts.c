/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The accounts: added after a look at the server, remembered where there is a keyring, opened at once. */

#include "alcove-accounts.h"
#include "fake-keyring.h"
#include "models-fixture.h"

#include "../support/self-signed.h"

static AlcoveAccountItem *
add (AlcoveAccounts *accounts, const char *address, const char *key, gboolean remember)
{
  return await_object (alcove_accounts_add (accounts, NULL, address, key, NULL, remember, FALSE));
}

static guint
n_items (AlcoveAccounts *accounts)
{
  return g_list_model_get_n_items (G_LIST_MODEL (accounts));
}

static void
free_accounts (AlcoveAccounts *accounts)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (accounts);
}

static void
test_add_and_load (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = NULL;
  g_autoptr (AlcoveAccountItem) again = NULL;
  g_autoptr (Mirror) mirror = mirror_new (accounts);

  await_ok (alcove_accounts_load (accounts));
  g_assert_cmpuint (n_items (accounts), ==, 0);
  item = add (accounts, fixture->server->base_url, "  " STRONG_KEY "\n", TRUE);
  g_assert_true (alcove_account_item_get_is_remembered (item));
  g_assert_cmpstr (alcove_account_item_get_name (item), ==, "127.0.0.1");
  g_assert_cmpstr (alcove_account_item_get_base_url (item), ==, fixture->server->base_url);
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 1);
  g_assert_cmpstr (alcove_locked_bytes_get_string (fake_keyring_get_item (0)->api_key), ==,
                   STRONG_KEY);
  again = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);
  g_assert_true (again == item); /* the same address and key are the same account */
  g_assert_cmpuint (n_items (accounts), ==, 1);
  g_clear_object (&again);
  again = add (accounts, fixture->server->base_url, OTHER_KEY, FALSE);
  g_assert_false (alcove_account_item_get_is_remembered (again));
  g_assert_cmpuint (n_items (accounts), ==, 2);
  mirror_check (mirror);
  g_clear_pointer (&mirror, mirror_free);
  g_clear_object (&item);
  g_clear_object (&again);
  free_accounts (accounts);

  accounts = alcove_accounts_new (fixture->data_dir);
  await_ok (alcove_accounts_load (accounts));
  await_ok (alcove_accounts_load (accounts)); /* a retry changes nothing */
  g_assert_cmpuint (n_items (accounts), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  await_ok (alcove_accounts_remove (accounts, item));
  g_assert_cmpuint (n_items (accounts), ==, 0);
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 0);
  g_clear_object (&item);
  free_accounts (accounts);
}

typedef struct
{
  const char *name;
  const char *address; /* a path on the test's server, or a whole address */
  const char *key;
  const char *history_key;
  AlcoveError code;
} Refusal;

static const Refusal refusals[] = {
  { "wrong-key", "/v1", "sk-wrong-123456789012345678901234", NULL, ALCOVE_ERROR_AUTH },
  { "a-web-page", "/somewhere/else", STRONG_KEY, NULL, ALCOVE_ERROR_NOT_AN_API },
  { "not-an-address", "not an address", STRONG_KEY, NULL, ALCOVE_ERROR_BAD_URL },
  { "nobody-there", "http://127.0.0.1:1/v1", STRONG_KEY, NULL, ALCOVE_ERROR_REFUSED },
  { "plain-http", "http://example.com/v1", STRONG_KEY, NULL, ALCOVE_ERROR_INSECURE },
  { "bad-history-key", "/v1", "ollama", "beef", ALCOVE_ERROR_INVALID_INPUT },
};

static char *
on_server (Fixture *fixture, const char *address)
{
  g_autofree char *root
      = g_strndup (fixture->server->base_url, strlen (fixture->server->base_url) - strlen ("/v1"));

  return *address == '/' ? g_strconcat (root, address, NULL) : g_strdup (address);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autofree char *address = on_server (fixture, refusal->address);

  await_error (alcove_accounts_add (accounts, NULL, address, refusal->key, refusal->history_key,
                                    TRUE, FALSE),
               ALCOVE_ERROR, (int) refusal->code);
  g_assert_cmpuint (n_items (accounts), ==, 0);
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 0);
  free_accounts (accounts);
}

static void
test_no_list_of_models (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autofree char *address = on_server (fixture, "/bare/v1");
  g_autoptr (AlcoveAccountItem) item = add (accounts, address, STRONG_KEY, FALSE);

  g_assert_cmpuint (n_items (accounts), ==, 1);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* A key that was typed opens and saves with no keyring at all. */
static void
test_no_keyring (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = NULL;
  g_autoptr (AlcoveConversation) chat = NULL;
  AlcoveSession *session;

  fake_keyring_fail (ALCOVE_ERROR_KEYRING_MISSING);
  await_error (alcove_accounts_load (accounts), ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_MISSING);
  g_assert_error (alcove_accounts_get_keyring_error (accounts), ALCOVE_ERROR,
                  ALCOVE_ERROR_KEYRING_MISSING);
  item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);
  g_assert_false (alcove_account_item_get_is_remembered (item));
  g_assert_nonnull (alcove_accounts_get_keyring_error (accounts));
  session = await_object (alcove_accounts_open (accounts, item));
  await_ok (alcove_session_turn_saving_on (session));
  chat = alcove_session_new_conversation (session);
  fixture_ask (session, chat, "hello", "go");
  g_assert_true (alcove_conversation_get_is_saved (chat));
  g_clear_object (&chat);
  fixture_close (session);
  fake_keyring_fail (0);
  await_ok (alcove_accounts_load (accounts));
  g_assert_null (alcove_accounts_get_keyring_error (accounts));
  g_assert_cmpuint (n_items (accounts), ==, 1); /* typed for this session, and still there */
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_keyring_locked_then_open (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);

  g_clear_object (&item);
  free_accounts (accounts);
  accounts = alcove_accounts_new (fixture->data_dir);
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_LOCKED);
  await_error (alcove_accounts_load (accounts), ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_LOCKED);
  g_assert_cmpuint (n_items (accounts), ==, 0);
  fake_keyring_fail (0);
  await_ok (alcove_accounts_load (accounts));
  g_assert_cmpuint (n_items (accounts), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_REFUSED);
  await_error (alcove_accounts_remove (accounts, item), ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_REFUSED);
  g_assert_cmpuint (n_items (accounts), ==, 1);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_open_is_quick (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, FALSE);
  AlcoveSession *session = await_object (alcove_accounts_open (accounts, item));
  AlcoveSession *same = await_object (alcove_accounts_open (accounts, item));

  /* before the vault was opened */
  g_assert_true (
      alcove_conversation_list_get_is_loading (alcove_session_get_conversations (session)));
  g_assert_true (same == session);
  g_object_unref (same);
  await_ok (alcove_session_wait_open (session));
  wait_until (g_list_model_get_n_items (alcove_session_get_models (session)) == 3);
  fixture_close (session);
  same = await_object (alcove_accounts_open (accounts, item)); /* a closed one is opened anew */
  g_assert_false (alcove_session_get_is_closed (same));
  fixture_close (same);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  AlcoveSession *session = await_object (alcove_accounts_open_demo (accounts));
  g_autoptr (AlcoveConversation) chat = NULL;

  g_assert_true (alcove_session_get_is_demo (session));
  g_assert_cmpuint (n_items (accounts), ==, 0);
  wait_until (g_list_model_get_n_items (alcove_session_get_models (session)) > 0);
  chat = alcove_session_new_conversation (session);
  fixture_ask (session, chat, "alcove-tour-fast", "What can you do?");
  g_assert_false (alcove_conversation_get_is_saved (chat));
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  await_ok (alcove_session_keep (session, chat));
  g_assert_true (alcove_conversation_get_is_saved (chat));
  g_assert_cmpuint (n_items (accounts), ==, 1); /* its history key is in the keyring now */
  g_clear_object (&chat);
  fixture_close (session);
  free_accounts (accounts);

  accounts = alcove_accounts_new (fixture->data_dir);
  await_ok (alcove_accounts_load (accounts));
  session = await_object (alcove_accounts_open_demo (accounts));
  await_ok (alcove_session_wait_open (session));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (alcove_session_get_conversations (session)))
              == 1);
  fixture_close (session);
  free_accounts (accounts);
}

static void
test_history_key_from_elsewhere (Fixture *fixture, gconstpointer data)
{
  const char *spaced = "00112233 44556677 8899aabb ccddeeff 00112233 44556677 8899aabb ccddeeff";
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = await_object (alcove_accounts_add (
      accounts, "Here", fixture->server->base_url, "ollama", spaced, TRUE, FALSE));
  AlcoveSession *session = await_object (alcove_accounts_open (accounts, item));

  g_assert_cmpstr (alcove_account_item_get_name (item), ==, "Here");
  await_ok (alcove_session_wait_open (session));
  g_assert_false (alcove_session_get_needs_history_key (session));
  await_ok (alcove_session_turn_saving_on (session));
  fixture_close (session);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* ---- what a person does to an account ---- */

static AlcoveSession *
open_saving (AlcoveAccounts *accounts, AlcoveAccountItem *item)
{
  AlcoveSession *session = await_object (alcove_accounts_open (accounts, item));

  await_ok (alcove_session_wait_open (session));
  await_ok (alcove_session_turn_saving_on (session));
  return session;
}

static void
save_a_chat (AlcoveSession *session)
{
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, "hello", "go");
  g_assert_true (alcove_conversation_get_is_saved (chat));
}

/* What a key opens from nothing, with no keyring in the way. */
static gint64
count_with_key (Fixture *fixture, const char *key)
{
  AlcoveSession *session = fixture_open (fixture, key);
  gint64 n_saved = alcove_session_get_n_saved (session);

  fixture_close (session);
  return n_saved;
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);

  await_ok (alcove_accounts_rename (accounts, item, "  At\nwork "));
  g_assert_cmpstr (alcove_account_item_get_name (item), ==, "At work");
  g_assert_cmpstr (fake_keyring_get_item (0)->name, ==, "At work");
  await_error (alcove_accounts_rename (accounts, item, " \n"), ALCOVE_ERROR,
               ALCOVE_ERROR_INVALID_INPUT);
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_REFUSED);
  await_error (alcove_accounts_rename (accounts, item, "Home"), ALCOVE_ERROR,
               ALCOVE_ERROR_KEYRING_REFUSED);
  g_assert_cmpstr (alcove_account_item_get_name (item), ==, "At work");
  g_clear_object (&item);
  free_accounts (accounts);
}

/* data: whether the account is open while its key is replaced */
static void
test_replace_key (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);
  AlcoveSession *session = open_saving (accounts, item);

  save_a_chat (session);
  if (data == NULL)
    fixture_close (session);
  await_ok (alcove_accounts_replace_key (accounts, item, " " OTHER_KEY "\n"));
  g_assert_cmpstr (alcove_locked_bytes_get_string (fake_keyring_get_item (0)->api_key), ==,
                   OTHER_KEY);
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 1);
  g_assert_true (alcove_account_item_get_is_remembered (item));
  if (data != NULL)
    {
      save_a_chat (session);
      fixture_close (session);
    }
  g_assert_cmpint (count_with_key (fixture, OTHER_KEY), ==, data != NULL ? 2 : 1);
  g_assert_cmpint (count_with_key (fixture, STRONG_KEY), ==, 0);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_replace_key_refused (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);
  g_autoptr (AlcoveAccountItem) other = add (accounts, fixture->server->base_url, OTHER_KEY, TRUE);
  AlcoveSession *session = open_saving (accounts, other);

  save_a_chat (session);
  fixture_close (session);
  session = open_saving (accounts, item);
  save_a_chat (session);
  await_error (alcove_accounts_replace_key (accounts, item, "sk-wrong-123456789012345678901234"),
               ALCOVE_ERROR, ALCOVE_ERROR_AUTH);
  await_error (alcove_accounts_replace_key (accounts, item, OTHER_KEY), ALCOVE_ERROR,
               ALCOVE_ERROR_INVALID_INPUT); /* it opens another history */
  fixture_close (session);
  g_assert_cmpint (count_with_key (fixture, STRONG_KEY), ==, 1);
  g_assert_cmpint (count_with_key (fixture, OTHER_KEY), ==, 1);
  g_assert_cmpstr (alcove_locked_bytes_get_string (fake_keyring_get_item (0)->api_key), ==,
                   STRONG_KEY);
  g_clear_object (&item);
  g_clear_object (&other);
  free_accounts (accounts);
}

/* The history has the new key though the keyring has not: it must be typed next time, and says so. */
static void
test_replace_key_keyring_fails (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);
  AlcoveSession *session = open_saving (accounts, item);

  save_a_chat (session);
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_LOCKED);
  await_ok (alcove_accounts_replace_key (accounts, item, OTHER_KEY));
  g_assert_false (alcove_account_item_get_is_remembered (item));
  g_assert_error (alcove_accounts_get_keyring_error (accounts), ALCOVE_ERROR,
                  ALCOVE_ERROR_KEYRING_LOCKED);
  fixture_close (session);
  g_assert_cmpint (count_with_key (fixture, OTHER_KEY), ==, 1);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_replace_key_by_weak (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);
  AlcoveSession *session = open_saving (accounts, item);
  g_autoptr (AlcoveLockedBytes) history_key = NULL;

  save_a_chat (session);
  g_assert_null (alcove_account_item_dup_history_key (item));
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_REFUSED);
  await_error (alcove_accounts_replace_key (accounts, item, "ollama"), ALCOVE_ERROR,
               ALCOVE_ERROR_KEYRING_REFUSED);
  fake_keyring_fail (0);
  await_ok (alcove_accounts_replace_key (accounts, item, "ollama"));
  fixture_close (session);
  history_key = alcove_account_item_dup_history_key (item);
  g_assert_nonnull (history_key);
  g_assert_nonnull (fake_keyring_get_item (0)->history_key);
  g_clear_object (&item);
  free_accounts (accounts);

  accounts = alcove_accounts_new (fixture->data_dir);
  await_ok (alcove_accounts_load (accounts));
  item = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  g_assert_cmpint (await_int64 (alcove_accounts_count_saved (accounts, item)), ==, 1);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_delete_history (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);
  AlcoveSession *session = open_saving (accounts, item);
  guint n_files;

  save_a_chat (session);
  g_assert_cmpint (await_int64 (alcove_accounts_count_saved (accounts, item)), ==, 1);
  n_files = fixture_count_files (fixture);
  g_assert_cmpuint (n_files, >, 2);
  await_ok (alcove_accounts_delete_history (accounts, item));
  g_clear_object (&session);
  g_assert_cmpuint (fixture_count_files (fixture), ==,
                    2); /* the folder of all accounts and its lock */
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 1);
  g_assert_cmpint (count_with_key (fixture, STRONG_KEY), ==, 0);
  g_clear_object (&item);
  free_accounts (accounts);
}

static void
test_unlock (Fixture *fixture, gconstpointer data)
{
  const char *digits = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = add (accounts, fixture->server->base_url, STRONG_KEY, TRUE);

  g_clear_object (&item);
  item = add (accounts, fixture->server->base_url, OTHER_KEY, TRUE);
  g_clear_object (&item);
  item = await_object (alcove_accounts_add (accounts, NULL, fixture->server->base_url, "ollama",
                                            digits, TRUE, FALSE));
  g_clear_object (&item);
  free_accounts (accounts);

  accounts = alcove_accounts_new (fixture->data_dir);
  await_error (alcove_accounts_unlock (accounts, "ollama"), ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY);
  await_error (alcove_accounts_unlock (accounts, ""), ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY);
  await_error (alcove_accounts_unlock (accounts, STRONG_KEY "x"), ALCOVE_ERROR,
               ALCOVE_ERROR_WRONG_KEY);
  g_assert_cmpuint (n_items (accounts), ==, 0);
  item = await_object (alcove_accounts_unlock (accounts, OTHER_KEY " "));
  g_assert_cmpuint (n_items (accounts), ==, 1); /* the others stay out */
  g_clear_object (&item);
  item = await_object (alcove_accounts_unlock (accounts, digits));
  g_assert_cmpuint (n_items (accounts), ==, 2);
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_LOCKED);
  await_error (alcove_accounts_unlock (accounts, STRONG_KEY), ALCOVE_ERROR,
               ALCOVE_ERROR_KEYRING_LOCKED);
  g_clear_object (&item);
  free_accounts (accounts);
}

/* The test's server once more, behind a certificate that nobody vouches for. */
static char *
listen_self_signed (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate
      = g_tls_certificate_new_from_pem (SELF_SIGNED_PEM, -1, &error);
  g_autoslist (GUri) uris = NULL;
  char *url = NULL;

  g_assert_no_error (error);
  soup_server_set_tls_certificate (fixture->server->server, certificate);
  soup_server_listen_local (fixture->server->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server->server);
  for (GSList *l = uris; l; l = l->next)
    if (g_str_equal (g_uri_get_scheme (l->data), "https"))
      url = g_strdup_printf ("https://127.0.0.1:%d/v1", g_uri_get_port (l->data));
  return url;
}

static void
test_trust (Fixture *fixture, gconstpointer data)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autofree char *url = NULL;
  g_autofree char *pasted = NULL;
  g_autoptr (AlcoveAccountItem) item = NULL;
  g_autoptr (AlcoveConversation) chat = NULL;
  AlcoveSession *session;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("this machine has no TLS library for GIO");
      free_accounts (accounts);
      return;
    }
  url = listen_self_signed (fixture);
  pasted = g_strconcat (url, "/chat/completions", NULL);
  await_error (alcove_accounts_add (accounts, NULL, url, STRONG_KEY, NULL, TRUE, FALSE),
               ALCOVE_ERROR, ALCOVE_ERROR_TLS);
  alcove_accounts_trust (accounts, pasted, SELF_SIGNED_FINGERPRINT);
  item = add (accounts, url, STRONG_KEY, TRUE);
  g_assert_cmpstr (fake_keyring_get_item (0)->certificate, ==, SELF_SIGNED_FINGERPRINT);
  session = await_object (alcove_accounts_open (accounts, item));
  chat = alcove_session_new_conversation (session);
  fixture_ask (session, chat, "hello", "are you there?");
  fixture_wait_loaded (chat);
  g_assert_cmpstr (alcove_message_get_text (fixture_get_message (chat, 1)), ==, "Hello, **world**");
  fixture_close (session);
  g_clear_object (&item);
  free_accounts (accounts);
}

#define ADD(path, data, func)                                                                      \
  g_test_add ("/models/accounts/" path, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("add-and-load", NULL, test_add_and_load);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/models/accounts/refused/", refusals[i].name, NULL);

      g_test_add (path, Fixture, &refusals[i], fixture_set_up, test_refused, fixture_tear_down);
    }
  ADD ("no-list-of-models", NULL, test_no_list_of_models);
  ADD ("no-keyring", NULL, test_no_keyring);
  ADD ("keyring-locked-then-open", NULL, test_keyring_locked_then_open);
  ADD ("open-is-quick", NULL, test_open_is_quick);
  ADD ("demo", NULL, test_demo);
  ADD ("rename", NULL, test_rename);
  ADD ("replace-key/open", "open", test_replace_key);
  ADD ("replace-key/closed", NULL, test_replace_key);
  ADD ("replace-key/refused", NULL, test_replace_key_refused);
  ADD ("replace-key/keyring-fails", NULL, test_replace_key_keyring_fails);
  ADD ("replace-key/by-weak", NULL, test_replace_key_by_weak);
  ADD ("delete-history", NULL, test_delete_history);
  ADD ("unlock", NULL, test_unlock);
  ADD ("trust", NULL, test_trust);
  ADD ("history-key-from-elsewhere", NULL, test_history_key_from_elsewhere);
  return g_test_run ();
}
