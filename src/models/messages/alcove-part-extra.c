/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Reads the small JSON object that a part may carry. Pure. It may come from an import, so it is bounded. */

#include "alcove-part-extra.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_LENGTH 65536

/**
 * alcove_part_dup_extra:
 * @part: a part
 * @member: of its extra object
 *
 * Returns: (transfer full) (nullable): the string there
 */
char *
alcove_part_dup_extra (const AlcovePart *part, const char *member)
{
  g_autoptr (JsonNode) root = NULL;
  JsonNode *node;

  if (part->extra == NULL || strlen (part->extra) > MAX_LENGTH)
    return NULL;
  root = json_from_string (part->extra, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  node = json_object_get_member (json_node_get_object (root), member);
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? g_strdup (json_node_get_string (node))
             : NULL;
}
