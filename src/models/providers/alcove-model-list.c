/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The list of models as it is kept in the vault, so that the picker is full before the server answers.
 * Pure; a list that cannot be read counts as none, for the server's answer replaces it anyhow. */

#include "alcove-model-private.h"

#include <json-glib/json-glib.h>

static void
write_model (JsonBuilder *builder, const AlcoveModelInfo *info)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, info->id);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, info->name);
  json_builder_set_member_name (builder, "context_length");
  json_builder_add_int_value (builder, info->context_length);
  json_builder_set_member_name (builder, "price_in");
  json_builder_add_double_value (builder, info->price_in);
  json_builder_set_member_name (builder, "price_out");
  json_builder_add_double_value (builder, info->price_out);
  json_builder_set_member_name (builder, "vision");
  json_builder_add_boolean_value (builder, info->vision);
  json_builder_set_member_name (builder, "reasoning");
  json_builder_add_boolean_value (builder, info->reasoning);
  json_builder_set_member_name (builder, "tools");
  json_builder_add_boolean_value (builder, info->tools);
  if (info->privacy != NULL)
    {
      json_builder_set_member_name (builder, "privacy");
      json_builder_add_string_value (builder, info->privacy);
    }
  json_builder_set_member_name (builder, "is_chat");
  json_builder_add_boolean_value (builder, info->is_chat);
  json_builder_end_object (builder);
}

/**
 * alcove_model_list_to_json:
 * @models: (element-type AlcoveModel): the list
 *
 * Returns: (transfer full): a JSON array
 */
char *
alcove_model_list_to_json (GListModel *models)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      write_model (builder, alcove_model_get_info (model));
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static AlcoveModelInfo *
read_model (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = object ? json_object_get_string_member_with_default (object, "id", NULL) : NULL;
  const char *name;
  AlcoveModelInfo *info;

  if (id == NULL || *id == '\0')
    return NULL;
  info = alcove_model_info_new (id);
  name = json_object_get_string_member_with_default (object, "name", NULL);
  if (name != NULL)
    g_set_str (&info->name, name);
  info->context_length = json_object_get_int_member_with_default (object, "context_length", 0);
  info->price_in = json_object_get_double_member_with_default (object, "price_in", -1);
  info->price_out = json_object_get_double_member_with_default (object, "price_out", -1);
  info->privacy = g_strdup (json_object_get_string_member_with_default (object, "privacy", NULL));
  info->vision = !!json_object_get_boolean_member_with_default (object, "vision", FALSE);
  info->reasoning = !!json_object_get_boolean_member_with_default (object, "reasoning", FALSE);
  info->tools = !!json_object_get_boolean_member_with_default (object, "tools", FALSE);
  info->is_chat = !!json_object_get_boolean_member_with_default (object, "is_chat", TRUE);
  return info;
}

/**
 * alcove_model_list_from_json:
 * @json: (nullable): what [func@model_list_to_json] made
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveModelInfo): the models, %NULL for none
 */
GPtrArray *
alcove_model_list_from_json (const char *json)
{
  g_autoptr (JsonNode) root = json ? json_from_string (json, NULL) : NULL;
  GPtrArray *infos;
  JsonArray *array;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return NULL;
  array = json_node_get_array (root);
  infos = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_model_info_unref);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      AlcoveModelInfo *info = read_model (json_array_get_element (array, i));

      if (info != NULL)
        g_ptr_array_add (infos, info);
    }
  return infos;
}
