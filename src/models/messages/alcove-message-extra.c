/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a message keeps beside the columns of its table: a small JSON object, so that histories need no new
 * column for what few messages have. Pure. Members that this version does not know are kept. */

#include "alcove-message-private.h"

#include <json-glib/json-glib.h>

#define RETRY_AT "retry_at"
#define REFUSED_FIELD "refused_field"
#define COST_IS_ESTIMATED "cost_is_estimated"
#define IS_REWRITTEN "rewritten"
#define REASONING_US "reasoning_us"

static JsonObject *
read_extra (const char *extra)
{
  g_autoptr (JsonNode) root = extra ? json_from_string (extra, NULL) : NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return json_object_new ();
  return json_node_dup_object (root);
}

static void
write_extra (AlcoveMessageRecord *record, JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);

  g_free (record->extra);
  record->extra = json_to_string (root, FALSE);
}

/**
 * alcove_message_extra_set_refused_field:
 * @record: a record nobody else holds yet
 * @field: the member of the request that the server refused
 */
void
alcove_message_extra_set_refused_field (AlcoveMessageRecord *record, const char *field)
{
  g_autoptr (JsonObject) object = read_extra (record->extra);

  json_object_set_string_member (object, REFUSED_FIELD, field);
  write_extra (record, object);
}

/**
 * alcove_message_extra_set_cost_is_estimated:
 * @record: a record nobody else holds yet, whose cost is price × tokens
 */
void
alcove_message_extra_set_cost_is_estimated (AlcoveMessageRecord *record)
{
  g_autoptr (JsonObject) object = read_extra (record->extra);

  json_object_set_boolean_member (object, COST_IS_ESTIMATED, TRUE);
  write_extra (record, object);
}

/**
 * alcove_message_extra_set_is_rewritten:
 * @record: a record nobody else holds yet, whose words are the user's and not the model's
 */
void
alcove_message_extra_set_is_rewritten (AlcoveMessageRecord *record)
{
  g_autoptr (JsonObject) object = read_extra (record->extra);

  json_object_set_boolean_member (object, IS_REWRITTEN, TRUE);
  write_extra (record, object);
}

/**
 * alcove_message_extra_set_reasoning_us:
 * @record: a record nobody else holds yet
 * @duration: microseconds from the first thought to the first word of the answer
 */
void
alcove_message_extra_set_reasoning_us (AlcoveMessageRecord *record, gint64 duration)
{
  g_autoptr (JsonObject) object = read_extra (record->extra);

  json_object_set_int_member (object, REASONING_US, duration);
  write_extra (record, object);
}

/**
 * alcove_message_extra_set_retry_at:
 * @record: a record nobody else holds yet
 * @retry_at: Unix milliseconds: before then the server does not want to be asked again
 */
void
alcove_message_extra_set_retry_at (AlcoveMessageRecord *record, gint64 retry_at)
{
  g_autoptr (JsonObject) object = read_extra (record->extra);

  json_object_set_int_member (object, RETRY_AT, retry_at);
  write_extra (record, object);
}

static JsonNode *
get (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node
                                                                                         : NULL;
}

/**
 * alcove_message_get_retry_at:
 * @self: a message
 *
 * Returns: Unix milliseconds: before then the server does not want to be asked again; 0 where it said nothing
 */
gint64
alcove_message_get_retry_at (AlcoveMessage *self)
{
  g_autoptr (JsonObject) object = read_extra (alcove_message_get_extra (self));
  JsonNode *node = get (object, RETRY_AT, G_TYPE_INT64);

  return node ? json_node_get_int (node) : 0;
}

/**
 * alcove_message_dup_refused_field:
 * @self: a message
 *
 * Returns: (transfer full) (nullable): the setting that the server refused by name and that can be left out
 */
char *
alcove_message_dup_refused_field (AlcoveMessage *self)
{
  g_autoptr (JsonObject) object = read_extra (alcove_message_get_extra (self));
  JsonNode *node = get (object, REFUSED_FIELD, G_TYPE_STRING);

  return node ? g_strdup (json_node_get_string (node)) : NULL;
}

/**
 * alcove_message_get_cost_is_estimated:
 * @self: a message
 *
 * Returns: whether its cost is price × tokens, because the server gave none
 */
gboolean
alcove_message_get_cost_is_estimated (AlcoveMessage *self)
{
  g_autoptr (JsonObject) object = read_extra (alcove_message_get_extra (self));
  JsonNode *node = get (object, COST_IS_ESTIMATED, G_TYPE_BOOLEAN);

  return node && json_node_get_boolean (node);
}

/**
 * alcove_message_get_is_rewritten:
 * @self: a message
 *
 * Returns: whether its words are the user's and not the model's
 */
gboolean
alcove_message_get_is_rewritten (AlcoveMessage *self)
{
  g_autoptr (JsonObject) object = read_extra (alcove_message_get_extra (self));
  JsonNode *node = get (object, IS_REWRITTEN, G_TYPE_BOOLEAN);

  return node && json_node_get_boolean (node);
}

/**
 * alcove_message_get_reasoning_us:
 * @self: a message
 *
 * Returns: microseconds that the model thought before it answered, -1 unknown
 */
gint64
alcove_message_get_reasoning_us (AlcoveMessage *self)
{
  const char *extra = alcove_message_get_extra (self);
  g_autoptr (JsonObject) object = NULL;
  JsonNode *node;

  if (extra == NULL)
    return -1;
  object = read_extra (extra);
  node = get (object, REASONING_US, G_TYPE_INT64);
  return node ? json_node_get_int (node) : -1;
}
