/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Every state of a keyring, for real: each case starts this program again inside a bus of its own,
 * with a gnome-keyring-daemon where the case has one, in a throw-away home. */

#include "keyring-stage.h"

#include <alcove-error.h>
#include <alcove-keyring.h>
#include <libsecret/secret.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define ID_A "00112233445566778899aabbccddeeff"
#define ID_B "ffeeddccbbaa99887766554433221100"
#define KEY_A "sk-canary-aaaaaaaaaaaaaaaaaaaaaaaa"
#define KEY_B "sk-canary-bbbbbbbbbbbbbbbbbbbbbbbb"
#define PASSWORD "pw1"

/* -- inside -------------------------------------------------------------------------------- */

static const GValue *
await (DexFuture *future, GError **error)
{
  while (dex_future_get_status (future) == DEX_FUTURE_STATUS_PENDING)
    g_main_context_iteration (NULL, TRUE);
  return dex_future_get_value (future, error);
}

static GPtrArray *
load (AlcoveKeyring *keyring, gboolean may_prompt)
{
  g_autoptr (DexFuture) future = alcove_keyring_load (keyring, may_prompt);
  g_autoptr (GError) error = NULL;
  const GValue *value = await (future, &error);

  g_assert_no_error (error);
  return g_value_dup_boxed (value);
}

static void
assert_fails (DexFuture *future, AlcoveError code)
{
  g_autoptr (DexFuture) owned = future;
  g_autoptr (GError) error = NULL;

  await (future, &error);
  g_assert_error (error, ALCOVE_ERROR, (int) code);
  g_assert_null (strstr (error->message, "canary"));
}

static void
assert_true (DexFuture *future)
{
  g_autoptr (DexFuture) owned = future;
  g_autoptr (GError) error = NULL;
  const GValue *value = await (future, &error);

  g_assert_no_error (error);
  g_assert_true (g_value_get_boolean (value));
}

static DexFuture *
store_named (AlcoveKeyring *keyring, const char *id, const char *name, const char *key)
{
  g_autoptr (AlcoveLockedBytes) api_key = alcove_locked_bytes_new_string (key);
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new (id, name, "https://api.example.org/v1", api_key, NULL);

  return alcove_keyring_store (keyring, credential);
}

static DexFuture *
store_a (AlcoveKeyring *keyring)
{
  return store_named (keyring, ID_A, "A", KEY_A);
}

static void
assert_ids (AlcoveKeyring *keyring, gboolean may_prompt, const char *first, const char *second)
{
  g_autoptr (GPtrArray) credentials = load (keyring, may_prompt);
  const char *expected[] = { first, second };
  guint n = (first != NULL) + (second != NULL);

  g_assert_cmpuint (credentials->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (((AlcoveCredential *) g_ptr_array_index (credentials, i))->id, ==,
                     expected[i]);
}

static void
run_daemon (const char *options, const char *input)
{
  g_autofree char *line
      = g_strdup_printf ("gnome-keyring-daemon %s --components=secrets --daemonize", options);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr (GSubprocess) daemon
      = g_subprocess_newv ((const char *const *) argv,
                           G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                           NULL);

  g_assert_nonnull (daemon);
  g_assert_true (g_subprocess_communicate_utf8 (daemon, input, NULL, NULL, NULL, NULL));
}

static void
start_unlocked (void)
{
  run_daemon ("--unlock", PASSWORD);
}

static void
start_locked (void)
{
  run_daemon ("--start", NULL);
}

/* a keyring that exists and that this daemon has never had open */
static void
start_never_unlocked (AlcoveKeyring *keyring, gboolean with_item)
{
  start_unlocked ();
  if (with_item)
    assert_true (store_a (keyring));
  run_daemon ("--replace", NULL);
}

static void
lock_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
      service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  GList objects = { .data = collection };

  g_assert_no_error (error);
  g_assert_nonnull (collection);
  g_assert_cmpint (secret_service_lock_sync (service, &objects, NULL, NULL, &error), ==, 1);
}

