/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* new, pin, archive, model, trash: what the user does to the history as a whole and to chats in it, beside
 * what is said in them. In fibers of the main thread. */

#include "alcove-cli.h"

/* In a fiber: the chat as it is now, where JSON is wanted. */
gboolean
alcove_cli_print_chat (AlcoveCli *cli, AlcoveStore *store, const char *id, GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = dex_await_boxed (alcove_store_get_chat (store, id), error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (chat == NULL)
    return FALSE;
  if (!cli->json)
    return TRUE;
  json_builder_begin_object (builder);
  alcove_cli_add_chat (builder, chat);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
  return TRUE;
}

static gboolean
create (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) made = NULL;
  g_autofree char *line = NULL;

  chat->title = g_strdup (cli->arguments[0]);
  chat->title_source = ALCOVE_TITLE_FROM_USER;
  chat->model = g_strdup (cli->model);
  chat->system_prompt = g_strdup (cli->system);
  made = dex_await_boxed (alcove_store_create_chat (store, chat, NULL), error);
  if (made == NULL)
    return FALSE;
  if (cli->json)
    return alcove_cli_print_chat (cli, store, made->id, error);
  line = g_strconcat (made->id, "\n", NULL);
  alcove_cli_write (line);
  return TRUE;
}

/**
 * alcove_cli_new:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_new (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, create);
}

static gboolean
pin (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const char *id = cli->arguments[0];

  return dex_await (alcove_store_set_chat_pinned (store, id, !cli->off), error)
         && alcove_cli_print_chat (cli, store, id, error);
}

/**
 * alcove_cli_pin:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_pin (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, pin);
}

static gboolean
archive (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const char *id = cli->arguments[0];

  return dex_await (alcove_store_archive_chat (store, id, !cli->off), error)
         && alcove_cli_print_chat (cli, store, id, error);
}

/**
 * alcove_cli_archive:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_archive (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, archive);
}

static gboolean
set_model (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const char *id = cli->arguments[0];

  return dex_await (alcove_store_set_chat_model (store, id, cli->arguments[1]), error)
         && alcove_cli_print_chat (cli, store, id, error);
}

/**
 * alcove_cli_model:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_model (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, set_model);
}

static gboolean
empty (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const gint64 n = dex_await_int64 (alcove_store_empty_trash (store), &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!cli->json)
    return TRUE;
  json_builder_begin_object (builder);
  alcove_cli_add_number (builder, "deleted", n);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
  return TRUE;
}

/**
 * alcove_cli_trash:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_trash (AlcoveCli *cli)
{
  if (cli->empty)
    return alcove_cli_with_history (cli, empty);
  cli->trash = TRUE;
  return alcove_cli_chats (cli);
}
