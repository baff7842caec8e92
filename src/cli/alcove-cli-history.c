/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* chats, show, search: what is saved, read without changing it. In fibers of the main thread. */

#include "alcove-cli.h"

#include <string.h>

#include "alcove-error.h"

#define PAGE 64
#define SEARCH_LIMIT 50
#define HIT_BEGIN "\xee\x80\x80" /* U+E000, as the store marks a hit */
#define HIT_END "\xee\x80\x81"   /* U+E001 */

/* The fields that every list of chats has. */
void
alcove_cli_add_chat (JsonBuilder *builder, const AlcoveChatRecord *chat)
{
  alcove_cli_add_string (builder, "id", chat->id);
  alcove_cli_add_string (builder, "title", chat->title);
  alcove_cli_add_string (builder, "model", chat->model);
  alcove_cli_add_time (builder, "created_at", chat->created_at);
  alcove_cli_add_time (builder, "updated_at", chat->updated_at);
  alcove_cli_add_number (builder, "message_count", chat->message_count);
  alcove_cli_add_boolean (builder, "is_pinned", chat->is_pinned);
}

static void
print_rows (GPtrArray *chats)
{
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("lll");

  for (guint i = 0; i < chats->len; i++)
    {
      const AlcoveChatRecord *chat = g_ptr_array_index (chats, i);
      g_autofree char *time = alcove_cli_dup_time (chat->updated_at);

      alcove_cli_table_add (table, chat->id, time, chat->title ? chat->title : "");
    }
  alcove_cli_table_write (table);
}

static void
add_rows (JsonBuilder *builder, GPtrArray *chats)
{
  for (guint i = 0; i < chats->len; i++)
    {
      json_builder_begin_object (builder);
      alcove_cli_add_chat (builder, g_ptr_array_index (chats, i));
      json_builder_end_object (builder);
    }
}

/* In a fiber: page after page, so that a long history needs no more memory than a short one. */
static gboolean
list_chats (AlcoveCli *cli, AlcoveStore *store, JsonBuilder *builder, GError **error)
{
  const AlcoveChatsWhich which = cli->trash      ? ALCOVE_CHATS_TRASH
                                 : cli->archived ? ALCOVE_CHATS_ARCHIVED
                                                 : ALCOVE_CHATS_ACTIVE;
  guint left = cli->limit > 0 ? (guint) cli->limit : G_MAXUINT;
  g_autoptr (AlcoveChatRecord) last = NULL;
  g_autofree char *folder = NULL;

  if (cli->folder && (folder = alcove_cli_find_folder (store, cli->folder, error)) == NULL)
    return FALSE;
  while (left > 0)
    {
      const guint n = MIN (left, PAGE);
      g_autoptr (GPtrArray) chats
          = dex_await_boxed (folder ? alcove_store_list_folder_chats (store, folder, last, n)
                                    : alcove_store_list_chats (store, which, last, n),
                             error);

      if (chats == NULL)
        return FALSE;
      if (cli->json)
        add_rows (builder, chats);
      else
        print_rows (chats);
      left = chats->len < n ? 0 : left - n;
      g_clear_pointer (&last, alcove_chat_record_unref);
      if (chats->len > 0)
        last = alcove_chat_record_ref (g_ptr_array_index (chats, chats->len - 1));
    }
  return TRUE;
}

/* In a fiber: opens the account's history, does one thing with it, closes it. */
AlcoveCliStatus
alcove_cli_with_history (AlcoveCli *cli, gboolean (*use) (AlcoveCli *, AlcoveStore *, GError **))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSession) session = alcove_cli_open (cli, TRUE, &error);
  AlcoveStore *store = session ? alcove_cli_get_history (session, &error) : NULL;
  const gboolean ok = store && use (cli, store, &error);

  if (session != NULL)
    dex_await (alcove_session_close (session), NULL);
  return ok ? ALCOVE_CLI_OK : alcove_cli_fail (cli, error);
}

static gboolean
chats (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "chats");
  json_builder_begin_array (builder);
  if (!list_chats (cli, store, builder, error))
    return FALSE;
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    alcove_cli_print_json (builder);
  return TRUE;
}

