/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* ask: one prompt, one answer, through the same session as the window. In a fiber of the main thread.
 *
 * The text goes to standard output as it comes. Ctrl+C, the end of the pipe and a polite signal stop the answer:
 * what came is kept where the chat is saved. */

#include "alcove-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "alcove-error.h"

typedef struct
{
  AlcoveCli *cli;
  AlcoveSession *session;
  AlcoveConversation *conversation; /* the one that is sent */
  AlcoveSending *sending;
  GPtrArray *attachments; /* (element-type AlcoveAttachment) */
} Ask;

static gboolean
stop_cb (gpointer data)
{
  const Ask *ask = data;

  alcove_sending_stop (ask->sending);
  return G_SOURCE_CONTINUE;
}

static void
appended_cb (AlcoveMessage *answer, AlcovePartKind kind, const char *piece, Ask *ask)
{
  if (kind != ALCOVE_PART_REASONING && !alcove_cli_write (piece))
    alcove_sending_stop (ask->sending);
}

/* In a fiber: the switch for this run only; what the account has set stays as it is. */
static gboolean
decide_saving (const AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  if (cli->save && !dex_await (alcove_session_ensure_vault (session), error))
    return FALSE;
  if (cli->save || cli->no_save)
    alcove_session_set_save_history (session, cli->save);
  return TRUE;
}

static AlcoveConversation *
choose_conversation (const AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  AlcoveConversation *conversation;

  if (cli->chat == NULL)
    conversation = alcove_session_new_conversation (session);
  else if (alcove_cli_get_history (session, error) == NULL)
    return NULL;
  else
    conversation = dex_await_object (alcove_session_load_conversation (session, cli->chat), error);
  if (conversation != NULL && cli->system != NULL)
    alcove_conversation_set_system_prompt (conversation, cli->system);
  return conversation;
}

/* The one asked for, the chat's, the account's last one, the server's first one. */
static gboolean
choose_model (const AlcoveCli *cli, AlcoveSession *session, AlcoveConversation *conversation,
              GError **error)
{
  g_autoptr (GPtrArray) models = NULL;

  if (cli->model != NULL)
    alcove_conversation_set_model (conversation, cli->model);
  if (alcove_conversation_get_model (conversation) != NULL
      || alcove_session_get_model (session) != NULL)
    return TRUE;
  models = dex_await_boxed (alcove_client_list_models (alcove_session_get_client (session)), error);
  if (models == NULL)
    return FALSE;
  alcove_session_take_models (session, models);
  if (alcove_session_get_model (session) != NULL)
    return TRUE;
  g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_NO_MODEL,
                       _ ("The server lists no models: name one with --model."));
  return FALSE;
}

/* In a fiber. */
static gboolean
attach (Ask *ask, GError **error)
{
  gsize total = 0;

  ask->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; ask->cli->attach && ask->cli->attach[i]; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (ask->cli->attach[i]);
      AlcoveAttachment *attachment = dex_await_object (alcove_attachment_read_file (file), error);

      if (attachment == NULL)
        return FALSE;
      g_ptr_array_add (ask->attachments, attachment);
      total += alcove_attachment_get_size (attachment);
      if (!alcove_session_check_attachment (ask->session, ask->conversation, attachment, error))
        return FALSE;
    }
  if (ask->attachments->len <= ALCOVE_ATTACHMENTS_MAX && total <= ALCOVE_ATTACHMENTS_MAX_BYTES)
    return TRUE;
  g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT_SIZE,
               "a prompt takes up to %d files and %d MiB", ALCOVE_ATTACHMENTS_MAX,
               ALCOVE_ATTACHMENTS_MAX_BYTES / 1024 / 1024);
  return FALSE;
}

