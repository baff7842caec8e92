/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* doctor: what works on this machine and what does not. Names, numbers and codes only: no content, no key, no
 * path below the user's home. In a fiber of the main thread. */

#include "alcove-cli.h"

#include "alcove-config.h"
#include "alcove-error.h"

#define SLOW_MS 50

static const char *
code_of (const GError *error)
{
  if (error == NULL)
    return "ok";
  return alcove_error_code_to_string (error->domain == ALCOVE_ERROR ? (AlcoveError) error->code
                                                                    : ALCOVE_ERROR_FAILED);
}

static void
add_state (JsonBuilder *builder, const GError *error)
{
  alcove_cli_add_string (builder, "state", code_of (error));
  if (error != NULL)
    alcove_cli_add_string (builder, "message", error->message);
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
add_engine (JsonBuilder *builder)
{
  g_autoptr (AlcoveStore) store = alcove_store_new_in_memory ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  if (dex_await (alcove_store_open (store), &error))
    lines = dex_await_boxed (alcove_store_inspect (store), &error);
  json_builder_set_member_name (builder, "engine");
  json_builder_begin_object (builder);
  add_state (builder, error);
  add_lines (builder, lines);
  json_builder_end_object (builder);
  dex_await (alcove_store_close (store), NULL);
  return error == NULL;
}

static void
add_keyring (JsonBuilder *builder)
{
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) credentials
      = dex_await_boxed (alcove_keyring_load (keyring, FALSE), &error);

  json_builder_set_member_name (builder, "keyring");
  json_builder_begin_object (builder);
  add_state (builder, error);
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
add_history (JsonBuilder *builder, AlcoveSession *session)
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
  add_state (builder, error);
  json_builder_end_object (builder);
  return error == NULL || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT);
}

static const char *
name_of_reach (AlcoveReach reach)
{
  if (reach == ALCOVE_REACH_LOOPBACK)
    return "loopback";
  return reach == ALCOVE_REACH_PRIVATE ? "private" : "public";
}

static gboolean
add_endpoint (JsonBuilder *builder, AlcoveSession *session)
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
  add_state (builder, error);
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
  add_state (builder, error);
  json_builder_end_object (builder);
  if (session == NULL)
    return g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND)
           || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_KEYRING_MISSING);
  ok = add_history (builder, session);
  ok = add_endpoint (builder, session) && ok;
  dex_await (alcove_session_close (session), NULL);
  return ok;
}

static void
print_member (JsonObject *object, const char *name, JsonNode *node, gpointer prefix)
{
  g_autofree char *path
      = prefix ? g_strdup_printf ("%s.%s", (const char *) prefix, name) : g_strdup (name);
  g_autofree char *line = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_foreach_member (json_node_get_object (node), print_member, path);
      return;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    line = g_strdup_printf ("%-32s %s\n", path, json_node_get_string (node));
  else
    {
      g_autofree char *value = json_to_string (node, FALSE);

      line = g_strdup_printf ("%-32s %s\n", path, value);
    }
  alcove_cli_write (line);
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
  g_autoptr (JsonNode) root = NULL;
  gboolean ok;

  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "version", ALCOVE_VERSION);
  ok = add_engine (builder);
  add_keyring (builder);
  ok = add_account (cli, builder) && ok;
  alcove_cli_add_boolean (builder, "ok", ok);
  json_builder_end_object (builder);
  if (cli->json)
    alcove_cli_print_json (builder);
  else
    {
      root = json_builder_get_root (builder);
      json_object_foreach_member (json_node_get_object (root), print_member, NULL);
    }
  return ok ? ALCOVE_CLI_OK : ALCOVE_CLI_FAILED;
}
