/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chat completion chunks in, deltas out, in all the dialects that servers speak. Pure: text in,
 * state and callbacks out; one owner, any one thread. What came is always kept in the answer, also
 * when an error follows, and nothing is dropped in silence: an event that is no JSON is remembered. */

#include "alcove-wire-chat.h"

#include "alcove-json-mend.h"
#include "alcove-json.h"
#include "alcove-think-splitter.h"
#include "alcove-wire-error.h"
#include "alcove-wire-foreign.h"
#include "alcove-wire-usage.h"

#include <string.h>

/* as large as an event may be: a document that is larger and broken is broken */
#define MAX_MENDED (1024 * 1024)

struct _AlcoveWireChat
{
  AlcoveWireFunc func;
  gpointer func_data;
  AlcoveLockedBytes *key;
  JsonParser *parser;
  AlcoveAnswer *answer;
  AlcoveThinkSplitter splitter;
  char *malformed; /* the first event that was no JSON */
  guint n_chunks;  /* events that had choices */
  guint n_events;  /* events that were JSON, keep-alives apart */
  gboolean has_plain_reasoning;
  gboolean is_foreign; /* another protocol: nothing of it is taken */
  gboolean is_mended;  /* characters may have come in halves */
  GString *half;       /* of the kind below: waits for its other half */
  AlcovePartKind half_kind;
};

/**
 * alcove_wire_chat_new:
 * @key: (nullable): the API key, to be kept out of errors
 * @func: (nullable) (scope notified): takes the deltas
 * @data: its data
 *
 * Returns: (transfer full): a decoder for one answer
 */
AlcoveWireChat *
alcove_wire_chat_new (AlcoveLockedBytes *key, AlcoveWireFunc func, gpointer data)
{
  AlcoveWireChat *self = g_new0 (AlcoveWireChat, 1);

  self->key = key ? alcove_locked_bytes_ref (key) : NULL;
  self->func = func;
  self->func_data = data;
  self->parser = json_parser_new ();
  self->half = g_string_new (NULL);
  self->answer = alcove_answer_new ();
  return self;
}

/**
 * alcove_wire_chat_free:
 * @self: (transfer full): a decoder
 */
void
alcove_wire_chat_free (AlcoveWireChat *self)
{
  g_clear_pointer (&self->key, alcove_locked_bytes_unref);
  g_object_unref (self->parser);
  alcove_answer_free (self->answer);
  alcove_think_splitter_clear (&self->splitter);
  g_free (self->malformed);
  g_string_free (self->half, TRUE);
  g_free (self);
}

/**
 * alcove_wire_chat_get_answer:
 * @self: a decoder
 *
 * Returns: (transfer none): what came so far
 */
AlcoveAnswer *
alcove_wire_chat_get_answer (AlcoveWireChat *self)
{
  return self->answer;
}

/**
 * alcove_wire_chat_get_n_chunks:
 * @self: a decoder
 *
 * Returns: how many events had `choices`
 */
guint
alcove_wire_chat_get_n_chunks (AlcoveWireChat *self)
{
  return self->n_chunks;
}

/**
 * alcove_wire_chat_get_n_events:
 * @self: a decoder
 *
 * Returns: how many events were JSON and no mere keep-alive
 */
guint
alcove_wire_chat_get_n_events (AlcoveWireChat *self)
{
  return self->n_events;
}

/**
 * alcove_wire_chat_get_is_foreign:
 * @self: a decoder
 *
 * Returns: whether this is another protocol; the answer's error tells which
 */
gboolean
alcove_wire_chat_get_is_foreign (AlcoveWireChat *self)
{
  return self->is_foreign;
}

/**
 * alcove_wire_chat_get_malformed:
 * @self: a decoder
 *
 * Returns: (nullable) (transfer none): the first event that was no JSON
 */
const char *
alcove_wire_chat_get_malformed (AlcoveWireChat *self)
{
  return self->malformed;
}

static void
give_whole (AlcoveWireChat *self, AlcovePartKind kind, const char *text, gsize length)
{
  if (length == 0)
    return;
  alcove_answer_append (self->answer, kind, text, length);
  if (self->func)
    self->func (kind, text, length, self->func_data);
}

static void
give_up_half (AlcoveWireChat *self)
{
  g_autoptr (GString) text = g_string_new (self->half->str);

  g_string_truncate (self->half, 0);
  alcove_json_join_halves (text, NULL);
  give_whole (self, self->half_kind, text->str, text->len);
}