static gboolean
prepare (Ask *ask, char **prompt, GError **error)
{
  AlcoveCli *cli = ask->cli;
  const gboolean with_vault = !cli->no_save || cli->chat != NULL;

  ask->session = alcove_cli_open (cli, with_vault, error);
  if (ask->session == NULL)
    return FALSE;
  *prompt = g_str_equal (cli->arguments[0], "-") ? alcove_cli_read_stdin (error)
                                                 : g_strdup (cli->arguments[0]);
  if (*prompt == NULL || !decide_saving (cli, ask->session, error))
    return FALSE;
  ask->conversation = choose_conversation (cli, ask->session, error);
  return ask->conversation && choose_model (cli, ask->session, ask->conversation, error)
         && attach (ask, error);
}

static void
add_usage (JsonBuilder *builder, const AlcoveUsage *usage)
{
  json_builder_set_member_name (builder, "usage");
  if (usage == NULL
      || (usage->prompt_tokens < 0 && usage->completion_tokens < 0 && usage->total_tokens < 0))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  alcove_cli_add_number (builder, "prompt_tokens", usage->prompt_tokens);
  alcove_cli_add_number (builder, "completion_tokens", usage->completion_tokens);
  alcove_cli_add_number (builder, "total_tokens", usage->total_tokens);
  alcove_cli_add_number (builder, "reasoning_tokens", usage->reasoning_tokens);
  alcove_cli_add_number (builder, "cached_tokens", usage->cached_tokens);
  alcove_cli_add_cost (builder, usage->cost);
  json_builder_end_object (builder);
}

static gint64
to_ms (gint64 us)
{
  return us < 0 ? -1 : us / 1000;
}

/* Cut short on the way: it ended without the server's word that it is the end. */
static gboolean
is_truncated (AlcoveMessage *answer)
{
  const char *code = alcove_message_get_error_code (answer);

  if (alcove_message_get_status (answer) == ALCOVE_STATUS_TRUNCATED)
    return TRUE;
  return alcove_message_get_text_length (answer) > 0
         && (g_strcmp0 (code, "network") == 0 || g_strcmp0 (code, "stalled") == 0);
}

static void
print_json (const Ask *ask, AlcoveConversation *shown)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  AlcoveMessage *answer = alcove_sending_get_answer (ask->sending);
  AlcoveReply *reply = alcove_sending_get_reply (ask->sending);
  const gboolean is_saved = alcove_conversation_get_is_saved (shown);

  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "content", alcove_message_get_text (answer));
  alcove_cli_add_string (builder, "reasoning", alcove_message_get_reasoning (answer));
  alcove_cli_add_string (builder, "refusal", alcove_message_get_refusal (answer));
  alcove_cli_add_string (builder, "finish_reason", alcove_message_get_finish_reason (answer));
  alcove_cli_add_string (builder, "model", alcove_message_get_model (answer));
  add_usage (builder, reply ? alcove_reply_get_usage (reply) : NULL);
  alcove_cli_add_tool_calls (builder, alcove_message_get_parts (answer));
  alcove_cli_add_error (builder, alcove_message_get_error_code (answer),
                        alcove_message_get_error_message (answer));
  alcove_cli_add_boolean (builder, "truncated", is_truncated (answer));
  alcove_cli_add_string (builder, "status",
                         alcove_status_to_string (alcove_message_get_status (answer)));
  alcove_cli_add_number (builder, "ttft_ms", to_ms (alcove_message_get_ttft_us (answer)));
  alcove_cli_add_number (builder, "duration_ms", to_ms (alcove_message_get_duration_us (answer)));
  alcove_cli_add_boolean (builder, "saved", is_saved);
  alcove_cli_add_string (builder, "chat", is_saved ? alcove_conversation_get_id (shown) : NULL);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

