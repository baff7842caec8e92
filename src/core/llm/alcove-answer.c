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
  g_autoptr (JsonArray) single = NULL;

  if (calls == NULL && alcove_json_object (delta, "tool_calls"))
    {
      single = json_array_new ();
      json_array_add_object_element (single,
                                     json_object_ref (alcove_json_object (delta, "tool_calls")));
      calls = single;
    }
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

/**
 * alcove_answer_take_source:
 * @self: an answer
 * @source: an object with an address and perhaps a title, or one that holds it
 */
void
alcove_answer_take_source (AlcoveAnswer *self, JsonObject *source)
{
  static const char *const inner[] = { "url_citation", "web", "source" };
  const char *url;
  const char *title;

  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    if (alcove_json_object (source, inner[i]))
      source = alcove_json_object (source, inner[i]);
  url = alcove_json_string (source, "url");
  title = alcove_json_string (source, "title");
  if (url == NULL)
    url = alcove_json_string (source, "uri");
  if (url == NULL)
    url = alcove_json_string (source, "link");
  add_citation (self, url, title);
}

/* An array of such objects, or of addresses alone. */
static void
take_sources (AlcoveAnswer *self, JsonArray *sources)
{
  for (guint i = 0; sources && i < json_array_get_length (sources); i++)
    {
      JsonNode *node = json_array_get_element (sources, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        add_citation (self, json_node_get_string (node), NULL);
      else if (JSON_NODE_HOLDS_OBJECT (node))
        alcove_answer_take_source (self, json_node_get_object (node));
    }
}

/* Groq's systems search by themselves and tell what they read. */
static void
take_executed_tools (AlcoveAnswer *self, JsonArray *tools)
{
  for (guint i = 0; tools && i < json_array_get_length (tools); i++)
    {
      JsonObject *found = alcove_json_object (alcove_json_element (tools, i), "search_results");

      take_sources (self, alcove_json_array (found, "results"));
    }
}

/* Gemini's grounding, as it is passed on beside a choice, in one object or several. */
static void
take_grounding (AlcoveAnswer *self, JsonObject *object, const char *member)
{
  JsonArray *all = alcove_json_array (object, member);
  JsonObject *one = alcove_json_object (object, member);

  for (guint i = 0; all && i < json_array_get_length (all); i++)
    take_sources (self, alcove_json_array (alcove_json_element (all, i), "groundingChunks"));
  take_sources (self, alcove_json_array (one, "groundingChunks"));
  take_sources (self, alcove_json_array (one, "grounding_chunks"));
}

/**
 * alcove_answer_take_citations:
 * @self: an answer
 * @chunk: the whole event: Perplexity's `search_results` and `citations`, Venice's parameters, Gemini's grounding
 * @choice: (nullable): its choice
 * @delta: (nullable): its delta or message: `annotations` of OpenAI and OpenRouter
 *
 * Servers repeat them in each event; each address is taken once, a title that comes later is lost.
 */
void
alcove_answer_take_citations (AlcoveAnswer *self, JsonObject *chunk, JsonObject *choice,
                              JsonObject *delta)
{
  JsonObject *venice = alcove_json_object (chunk, "venice_parameters");

  take_sources (self, alcove_json_array (chunk, "search_results"));
  take_sources (self, alcove_json_array (chunk, "citations"));
  take_sources (self, alcove_json_array (venice, "web_search_citations"));
  take_sources (self, alcove_json_array (delta, "annotations"));
  take_sources (self, alcove_json_array (delta, "citations"));
  take_executed_tools (self, alcove_json_array (delta, "executed_tools"));
  take_grounding (self, choice, "grounding_metadata");
  take_grounding (self, choice, "groundingMetadata");
  take_grounding (self, chunk, "vertex_ai_grounding_metadata");
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
 * alcove_answer_take_image:
 * @self: an answer
 * @image: (nullable): {"image_url": {"url": "…"}}
 *
 * An image carried inside the answer becomes bytes; an address stays an address, nothing is fetched.
 */
void
alcove_answer_take_image (AlcoveAnswer *self, JsonObject *image)
{
  const char *url = alcove_json_string (alcove_json_object (image, "image_url"), "url");

  if (url == NULL)
    url = alcove_json_string (image, "image_url");
  if (url != NULL && g_str_has_prefix (url, "data:"))
    {
      AlcovePart *part = part_of_data_url (url);

      if (part != NULL)
        g_ptr_array_add (self->parts, part);
    }
  else
    add_citation (self, url, NULL);
}

/**
 * alcove_answer_take_images:
 * @self: an answer
 * @images: (nullable): `images` of a delta or a message (OpenRouter)
 */
void
alcove_answer_take_images (AlcoveAnswer *self, JsonArray *images)
{
  for (guint i = 0; images && i < json_array_get_length (images); i++)
    alcove_answer_take_image (self, alcove_json_element (images, i));
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
