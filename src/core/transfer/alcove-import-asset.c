/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Parts whose bytes are in a file of their own, which may not be there. Pure; any thread. */

#include "alcove-import-asset.h"

#include "alcove-json.h"

#define MEMBER "asset"

/**
 * alcove_import_asset_new:
 * @kind: %ALCOVE_PART_IMAGE or %ALCOVE_PART_FILE
 * @id: (nullable): what the name of its file begins with
 * @name: (nullable): what it is called
 * @mime: (nullable): what it is said to be
 *
 * Returns: (transfer full): a part without bytes
 */
AlcovePart *
alcove_import_asset_new (AlcovePartKind kind, const char *id, const char *name, const char *mime)
{
  g_autofree char *valid_name = name ? g_utf8_make_valid (name, -1) : NULL;
  g_autofree char *valid_mime = mime ? g_utf8_make_valid (mime, -1) : NULL;
  g_autofree char *valid_id = id ? g_utf8_make_valid (id, -1) : NULL;
  AlcovePart *part = alcove_part_new_data (kind, valid_name, valid_mime, NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (valid_id == NULL)
    return part;
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_object_set_string_member (object, MEMBER, valid_id);
  json_node_take_object (node, object);
  part->extra = alcove_json_dup (node);
  return part;
}

/**
 * alcove_import_asset_dup_id:
 * @part: any part
 *
 * Returns: (transfer full) (nullable): what names the file that has its bytes
 */
char *
alcove_import_asset_dup_id (const AlcovePart *part)
{
  g_autoptr (JsonNode) node = NULL;

  if (part->extra == NULL || (part->kind != ALCOVE_PART_IMAGE && part->kind != ALCOVE_PART_FILE))
    return NULL;
  node = json_from_string (part->extra, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return g_strdup (alcove_json_string (json_node_get_object (node), MEMBER));
}
