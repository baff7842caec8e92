/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The shown path as one page of HTML: no script, nothing from elsewhere, and a policy in its head that says so to the
 * browser. Images of the chat are in it as data. One thread at a time. */

#include "alcove-export-sheet.h"

#include <string.h>

#include "alcove-html-blocks.h"
#include "alcove-link-policy.h"
#include "alcove-transfer-resource.h"

#define STYLE_PATH "/transfer/export.css"

static void
html_begin (AlcoveExportSheet *sheet)
{
  g_autoptr (GBytes) style = g_resource_lookup_data (alcove_transfer_get_resource (), STYLE_PATH,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *css = g_bytes_get_data (style, &length);

  g_string_append (
      sheet->text,
      "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Alcove</title>\n<style>\n");
  g_string_append_len (sheet->text, css, (gssize) length);
  g_string_append (sheet->text, "</style>\n</head>\n<body>\n");
}

static void
html_begin_chat (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
  const AlcoveChatRecord *chat = bundle->chat;
  g_autofree char *time = alcove_export_dup_time (chat->created_at);

  g_string_append (sheet->text, "<main>\n<h1 dir=\"auto\">");
  alcove_html_append_escaped (sheet->text, alcove_export_sheet_get_title (sheet, chat), -1);
  g_string_append_printf (sheet->text, "</h1>\n<p class=\"facts\">%s", time);
  if (chat->model != NULL)
    {
      g_string_append (sheet->text, " · ");
      alcove_html_append_escaped (sheet->text, chat->model, -1);
    }
  g_string_append (sheet->text, "</p>\n");
  if (chat->system_prompt == NULL)
    return;
  g_string_append_printf (
      sheet->text, "<details><summary dir=\"auto\">%s</summary><div class=\"text\" dir=\"auto\">",
      sheet->words->system);
  alcove_html_append_escaped (sheet->text, chat->system_prompt, -1);
  g_string_append (sheet->text, "</div></details>\n");
}

static void
begin_details (GString *html, const char *what, const char *name)
{
  g_string_append (html, "<details><summary dir=\"auto\">");
  alcove_html_append_escaped (html, what, -1);
  if (name != NULL)
    {
      g_string_append (html, ": ");
      alcove_html_append_escaped (html, name, -1);
    }
  g_string_append (html, "</summary>\n");
}

static void
add_call (GString *html, const char *what, const AlcovePart *part)
{
  begin_details (html, what, part->name);
  g_string_append (html, "<pre dir=\"ltr\"><code>");
  alcove_html_append_escaped (html, part->text ? part->text : "", -1);
  g_string_append (html, "</code></pre></details>\n");
}

/* What every browser shows and nothing can run in. */
static gboolean
is_picture (const AlcovePart *part)
{
  static const char *const kinds[] = { "image/png", "image/jpeg", "image/gif", "image/webp", NULL };

  return part->data != NULL && part->mime != NULL && g_strv_contains (kinds, part->mime);
}

static void
add_attachment (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  const char *name = part->name ? part->name : part->mime ? part->mime : sheet->words->attachment;

  if (is_picture (part))
    {
      gsize length;
      gconstpointer bytes = g_bytes_get_data (part->data, &length);
      g_autofree char *data = g_base64_encode (bytes, length);

      g_string_append_printf (sheet->text, "<img src=\"data:%s;base64,%s\" alt=\"", part->mime,
                              data);
      alcove_html_append_escaped (sheet->text, name, -1);
      g_string_append (sheet->text, "\">\n");
      return;
    }
  g_string_append_printf (sheet->text, "<p class=\"attachment\">%s: ", sheet->words->attachment);
  alcove_html_append_escaped (sheet->text, name, -1);
  g_string_append (sheet->text, "</p>\n");
}

static void
add_citation (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  g_autofree char *url = alcove_export_dup_url (part);
  g_autofree char *shown = NULL;
  const char *label = part->text ? part->text : url ? url : "";
  const gboolean is_link
      = url != NULL && alcove_link_policy_judge (url, label, &shown) == ALCOVE_LINK_PLAIN;

  g_string_append_printf (sheet->text, "<p class=\"source\">%s: ", sheet->words->source);
  if (is_link)
    {
      g_string_append (sheet->text, "<a rel=\"noopener noreferrer nofollow\" href=\"");
      alcove_html_append_escaped (sheet->text, url, -1);
      g_string_append (sheet->text, "\">");
    }
  alcove_html_append_escaped (sheet->text, label, -1);
  g_string_append (sheet->text, is_link ? "</a></p>\n" : "</p>\n");
}

static void
add_part (AlcoveExportSheet *sheet, const AlcovePart *part)
{
  const char *text = part->text ? part->text : "";

  switch (part->kind)
    {
    case ALCOVE_PART_REASONING:
      begin_details (sheet->text, sheet->words->reasoning, NULL);
      alcove_html_append_markdown (sheet->text, text);
      g_string_append (sheet->text, "</details>\n");
      break;
    case ALCOVE_PART_REFUSAL:
      g_string_append_printf (sheet->text, "<p class=\"refusal\">%s: ", sheet->words->refusal);
      alcove_html_append_escaped (sheet->text, text, -1);
      g_string_append (sheet->text, "</p>\n");
      break;
    case ALCOVE_PART_IMAGE:
    case ALCOVE_PART_FILE:
      add_attachment (sheet, part);
      break;
    case ALCOVE_PART_TOOL_CALL:
      add_call (sheet->text, sheet->words->tool_call, part);
      break;
    case ALCOVE_PART_TOOL_RESULT:
      add_call (sheet->text, sheet->words->tool_result, part);
      break;
    case ALCOVE_PART_CITATION:
      add_citation (sheet, part);
      break;
    case ALCOVE_PART_TEXT:
    default:
      alcove_html_append_markdown (sheet->text, text);
      break;
    }
}

static void
html_message (AlcoveExportSheet *sheet, const AlcoveChatRecord *chat,
              const AlcoveMessageRecord *message)
{
  const char *status = alcove_export_sheet_get_status (sheet, message->status);
  g_autofree char *time = alcove_export_dup_time (message->created_at);

  g_string_append_printf (sheet->text,
                          "<section class=\"%s\" dir=\"auto\">\n<h2 dir=\"auto\">%s</h2>\n<p "
                          "class=\"facts\" dir=\"auto\">%s",
                          alcove_role_to_string (message->role),
                          alcove_export_sheet_get_role (sheet, message->role), time);
  if (message->role == ALCOVE_ROLE_ASSISTANT && message->model != NULL)
    {
      g_string_append (sheet->text, " · ");
      alcove_html_append_escaped (sheet->text, message->model, -1);
    }
  if (status != NULL)
    g_string_append_printf (sheet->text, " · %s", status);
  g_string_append (sheet->text, "</p>\n");
  for (guint i = 0; i < message->parts->len; i++)
    add_part (sheet, g_ptr_array_index (message->parts, i));
  g_string_append (sheet->text, "</section>\n");
}

static void
html_end_chat (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle)
{
  g_string_append (sheet->text, "</main>\n");
}

static void
html_end (AlcoveExportSheet *sheet)
{
  g_string_append (sheet->text, "</body>\n</html>\n");
}

const AlcoveExportFormat alcove_export_html = {
  .name = "html",
  .suffix = ".html",
  .begin = html_begin,
  .begin_chat = html_begin_chat,
  .message = html_message,
  .end_chat = html_end_chat,
  .end = html_end,
};
