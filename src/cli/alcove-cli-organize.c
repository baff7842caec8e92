/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* new, pin, archive, model, trash, stats: what the user does to the history as a whole and to chats in it, beside
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

static void
add_usage (JsonBuilder *builder, const char *name, GPtrArray *rows, const char *key)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const AlcoveUsageCount *row = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      alcove_cli_add_string (builder, key, row->name);
      alcove_cli_add_number (builder, "messages", row->messages);
      alcove_cli_add_number (builder, "prompt_tokens", row->tokens_in);
      alcove_cli_add_number (builder, "completion_tokens", row->tokens_out);
      alcove_cli_add_cost (builder, row->cost);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_stats_json (const AlcoveStatistics *all)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  alcove_cli_add_number (builder, "chats", all->chats);
  alcove_cli_add_number (builder, "active", all->active);
  alcove_cli_add_number (builder, "archived", all->archived);
  alcove_cli_add_number (builder, "trashed", all->trashed);
  alcove_cli_add_number (builder, "messages", all->messages);
  alcove_cli_add_number (builder, "prompt_tokens", all->tokens_in);
  alcove_cli_add_number (builder, "completion_tokens", all->tokens_out);
  alcove_cli_add_cost (builder, all->cost);
  add_usage (builder, "models", all->models, "model");
  add_usage (builder, "days", all->days, "day");
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static void
append_rows (GString *text, const char *head, GPtrArray *rows)
{
  if (rows->len > 0)
    g_string_append_printf (text, "\n%s\n", head);
  for (guint i = 0; i < rows->len; i++)
    {
      const AlcoveUsageCount *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text,
                              "  %-32s %8" G_GINT64_FORMAT " %10" G_GINT64_FORMAT
                              " %10" G_GINT64_FORMAT " %10.4f\n",
                              row->name, row->messages, row->tokens_in, row->tokens_out, row->cost);
    }
}

static gboolean
stats (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (AlcoveStatistics) all = dex_await_boxed (alcove_store_get_statistics (store), error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (all == NULL)
    return FALSE;
  if (cli->json)
    {
      print_stats_json (all);
      return TRUE;
    }
  g_string_append_printf (text,
                          "%" G_GINT64_FORMAT " chats: %" G_GINT64_FORMAT
                          " active, %" G_GINT64_FORMAT " archived, %" G_GINT64_FORMAT
                          " in the trash\n%" G_GINT64_FORMAT " messages, %" G_GINT64_FORMAT
                          " prompt tokens, %" G_GINT64_FORMAT " completion tokens, $%.4f\n",
                          all->chats, all->active, all->archived, all->trashed, all->messages,
                          all->tokens_in, all->tokens_out, all->cost);
  append_rows (text, "model, messages, prompt tokens, completion tokens, US dollars", all->models);
  append_rows (text, "day, messages, prompt tokens, completion tokens, US dollars", all->days);
  alcove_cli_write (text->str);
  return TRUE;
}

/**
 * alcove_cli_stats:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_stats (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, stats);
}
