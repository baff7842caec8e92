/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What later versions of Open WebUI keep beside the words of an answer: a list of items as of OpenAI's Responses API,
 * in which thinking, calls and results have places of their own. Pure; any thread. */

#include "alcove-openwebui-output.h"

#include "alcove-details-text.h"
#include "alcove-import-message.h"
#include "alcove-json.h"

/* The texts of a list of content, or a text. */
static char *
dup_content (JsonObject *item, const char *member)
{
  JsonArray *list = alcove_json_array (item, member);
  GString *out;

  if (list == NULL)
    return g_strdup (alcove_json_string (item, member));
  out = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      const char *text = alcove_json_string (alcove_json_element (list, i), "text");

      if (text != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", text);
    }
  return g_string_free_and_steal (out);
}

static void
add_reasoning (AlcoveMessageRecord *message, JsonObject *item)
{
  g_autofree char *text = dup_content (item, "content");
  g_autofree char *summary = text != NULL && *text ? NULL : dup_content (item, "summary");

  alcove_import_add_reasoning (message, summary ? summary : text);
}

static void
add_call (AlcoveMessageRecord *message, JsonObject *item)
{
  g_autofree char *arguments = alcove_import_dup_plain (json_object_get_member (item, "arguments"));

  alcove_import_add_call (message, alcove_json_string (item, "name"), arguments);
}

static void
add_code (AlcoveMessageRecord *message, JsonObject *item)
{
  g_autofree char *output = alcove_import_dup_plain (json_object_get_member (item, "output"));

  alcove_import_add_call (message, "code_interpreter", alcove_json_string (item, "code"));
  alcove_import_add_result (message, "code_interpreter", output);
}

static void
add_item (AlcoveMessageRecord *message, JsonObject *item)
{
  const char *type = alcove_json_string (item, "type");

  if (g_strcmp0 (type, "reasoning") == 0)
    add_reasoning (message, item);
  else if (g_strcmp0 (type, "function_call") == 0)
    add_call (message, item);
  else if (g_strcmp0 (type, "function_call_output") == 0)
    {
      g_autofree char *text = dup_content (item, "output");

      alcove_import_add_result (message, NULL, text);
    }
  else if (type != NULL && g_str_has_suffix (type, "code_interpreter"))
    add_code (message, item);
  else if (g_strcmp0 (type, "message") == 0)
    {
      g_autofree char *text = dup_content (item, "content");

      alcove_import_add_text (message, text);
    }
}

static gboolean
has_text (const AlcoveMessageRecord *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    if (((const AlcovePart *) message->parts->pdata[i])->kind == ALCOVE_PART_TEXT)
      return TRUE;
  return FALSE;
}

/**
 * alcove_openwebui_output_add:
 * @message: an answer
 * @output: (nullable): its items
 * @content: (nullable): its words, as they were shown
 *
 * The words count where the items have none.
 *
 * Returns: whether the items told the answer; else nothing was added
 */
gboolean
alcove_openwebui_output_add (AlcoveMessageRecord *message, JsonArray *output, const char *content)
{
  const guint n = message->parts->len;
  g_autoptr (AlcoveMessageRecord) shown = NULL;

  for (guint i = 0; output != NULL && i < json_array_get_length (output); i++)
    if (alcove_json_element (output, i) != NULL)
      add_item (message, alcove_json_element (output, i));
  if (message->parts->len == n)
    return FALSE;
  if (has_text (message))
    return TRUE;
  shown = alcove_message_record_new (message->role, message->status);
  alcove_details_text_add (shown, content);
  for (guint i = 0; i < shown->parts->len; i++)
    {
      AlcovePart *part = g_ptr_array_index (shown->parts, i);

      if (part->kind == ALCOVE_PART_TEXT)
        g_ptr_array_add (message->parts, alcove_part_ref (part));
    }
  return TRUE;
}
