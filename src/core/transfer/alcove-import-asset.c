/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Parts whose bytes are in a file of their own, which may not be there. Pure; any thread. */

#include "alcove-import-asset.h"

#include "alcove-json.h"

/* What names the bytes, and whether they are a voice. */
static char *
make_extra (const char *id, gboolean is_voice)
{
  g_autofree char *valid = g_utf8_make_valid (id, -1);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, ALCOVE_PART_ASSET, valid);
  if (is_voice)
    json_object_set_boolean_member (object, ALCOVE_PART_VOICE, TRUE);
  json_node_take_object (node, object);
  return alcove_json_dup (node);
}

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
  AlcovePart *part = alcove_part_new_data (kind, valid_name, valid_mime, NULL);

  part->extra = id ? make_extra (id, FALSE) : NULL;
  return part;
}

/**
 * alcove_import_asset_new_voice:
 * @id: what the name of its file begins with
 * @format: (nullable): "wav" and the like
 *
 * Returns: (transfer full): what was heard, whose words are another part
 */
AlcovePart *
alcove_import_asset_new_voice (const char *id, const char *format)
{
  g_autofree char *valid = g_utf8_make_valid (format ? format : "", -1);
  g_autofree char *mime = *valid ? g_strconcat ("audio/", valid, NULL) : NULL;
  AlcovePart *part = alcove_part_new_data (ALCOVE_PART_FILE, NULL, mime, NULL);

  part->extra = make_extra (id, TRUE);
  return part;
}

/**
 * alcove_import_asset_drop_voices:
 * @bundle: a chat
 *
 * Where their bytes did not come along the words are all that there is.
 */
void
alcove_import_asset_drop_voices (AlcoveChatBundle *bundle)
{
  for (guint i = 0; i < bundle->messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);

      for (guint k = message->parts->len; k > 0; k--)
        {
          const AlcovePart *part = g_ptr_array_index (message->parts, k - 1);

          if (part->data == NULL && alcove_part_is_voice (part))
            g_ptr_array_remove_index (message->parts, k - 1);
        }
    }
}
