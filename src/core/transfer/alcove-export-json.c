/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The lossless export (docs/export-format.md): an array with one record a line, so that no reader needs it whole. One
 * thread at a time. */

#include "alcove-export-record.h"
#include "alcove-export-sheet.h"

static void
add_record (AlcoveExportSheet *sheet, char *record)
{
  g_autofree char *line = record;

  g_string_append (sheet->text, ",\n");
  g_string_append (sheet->text, line);
}

static void
json_begin (AlcoveExportSheet *sheet)
{
  g_autofree char *head = alcove_export_record_write_head (g_get_real_time () / 1000);

  g_string_append (sheet->text, "[\n");
  g_string_append (sheet->text, head);
}

/* Once each. */
static void
json_folder (AlcoveExportSheet *sheet, const AlcoveFolderRecord *folder)
{
  if (g_hash_table_add (sheet->folders, g_strdup (folder->id)))
    add_record (sheet, alcove_export_record_write_folder (folder));
}

static void
json_begin_chat (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
  if (bundle->folder != NULL)
    json_folder (sheet, bundle->folder);
  add_record (sheet, alcove_export_record_write_chat (bundle->chat));
}

static void
add_pieces (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  gsize length = 0;
  const guint8 *data = part->data ? g_bytes_get_data (part->data, &length) : NULL;

  if (length <= ALCOVE_EXPORT_PIECE)
    return;
  for (gsize at = 0; at < length; at += ALCOVE_EXPORT_PIECE)
    add_record (sheet, alcove_export_record_write_piece (data + at,
                                                         MIN (ALCOVE_EXPORT_PIECE, length - at)));
}

static void
json_message (AlcoveExportSheet *sheet, const AlcoveChatRecord *chat,
              const AlcoveMessageRecord *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    add_pieces (sheet, g_ptr_array_index (message->parts, i));
  add_record (sheet, alcove_export_record_write_message (message, chat->id));
}

static void
json_end_chat (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
  for (guint i = 0; i < bundle->artifacts->len; i++)
    add_record (sheet,
                alcove_export_record_write_artifact (g_ptr_array_index (bundle->artifacts, i)));
}

static void
json_end (AlcoveExportSheet *sheet)
{
  add_record (sheet, alcove_export_record_write_end (sheet->n_chats, sheet->n_messages));
  g_string_append (sheet->text, "\n]\n");
}

const AlcoveExportFormat alcove_export_json = {
  .name = "json",
  .suffix = ".json",
  .has_branches = TRUE,
  .begin = json_begin,
  .folder = json_folder,
  .begin_chat = json_begin_chat,
  .message = json_message,
  .end_chat = json_end_chat,
  .end = json_end,
};
