/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One message of a Claude chat as parts of ours: blocks of content, in older exports one text, and files beside it.
 * What is not known is looked at for a text, and else kept to be read as it is. Pure; any thread. */

#include "alcove-format-claude.h"

#include <string.h>

#include "alcove-claude-tags.h"
#include "alcove-import-asset.h"
#include "alcove-import-image.h"
#include "alcove-import-part.h"
#include "alcove-json.h"

/* Texts are read one after the other, so what stands between two of them is part of the second. */
static void
add_text (GPtrArray *parts, AlcovePartKind kind, const char *text)
{
  AlcovePart *before = NULL;
  g_autofree char *apart = NULL;

  if (text == NULL || *text == '\0')
    return;
  for (guint i = parts->len; before == NULL && i > 0; i--)
    if (((AlcovePart *) parts->pdata[i - 1])->kind == kind)
      before = parts->pdata[i - 1];
  if (before != NULL && !g_str_has_suffix (before->text, "\n"))
    apart = g_strconcat ("\n\n", text, NULL);
  g_ptr_array_add (parts, alcove_import_part_new_text (kind, apart ? apart : text));
}

static void
add_said (GPtrArray *parts, const char *text)
{
  g_autoptr (GString) thoughts = g_string_new (NULL);
  g_autofree char *unfolded = text ? alcove_claude_tags_unfold (text, thoughts) : NULL;

  add_text (parts, ALCOVE_PART_REASONING, thoughts->str);
  add_text (parts, ALCOVE_PART_TEXT, unfolded);
}

/* "text", or "content" that is one: whatever a block says. */
static const char *
find_text (JsonObject *block)
{
  static const char *const members[]
      = { "text", "thinking", "content", "extracted_content", "summary", "output", "message" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = alcove_json_string (block, members[i]);

      if (text != NULL && *text != '\0')
        return text;
    }
  return NULL;
}

/* What a message cites: once each, by the title that it was found with. */
typedef struct
{
  GHashTable *seen;   /* addresses */
  GHashTable *titles; /* an address → a title of the JSON */
} Sources;

/* A page that was found may be cited by its address alone. */
static void
index_titles (Sources *sources, JsonObject *block)
{
  JsonArray *pages = alcove_json_array (block, "content");

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    {
      JsonObject *page = alcove_json_element (pages, i);
      const char *url = alcove_json_string (page, "url");
      const char *title = alcove_json_string (page, "title");

      if (url != NULL && title != NULL)
        g_hash_table_replace (sources->titles, (char *) url, (char *) title);
    }
}

static void
add_citations (GPtrArray *parts, JsonArray *citations, Sources *sources)
{
  for (guint i = 0; citations != NULL && i < json_array_get_length (citations); i++)
    {
      JsonObject *citation = alcove_json_element (citations, i);
      JsonObject *details = alcove_json_object (citation, "details");
      const char *url = alcove_json_string (citation, "url");
      const char *title = alcove_json_string (citation, "title");

      if (url == NULL)
        url = alcove_json_string (details, "url");
      if (url == NULL || *url == '\0' || !g_hash_table_add (sources->seen, (char *) url))
        continue;
      if (title == NULL || *title == '\0')
        title = g_hash_table_lookup (sources->titles, url);
      g_ptr_array_add (parts, alcove_import_part_new_citation (url, title));
    }
}

/* {"type":"image","source":{"type":"base64","media_type":…,"data":…}}, or the name of a file. */
static void
add_image (GPtrArray *parts, JsonObject *block)
{
  JsonObject *source = alcove_json_object (block, "source");
  const char *data = alcove_json_string (source, "data");
  const char *id = alcove_json_string (block, "file_uuid");
  g_autofree char *url = data && *data ? g_strconcat ("data:image/png;base64,", data, NULL) : NULL;
  AlcovePart *part = url ? alcove_import_image_from_url (url, NULL) : NULL;

  if (part == NULL)
    part = alcove_import_asset_new (ALCOVE_PART_IMAGE,
                                    id ? id : alcove_json_string (source, "file_uuid"),
                                    alcove_json_string (block, "file_name"), NULL);
  g_ptr_array_add (parts, part);
}

/* ---- tools ---- */

static void
add_call (GPtrArray *parts, JsonObject *block)
{
  JsonNode *input = json_object_get_member (block, "input");
  const char *name = alcove_json_string (block, "name");
  g_autofree char *text
      = input != NULL && !JSON_NODE_HOLDS_NULL (input) ? alcove_json_dup (input) : NULL;

  g_ptr_array_add (parts, alcove_import_part_new_call (name, text));
}

