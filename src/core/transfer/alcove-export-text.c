/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The shown path as plain text, as it was typed and answered. One thread at a time. */

#include "alcove-export-sheet.h"

static void
text_begin_chat (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
  const AlcoveChatRecord *chat = bundle->chat;
  const char *title = alcove_export_sheet_get_title (sheet, chat);
  g_autofree char *time = alcove_export_dup_time (chat->created_at);
  g_autofree char *line = g_strnfill ((gsize) CLAMP (g_utf8_strlen (title, -1), 3, 72), '=');

  if (sheet->n_chats > 1)
    g_string_append (sheet->text, "\n\n");
  g_string_append_printf (sheet->text, "%s\n%s\n%s", title, line, time);
  if (chat->model != NULL)
    g_string_append_printf (sheet->text, " · %s", chat->model);
  g_string_append_c (sheet->text, '\n');
  if (chat->system_prompt != NULL)
    g_string_append_printf (sheet->text, "\n[%s]\n%s\n", sheet->words->system, chat->system_prompt);
}

static void
add_named (GString *text, const char *what, const char *name, const char *body)
{
  g_string_append_printf (text, "[%s%s%s]\n", what, name ? ": " : "", name ? name : "");
  if (body != NULL)
    g_string_append_printf (text, "%s\n", body);
}

static void
add_part (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  const AlcoveExportWords *words = sheet->words;
  g_autofree char *url = NULL;

  switch (part->kind)
    {
    case ALCOVE_PART_REASONING:
      add_named (sheet->text, words->reasoning, NULL, part->text);
      break;
    case ALCOVE_PART_REFUSAL:
      add_named (sheet->text, words->refusal, NULL, part->text);
      break;
    case ALCOVE_PART_IMAGE:
    case ALCOVE_PART_FILE:
      add_named (sheet->text, words->attachment, part->name ? part->name : part->mime, NULL);
      break;
    case ALCOVE_PART_TOOL_CALL:
      add_named (sheet->text, words->tool_call, part->name, part->text);
      break;
    case ALCOVE_PART_TOOL_RESULT:
      add_named (sheet->text, words->tool_result, part->name, part->text);
      break;
    case ALCOVE_PART_CITATION:
      url = alcove_export_dup_url (part);
      add_named (sheet->text, words->source, url, part->text);
      break;
    case ALCOVE_PART_TEXT:
    default:
      g_string_append_printf (sheet->text, "%s\n", part->text ? part->text : "");
      break;
    }
}

static void
text_message (AlcoveExportSheet *sheet, const AlcoveChatRecord *chat,
              const AlcoveMessageRecord *message)
{
  const char *status = alcove_export_sheet_get_status (sheet, message->status);
  g_autofree char *time = alcove_export_dup_time (message->created_at);

  g_string_append_printf (sheet->text, "\n%s", alcove_export_sheet_get_role (sheet, message->role));
  if (message->role == ALCOVE_ROLE_ASSISTANT && message->model != NULL)
    g_string_append_printf (sheet->text, " (%s)", message->model);
  g_string_append_printf (sheet->text, ", %s:\n", time);
  for (guint i = 0; i < message->parts->len; i++)
    add_part (sheet, g_ptr_array_index (message->parts, i));
  if (status != NULL)
    g_string_append_printf (sheet->text, "[%s]\n", status);
}

static void
nothing (AlcoveExportSheet *sheet)
{
}

static void
nothing_more (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
}

const AlcoveExportFormat alcove_export_text = {
  .name = "text",
  .suffix = ".txt",
  .begin = nothing,
  .begin_chat = text_begin_chat,
  .message = text_message,
  .end_chat = nothing_more,
  .end = nothing,
};