/**
 * alcove_cli_chats:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_chats (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, chats);
}

static void
add_message (JsonBuilder *builder, const AlcoveMessageRecord *message)
{
  g_autofree char *content = alcove_parts_dup_text (message->parts, ALCOVE_PART_TEXT);
  g_autofree char *reasoning = alcove_parts_dup_text (message->parts, ALCOVE_PART_REASONING);
  g_autofree char *refusal = alcove_parts_dup_text (message->parts, ALCOVE_PART_REFUSAL);

  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "id", message->id);
  alcove_cli_add_string (builder, "role", alcove_role_to_string (message->role));
  alcove_cli_add_string (builder, "status", alcove_status_to_string (message->status));
  alcove_cli_add_string (builder, "model", message->model);
  alcove_cli_add_time (builder, "created_at", message->created_at);
  alcove_cli_add_string (builder, "content", content);
  alcove_cli_add_string (builder, "reasoning", reasoning);
  alcove_cli_add_string (builder, "refusal", refusal);
  alcove_cli_add_string (builder, "finish_reason", message->finish_reason);
  alcove_cli_add_tool_calls (builder, message->parts);
  alcove_cli_add_error (builder, message->error_code, message->error_message);
  alcove_cli_add_number (builder, "prompt_tokens", message->tokens_in);
  alcove_cli_add_number (builder, "completion_tokens", message->tokens_out);
  alcove_cli_add_number (builder, "reasoning_tokens", message->tokens_reasoning);
  alcove_cli_add_number (builder, "cached_tokens", message->tokens_cached);
  alcove_cli_add_cost (builder, message->cost);
  alcove_cli_add_number (builder, "ttft_ms", message->ttft_us < 0 ? -1 : message->ttft_us / 1000);
  alcove_cli_add_number (builder, "duration_ms",
                         message->duration_us < 0 ? -1 : message->duration_us / 1000);
  json_builder_end_object (builder);
}

static void
print_message (const AlcoveMessageRecord *message)
{
  g_autofree char *content = alcove_parts_dup_text (message->parts, ALCOVE_PART_TEXT);
  g_autofree char *refusal = alcove_parts_dup_text (message->parts, ALCOVE_PART_REFUSAL);
  const char *status = alcove_cli_name_status (message->status);
  g_autoptr (GString) head = g_string_new (alcove_cli_name_role (message->role));

  if (message->model != NULL)
    g_string_append_printf (head, " (%s)", message->model);
  if (status != NULL)
    g_string_append_printf (head, " [%s]", status);
  g_string_append_printf (head, ":\n%s%s\n\n", content, refusal);
  alcove_cli_write (head->str);
}

static void
print_chat (const AlcoveChatRecord *chat, GPtrArray *messages)
{
  g_autofree char *title = g_strdup_printf ("%s\n\n", chat->title);

  alcove_cli_write (title);
  for (guint i = 0; i < messages->len; i++)
    print_message (g_ptr_array_index (messages, i));
}

static void
print_chat_json (const AlcoveChatRecord *chat, GPtrArray *messages)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  alcove_cli_add_chat (builder, chat);
  alcove_cli_add_string (builder, "system_prompt", chat->system_prompt);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < messages->len; i++)
    add_message (builder, g_ptr_array_index (messages, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static gboolean
show (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const char *id = cli->arguments[0];
  g_autoptr (AlcoveChatRecord) chat = dex_await_boxed (alcove_store_get_chat (store, id), error);
  g_autoptr (GPtrArray) messages = NULL;

  if (chat == NULL)
    return FALSE;
  messages = dex_await_boxed (alcove_store_list_messages (store, id, NULL, G_MAXINT32), error);
  if (messages == NULL)
    return FALSE;
  if (cli->json)
    print_chat_json (chat, messages);
  else
    print_chat (chat, messages);
  return TRUE;
}

/**
 * alcove_cli_show:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_show (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, show);
}

static char *
mark (const char *snippet, const char *begin, const char *end)
{
  g_autoptr (GString) marked = g_string_new (snippet);

  g_string_replace (marked, HIT_BEGIN, begin, 0);
  g_string_replace (marked, HIT_END, end, 0);
  return g_string_free_and_steal (g_steal_pointer (&marked));
}

static void
add_hit (JsonBuilder *builder, const AlcoveSearchHit *hit)
{
  g_autofree char *snippet = mark (hit->snippet ? hit->snippet : "", "", "");

  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "chat", hit->chat_id);
  alcove_cli_add_string (builder, "message", hit->message_id);
  alcove_cli_add_string (builder, "title", hit->title);
  alcove_cli_add_string (builder, "snippet", snippet);
  alcove_cli_add_time (builder, "created_at", hit->created_at);
  json_builder_end_object (builder);
}

static void
print_hit (const AlcoveSearchHit *hit)
{
  g_autofree char *snippet = mark (hit->snippet ? hit->snippet : "", "[", "]");
  g_autofree char *time = alcove_cli_dup_time (hit->created_at);
  g_autofree char *time_cell = alcove_cli_dup_cell (time);
  g_autofree char *title = alcove_cli_dup_cell (hit->title ? hit->title : "");
  g_autofree char *words = alcove_cli_dup_cell (snippet);
  g_autofree char *line
      = g_strdup_printf ("%s  %s  %s\n    %s\n", hit->chat_id, time_cell, title, words);

  alcove_cli_write (line);
}

static gboolean
search (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const guint limit = cli->limit > 0 ? (guint) cli->limit : SEARCH_LIMIT;
  const AlcoveSearchOrder order = cli->by_rank ? ALCOVE_SEARCH_BY_RANK : ALCOVE_SEARCH_NEWEST_FIRST;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) hits
      = dex_await_boxed (alcove_store_search_by (store, cli->arguments[0], order, limit), error);

  if (hits == NULL)
    return FALSE;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "results");
  json_builder_begin_array (builder);
  for (guint i = 0; i < hits->len; i++)
    {
      if (cli->json)
        add_hit (builder, g_ptr_array_index (hits, i));
      else
        print_hit (g_ptr_array_index (hits, i));
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (cli->json)
    alcove_cli_print_json (builder);
  return TRUE;
}

/**
 * alcove_cli_search:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_search (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, search);
}