static void
inside_empty (AlcoveKeyring *keyring)
{
  start_unlocked ();
  assert_ids (keyring, FALSE, NULL, NULL);
  assert_ids (keyring, TRUE, NULL, NULL);
}

static void
inside_round_trip (AlcoveKeyring *keyring)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY_A);
  g_autoptr (AlcoveLockedBytes) history_key = alcove_locked_bytes_new_random (32);
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new (ID_A, "Zoë \"1\"", "http://localhost:8080", key, history_key);
  g_autoptr (GPtrArray) loaded = NULL;
  const AlcoveCredential *back;

  start_unlocked ();
  credential->allow_plain_http = TRUE;
  assert_true (alcove_keyring_store (keyring, credential));
  loaded = load (keyring, FALSE);
  g_assert_cmpuint (loaded->len, ==, 1);
  back = g_ptr_array_index (loaded, 0);
  g_assert_cmpstr (back->id, ==, ID_A);
  g_assert_cmpstr (back->name, ==, "Zoë \"1\"");
  g_assert_cmpstr (back->base_url, ==, "http://localhost:8080");
  g_assert_true (alcove_locked_bytes_equal (back->api_key, key));
  g_assert_true (alcove_locked_bytes_equal (back->history_key, history_key));
  g_assert_true (back->allow_plain_http);
}

static void
store_two (AlcoveKeyring *keyring)
{
  assert_true (store_named (keyring, ID_B, "B", KEY_B));
  g_usleep (5000);
  assert_true (store_a (keyring));
}

static void
inside_oldest_first (AlcoveKeyring *keyring)
{
  start_unlocked ();
  store_two (keyring);
  assert_ids (keyring, FALSE, ID_B, ID_A);
}

static void
inside_replace (AlcoveKeyring *keyring)
{
  g_autoptr (AlcoveKeyring) another = alcove_keyring_new ();
  g_autoptr (GPtrArray) loaded = NULL;

  start_unlocked ();
  store_two (keyring);
  assert_ids (another, FALSE, ID_B, ID_A);
  g_usleep (5000);
  assert_true (store_named (another, ID_B, "B renamed", KEY_B));
  assert_ids (another, FALSE, ID_B, ID_A);
  loaded = load (keyring, FALSE);
  g_assert_cmpstr (((AlcoveCredential *) g_ptr_array_index (loaded, 0))->name, ==, "B renamed");
}

static void
inside_clear (AlcoveKeyring *keyring)
{
  start_unlocked ();
  store_two (keyring);
  assert_true (alcove_keyring_clear (keyring, ID_B));
  assert_ids (keyring, FALSE, ID_A, NULL);
  assert_true (alcove_keyring_clear (keyring, ID_B));
  assert_ids (keyring, FALSE, ID_A, NULL);
}

static void
store_raw (const char *app, const char *account, const char *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SecretValue) value = secret_value_new (secret, -1, "text/plain");

  g_hash_table_insert (attributes, (char *) "app", (char *) app);
  g_hash_table_insert (attributes, (char *) "account", (char *) account);
  secret_service_store_sync (NULL, NULL, attributes, SECRET_COLLECTION_DEFAULT, "raw", value, NULL,
                             &error);
  g_assert_no_error (error);
}

/* what attributes our items have, by the plain search of any program of this session */
static GHashTable *
find_attributes (void)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  GList *items = secret_service_search_sync (NULL, NULL, none, SECRET_SEARCH_ALL, NULL, &error);
  GHashTable *attributes;

  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  attributes = secret_item_get_attributes (items->data);
  g_list_free_full (items, g_object_unref);
  return attributes;
}

