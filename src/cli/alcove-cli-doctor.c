/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* doctor: what works on this machine and what does not. Names, numbers and codes only: no content, no key, no
 * path below the user's home. In a fiber of the main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-cli.h"

#include "alcove-error.h"

#define SLOW_MS 50

/* The names are the same in every language, as a report goes to others; what they mean stands beside. */
static const struct
{
  const char *name;
  const char *meaning;
} meanings[] = {
  { "version", N_ ("this Alcove") },
  { "engine.state", N_ ("whether a history can be encrypted here") },
  { "engine.sqlite_version", N_ ("the database") },
  { "engine.cipher_version", N_ ("its encryption") },
  { "keyring.state", N_ ("whether the keyring works") },
  { "keyring.accounts", N_ ("accounts in it") },
  { "account.state", N_ ("whether there is an account to look at") },
  { "history.state", N_ ("whether its history works") },
  { "history.exists", N_ ("whether something is saved") },
  { "history.save_history", N_ ("whether new chats are saved") },
  { "history.open_ms", N_ ("milliseconds to open it") },
  { "history.user_version", N_ ("the schema, which an older Alcove may not know") },
  { "history.quick_check", N_ ("whether the file is sound") },
  { "history.encrypted", N_ ("whether the file is encrypted") },
  { "history.lock", N_ ("who has the history for itself") },
  { "history.file_bytes", N_ ("size of the file") },
  { "history.log_bytes", N_ ("size of its log") },
  { "history.chats", N_ ("chats") },
  { "history.chats_archived", N_ ("chats in the archive") },
  { "history.chats_in_trash", N_ ("chats in the trash") },
  { "history.messages", N_ ("messages") },
  { "history.statements_ms.first_page", N_ ("milliseconds to list chats") },
  { "history.statements_ms.count", N_ ("milliseconds to count them") },
  { "history.statements_ms.search", N_ ("milliseconds to search them") },
  { "history.slow_statements", N_ ("what took too long") },
  { "endpoint.state", N_ ("whether the server answers") },
  { "endpoint.host", N_ ("the server") },
  { "endpoint.reach", N_ ("whether it is on this computer, in this network or outside") },
  { "endpoint.encrypted", N_ ("whether the way there is encrypted") },
  { "endpoint.models", N_ ("models that it offers") },
  { "endpoint.answered_ms", N_ ("milliseconds to its answer") },
  { "ok", N_ ("whether all that is there works") },
};

/* Programs get the note for the log, people a sentence. */
static void
add_state (AlcoveCli *cli, JsonBuilder *builder, const GError *error)
{
  g_autofree char *sentence = error ? alcove_cli_dup_sentence (error) : NULL;

  alcove_cli_add_string (builder, "state",
                         error ? alcove_error_code_to_string (alcove_cli_code_of (error)) : "ok");
  if (error != NULL)
    alcove_cli_add_string (builder, "message", cli->json ? error->message : sentence);
}

static void
add_lines (JsonBuilder *builder, char **lines)
{
  for (guint i = 0; lines && lines[i]; i++)
    {
      g_auto (GStrv) pair = g_strsplit (lines[i], "=", 2);

      if (pair[0] && pair[1])
        alcove_cli_add_string (builder, pair[0], pair[1]);
    }
}

/* The engine and its guard, tried on a history in memory: also where there is no account. */
static gboolean
add_engine (AlcoveCli *cli, JsonBuilder *builder)
{
  g_autoptr (AlcoveStore) store = alcove_store_new_in_memory ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  if (dex_await (alcove_store_open (store), &error))
    lines = dex_await_boxed (alcove_store_inspect (store), &error);
  json_builder_set_member_name (builder, "engine");
  json_builder_begin_object (builder);
  add_state (cli, builder, error);
  add_lines (builder, lines);
  json_builder_end_object (builder);
  dex_await (alcove_store_close (store), NULL);
  return error == NULL;
}

static void
add_keyring (AlcoveCli *cli, JsonBuilder *builder)
{
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) credentials
      = dex_await_boxed (alcove_keyring_load (keyring, FALSE), &error);

  json_builder_set_member_name (builder, "keyring");
  json_builder_begin_object (builder);
  add_state (cli, builder, error);
  alcove_cli_add_number (builder, "accounts", credentials ? (gint64) credentials->len : -1);
  json_builder_end_object (builder);
}

/* A reading, its time in the list; slow ones are named. */
static gboolean
measure (JsonBuilder *builder, GStrvBuilder *slow, const char *name, DexFuture *future,
         GError **error)
{
  const gint64 start = g_get_monotonic_time ();
  const gboolean ok = dex_await (future, error);
  const gint64 ms = (g_get_monotonic_time () - start) / 1000;

  alcove_cli_add_number (builder, name, ms);
  if (ms > SLOW_MS)
    g_strv_builder_add (slow, name);
  return ok;
}

static gboolean
add_statements (JsonBuilder *builder, AlcoveStore *store, GError **error)
{
  g_autoptr (GStrvBuilder) slow_builder = g_strv_builder_new ();
  g_auto (GStrv) slow = NULL;
  gboolean ok;

  json_builder_set_member_name (builder, "statements_ms");
  json_builder_begin_object (builder);
  ok = measure (builder, slow_builder, "first_page",
                alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, 64), error)
       && measure (builder, slow_builder, "count",
                   alcove_store_count_chats (store, ALCOVE_CHATS_ACTIVE), error)
       && measure (builder, slow_builder, "search", alcove_store_search (store, "alcove", 50),
                   error);
  json_builder_end_object (builder);
  slow = g_strv_builder_end (slow_builder);
  json_builder_set_member_name (builder, "slow_statements");
  json_builder_begin_array (builder);
  for (guint i = 0; slow[i]; i++)
    json_builder_add_string_value (builder, slow[i]);
  json_builder_end_array (builder);
  return ok;
}

