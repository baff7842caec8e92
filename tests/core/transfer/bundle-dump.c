/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include "bundle-dump.h"

static void
dump_part (GString *out, const AlcovePart *part)
{
  g_string_append_printf (out, " %s(%s", alcove_part_kind_to_string (part->kind),
                          part->text ? part->text : "");
  if (part->name != NULL)
    g_string_append_printf (out, "|%s", part->name);
  if (part->data != NULL)
    g_string_append_printf (out, "|%s %zu", part->mime, g_bytes_get_size (part->data));
  g_string_append_c (out, ')');
}

/* Which of them has that id, from 1; 0 for none. */
static guint
find (GPtrArray *messages, const char *id)
{
  for (guint i = 0; i < messages->len; i++)
    if (g_strcmp0 (((AlcoveMessageRecord *) messages->pdata[i])->id, id) == 0)
      return i + 1;
  return 0;
}

static void
dump_message (GString *out, GPtrArray *messages, guint i)
{
  const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

  g_string_append_printf (out, " %u<%u %s", i + 1, find (messages, message->parent_id),
                          alcove_role_to_string (message->role));
  if (message->model != NULL)
    g_string_append_printf (out, " [%s]", message->model);
  if (message->status != ALCOVE_STATUS_COMPLETE)
    g_string_append_printf (out, " %s", alcove_status_to_string (message->status));
  if (message->error_message != NULL)
    g_string_append_printf (out, " error(%s)", message->error_message);
  if (message->tokens_in >= 0 || message->tokens_out >= 0)
    g_string_append_printf (out, " %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, message->tokens_in,
                            message->tokens_out);
  for (guint k = 0; k < message->parts->len; k++)
    dump_part (out, g_ptr_array_index (message->parts, k));
  g_string_append_c (out, '\n');
}

static void
dump_bundle (GString *out, const AlcoveChatBundle *bundle)
{
  const AlcoveChatRecord *chat = bundle->chat;

  g_string_append (out, chat->title ? chat->title : "-");
  if (chat->model != NULL)
    g_string_append_printf (out, " [%s]", chat->model);
  if (chat->system_prompt != NULL)
    g_string_append_printf (out, " prompt(%s)", chat->system_prompt);
  if (chat->params != NULL)
    g_string_append_printf (out, " %s", chat->params);
  if (bundle->folder != NULL)
    g_string_append_printf (out, " in %s", bundle->folder->name);
  if (chat->active_leaf != NULL)
    g_string_append_printf (out, " shows %u", find (bundle->messages, chat->active_leaf));
  g_string_append_printf (out, "%s%s\n", chat->is_pinned ? " pinned" : "",
                          chat->archived_at > 0 ? " archived" : "");
  for (guint i = 0; i < bundle->messages->len; i++)
    dump_message (out, bundle->messages, i);
}

static void
dump_sink (GString *out, AlcoveImportSink *sink)
{
  g_autoptr (GPtrArray) ready = alcove_import_sink_take (sink);
  g_autoptr (GPtrArray) skips = alcove_import_sink_take_skips (sink);

  for (guint i = 0; i < ready->len; i++)
    dump_bundle (out, ((AlcoveImported *) ready->pdata[i])->bundle);
  for (guint i = 0; i < skips->len; i++)
    {
      const AlcoveSkip *skip = g_ptr_array_index (skips, i);

      g_string_append_printf (out, "!%s %s\n", skip->entry,
                              alcove_skip_reason_to_string (skip->reason));
    }
}

char *
dump_taken (AlcoveImportSink *sink)
{
  GString *out = g_string_new (NULL);

  dump_sink (out, sink);
  return g_string_free_and_steal (out);
}

char *
dump_reader (AlcoveImportReader *reader, GError **error)
{
  g_autoptr (AlcoveImportSink) sink = alcove_import_sink_new ();
  g_autoptr (GError) local = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  while (alcove_import_reader_step (reader, sink, NULL, &local))
    dump_sink (out, sink);
  dump_sink (out, sink);
  if (local == NULL)
    return g_string_free_and_steal (g_steal_pointer (&out));
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
