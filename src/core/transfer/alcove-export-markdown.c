/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The shown path as Markdown: front matter in YAML, who speaks as headings, texts as they are, attachments as files in
 * a folder beside. One thread at a time. */

#include "alcove-export-sheet.h"
#include "alcove-json.h"
#include "alcove-link-policy.h"

/* A string of JSON is one of YAML. */
static void
add_field (GString *text, const char *name, const char *value)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *quoted = NULL;

  if (value == NULL)
    return;
  node = json_node_init_string (json_node_alloc (), value);
  quoted = alcove_json_dup (node);
  g_string_append_printf (text, "%s: %s\n", name, quoted);
}

static void
add_time (GString *text, const char *name, gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
  g_autofree char *words = time ? g_date_time_format_iso8601 (time) : NULL;

  if (words != NULL)
    g_string_append_printf (text, "%s: %s\n", name, words);
}

static void
markdown_begin_chat (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
  const AlcoveChatRecord *chat = bundle->chat;

  g_string_append (sheet->text, "---\n");
  add_field (sheet->text, "title", alcove_export_sheet_get_title (sheet, chat));
  add_field (sheet->text, "id", chat->id);
  add_time (sheet->text, "created", chat->created_at);
  add_time (sheet->text, "updated", chat->updated_at);
  add_field (sheet->text, "model", chat->model);
  add_field (sheet->text, "folder", bundle->folder ? bundle->folder->name : NULL);
  if (chat->is_pinned)
    g_string_append (sheet->text, "pinned: true\n");
  if (chat->archived_at != 0)
    g_string_append (sheet->text, "archived: true\n");
  add_field (sheet->text, "system_prompt", chat->system_prompt);
  g_string_append (sheet->text, "---\n");
}

/* A fence that nothing in the text closes. */
static void
add_fenced (GString *text, const char *language, const char *body)
{
  guint longest = 2, run = 0;
  g_autofree char *fence = NULL;

  for (const char *p = body; *p; p++)
    {
      run = *p == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (text, "%s%s\n%s\n%s\n", fence, language, body, fence);
}

static void
add_folded (GString *text, const char *summary, const char *name, const char *body,
            gboolean is_code)
{
  g_autofree char *what = name ? g_strdup_printf ("%s: %s", summary, name) : g_strdup (summary);
  g_autofree char *escaped = g_markup_escape_text (what, -1);

  g_string_append_printf (text, "<details>\n<summary>%s</summary>\n\n", escaped);
  if (is_code)
    add_fenced (text, "", body ? body : "");
  else
    g_string_append_printf (text, "%s\n", body ? body : "");
  g_string_append (text, "\n</details>\n");
}

/* What may stand between brackets. */
static void
append_label (GString *text, const char *label)
{
  for (const char *p = label; *p; p++)
    {
      if (strchr ("[]\\`*_<>", *p) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p == '\n' || *p == '\r' ? ' ' : *p);
    }
}

static void
add_attachment (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  g_autofree char *path = alcove_export_sheet_add_file (sheet, part);
  g_autofree char *target = path ? g_uri_escape_string (path, "/", TRUE) : NULL;
  const char *name = part->name ? part->name : part->mime ? part->mime : sheet->words->attachment;

  if (target != NULL && part->kind == ALCOVE_PART_IMAGE)
    g_string_append_c (sheet->text, '!');
  g_string_append_c (sheet->text, '[');
  append_label (sheet->text, name);
  g_string_append_c (sheet->text, ']');
  if (target != NULL)
    g_string_append_printf (sheet->text, "(%s)", target);
  g_string_append_c (sheet->text, '\n');
}

/* An address that the window would not open without a warning is no link here either. */
static void
add_citation (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  g_autofree char *url = alcove_export_dup_url (part);
  g_autofree char *shown = NULL;
  g_autofree char *target = NULL;
  const char *label = part->text ? part->text : url ? url : "";

  if (url != NULL && alcove_link_policy_judge (url, label, &shown) == ALCOVE_LINK_PLAIN)
    target = g_uri_escape_string (url, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?#[]%", TRUE);
  g_string_append_printf (sheet->text, "- %s: %s", sheet->words->source, target ? "[" : "");
  append_label (sheet->text, label);
  if (target != NULL)
    g_string_append_printf (sheet->text, "](<%s>)", target);
  g_string_append_c (sheet->text, '\n');
}

static void
add_part (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  const AlcoveExportWords *words = sheet->words;

  g_string_append_c (sheet->text, '\n');
  switch (part->kind)
    {
    case ALCOVE_PART_REASONING:
      add_folded (sheet->text, words->reasoning, NULL, part->text, FALSE);
      break;
    case ALCOVE_PART_REFUSAL:
      g_string_append_printf (sheet->text, "**%s:** %s\n", words->refusal,
                              part->text ? part->text : "");
      break;
    case ALCOVE_PART_IMAGE:
    case ALCOVE_PART_FILE:
      add_attachment (sheet, part);
      break;
    case ALCOVE_PART_TOOL_CALL:
      add_folded (sheet->text, words->tool_call, part->name, part->text, TRUE);
      break;
    case ALCOVE_PART_TOOL_RESULT:
      add_folded (sheet->text, words->tool_result, part->name, part->text, TRUE);
      break;
    case ALCOVE_PART_CITATION:
      add_citation (sheet, part);
      break;
    case ALCOVE_PART_TEXT:
    default:
      g_string_append_printf (sheet->text, "%s\n", part->text ? part->text : "");
      break;
    }
}

static void
markdown_message (AlcoveExportSheet *sheet, const AlcoveChatRecord *chat,
                  const AlcoveMessageRecord *message)
{
  const char *status = alcove_export_sheet_get_status (sheet, message->status);
  g_autofree char *time = alcove_export_dup_time (message->created_at);

  g_string_append_printf (sheet->text, "\n## %s\n\n*%s",
                          alcove_export_sheet_get_role (sheet, message->role), time);
  if (message->role == ALCOVE_ROLE_ASSISTANT && message->model != NULL)
    {
      g_string_append (sheet->text, " · ");
      append_label (sheet->text, message->model);
    }
  if (status != NULL)
    g_string_append_printf (sheet->text, " · %s", status);
  g_string_append (sheet->text, "*\n");
  for (guint i = 0; i < message->parts->len; i++)
    add_part (sheet, g_ptr_array_index (message->parts, i));
}

static void
nothing (AlcoveExportSheet *sheet)
{
}

static void
nothing_more (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
}

const AlcoveExportFormat alcove_export_markdown = {
  .name = "markdown",
  .suffix = ".md",
  .is_file_each = TRUE,
  .begin = nothing,
  .begin_chat = markdown_begin_chat,
  .message = markdown_message,
  .end_chat = nothing_more,
  .end = nothing,
};