static void
inside_attributes (AlcoveKeyring *keyring)
{
  g_autoptr (GHashTable) attributes = NULL;
  GHashTableIter iter;
  gpointer name, value;

  start_unlocked ();
  assert_true (store_a (keyring));
  attributes = find_attributes ();
  g_assert_cmpstr (g_hash_table_lookup (attributes, "account"), ==, ID_A);
  g_assert_nonnull (g_hash_table_lookup (attributes, "app"));
  g_hash_table_iter_init (&iter, attributes);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_assert_true (g_str_equal (name, "account") || g_str_equal (name, "app")
                     || g_str_equal (name, "xdg:schema"));
      g_assert_null (strstr (value, "canary"));
      g_assert_null (strstr (value, "example"));
    }
}

static void
inside_others (AlcoveKeyring *keyring)
{
  start_unlocked ();
  store_raw ("org.example.Other", ID_B, "their secret");
  assert_ids (keyring, FALSE, NULL, NULL);
  assert_true (store_a (keyring));
  assert_true (alcove_keyring_clear (keyring, ID_B));
  assert_ids (keyring, FALSE, ID_A, NULL);
}

/* items that are not ours to read are left out; the good one is found */
static void
inside_hostile (AlcoveKeyring *keyring)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autofree char *app = NULL;

  start_unlocked ();
  assert_true (store_a (keyring));
  attributes = find_attributes ();
  app = g_strdup (g_hash_table_lookup (attributes, "app"));
  store_raw (app, "nonsense", "nonsense");
  store_raw (app, ID_B,
             "{\"version\":1,\"id\":\"" ID_A "\",\"name\":\"in another's place\","
             "\"base_url\":\"https://evil.example\",\"api_key\":\"k\"}");
  assert_ids (keyring, FALSE, ID_A, NULL);
}

static void
inside_locked (AlcoveKeyring *keyring)
{
  start_unlocked ();
  assert_true (store_a (keyring));
  lock_default ();
  assert_fails (alcove_keyring_load (keyring, FALSE), ALCOVE_ERROR_KEYRING_LOCKED);
}

static void
inside_locked_empty (AlcoveKeyring *keyring)
{
  start_unlocked ();
  lock_default ();
  assert_fails (alcove_keyring_load (keyring, FALSE), ALCOVE_ERROR_KEYRING_LOCKED);
}

/* there is no display here, so nobody can answer the prompt */
static void
inside_locked_no_prompter (AlcoveKeyring *keyring)
{
  start_unlocked ();
  assert_true (store_a (keyring));
  lock_default ();
  assert_fails (alcove_keyring_load (keyring, TRUE), ALCOVE_ERROR_KEYRING_REFUSED);
  assert_fails (store_a (keyring), ALCOVE_ERROR_KEYRING_REFUSED);
  assert_fails (alcove_keyring_clear (keyring, ID_A), ALCOVE_ERROR_KEYRING_REFUSED);
}

static void
inside_never_unlocked (AlcoveKeyring *keyring)
{
  start_never_unlocked (keyring, TRUE);
  assert_fails (alcove_keyring_load (keyring, FALSE), ALCOVE_ERROR_KEYRING_LOCKED);
}

static void
inside_never_unlocked_empty (AlcoveKeyring *keyring)
{
  start_never_unlocked (keyring, FALSE);
  assert_fails (alcove_keyring_load (keyring, FALSE), ALCOVE_ERROR_KEYRING_LOCKED);
}

static void
inside_no_keyring_yet (AlcoveKeyring *keyring)
{
  start_locked ();
  assert_ids (keyring, FALSE, NULL, NULL);
  assert_fails (store_a (keyring), ALCOVE_ERROR_KEYRING_REFUSED);
  assert_true (alcove_keyring_clear (keyring, ID_A));
}

/* the daemon dies and comes back under a program that goes on */
static void
inside_restarted (AlcoveKeyring *keyring)
{
  start_unlocked ();
  assert_true (store_a (keyring));
  run_daemon ("--replace --unlock", PASSWORD);
  assert_ids (keyring, FALSE, ID_A, NULL);
  assert_true (store_named (keyring, ID_B, "B", KEY_B));
  assert_ids (keyring, FALSE, ID_A, ID_B);
}