static void
give (AlcovePartKind kind, const char *text, gsize length, gpointer data)
{
  AlcoveWireChat *self = data;
  g_autoptr (GString) whole = NULL;

  if (!self->is_mended)
    {
      give_whole (self, kind, text, length);
      return;
    }
  if (kind != self->half_kind)
    give_up_half (self);
  self->half_kind = kind;
  whole = g_string_new_len (text, (gssize) length);
  alcove_json_join_halves (whole, self->half);
  give_whole (self, kind, whole->str, whole->len);
}

static void
take_content_text (AlcoveWireChat *self, const char *text)
{
  gsize length = strlen (text);

  if (length > 0)
    alcove_think_splitter_push (&self->splitter, text, length, give, self);
}

static void
take_reasoning_text (AlcoveWireChat *self, const char *text)
{
  give (ALCOVE_PART_REASONING, text, strlen (text), self);
}

/* Mistral: {"type": "thinking", "thinking": [{"type": "text", "text": "…"}]} */
static void
take_thinking (AlcoveWireChat *self, JsonObject *block)
{
  JsonArray *inner = alcove_json_array (block, "thinking");
  const char *text = alcove_json_string (block, "thinking");

  if (inner == NULL)
    inner = alcove_json_array (block, "summary");
  if (text == NULL)
    text = alcove_json_string (block, "text");
  for (guint i = 0; inner && i < json_array_get_length (inner); i++)
    {
      const char *piece = alcove_json_string (alcove_json_element (inner, i), "text");

      if (piece != NULL)
        take_reasoning_text (self, piece);
    }
  if (inner == NULL && text != NULL)
    take_reasoning_text (self, text);
}

/* A block of a kind that we do not know speaks by its text, and what points somewhere is a source (Mistral's
 * {"type": "tool_reference", "title": "…", "url": "…"}). */
static void
take_block (AlcoveWireChat *self, JsonObject *block)
{
  const char *type = alcove_json_string (block, "type");
  const char *text = alcove_json_string (block, "text");
  const char *refusal = alcove_json_string (block, "refusal");

  if (g_strcmp0 (type, "thinking") == 0 || g_strcmp0 (type, "reasoning") == 0)
    take_thinking (self, block);
  else if (g_strcmp0 (type, "refusal") == 0 && refusal)
    give (ALCOVE_PART_REFUSAL, refusal, strlen (refusal), self);
  else if (g_strcmp0 (type, "image_url") == 0)
    alcove_answer_take_image (self->answer, block);
  else if (text != NULL)
    take_content_text (self, text);
  else if (alcove_json_string (block, "url"))
    alcove_answer_take_source (self->answer, block);
}

