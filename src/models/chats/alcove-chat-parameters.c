/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The settings of a chat as plain values, as the JSON that histories keep, and as part of a request. Pure, any
 * thread. Holds always: what is out of range or of another type in stored JSON counts as not set, so that no
 * old or foreign history makes a request that cannot be sent. */

#include "alcove-chat-parameters-private.h"

#include <json-glib/json-glib.h>
#include <math.h>

#define TEMPERATURE_MAX 2.0

G_DEFINE_BOXED_TYPE (AlcoveChatParameters, alcove_chat_parameters, alcove_chat_parameters_copy,
                     alcove_chat_parameters_free)

/**
 * alcove_chat_parameters_new:
 *
 * Returns: (transfer full): parameters of which none is set
 */
AlcoveChatParameters *
alcove_chat_parameters_new (void)
{
  AlcoveChatParameters *self = g_new0 (AlcoveChatParameters, 1);

  self->temperature = NAN;
  self->top_p = NAN;
  self->seed = G_MININT64;
  self->scraping = ALCOVE_CHOICE_NOT_SET;
  self->citations = ALCOVE_CHOICE_NOT_SET;
  self->thinking = ALCOVE_CHOICE_NOT_SET;
  self->venice_prompt = ALCOVE_CHOICE_NOT_SET;
  return self;
}

/**
 * alcove_chat_parameters_copy:
 * @self: parameters
 *
 * Returns: (transfer full): the same once more
 */
AlcoveChatParameters *
alcove_chat_parameters_copy (const AlcoveChatParameters *self)
{
  AlcoveChatParameters *copy = g_memdup2 (self, sizeof *self);

  copy->system_prompt = g_strdup (self->system_prompt);
  copy->reasoning_effort = g_strdup (self->reasoning_effort);
  copy->stop = g_strdupv (self->stop);
  copy->web_search = g_strdup (self->web_search);
  copy->character = g_strdup (self->character);
  return copy;
}

/**
 * alcove_chat_parameters_free:
 * @self: (transfer full): parameters
 */
void
alcove_chat_parameters_free (AlcoveChatParameters *self)
{
  g_free (self->system_prompt);
  g_free (self->reasoning_effort);
  g_strfreev (self->stop);
  g_free (self->web_search);
  g_free (self->character);
  g_free (self);
}

static void
fill_string (char **field, const char *otherwise)
{
  if (*field == NULL)
    *field = g_strdup (otherwise);
}

static void
fill_choice (AlcoveChoice *field, AlcoveChoice otherwise)
{
  if (*field == ALCOVE_CHOICE_NOT_SET)
    *field = otherwise;
}

/**
 * alcove_chat_parameters_fill:
 * @self: the parameters of a chat
 * @defaults: those of its account
 *
 * Sets what is not set in @self and is set in @defaults.
 */
void
alcove_chat_parameters_fill (AlcoveChatParameters *self, const AlcoveChatParameters *defaults)
{
  fill_string (&self->system_prompt, defaults->system_prompt);
  fill_string (&self->reasoning_effort, defaults->reasoning_effort);
  fill_string (&self->web_search, defaults->web_search);
  fill_string (&self->character, defaults->character);
  fill_choice (&self->scraping, defaults->scraping);
  fill_choice (&self->citations, defaults->citations);
  fill_choice (&self->thinking, defaults->thinking);
  fill_choice (&self->venice_prompt, defaults->venice_prompt);
  if (isnan (self->temperature))
    self->temperature = defaults->temperature;
  if (isnan (self->top_p))
    self->top_p = defaults->top_p;
  if (self->max_tokens == 0)
    self->max_tokens = defaults->max_tokens;
  if (self->seed == G_MININT64)
    self->seed = defaults->seed;
  if (self->stop == NULL)
    self->stop = g_strdupv (defaults->stop);
}

/* ---- JSON ---- */

static JsonNode *
get (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);
  GType held = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  if (held == type || (type == G_TYPE_DOUBLE && held == G_TYPE_INT64))
    return node;
  return NULL;
}

static double
read_double (JsonObject *object, const char *name, double max)
{
  JsonNode *node = get (object, name, G_TYPE_DOUBLE);
  double value = node ? json_node_get_double (node) : NAN;

  return value >= 0 && value <= max ? value : NAN;
}

static gint64
read_int (JsonObject *object, const char *name, gint64 min, gint64 max, gint64 otherwise)
{
  JsonNode *node = get (object, name, G_TYPE_INT64);
  gint64 value = node ? json_node_get_int (node) : otherwise;

  return value >= min && value <= max ? value : otherwise;
}

static char *
read_string (JsonObject *object, const char *name)
{
  JsonNode *node = get (object, name, G_TYPE_STRING);
  const char *text = node ? json_node_get_string (node) : NULL;

  return text && *text ? g_strdup (text) : NULL;
}

static AlcoveChoice
read_choice (JsonObject *object, const char *name)
{
  JsonNode *node = get (object, name, G_TYPE_BOOLEAN);

  if (node == NULL)
    return ALCOVE_CHOICE_NOT_SET;
  return json_node_get_boolean (node) ? ALCOVE_CHOICE_ON : ALCOVE_CHOICE_OFF;
}

static GStrv
read_stop (JsonObject *object)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, "stop");
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array ? json_array_get_length (array) : 0;
  guint n_taken = 0;

  for (guint i = 0; i < n && n_taken < ALCOVE_STOP_MAX; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *text = json_node_get_string (element);

      if (JSON_NODE_HOLDS_VALUE (element) && text != NULL && *text && ++n_taken)
        g_strv_builder_add (builder, text);
    }
  return n_taken > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * alcove_chat_parameters_from_json:
 * @json: (nullable): what [method@ChatParameters.to_json] made
 *
 * Returns: (transfer full): the parameters; what cannot be used is not set
 */