static void
inside_missing (AlcoveKeyring *keyring)
{
  assert_fails (alcove_keyring_load (keyring, FALSE), ALCOVE_ERROR_KEYRING_MISSING);
  assert_fails (alcove_keyring_load (keyring, TRUE), ALCOVE_ERROR_KEYRING_MISSING);
  assert_fails (store_a (keyring), ALCOVE_ERROR_KEYRING_MISSING);
  assert_fails (alcove_keyring_clear (keyring, ID_A), ALCOVE_ERROR_KEYRING_MISSING);
}

/* what libsecret does in a Flatpak, without the portal that gives the password there */
static void
inside_file (AlcoveKeyring *keyring)
{
  assert_ids (keyring, FALSE, NULL, NULL);
  store_two (keyring);
  assert_ids (keyring, TRUE, ID_B, ID_A);
  assert_true (store_named (keyring, ID_B, "B renamed", KEY_B));
  assert_ids (keyring, FALSE, ID_B, ID_A);
  assert_true (alcove_keyring_clear (keyring, ID_B));
  assert_true (alcove_keyring_clear (keyring, ID_B));
  assert_ids (keyring, FALSE, ID_A, NULL);
}

/* All that belongs to an account comes back: what is trusted, what is sent along, what was allowed. */
static void
inside_settings (AlcoveKeyring *keyring)
{
  g_autoptr (AlcoveLockedBytes) api_key = alcove_locked_bytes_new_string (KEY_A);
  g_autoptr (AlcoveCredential) stored
      = alcove_credential_new (ID_A, "A", "https://api.example.org/v1", api_key, NULL);
  g_autoptr (GPtrArray) loaded = NULL;
  const AlcoveCredential *back;

  stored->allow_plain_http = TRUE;
  stored->certificate = g_strnfill (64, 'a');
  stored->extras = alcove_extras_parse ("X-Team: birds", NULL, NULL);
  g_assert_nonnull (stored->extras);
  assert_true (alcove_keyring_store (keyring, stored));
  loaded = load (keyring, FALSE);
  g_assert_cmpuint (loaded->len, ==, 1);
  back = g_ptr_array_index (loaded, 0);
  g_assert_true (back->allow_plain_http);
  g_assert_cmpstr (back->certificate, ==, stored->certificate);
  g_assert_nonnull (back->extras);
}

static void
inside_file_corrupt (AlcoveKeyring *keyring)
{
  g_assert_true (g_file_set_contents (g_getenv ("SECRET_FILE_TEST_PATH"), "garbage", -1, NULL));
  assert_fails (alcove_keyring_load (keyring, FALSE), ALCOVE_ERROR_KEYRING_FAILED);
  _exit (0); /* libsecret never frees a file that it cannot read: that leak is not ours to report */
}

/* Another process with the same file, and the password that the portal gives it. */
static void
run_with_password (const char *mode, const char *password)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PASSWORD", password, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, self, mode, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

/* The portal's secret is another one, as after a change of desktops: what lies in the file is not found, or cannot be
 * read, and is not lost by it: under its own secret it is there again. */
static void
inside_file_secret_changed (AlcoveKeyring *keyring)
{
  g_autofree char *password = g_strdup (g_getenv ("SECRET_FILE_TEST_PASSWORD"));
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before = 0, size_after = 0;

  assert_true (store_a (keyring));
  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  run_with_password ("--changed", "quite another secret");
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after); /* looking writes nothing */
  run_with_password ("--same", password);
  run_with_password ("--store", "quite another secret");
  run_with_password ("--same", password); /* and nothing is put over what was not found */
}

static int
run_changed (void)
{
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (DexFuture) future = alcove_keyring_load (keyring, TRUE);
  g_autoptr (GError) error = NULL;
  const GValue *value = await (future, &error);

  if (value != NULL)
    g_assert_cmpuint (((GPtrArray *) g_value_get_boxed (value))->len, ==, 0);
  else
    g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_FAILED);
  _exit (0); /* libsecret never frees a file that it cannot read */
}