static void
take_blocks (AlcoveWireChat *self, JsonArray *blocks)
{
  for (guint i = 0; i < json_array_get_length (blocks); i++)
    {
      JsonNode *node = json_array_get_element (blocks, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        take_content_text (self, json_node_get_string (node));
      else if (JSON_NODE_HOLDS_OBJECT (node))
        take_block (self, json_node_get_object (node));
    }
}

static void
take_content (AlcoveWireChat *self, JsonObject *delta)
{
  JsonNode *node = json_object_get_member (delta, "content");

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    take_blocks (self, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    take_block (self, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    take_content_text (self, json_node_get_string (node));
}

/* OpenRouter's list of text, summaries and encrypted blobs; it says the same as "reasoning". */
static void
take_reasoning_details (AlcoveWireChat *self, JsonArray *details)
{
  for (guint i = 0; details && i < json_array_get_length (details); i++)
    {
      JsonObject *detail = alcove_json_element (details, i);
      const char *text = alcove_json_string (detail, "text");

      if (text == NULL)
        text = alcove_json_string (detail, "summary");
      if (text != NULL)
        take_reasoning_text (self, text);
    }
}

/* A string, or an object that holds one. */
static const char *
reasoning_text (JsonObject *delta)
{
  static const char *const members[]
      = { "reasoning_content", "reasoning", "reasoning_text", "thinking" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = alcove_json_string (delta, members[i]);
      JsonObject *object = alcove_json_object (delta, members[i]);

      if (text == NULL && object != NULL)
        text = alcove_json_string (object, "content");
      if (text == NULL && object != NULL)
        text = alcove_json_string (object, "text");
      if (text != NULL && *text)
        return text;
    }
  return NULL;
}

static void
take_reasoning (AlcoveWireChat *self, JsonObject *delta)
{
  const char *text = reasoning_text (delta);

  if (text != NULL)
    {
      self->has_plain_reasoning = TRUE;
      take_reasoning_text (self, text);
    }
  else if (!self->has_plain_reasoning)
    take_reasoning_details (self, alcove_json_array (delta, "reasoning_details"));
}

static void
take_delta (AlcoveWireChat *self, JsonObject *delta)
{
  const char *refusal = alcove_json_string (delta, "refusal");

  take_reasoning (self, delta);
  take_content (self, delta);
  if (refusal != NULL)
    give (ALCOVE_PART_REFUSAL, refusal, strlen (refusal), self);
  alcove_answer_take_tool_calls (self->answer, delta);
  alcove_answer_take_images (self->answer, alcove_json_array (delta, "images"));
}

static gboolean
is_nothing (AlcoveWireChat *self)
{
  const AlcoveAnswer *answer = self->answer;

  return answer->content->len == 0 && answer->reasoning->len == 0 && answer->refusal->len == 0
         && answer->parts->len == 0 && self->splitter.state == ALCOVE_THINK_START
         && (self->splitter.held == NULL || self->splitter.held->len == 0);
}

/* A full message is the answer of a server that does not stream. Beside deltas (Perplexity, Writer)
 * it only repeats them, so it counts where there are no deltas at all. */
static JsonObject *
delta_of_choice (AlcoveWireChat *self, JsonObject *choice, const char *finish_reason)
{
  JsonObject *delta = alcove_json_object (choice, "delta");
  JsonObject *message = alcove_json_object (choice, "message");

  if (message == NULL)
    return delta;
  if (delta != NULL && (finish_reason == NULL || json_object_has_member (delta, "tool_calls")))
    return delta;
  if (delta != NULL && alcove_json_string (delta, "content")
      && *alcove_json_string (delta, "content"))
    return delta;
  return is_nothing (self) ? message : delta;
}

/* The first choice; others come only where somebody asked for them. */
static JsonObject *
first_choice (JsonArray *choices)
{
  for (guint i = 0; choices && i < json_array_get_length (choices); i++)
    {
      JsonObject *choice = alcove_json_element (choices, i);

      if (choice && alcove_json_int (choice, "index", i) == 0)
        return choice;
    }
  return NULL;
}

static void
take_choice (AlcoveWireChat *self, JsonObject *chunk, JsonObject *choice)
{
  const char *finish_reason = alcove_json_string (choice, "finish_reason");
  JsonObject *delta;

  if (finish_reason != NULL && *finish_reason == 0)
    finish_reason = NULL;
  delta = delta_of_choice (self, choice, finish_reason);
  alcove_answer_take_citations (self->answer, chunk, choice, delta);
  if (delta != NULL)
    take_delta (self, delta);
  if (finish_reason != NULL)
    g_set_str (&self->answer->finish_reason, finish_reason);
  self->answer->has_usage
      |= alcove_wire_usage_take (&self->answer->usage, alcove_json_object (choice, "usage"));
}

static void
take_usage (AlcoveWireChat *self, JsonObject *chunk)
{
  JsonObject *groq = alcove_json_object (chunk, "x_groq");
  JsonObject *usage = alcove_json_object (chunk, "usage");

  if (groq != NULL)
    self->answer->has_usage
        |= alcove_wire_usage_take (&self->answer->usage, alcove_json_object (groq, "usage"));
  if (usage != NULL)
    self->answer->has_usage |= alcove_wire_usage_take (&self->answer->usage, usage);
}

static void
take_foreign (AlcoveWireChat *self, const char *name)
{
  g_autofree char *reason = NULL;

  self->is_foreign = TRUE;
  reason = g_strdup_printf ("this address speaks %s, not the OpenAI one", name);

  alcove_answer_take_error (self->answer,
                            alcove_error_new_http (ALCOVE_ERROR_NOT_AN_API, 0, -1, reason, NULL));
}

static gboolean
is_keep_alive (JsonObject *chunk)
{
  const char *type = alcove_json_string (chunk, "type");

  return json_object_get_size (chunk) == 0 || g_strcmp0 (type, "keepalive") == 0
         || g_strcmp0 (type, "ping") == 0 || json_object_has_member (chunk, "obfuscation");
}

static void
take_object (AlcoveWireChat *self, JsonNode *root, JsonObject *chunk)
{
  JsonArray *choices = alcove_json_array (chunk, "choices");
  JsonObject *choice = first_choice (choices);
  const char *model = alcove_json_string (chunk, "model");
  const char *foreign = NULL;

  if (choice == NULL || !json_object_has_member (choice, "delta"))
    foreign = alcove_wire_foreign_protocol (root);
  if (foreign != NULL)
    {
      take_foreign (self, foreign);
      return;
    }
  self->n_chunks += choices != NULL;
  self->n_events += choices != NULL || !is_keep_alive (chunk);
  if (model && *model && self->answer->model == NULL)
    self->answer->model = g_strdup (model);
  if (choice != NULL)
    take_choice (self, chunk, choice);
  else
    alcove_answer_take_citations (self->answer, chunk, NULL, NULL);
  take_usage (self, chunk);
  if (alcove_wire_error_is_error (chunk))
    alcove_answer_take_error (self->answer, alcove_wire_error_from_json (0, root, self->key));
}

static void
take_root (AlcoveWireChat *self, JsonNode *root)
{
  const char *foreign;

  if (JSON_NODE_HOLDS_OBJECT (root))
    {
      take_object (self, root, json_node_get_object (root));
      return;
    }
  if (!JSON_NODE_HOLDS_ARRAY (root))
    return;
  foreign = alcove_wire_foreign_protocol (root);
  if (foreign != NULL)
    take_foreign (self, foreign);
  else if (alcove_json_element (json_node_get_array (root), 0)
           && alcove_wire_error_is_error (alcove_json_element (json_node_get_array (root), 0)))
    alcove_answer_take_error (self->answer, alcove_wire_error_from_json (0, root, self->key));
}

/* Servers cut characters in two, write NaN for a number, or NUL: a strict parser refuses or drops such text. */
static JsonNode *
parse (AlcoveWireChat *self, const char *json, gsize length)
{
  g_autofree char *mended = NULL;

  if ((length > MAX_MENDED || !alcove_json_needs_mending (json, length))
      && json_parser_load_from_data (self->parser, json, (gssize) length, NULL))
    return json_parser_get_root (self->parser);
  if (length > MAX_MENDED)
    return NULL;
  mended = alcove_json_mend (json, length);
  if (!json_parser_load_from_data (self->parser, mended, -1, NULL))
    return NULL;
  self->is_mended = TRUE;
  return json_parser_get_root (self->parser);
}

/**
 * alcove_wire_chat_take_json:
 * @self: a decoder
 * @json: (array length=length): a chunk, or a whole answer of a server that does not stream
 * @length: its size
 * @may_be_cut: whether it may lack its end, so that it does not count where it is no JSON
 */
void
alcove_wire_chat_take_json (AlcoveWireChat *self, const char *json, gsize length,
                            gboolean may_be_cut)
{
  JsonNode *root;

  if (self->is_foreign)
    return;
  root = parse (self, json, length);
  if (root != NULL)
    take_root (self, root);
  else if (self->malformed == NULL && !may_be_cut)
    self->malformed = g_utf8_make_valid (json, (gssize) MIN (length, 4096));
}

static void
take_error_text (AlcoveWireChat *self, const char *text, gsize length)
{
  g_autoptr (JsonNode) node = NULL;

  if (*text == '{' || *text == '[')
    node = json_from_string (text, NULL);
  alcove_answer_take_error (self->answer,
                            node ? alcove_wire_error_from_json (0, node, self->key)
                                 : alcove_wire_error_from_body (0, text, length, -1, self->key));
}

static gboolean
is_done (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return g_str_has_prefix (text, "[DONE]");
}

/* A server that forgets the blank lines between its events makes one of several: each line that is an object alone is
 * one. An object that is written on several lines stays one. */
static gboolean
is_several (const char *data, gsize length)
{
  const char *end = memchr (data, '\n', length);

  return end != NULL && end > data && end[-1] == '}' && (end[1] == '{' || is_done (end + 1));
}

static void
take_lines (AlcoveWireChat *self, const char *data, gboolean may_be_cut)
{
  g_auto (GStrv) lines = g_strsplit (data, "\n", -1);

  for (guint i = 0; lines[i] && !self->answer->done; i++)
    if (is_done (lines[i]))
      self->answer->done = TRUE;
    else if (*lines[i])
      alcove_wire_chat_take_json (self, lines[i], strlen (lines[i]),
                                  may_be_cut && lines[i + 1] == NULL);
}

/**
 * alcove_wire_chat_take_event:
 * @self: a decoder
 * @event: an event of the stream
 *
 * What comes after `[DONE]` is ignored.
 */
void
alcove_wire_chat_take_event (AlcoveWireChat *self, const AlcoveSseEvent *event)
{
  const char *type = event->type;

  if (self->answer->done || event->length == 0)
    return;
  if (event->data[0] != '{' && is_done (event->data))
    self->answer->done = TRUE;
  else if (event->data[0] == '{' && is_several (event->data, event->length))
    take_lines (self, event->data, event->is_unterminated);
  else if (g_str_equal (type, "error"))
    take_error_text (self, event->data, event->length);
  else if (!event->is_stray || *type == 0)
    alcove_wire_chat_take_json (self, event->data, event->length,
                                event->is_unterminated || event->is_stray);
}

/**
 * alcove_wire_chat_finish:
 * @self: a decoder
 *
 * The answer ended, well or not: gives out what was held back to be looked at.
 */
void
alcove_wire_chat_finish (AlcoveWireChat *self)
{
  alcove_think_splitter_finish (&self->splitter, give, self);
  give_up_half (self);
}
