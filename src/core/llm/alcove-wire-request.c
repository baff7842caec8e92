/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A chat request as the JSON that is posted to /chat/completions. Pure. Only fields that the user
 * set are written: one server or the other refuses every field there is. */

#include "alcove-wire-request.h"

#include "alcove-error.h"
#include "alcove-wire-messages.h"

#include <math.h>

static void
add_double (JsonBuilder *builder, const char *name, double value)
{
  if (isnan (value))
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static gboolean
is_refused (AlcoveChatRequest *request, const char *field)
{
  return request->refused && g_strv_contains ((const char *const *) request->refused, field);
}

/* The field has an old name and a new one: a model that refused the one that its dialect uses is asked by the
 * other. */
static const char *
max_tokens_name (AlcoveChatRequest *request, AlcoveDialect dialect)
{
  gboolean is_new = dialect == ALCOVE_DIALECT_OPENAI || dialect == ALCOVE_DIALECT_VENICE;

  if (is_refused (request, is_new ? "max_completion_tokens" : "max_tokens"))
    is_new = !is_new;
  return is_new ? "max_completion_tokens" : "max_tokens";
}

static void
add_parameters (JsonBuilder *builder, AlcoveChatRequest *request, AlcoveDialect dialect)
{
  add_double (builder, "temperature", request->temperature);
  add_double (builder, "top_p", request->top_p);
  if (request->max_tokens > 0)
    add_int (builder, max_tokens_name (request, dialect), request->max_tokens);
  if (request->seed != G_MININT64)
    add_int (builder, dialect == ALCOVE_DIALECT_MISTRAL ? "random_seed" : "seed", request->seed);
  if (request->reasoning_effort && *request->reasoning_effort)
    {
      json_builder_set_member_name (builder, "reasoning_effort");
      json_builder_add_string_value (builder, request->reasoning_effort);
    }
  if (request->stop && *request->stop)
    {
      json_builder_set_member_name (builder, "stop");
      json_builder_begin_array (builder);
      for (guint i = 0; request->stop[i]; i++)
        json_builder_add_string_value (builder, request->stop[i]);
      json_builder_end_array (builder);
    }
}

static gboolean
merge_extra (JsonNode *root, const char *extra_body, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (extra_body == NULL || *extra_body == 0)
    return TRUE;
  node = json_from_string (extra_body, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                           "the additional fields of the request are not a JSON object");
      return FALSE;
    }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (json_node_get_object (root), name, json_node_copy (value));
  return TRUE;
}

/* Whether a request is still one without this member. */
static gboolean
is_optional (const char *field)
{
  return !g_str_equal (field, "model") && !g_str_equal (field, "messages")
         && !g_str_equal (field, "stream");
}

static void
drop_refused (JsonObject *body, AlcoveChatRequest *request)
{
  for (guint i = 0; request->refused && request->refused[i]; i++)
    if (is_optional (request->refused[i]))
      json_object_remove_member (body, request->refused[i]);
}

static JsonNode *
build (AlcoveChatRequest *request, AlcoveDialect dialect, gboolean with_usage, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "model");
  json_builder_add_string_value (builder, request->model);
  alcove_wire_messages_build (builder, request, dialect);
  json_builder_set_member_name (builder, "stream");
  json_builder_add_boolean_value (builder, TRUE);
  /* Mistral gives the numbers unasked and refuses fields that it does not know */
  if (with_usage && dialect != ALCOVE_DIALECT_MISTRAL)
    {
      json_builder_set_member_name (builder, "stream_options");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "include_usage");
      json_builder_add_boolean_value (builder, TRUE);
      json_builder_end_object (builder);
    }
  add_parameters (builder, request, dialect);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  if (!merge_extra (root, request->account_body, error)
      || !merge_extra (root, request->extra_body, error))
    return NULL;
  drop_refused (json_node_get_object (root), request);
  return g_steal_pointer (&root);
}

/**
 * alcove_wire_request_to_json:
 * @request: what to ask
 * @dialect: whose rules apply
 * @with_usage: whether to ask for the numbers at the end
 * @error: %ALCOVE_ERROR_INVALID_INPUT where the extra body is no JSON object
 *
 * Returns: (nullable) (transfer full): the body of the request
 */
GBytes *
alcove_wire_request_to_json (AlcoveChatRequest *request, AlcoveDialect dialect, gboolean with_usage,
                             GError **error)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = build (request, dialect, with_usage, error);
  char *text;
  gsize length = 0;

  if (root == NULL)
    return NULL;
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_take (text, length);
}

/**
 * alcove_wire_request_dup_optional_fields:
 * @request: what to ask
 * @dialect: whose rules apply
 * @with_usage: whether to ask for the numbers at the end
 *
 * Returns: (transfer full): the members of the body that the request could go without
 */
GStrv
alcove_wire_request_dup_optional_fields (AlcoveChatRequest *request, AlcoveDialect dialect,
                                         gboolean with_usage)
{
  g_autoptr (JsonNode) root = build (request, dialect, with_usage, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GList) members = root ? json_object_get_members (json_node_get_object (root)) : NULL;

  for (GList *l = members; l; l = l->next)
    if (is_optional (l->data))
      g_strv_builder_add (builder, l->data);
  return g_strv_builder_end (builder);
}