AlcoveChatParameters *
alcove_chat_parameters_from_json (const char *json)
{
  AlcoveChatParameters *self = alcove_chat_parameters_new ();
  g_autoptr (JsonNode) root = json ? json_from_string (json, NULL) : NULL;
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return self;
  object = json_node_get_object (root);
  self->system_prompt = read_string (object, "system_prompt");
  self->temperature = read_double (object, "temperature", TEMPERATURE_MAX);
  self->top_p = read_double (object, "top_p", ALCOVE_TOP_P_MAX);
  self->max_tokens = read_int (object, "max_tokens", 1, ALCOVE_MAX_TOKENS_MAX, 0);
  self->seed = read_int (object, "seed", -ALCOVE_SEED_MAX, ALCOVE_SEED_MAX, G_MININT64);
  self->reasoning_effort = read_string (object, "reasoning_effort");
  self->stop = read_stop (object);
  self->web_search = read_string (object, "web_search");
  self->character = read_string (object, "character");
  self->scraping = read_choice (object, "scraping");
  self->citations = read_choice (object, "citations");
  self->thinking = read_choice (object, "thinking");
  self->venice_prompt = read_choice (object, "venice_prompt");
  return self;
}

static void
write_string (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text)
    json_object_set_string_member (object, name, text);
}

static void
write_double (JsonObject *object, const char *name, double value)
{
  if (!isnan (value))
    json_object_set_double_member (object, name, value);
}

static void
write_choice (JsonObject *object, const char *name, AlcoveChoice choice)
{
  if (choice != ALCOVE_CHOICE_NOT_SET)
    json_object_set_boolean_member (object, name, choice == ALCOVE_CHOICE_ON);
}

static void
write_stop (JsonObject *object, GStrv stop)
{
  JsonArray *array;

  if (stop == NULL || *stop == NULL)
    return;
  array = json_array_new ();
  for (guint i = 0; stop[i]; i++)
    json_array_add_string_element (array, stop[i]);
  json_object_set_array_member (object, "stop", array);
}

static char *
object_to_json (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);

  return json_object_get_size (object) > 0 ? json_to_string (root, FALSE) : NULL;
}

/**
 * alcove_chat_parameters_to_json:
 * @self: parameters
 *
 * Returns: (transfer full) (nullable): a JSON object of what is set; %NULL where nothing is
 */
char *
alcove_chat_parameters_to_json (const AlcoveChatParameters *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  write_string (object, "system_prompt", self->system_prompt);
  write_double (object, "temperature", self->temperature);
  write_double (object, "top_p", self->top_p);
  if (self->max_tokens > 0)
    json_object_set_int_member (object, "max_tokens", self->max_tokens);
  if (self->seed != G_MININT64)
    json_object_set_int_member (object, "seed", self->seed);
  write_string (object, "reasoning_effort", self->reasoning_effort);
  write_stop (object, self->stop);
  write_string (object, "web_search", self->web_search);
  write_string (object, "character", self->character);
  write_choice (object, "scraping", self->scraping);
  write_choice (object, "citations", self->citations);
  write_choice (object, "thinking", self->thinking);
  write_choice (object, "venice_prompt", self->venice_prompt);
  return object_to_json (object);
}

/* ---- the request ---- */

/* https://docs.venice.ai: venice_parameters */
static char *
venice_to_json (const AlcoveChatParameters *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *venice = json_object_new ();

  write_string (venice, "enable_web_search", self->web_search);
  write_choice (venice, "enable_web_scraping", self->scraping);
  write_string (venice, "character_slug", self->character);
  write_choice (venice, "enable_web_citations", self->citations);
  if (self->thinking != ALCOVE_CHOICE_NOT_SET)
    json_object_set_boolean_member (venice, "disable_thinking",
                                    self->thinking == ALCOVE_CHOICE_OFF);
  write_choice (venice, "include_venice_system_prompt", self->venice_prompt);
  if (json_object_get_size (venice) > 0)
    json_object_set_object_member (object, "venice_parameters", venice);
  else
    json_object_unref (venice);
  return object_to_json (object);
}

/**
 * alcove_chat_parameters_temperature_max:
 * @dialect: whose rules apply
 *
 * Returns: the highest temperature that the provider documents
 */
double
alcove_chat_parameters_temperature_max (AlcoveDialect dialect)
{
  if (dialect == ALCOVE_DIALECT_ANTHROPIC)
    return 1.0;
  return dialect == ALCOVE_DIALECT_MISTRAL ? 1.5 : TEMPERATURE_MAX;
}

/**
 * alcove_chat_parameters_apply:
 * @self: parameters
 * @request: a request nobody else holds yet
 * @dialect: whose rules apply
 *
 * Sets in @request what is set in @self.
 */
void
alcove_chat_parameters_apply (const AlcoveChatParameters *self, AlcoveChatRequest *request,
                              AlcoveDialect dialect)
{
  g_set_str (&request->system_prompt, self->system_prompt);
  g_set_str (&request->reasoning_effort, self->reasoning_effort);
  request->temperature = self->temperature;
  request->top_p = self->top_p;
  request->max_tokens = self->max_tokens;
  request->seed = self->seed;
  g_strfreev (request->stop);
  request->stop = g_strdupv (self->stop);
  if (dialect == ALCOVE_DIALECT_VENICE)
    {
      g_free (request->extra_body);
      request->extra_body = venice_to_json (self);
    }
}