/* What the text alone does not say. */
static void
say_end (AlcoveMessage *answer)
{
  const char *text = alcove_message_get_text (answer);

  if (isatty (STDOUT_FILENO) && *text != '\0' && !g_str_has_suffix (text, "\n"))
    alcove_cli_write ("\n");
  switch (alcove_message_get_status (answer))
    {
    case ALCOVE_STATUS_STOPPED:
      alcove_cli_say ("%s", _ ("You stopped this answer."));
      break;
    case ALCOVE_STATUS_TRUNCATED:
      alcove_cli_say ("%s", _ ("The connection ended before the answer was complete."));
      break;
    case ALCOVE_STATUS_FAILED:
      alcove_cli_say_code (alcove_message_get_error_code (answer),
                           alcove_message_get_error_message (answer));
      break;
    case ALCOVE_STATUS_PENDING:
    case ALCOVE_STATUS_STREAMING:
    case ALCOVE_STATUS_COMPLETE:
    case ALCOVE_STATUS_INTERRUPTED:
    default:
      break;
    }
}

static void
say_not_saved (const GError *error)
{
  g_autofree char *sentence = alcove_cli_dup_sentence (error);

  alcove_cli_say (_ ("Not saved: %s"), sentence);
}

/* In a fiber. */
static AlcoveCliStatus
finish (const Ask *ask, AlcoveConversation *shown)
{
  AlcoveMessage *answer = alcove_sending_get_answer (ask->sending);
  const GError *store_error = alcove_session_get_store_error (ask->session);
  const gboolean is_lost = ask->cli->save && !alcove_conversation_get_is_saved (shown);

  if (ask->cli->json)
    print_json (ask, shown);
  else
    say_end (answer);
  if (!ask->cli->no_save && store_error != NULL)
    say_not_saved (store_error);
  else if (ask->cli->chat != NULL && !ask->cli->no_save
           && !alcove_conversation_get_is_saved (shown))
    alcove_cli_say ("%s", _ ("Not saved: saving is off for this account. Use --save to save."));
  return alcove_message_get_status (answer) == ALCOVE_STATUS_COMPLETE && !is_lost
             ? ALCOVE_CLI_OK
             : ALCOVE_CLI_FAILED;
}

/* In a fiber. */
static AlcoveCliStatus
run (Ask *ask, const char *prompt)
{
  AlcoveConversation *shown
      = alcove_session_send_with (ask->session, ask->conversation, prompt, ask->attachments);
  AlcoveCliStatus status;
  guint sources[2];

  if (shown == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                                                      _ ("The prompt is empty."));

      return alcove_cli_fail (ask->cli, error);
    }
  ask->sending = g_object_ref (alcove_conversation_get_sending (shown));
  if (!ask->cli->json)
    g_signal_connect (alcove_sending_get_answer (ask->sending), "appended",
                      G_CALLBACK (appended_cb), ask);
  signal (SIGPIPE, SIG_IGN);
  sources[0] = g_unix_signal_add (SIGINT, stop_cb, ask);
  sources[1] = g_unix_signal_add (SIGTERM, stop_cb, ask);
  dex_await (alcove_sending_wait (ask->sending), NULL);
  g_source_remove (sources[0]);
  g_source_remove (sources[1]);
  status = finish (ask, shown);
  g_signal_handlers_disconnect_by_data (alcove_sending_get_answer (ask->sending), ask);
  return status;
}

/**
 * alcove_cli_ask:
 * @cli: what was typed
 *
 * Returns: 0 for a complete answer only
 */
AlcoveCliStatus
alcove_cli_ask (AlcoveCli *cli)
{
  Ask ask = { .cli = cli };
  g_autofree char *prompt = NULL;
  g_autoptr (GError) error = NULL;
  AlcoveCliStatus status;

  status = prepare (&ask, &prompt, &error) ? run (&ask, prompt) : alcove_cli_fail (cli, error);
  g_clear_object (&ask.sending);
  g_clear_pointer (&ask.attachments, g_ptr_array_unref);
  g_clear_object (&ask.conversation);
  if (ask.session != NULL)
    dex_await (alcove_session_close (ask.session), NULL);
  g_clear_object (&ask.session);
  return status;
}