/* What is typed then may be remembered or not: it takes nothing away. */
static int
run_store (void)
{
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (DexFuture) future = store_named (keyring, ID_B, "B", KEY_B);
  g_autoptr (GError) error = NULL;
  const GValue *value = await (future, &error);

  g_printerr ("# under another secret the keyring %s\n", value ? "stores" : error->message);
  _exit (0);
}

static int
run_same (void)
{
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();

  assert_ids (keyring, TRUE, ID_A, NULL);
  return 0;
}

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* presses keys in the prompt when it comes up, and again where a busy machine lost them */
static GSubprocess *
answer_prompt (const char *keys)
{
  g_autofree char *script = g_strdup_printf (
      "find () { xdotool search --onlyvisible --class gcr-prompter 2>/dev/null | tail -1; }; "
      "for i in $(seq 200); do w=$(find); [ -n \"$w\" ] && break; sleep .1; done; "
      "for i in $(seq 8); do sleep .5; xdotool windowfocus $w; %s; sleep 1; "
      "[ -n \"$(find)\" ] || break; done",
      keys);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  return g_subprocess_launcher_spawn (launcher, NULL, "sh", "-c", script, NULL);
}

#define ESCAPE "xdotool key Escape"
#define TYPE_PASSWORD "xdotool key ctrl+a; xdotool type " PASSWORD "; xdotool key Return"
#define MAKE_PASSWORD                                                                              \
  "xdotool key ctrl+a; xdotool type " PASSWORD "; xdotool key Tab; xdotool key ctrl+a; "           \
  "xdotool type " PASSWORD "; xdotool key Return"

static void
inside_prompt_refused (AlcoveKeyring *keyring)
{
  g_autoptr (GSubprocess) answer = NULL;

  start_unlocked ();
  assert_true (store_a (keyring));
  lock_default ();
  answer = answer_prompt (ESCAPE);
  assert_fails (alcove_keyring_load (keyring, TRUE), ALCOVE_ERROR_KEYRING_REFUSED);
}

static void
inside_prompt_refused_on_store (AlcoveKeyring *keyring)
{
  g_autoptr (GSubprocess) answer = NULL;

  start_unlocked ();
  lock_default ();
  answer = answer_prompt (ESCAPE);
  assert_fails (store_a (keyring), ALCOVE_ERROR_KEYRING_REFUSED);
}

static void
inside_prompt_granted (AlcoveKeyring *keyring)
{
  g_autoptr (GSubprocess) answer = NULL;

  start_unlocked ();
  assert_true (store_a (keyring));
  lock_default ();
  answer = answer_prompt (TYPE_PASSWORD);
  assert_ids (keyring, TRUE, ID_A, NULL);
}

static void
inside_prompt_granted_empty (AlcoveKeyring *keyring)
{
  g_autoptr (GSubprocess) answer = NULL;

  start_never_unlocked (keyring, FALSE);
  answer = answer_prompt (TYPE_PASSWORD);
  assert_ids (keyring, TRUE, NULL, NULL);
}

static void
inside_prompt_never_unlocked (AlcoveKeyring *keyring)
{
  g_autoptr (GSubprocess) answer = NULL;

  start_never_unlocked (keyring, TRUE);
  answer = answer_prompt (TYPE_PASSWORD);
  assert_ids (keyring, TRUE, ID_A, NULL);
}

static void
inside_prompt_make (AlcoveKeyring *keyring)
{
  g_autoptr (GSubprocess) answer = NULL;

  start_locked ();
  answer = answer_prompt (MAKE_PASSWORD);
  assert_true (store_a (keyring));
  assert_ids (keyring, FALSE, ID_A, NULL);
}

static void
inside_prompt_make_refused (AlcoveKeyring *keyring)
{
  g_autoptr (GSubprocess) answer = NULL;

  start_locked ();
  answer = answer_prompt (ESCAPE);
  assert_fails (store_a (keyring), ALCOVE_ERROR_KEYRING_REFUSED);
}