static void
append_line (GString *text, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* A page that was found, a text, a picture. */
static void
append_result (GString *text, JsonNode *node, GPtrArray *images)
{
  JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *dumped = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    append_line (text, json_node_get_string (node));
  if (item == NULL)
    return;
  if (g_strcmp0 (alcove_json_string (item, "type"), "image") == 0)
    {
      add_image (images, item);
      return;
    }
  append_line (text, alcove_json_string (item, "title"));
  append_line (text, alcove_json_string (item, "url"));
  if (find_text (item) == NULL && alcove_json_string (item, "title") == NULL)
    dumped = alcove_json_dup (node);
  append_line (text, dumped ? dumped : find_text (item));
}

static void
add_result (GPtrArray *parts, JsonObject *block)
{
  JsonArray *content = alcove_json_array (block, "content");
  g_autoptr (GString) text = g_string_new (alcove_json_string (block, "content"));
  g_autoptr (GPtrArray) images = alcove_parts_new ();

  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    append_result (text, json_array_get_element (content, i), images);
  g_ptr_array_add (parts,
                   alcove_import_part_new_result (alcove_json_string (block, "name"), text->str));
  g_ptr_array_extend_and_steal (parts, g_steal_pointer (&images));
}

/* ---- blocks ---- */

static void
add_thinking (GPtrArray *parts, JsonObject *block)
{
  const char *text = alcove_json_string (block, "thinking");
  JsonArray *summaries = alcove_json_array (block, "summaries");

  if (text != NULL && *text != '\0')
    {
      add_text (parts, ALCOVE_PART_REASONING, text);
      return;
    }
  /* Where what it thought is kept back, there may be what is told of it. */
  for (guint i = 0; summaries != NULL && i < json_array_get_length (summaries); i++)
    add_text (parts, ALCOVE_PART_REASONING,
              alcove_json_string (alcove_json_element (summaries, i), "summary"));
}

/* How much the model might still say, and marks of the program's own: nothing that was said. */
static gboolean
is_silent (const char *type)
{
  static const char *const silent[] = { "token_budget", "redacted_thinking", "flag" };

  for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
    if (g_str_equal (silent[i], type))
      return TRUE;
  return FALSE;
}

static void
add_block (GPtrArray *parts, JsonNode *node, Sources *sources)
{
  JsonObject *block = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = alcove_json_string (block, "type");

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    add_said (parts, json_node_get_string (node));
  if (block == NULL || (type != NULL && is_silent (type)))
    return;
  if (type == NULL || g_str_equal (type, "text"))
    {
      add_said (parts, alcove_json_string (block, "text"));
      add_citations (parts, alcove_json_array (block, "citations"), sources);
    }
  else if (g_str_equal (type, "thinking"))
    add_thinking (parts, block);
  else if (g_str_has_suffix (type, "tool_use"))
    add_call (parts, block);
  else if (g_str_has_suffix (type, "tool_result"))
    add_result (parts, block);
  else if (g_str_equal (type, "image"))
    add_image (parts, block);
  else if (find_text (block) != NULL)
    add_said (parts, find_text (block));
  else
    g_ptr_array_add (parts, alcove_import_part_new_unknown (type, node));
}

/* ---- files ---- */

/* What Claude read of a file. */
static void
add_attachments (GPtrArray *parts, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *file = alcove_json_element (list, i);
      const char *name = alcove_json_string (file, "file_name");
      const char *text = alcove_json_string (file, "extracted_content");

      if (file != NULL && (name != NULL || text != NULL))
        g_ptr_array_add (parts, alcove_import_part_new_text_file (name && *name ? name : NULL,
                                                                  text && *text ? text : NULL));
    }
}

/* Pictures and documents, of which most exports have the names alone. */
static void
add_files (GPtrArray *parts, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *file = alcove_json_element (list, i);
      const char *id = alcove_json_string (file, "file_uuid");
      const char *name = alcove_json_string (file, "file_name");
      const gboolean is_image = g_strcmp0 (alcove_json_string (file, "file_kind"), "image") == 0;

      if (id == NULL)
        id = alcove_json_string (file, "uuid");
      if (id != NULL || name != NULL)
        g_ptr_array_add (parts,
                         alcove_import_asset_new (is_image ? ALCOVE_PART_IMAGE : ALCOVE_PART_FILE,
                                                  id, name ? name : id, NULL));
    }
}

/**
 * alcove_claude_read_message:
 * @message: a message
 * @parts: (element-type AlcovePart): gets what it has
 */
void
alcove_claude_read_message (JsonObject *message, GPtrArray *parts)
{
  JsonArray *content = alcove_json_array (message, "content");
  JsonArray *files = alcove_json_array (message, "files");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  Sources sources = { seen, titles };

  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    index_titles (&sources, alcove_json_element (content, i));
  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    add_block (parts, json_array_get_element (content, i), &sources);
  if (content == NULL)
    add_said (parts, alcove_json_string (message, "content"));
  if (parts->len == 0)
    add_said (parts, alcove_json_string (message, "text"));
  add_attachments (parts, alcove_json_array (message, "attachments"));
  add_files (parts, files && json_array_get_length (files) > 0
                        ? files
                        : alcove_json_array (message, "files_v2"));
}
