/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One model of a server's list, and the reading of such lists in all their shapes. Boxed, pure.
 * Only what the server tells is taken for true; where it says nothing about the kind of a model,
 * the few well-known names that cannot chat are sorted out. */

#include "alcove-model-info.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"
#include "alcove-wire-error.h"

G_DEFINE_BOXED_TYPE (AlcoveModelInfo, alcove_model_info, alcove_model_info_ref,
                     alcove_model_info_unref)

/**
 * alcove_model_info_new:
 * @id: what is sent
 *
 * Returns: (transfer full): a model of which nothing else is known
 */
AlcoveModelInfo *
alcove_model_info_new (const char *id)
{
  AlcoveModelInfo *self = g_new0 (AlcoveModelInfo, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = g_strdup (id);
  self->name = g_strdup (id);
  self->price_in = -1;
  self->price_out = -1;
  self->is_chat = TRUE;
  return self;
}

/**
 * alcove_model_info_ref:
 * @self: a model
 *
 * Returns: (transfer full): @self
 */
AlcoveModelInfo *
alcove_model_info_ref (AlcoveModelInfo *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_model_info_unref:
 * @self: (transfer full): a model
 */
void
alcove_model_info_unref (AlcoveModelInfo *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->privacy);
  g_free (self);
}

/* Each server has its own name for the length of the context. */
static gint64
read_context (JsonObject *object, JsonObject *spec)
{
  static const char *const names[] = {
    "context_length",  "context_window",   "max_model_len", "max_context_length",
    "inputTokenLimit", "max_input_tokens", "context_size",
  };
  JsonObject *meta = alcove_json_object (object, "meta");
  gint64 length = alcove_json_int (spec, "availableContextTokens", 0);

  for (guint i = 0; length <= 0 && i < G_N_ELEMENTS (names); i++)
    length = alcove_json_int (object, names[i], 0);
  if (length <= 0)
    length = alcove_json_int (meta, "n_ctx", 0);
  if (length <= 0)
    length = alcove_json_int (meta, "n_ctx_train", 0);
  return MAX (length, 0);
}

static double
venice_price (JsonObject *pricing, const char *side)
{
  return alcove_json_number (alcove_json_object (pricing, side), "usd", -1);
}

/* OpenRouter gives dollars for one token, in strings; Venice, Together and Perplexity for a million. */
static void
read_prices (AlcoveModelInfo *self, JsonObject *object, JsonObject *spec)
{
  JsonObject *pricing = alcove_json_object (object, "pricing");
  JsonObject *venice = alcove_json_object (spec, "pricing");
  double in = alcove_json_number (pricing, "prompt", -1);
  double out = alcove_json_number (pricing, "completion", -1);

  self->price_in = in >= 0 ? in * 1e6 : alcove_json_number (pricing, "input", -1);
  self->price_out = out >= 0 ? out * 1e6 : alcove_json_number (pricing, "output", -1);
  if (venice != NULL)
    {
      self->price_in = venice_price (venice, "input");
      self->price_out = venice_price (venice, "output");
    }
  /* OpenRouter's router has -1 for "it depends" */
  self->price_in = self->price_in < 0 ? -1 : self->price_in;
  self->price_out = self->price_out < 0 ? -1 : self->price_out;
}

static void
read_abilities (AlcoveModelInfo *self, JsonObject *object, JsonObject *spec)
{
  JsonArray *inputs
      = alcove_json_array (alcove_json_object (object, "architecture"), "input_modalities");
  JsonArray *parameters = alcove_json_array (object, "supported_parameters");
  JsonArray *list = alcove_json_array (object, "capabilities");
  JsonObject *set = alcove_json_object (object, "capabilities");
  JsonObject *venice = alcove_json_object (spec, "capabilities");

  self->vision = alcove_json_lists (inputs, "image") || alcove_json_lists (list, "vision")
                 || alcove_json_lists (list, "multimodal") || alcove_json_true (set, "vision")
                 || alcove_json_true (venice, "supportsVision");
  self->reasoning = alcove_json_lists (parameters, "reasoning")
                    || alcove_json_lists (parameters, "include_reasoning")
                    || alcove_json_lists (list, "thinking") || alcove_json_true (set, "reasoning")
                    || alcove_json_true (venice, "supportsReasoning");
  self->tools = alcove_json_lists (parameters, "tools") || alcove_json_lists (list, "tools")
                || alcove_json_true (set, "function_calling")
                || alcove_json_true (venice, "supportsFunctionCalling");
}

static gboolean
has_word (const char *id, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (id, -1);

  for (guint i = 0; words[i]; i++)
    if (strstr (lower, words[i]))
      return TRUE;
  return FALSE;
}

/* "text", "chat", "language" and the like talk; so does what has no type. */
static gboolean
read_is_chat (const char *id, JsonObject *object)
{
  static const char *const kinds[] = {
    "embedding",  "embeddings", "image",      "images",        "audio",   "speech",
    "tts",        "asr",        "transcribe", "transcription", "rerank",  "reranker",
    "moderation", "video",      "music",      "upscale",       "inpaint", NULL,
  };
  static const char *const names[] = {
    "embedding", "text-search-", "code-search-", "-similarity-", "whisper",
    "dall-e",    "tts-",         "-tts",         "moderation",   "-transcribe",
    "gpt-image", "sora-",        "imagen-",      "-realtime",    NULL,
  };
  JsonObject *set = alcove_json_object (object, "capabilities");
  JsonArray *outputs
      = alcove_json_array (alcove_json_object (object, "architecture"), "output_modalities");
  const char *type = alcove_json_string (object, "type");

  if (type != NULL && *type && !g_str_equal (type, "model"))
    return !g_strv_contains (kinds, type);
  if (set != NULL && json_object_has_member (set, "completion_chat"))
    return alcove_json_true (set, "completion_chat");
  if (outputs != NULL && json_array_get_length (outputs) > 0)
    return alcove_json_lists (outputs, "text");
  return !has_word (id, names);
}

static AlcoveModelInfo *
read_model (JsonObject *object)
{
  JsonObject *spec = alcove_json_object (object, "model_spec");
  const char *id = alcove_json_string (object, "id");
  const char *name = alcove_json_string (object, "display_name");
  AlcoveModelInfo *self;

  if (id == NULL || *id == 0)
    id = alcove_json_string (object, "model");
  if (id == NULL || *id == 0)
    id = alcove_json_string (object, "name");
  if (id == NULL || *id == 0)
    return NULL;
  /* Gemini writes the collection before the id and does not want it back */
  if (g_str_has_prefix (id, "models/"))
    id += strlen ("models/");
  self = alcove_model_info_new (id);
  if (name == NULL)
    name = alcove_json_string (spec ? spec : object, "name");
  if (name != NULL && *name && !g_str_has_prefix (name, "models/"))
    g_set_str (&self->name, name);
  self->context_length = read_context (object, spec);
  read_prices (self, object, spec);
  read_abilities (self, object, spec);
  self->privacy = g_strdup (alcove_json_string (spec, "privacy"));
  self->is_chat = read_is_chat (id, object);
  return self;
}

static GPtrArray *
read_list (JsonArray *list)
{
  GPtrArray *models = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_model_info_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = alcove_json_element (list, i);
      AlcoveModelInfo *model = object ? read_model (object) : NULL;

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        model = alcove_model_info_new (json_node_get_string (node));
      if (model == NULL)
        continue;
      if (g_hash_table_add (seen, model->id))
        g_ptr_array_add (models, model);
      else
        alcove_model_info_unref (model);
    }
  return models;
}

