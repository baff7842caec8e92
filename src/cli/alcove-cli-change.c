/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* rename, title, delete, restore: what the user does to a saved chat. In fibers of the main thread. */

#include "alcove-cli.h"

#include "alcove-error.h"

static void
print_changed (AlcoveCli *cli, AlcoveConversation *conversation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    return;
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "id", alcove_conversation_get_id (conversation));
  alcove_cli_add_string (builder, "title", alcove_conversation_get_title (conversation));
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

/* In a fiber. */
static AlcoveCliStatus
change (AlcoveCli *cli, DexFuture *(*begin) (AlcoveCli *, AlcoveSession *, AlcoveConversation *) )
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSession) session = alcove_cli_open (cli, TRUE, &error);
  g_autoptr (AlcoveConversation) conversation = NULL;
  AlcoveCliStatus status = ALCOVE_CLI_OK;

  if (session && alcove_cli_get_history (session, &error))
    conversation
        = dex_await_object (alcove_session_load_conversation (session, cli->arguments[0]), &error);
  if (conversation && dex_await (begin (cli, session, conversation), &error))
    print_changed (cli, conversation);
  else
    status = alcove_cli_fail (cli, error);
  if (session != NULL)
    dex_await (alcove_session_close (session), NULL);
  return status;
}

static DexFuture *
begin_rename (AlcoveCli *cli, AlcoveSession *session, AlcoveConversation *conversation)
{
  return alcove_session_rename (session, conversation, cli->arguments[1]);
}

/**
 * alcove_cli_rename:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_rename (AlcoveCli *cli)
{
  return change (cli, begin_rename);
}

static void
print_title (AlcoveCli *cli, AlcoveConversation *conversation, const char *suggestion)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *line = g_strconcat (suggestion, "\n", NULL);

  if (!cli->json)
    {
      alcove_cli_write (line);
      return;
    }
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "id", alcove_conversation_get_id (conversation));
  alcove_cli_add_string (builder, "title", alcove_conversation_get_title (conversation));
  alcove_cli_add_string (builder, "suggestion", suggestion);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

/**
 * alcove_cli_title:
 * @cli: what was typed
 *
 * Asks a model for a title. One that the user gave stays.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_title (AlcoveCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSession) session = alcove_cli_open (cli, TRUE, &error);
  g_autoptr (AlcoveConversation) conversation = NULL;
  g_autofree char *title = NULL;
  AlcoveCliStatus status = ALCOVE_CLI_OK;

  if (session && alcove_cli_get_history (session, &error))
    conversation
        = dex_await_object (alcove_session_load_conversation (session, cli->arguments[0]), &error);
  if (conversation)
    title = dex_await_string (alcove_session_suggest_title (session, conversation, cli->model),
                              &error);
  if (title != NULL)
    print_title (cli, conversation, title);
  else
    status = alcove_cli_fail (cli, error);
  if (session != NULL)
    dex_await (alcove_session_close (session), NULL);
  return status;
}

static DexFuture *
begin_delete (AlcoveCli *cli, AlcoveSession *session, AlcoveConversation *conversation)
{
  return alcove_session_trash (session, conversation);
}

static gboolean
delete_for_good (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  return dex_await (alcove_store_delete_chat (store, cli->arguments[0]), error);
}

/**
 * alcove_cli_delete:
 * @cli: what was typed
 *
 * To the trash, from which [func@cli_restore_chat] brings it back, or for good.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_delete (AlcoveCli *cli)
{
  if (cli->for_good)
    return alcove_cli_with_history (cli, delete_for_good);
  return change (cli, begin_delete);
}

static DexFuture *
begin_restore (AlcoveCli *cli, AlcoveSession *session, AlcoveConversation *conversation)
{
  return alcove_session_restore (session, conversation);
}

/**
 * alcove_cli_restore_chat:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_restore_chat (AlcoveCli *cli)
{
  return change (cli, begin_restore);
}
