/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What an export is written on, and what the readable formats have in common: names, times, attachments. One thread at
 * a time. */

#include "alcove-export-sheet.h"

#include "alcove-json.h"

const AlcoveExportWords alcove_export_words_english = {
  .untitled = "New Chat",
  .you = "You",
  .assistant = "Assistant",
  .system = "System prompt",
  .tool = "Tool",
  .reasoning = "Reasoning",
  .refusal = "Refused",
  .tool_call = "Tool call",
  .tool_result = "Tool result",
  .attachment = "Attachment",
  .source = "Source",
  .stopped = "stopped",
  .truncated = "cut off",
  .interrupted = "interrupted",
  .failed = "failed",
};

static const AlcoveExportFormat *const formats[] = {
  &alcove_export_json,
  &alcove_export_markdown,
  &alcove_export_html,
  &alcove_export_text,
};

/**
 * alcove_export_format_find:
 * @name: "json", "markdown", "html" or "text"
 *
 * Returns: (nullable) (transfer none): the format
 */
const AlcoveExportFormat *
alcove_export_format_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i]->name, name) == 0)
      return formats[i];
  return NULL;
}

/**
 * alcove_export_sheet_new:
 * @words: what things are called; outlives the sheet
 *
 * Returns: (transfer full): an empty sheet
 */
AlcoveExportSheet *
alcove_export_sheet_new (const AlcoveExportWords *words)
{
  AlcoveExportSheet *self = g_new0 (AlcoveExportSheet, 1);

  self->text = g_string_new (NULL);
  self->words = words;
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
alcove_export_sheet_free (AlcoveExportSheet *self)
{
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->files, alcove_export_files_free);
  g_hash_table_unref (self->folders);
  g_clear_error (&self->error);
  g_free (self);
}

const char *
alcove_export_sheet_get_title (AlcoveExportSheet *self, const AlcoveChatRecord *chat)
{
  return chat->title != NULL && *chat->title != '\0' ? chat->title : self->words->untitled;
}

/* (transfer none): who speaks. */
const char *
alcove_export_sheet_get_role (AlcoveExportSheet *self, AlcoveRole role)
{
  switch (role)
    {
    case ALCOVE_ROLE_USER:
      return self->words->you;
    case ALCOVE_ROLE_SYSTEM:
      return self->words->system;
    case ALCOVE_ROLE_TOOL:
      return self->words->tool;
    case ALCOVE_ROLE_ASSISTANT:
    default:
      return self->words->assistant;
    }
}

/* (transfer none) (nullable): what a reader should know of how a message ended. */
const char *
alcove_export_sheet_get_status (AlcoveExportSheet *self, AlcoveStatus status)
{
  switch (status)
    {
    case ALCOVE_STATUS_STOPPED:
      return self->words->stopped;
    case ALCOVE_STATUS_TRUNCATED:
      return self->words->truncated;
    case ALCOVE_STATUS_INTERRUPTED:
      return self->words->interrupted;
    case ALCOVE_STATUS_FAILED:
      return self->words->failed;
    case ALCOVE_STATUS_PENDING:
    case ALCOVE_STATUS_STREAMING:
    case ALCOVE_STATUS_COMPLETE:
    default:
      return NULL;
    }
}

/**
 * alcove_export_sheet_add_file:
 * @self: a sheet with a folder for files
 * @part: an attachment
 *
 * Returns: (transfer full) (nullable): its path from where the sheet's file stands, %NULL where there is no such
 *   folder, or it could not be written, which is told in the sheet's error
 */
char *
alcove_export_sheet_add_file (AlcoveExportSheet *self, const AlcovePart *part)
{
  g_autofree char *wanted = NULL;
  g_autofree char *name = NULL;

  if (self->files == NULL || self->error != NULL || part->data == NULL)
    return NULL;
  wanted = alcove_export_files_dup_safe_name (part->name, self->words->attachment);
  name = alcove_export_files_add (self->files, wanted, part->data, &self->error);
  return name ? g_strconcat (alcove_export_files_get_name (self->files), "/", name, NULL) : NULL;
}

/**
 * alcove_export_dup_time:
 * @ms: Unix milliseconds
 *
 * Returns: (transfer full): that time at this place, to the minute
 */
char *
alcove_export_dup_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local_usec (ms * 1000);

  return time ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

/* (transfer full) (nullable): where a citation leads. */
char *
alcove_export_dup_url (const AlcovePart *part)
{
  g_autoptr (JsonNode) node = part->extra ? json_from_string (part->extra, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return g_strdup (alcove_json_string (json_node_get_object (node), "url"));
}