static gboolean
add_history (AlcoveCli *cli, JsonBuilder *builder, AlcoveSession *session)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  AlcoveStore *store;
  gint64 start = g_get_monotonic_time ();

  alcove_session_start (session);
  dex_await (alcove_session_wait_open (session), NULL);
  start = g_get_monotonic_time () - start;
  store = alcove_cli_get_history (session, &error);
  json_builder_set_member_name (builder, "history");
  json_builder_begin_object (builder);
  alcove_cli_add_boolean (builder, "exists",
                          store && alcove_account_exists (alcove_session_get_account (session)));
  alcove_cli_add_boolean (builder, "save_history", alcove_session_get_save_history (session));
  alcove_cli_add_number (builder, "open_ms", start / 1000);
  if (store != NULL)
    lines = dex_await_boxed (alcove_store_inspect (store), &error);
  add_lines (builder, lines);
  if (store != NULL && error == NULL)
    add_statements (builder, store, &error);
  add_state (cli, builder, error);
  json_builder_end_object (builder);
  return error == NULL || alcove_cli_code_of (error) == ALCOVE_ERROR_NO_VAULT;
}

static const char *
name_of_reach (AlcoveReach reach)
{
  if (reach == ALCOVE_REACH_LOOPBACK)
    return "loopback";
  return reach == ALCOVE_REACH_PRIVATE ? "private" : "public";
}

static gboolean
add_endpoint (AlcoveCli *cli, JsonBuilder *builder, AlcoveSession *session)
{
  AlcoveClient *client = alcove_session_get_client (session);
  AlcoveEndpoint *endpoint;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (client == NULL)
    return TRUE; /* a key without an address */
  endpoint = alcove_client_get_endpoint (client);
  models = dex_await_boxed (alcove_client_list_models (client), &error);
  start = g_get_monotonic_time () - start;
  json_builder_set_member_name (builder, "endpoint");
  json_builder_begin_object (builder);
  add_state (cli, builder, error);
  alcove_cli_add_string (builder, "host", alcove_endpoint_get_host (endpoint));
  alcove_cli_add_string (builder, "reach", name_of_reach (alcove_endpoint_get_reach (endpoint)));
  alcove_cli_add_boolean (builder, "encrypted", !alcove_endpoint_is_plain_http (endpoint));
  alcove_cli_add_number (builder, "models", models ? (gint64) models->len : -1);
  alcove_cli_add_number (builder, "answered_ms", start / 1000);
  json_builder_end_object (builder);
  return error == NULL;
}

/* One account of those that there are, if any: it is no fault to have none. */
static gboolean
add_account (AlcoveCli *cli, JsonBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSession) session = alcove_cli_open (cli, FALSE, &error);
  gboolean ok;

  json_builder_set_member_name (builder, "account");
  json_builder_begin_object (builder);
  add_state (cli, builder, error);
  json_builder_end_object (builder);
  if (session == NULL)
    return alcove_cli_code_of (error) == ALCOVE_ERROR_NOT_FOUND
           || alcove_cli_code_of (error) == ALCOVE_ERROR_KEYRING_MISSING;
  ok = add_history (cli, builder, session);
  ok = add_endpoint (cli, builder, session) && ok;
  dex_await (alcove_session_close (session), NULL);
  return ok;
}

static const char *
get_meaning (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_str_equal (meanings[i].name, name))
      return _ (meanings[i].meaning);
  return "";
}

typedef struct
{
  AlcoveCliTable *table;
  const char *prefix; /* nullable */
} Lines;

static void
add_line (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  const Lines *lines = data;
  g_autofree char *path
      = lines->prefix ? g_strdup_printf ("%s.%s", lines->prefix, name) : g_strdup (name);
  Lines below = { .table = lines->table, .prefix = path };
  g_autofree char *value = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_foreach_member (json_node_get_object (node), add_line, &below);
      return;
    }
  value = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
              ? json_node_dup_string (node)
              : json_to_string (node, FALSE);
  /* a sentence has the last column to itself, or it would push the others out of sight */
  if (g_str_equal (name, "message"))
    alcove_cli_table_add (lines->table, path, "", value);
  else
    alcove_cli_table_add (lines->table, path, value, get_meaning (path));
}

static void
print_lines (JsonBuilder *builder, gboolean ok)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("lll");
  Lines lines = { .table = table };
  g_autofree char *end
      = g_strconcat (ok ? _ ("All that is there works.")
                        : _ ("Something does not work: the lines above tell what."),
                     "\n", NULL);

  json_object_foreach_member (json_node_get_object (root), add_line, &lines);
  alcove_cli_table_write (table);
  alcove_cli_write (end);
}

/**
 * alcove_cli_doctor:
 * @cli: what was typed
 *
 * Returns: 0 where all that is there works
 */
AlcoveCliStatus
alcove_cli_doctor (AlcoveCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean ok;

  alcove_cli_choose_language (cli);
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "version", ALCOVE_VERSION);
  ok = add_engine (cli, builder);
  add_keyring (cli, builder);
  ok = add_account (cli, builder) && ok;
  alcove_cli_add_boolean (builder, "ok", ok);
  json_builder_end_object (builder);
  if (cli->json)
    alcove_cli_print_json (builder);
  else
    print_lines (builder, ok);
  return ok ? ALCOVE_CLI_OK : ALCOVE_CLI_FAILED;
}
