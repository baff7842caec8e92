/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A tolerant look at JSON that a server sent or a file holds: whatever has not the type that is asked for counts
 * as absent, and nothing ever warns. Pure; any thread. */

#include "alcove-json.h"

#include <math.h>

static JsonNode *
member_node (JsonObject *object, const char *member, JsonNodeType type)
{
  JsonNode *node = object ? json_object_get_member (object, member) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

/**
 * alcove_json_string:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (nullable) (transfer none): the string there, %NULL for anything else
 */
const char *
alcove_json_string (JsonObject *object, const char *member)
{
  JsonNode *node = member_node (object, member, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/**
 * alcove_json_object:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (nullable) (transfer none): the object there
 */
JsonObject *
alcove_json_object (JsonObject *object, const char *member)
{
  JsonNode *node = member_node (object, member, JSON_NODE_OBJECT);

  return node ? json_node_get_object (node) : NULL;
}

/**
 * alcove_json_array:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (nullable) (transfer none): the array there
 */
JsonArray *
alcove_json_array (JsonObject *object, const char *member)
{
  JsonNode *node = member_node (object, member, JSON_NODE_ARRAY);

  return node ? json_node_get_array (node) : NULL;
}

/**
 * alcove_json_element:
 * @array: (nullable): an array
 * @index: which element; beyond the end is fine
 *
 * Returns: (nullable) (transfer none): the object there
 */
JsonObject *
alcove_json_element (JsonArray *array, guint index)
{
  JsonNode *node = NULL;

  if (array != NULL && index < json_array_get_length (array))
    node = json_array_get_element (array, index);
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * alcove_json_number:
 * @object: (nullable): an object
 * @member: a name
 * @otherwise: what to answer where there is no finite number
 *
 * Takes a number or a string that is one (OpenRouter writes prices so).
 *
 * Returns: the number
 */
double
alcove_json_number (JsonObject *object, const char *member, double otherwise)
{
  JsonNode *node = member_node (object, member, JSON_NODE_VALUE);
  double value = NAN;

  if (node == NULL)
    return otherwise;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);
      char *end = NULL;

      value = g_ascii_strtod (text, &end);
      if (end == text || *end != 0)
        return otherwise;
    }
  else if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    value = json_node_get_double (node);
  return isfinite (value) ? value : otherwise;
}

/**
 * alcove_json_int:
 * @object: (nullable): an object
 * @member: a name
 * @otherwise: what to answer where there is no number that fits
 *
 * Returns: the number, its fraction cut off
 */
gint64
alcove_json_int (JsonObject *object, const char *member, gint64 otherwise)
{
  double value = alcove_json_number (object, member, NAN);

  /* 2^53: beyond it the number was not exact anyway */
  return isfinite (value) && fabs (value) < 9007199254740992.0 ? (gint64) value : otherwise;
}

/**
 * alcove_json_true:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: whether there is a `true`
 */
gboolean
alcove_json_true (JsonObject *object, const char *member)
{
  JsonNode *node = member_node (object, member, JSON_NODE_VALUE);

  return node && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/**
 * alcove_json_lists:
 * @array: (nullable): an array of strings
 * @word: a word
 *
 * Returns: whether @word is one of them
 */
gboolean
alcove_json_lists (JsonArray *array, const char *word)
{
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          && g_str_equal (json_node_get_string (node), word))
        return TRUE;
    }
  return FALSE;
}

/**
 * alcove_json_dup:
 * @node: any JSON
 *
 * Returns: (transfer full): its text on one line
 */
char *
alcove_json_dup (JsonNode *node)
{
  return json_to_string (node, FALSE);
}
