/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What came of one answer so far: texts, tool calls, citations, images, numbers, an error. A plain
 * value of one owner, on its thread. Texts are valid UTF-8, for only parsed JSON gets here. */

#include "alcove-answer.h"

#include "alcove-json.h"
#include "alcove-wire-usage.h"

#include <string.h>

/* more than this many sources help nobody */
#define MAX_CITATIONS 500

/**
 * alcove_answer_new:
 *
 * Returns: (transfer full): an empty answer
 */
AlcoveAnswer *
alcove_answer_new (void)
{
  AlcoveAnswer *self = g_new0 (AlcoveAnswer, 1);

  self->content = g_string_new (NULL);
  self->reasoning = g_string_new (NULL);
  self->refusal = g_string_new (NULL);
  self->parts = alcove_parts_new ();
  self->tool_calls = alcove_tool_calls_new ();
  self->citations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  alcove_wire_usage_init (&self->usage);
  return self;
}

/**
 * alcove_answer_free:
 * @self: (transfer full): an answer
 */
void
alcove_answer_free (AlcoveAnswer *self)
{
  g_string_free (self->content, TRUE);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->refusal, TRUE);
  g_free (self->finish_reason);
  g_free (self->model);
  alcove_tool_calls_free (self->tool_calls);
  g_ptr_array_unref (self->parts);
  g_hash_table_unref (self->citations);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * alcove_answer_append:
 * @self: an answer
 * @kind: %ALCOVE_PART_TEXT, %ALCOVE_PART_REASONING or %ALCOVE_PART_REFUSAL
 * @text: (array length=length): more of it
 * @length: how much
 */
void
alcove_answer_append (AlcoveAnswer *self, AlcovePartKind kind, const char *text, gsize length)
{
  GString *place = kind == ALCOVE_PART_TEXT        ? self->content
                   : kind == ALCOVE_PART_REASONING ? self->reasoning
                                                   : self->refusal;

  g_string_append_len (place, text, (gssize) length);
}

/**
 * alcove_answer_take_tool_calls:
 * @self: an answer
 * @delta: a delta or a message
 */
void
alcove_answer_take_tool_calls (AlcoveAnswer *self, JsonObject *delta)
{
  JsonArray *calls = alcove_json_array (delta, "tool_calls");
  JsonObject *function = alcove_json_object (delta, "function_call");

  if (alcove_tool_calls_take (self->tool_calls, calls, self->parts)
      || alcove_tool_calls_take_function (self->tool_calls, function, self->parts))
    self->tool_generation++;
}

static void
add_citation (AlcoveAnswer *self, const char *url, const char *title)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *extra;
  AlcovePart *part;

  if (url == NULL || *url == 0 || g_hash_table_size (self->citations) >= MAX_CITATIONS
      || !g_hash_table_add (self->citations, g_strdup (url)))
    return;
  part = alcove_part_new (ALCOVE_PART_CITATION, title && *title ? title : url);
  extra = json_object_new ();
  json_object_set_string_member (extra, "url", url);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, extra);
  part->extra = alcove_json_dup (node);
  g_ptr_array_add (self->parts, part);
}

/* An array of objects with a URL and a title, or of URLs alone. */
static void
take_sources (AlcoveAnswer *self, JsonArray *sources)
{
  for (guint i = 0; sources && i < json_array_get_length (sources); i++)
    {
      JsonNode *node = json_array_get_element (sources, i);
      JsonObject *source = alcove_json_element (sources, i);
      JsonObject *inner = alcove_json_object (source, "url_citation");

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        add_citation (self, json_node_get_string (node), NULL);
      else if (source != NULL)
        add_citation (self, alcove_json_string (inner ? inner : source, "url"),
                      alcove_json_string (inner ? inner : source, "title"));
    }
}

/**
 * alcove_answer_take_citations:
 * @self: an answer
 * @chunk: the whole event: Perplexity's `search_results` and `citations`, Venice's parameters
 * @delta: (nullable): its delta or message: `annotations` of OpenAI and OpenRouter
 *
 * Servers repeat them in each event; each address is taken once.
 */
void
alcove_answer_take_citations (AlcoveAnswer *self, JsonObject *chunk, JsonObject *delta)
{
  JsonObject *venice = alcove_json_object (chunk, "venice_parameters");

  take_sources (self, alcove_json_array (chunk, "search_results"));
  take_sources (self, alcove_json_array (chunk, "citations"));
  if (venice != NULL)
    take_sources (self, alcove_json_array (venice, "web_search_citations"));
  if (delta != NULL)
    take_sources (self, alcove_json_array (delta, "annotations"));
}

static AlcovePart *
part_of_data_url (const char *url)
{
  const char *comma = strchr (url, ',');
  g_autofree char *head = comma ? g_strndup (url, (gsize) (comma - url)) : NULL;
  g_autofree guchar *bytes = NULL;
  g_autoptr (GBytes) data = NULL;
  gsize length = 0;

  if (head == NULL || !g_str_has_suffix (head, ";base64"))
    return NULL;
  bytes = g_base64_decode (comma + 1, &length);
  if (length == 0)
    return NULL;
  *strchr (head, ';') = 0;
  data = g_bytes_new_take (g_steal_pointer (&bytes), length);
  return alcove_part_new_data (ALCOVE_PART_IMAGE, NULL, head + strlen ("data:"), data);
}

/**
 * alcove_answer_take_images:
 * @self: an answer
 * @images: (nullable): `images` of a delta or a message (OpenRouter)
 *
 * Images carried inside the answer become bytes; an address stays an address, nothing is fetched.
 */
void
alcove_answer_take_images (AlcoveAnswer *self, JsonArray *images)
{
  for (guint i = 0; images && i < json_array_get_length (images); i++)
    {
      JsonObject *image = alcove_json_element (images, i);
      const char *url = alcove_json_string (alcove_json_object (image, "image_url"), "url");

      if (url != NULL && g_str_has_prefix (url, "data:"))
        {
          AlcovePart *part = part_of_data_url (url);

          if (part != NULL)
            g_ptr_array_add (self->parts, part);
        }
      else
        add_citation (self, url, NULL);
    }
}

/**
 * alcove_answer_take_error:
 * @self: an answer
 * @error: (transfer full): what went wrong; the first one counts
 */
void
alcove_answer_take_error (AlcoveAnswer *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}