/* {data: […]} (OpenAI), a bare array (Together), {models: […]} (Ollama's own, Gemini's own), {result: […]}
 * (Cloudflare) */
static JsonArray *
find_list (JsonNode *root)
{
  static const char *const names[] = { "models", "result", "results", "items" };
  JsonObject *object;
  JsonArray *list;

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_node_get_array (root);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  list = alcove_json_array (object, "data");
  for (guint i = 0; list == NULL && i < G_N_ELEMENTS (names); i++)
    list = alcove_json_array (object, names[i]);
  return list ? list : alcove_json_array (alcove_json_object (object, "data"), "models");
}

/* {"object": "list", "data": null} of a server without models */
static gboolean
is_empty_list (JsonNode *root)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  return object && json_object_has_member (object, "data")
         && JSON_NODE_HOLDS_NULL (json_object_get_member (object, "data"));
}

static gboolean
reports_error (JsonNode *root)
{
  JsonObject *object = NULL;

  if (JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  else if (JSON_NODE_HOLDS_ARRAY (root))
    object = alcove_json_element (json_node_get_array (root), 0);
  return object && alcove_wire_error_is_error (object);
}

/**
 * alcove_model_infos_parse:
 * @json: (array length=length): the answer to GET /models
 * @length: its size, -1 where it ends with a NUL
 * @error: %ALCOVE_ERROR_NOT_AN_API where it is no list of models; what the server reports where it
 *   reports an error
 *
 * Returns: (nullable) (transfer full) (element-type AlcoveModelInfo): the models in the server's
 *   order, each id once; may be empty
 */
GPtrArray *
alcove_model_infos_parse (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;

  if (json != NULL && json_parser_load_from_data (parser, json, length, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && reports_error (root))
    g_propagate_error (error, alcove_wire_error_from_json (0, root, NULL));
  else if (root != NULL && find_list (root) != NULL)
    return read_list (find_list (root));
  else if (root != NULL && is_empty_list (root))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_model_info_unref);
  else
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_AN_API,
                         "the server answered, but not with a list of models");
  return NULL;
}