/* -- outside ------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  Bus bus;
  gboolean file_backend;
  void (*inside) (AlcoveKeyring *keyring);
} cases[] = {
  { "open/empty", BUS_SESSION, FALSE, inside_empty },
  { "open/round-trip", BUS_SESSION, FALSE, inside_round_trip },
  { "open/oldest-first", BUS_SESSION, FALSE, inside_oldest_first },
  { "open/replace-keeps-place", BUS_SESSION, FALSE, inside_replace },
  { "open/clear", BUS_SESSION, FALSE, inside_clear },
  { "open/attributes-tell-nothing", BUS_SESSION, FALSE, inside_attributes },
  { "open/other-programs-unseen", BUS_SESSION, FALSE, inside_others },
  { "open/hostile-items-left-out", BUS_SESSION, FALSE, inside_hostile },
  { "open/daemon-restarted", BUS_SESSION, FALSE, inside_restarted },
  { "locked/with-item", BUS_SESSION, FALSE, inside_locked },
  { "locked/empty", BUS_SESSION, FALSE, inside_locked_empty },
  { "locked/no-prompter", BUS_SESSION, FALSE, inside_locked_no_prompter },
  { "never-unlocked/with-item", BUS_SESSION, FALSE, inside_never_unlocked },
  { "never-unlocked/empty", BUS_SESSION, FALSE, inside_never_unlocked_empty },
  { "no-keyring-yet", BUS_SESSION, FALSE, inside_no_keyring_yet },
  { "no-service", BUS_BARE, FALSE, inside_missing },
  { "no-bus", BUS_NONE, FALSE, inside_missing },
  { "no-address-of-a-bus", BUS_UNKNOWN, FALSE, inside_missing },
  { "file/store-load-clear", BUS_NONE, TRUE, inside_file },
  { "file/settings", BUS_NONE, TRUE, inside_settings },
  { "file/corrupt", BUS_NONE, TRUE, inside_file_corrupt },
  { "file/secret-changed", BUS_NONE, TRUE, inside_file_secret_changed },
  { "prompt/unlock-refused", BUS_DISPLAY, FALSE, inside_prompt_refused },
  { "prompt/store-refused", BUS_DISPLAY, FALSE, inside_prompt_refused_on_store },
  { "prompt/unlock-granted", BUS_DISPLAY, FALSE, inside_prompt_granted },
  { "prompt/unlock-granted-empty", BUS_DISPLAY, FALSE, inside_prompt_granted_empty },
  { "prompt/never-unlocked-granted", BUS_DISPLAY, FALSE, inside_prompt_never_unlocked },
  { "prompt/make-keyring", BUS_DISPLAY, FALSE, inside_prompt_make },
  { "prompt/make-keyring-refused", BUS_DISPLAY, FALSE, inside_prompt_make_refused },
};

static int
run_inside (guint i)
{
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();

  alarm (60);
  /* A newer libsecret warns of a bus that is not there. */
  g_log_set_always_fatal (
      G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL
      | (cases[i].bus == BUS_NONE || cases[i].bus == BUS_UNKNOWN ? 0 : G_LOG_LEVEL_WARNING));
  cases[i].inside (keyring);
  return 0;
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *argument = g_strdup_printf ("%u", i);

  if (!keyring_stage_skip (cases[i].bus))
    keyring_stage_run (cases[i].bus, cases[i].file_backend, argument);
}

int
main (int argc, char **argv)
{
  dex_init ();
  if (argc == 3 && g_str_equal (argv[1], "--inside"))
    return run_inside ((guint) atoi (argv[2]));
  if (argc == 2 && g_str_equal (argv[1], "--changed"))
    return run_changed ();
  if (argc == 2 && g_str_equal (argv[1], "--store"))
    return run_store ();
  if (argc == 2 && g_str_equal (argv[1], "--same"))
    return run_same ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/secret/keyring/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  return g_test_run ();
}
