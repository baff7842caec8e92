/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What an account remembers beside its chats: default parameters, the fields that a model refused, the models
 * that a person likes, who may write titles. Pure. What is read from the vault is added to what this session learned before; JSON of
 * another shape adds nothing. */

#include "alcove-account-settings.h"

#include <json-glib/json-glib.h>

/**
 * alcove_account_settings_new:
 *
 * Returns: (transfer full): settings that know nothing yet
 */
AlcoveAccountSettings *
alcove_account_settings_new (void)
{
  AlcoveAccountSettings *self = g_new0 (AlcoveAccountSettings, 1);

  self->defaults = alcove_chat_parameters_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_hash_table_unref);
  self->favourites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * alcove_account_settings_free:
 * @self: (transfer full): settings
 */
void
alcove_account_settings_free (AlcoveAccountSettings *self)
{
  alcove_chat_parameters_free (self->defaults);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->favourites);
  g_free (self->title_model);
  g_free (self);
}

/**
 * alcove_account_settings_refuse:
 * @self: settings
 * @model: a model, "" for the whole server
 * @field: a field of a request that it does not take
 *
 * Returns: whether that is news
 */
gboolean
alcove_account_settings_refuse (AlcoveAccountSettings *self, const char *model, const char *field)
{
  GHashTable *fields = g_hash_table_lookup (self->refused, model);

  if (fields == NULL)
    {
      fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->refused, g_strdup (model), fields);
    }
  return g_hash_table_add (fields, g_strdup (field));
}

/**
 * alcove_account_settings_dup_refused:
 * @self: settings
 * @model: a model, "" for the whole server
 *
 * Returns: (transfer full) (nullable): the fields that it refused, %NULL for none
 */
GStrv
alcove_account_settings_dup_refused (AlcoveAccountSettings *self, const char *model)
{
  GHashTable *fields = g_hash_table_lookup (self->refused, model);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer field;

  if (fields == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    g_strv_builder_add (builder, field);
  return g_strv_builder_end (builder);
}

/**
 * alcove_account_settings_set_favourite:
 * @self: settings
 * @model: a model
 * @is_favourite: whether it stands on top
 *
 * Returns: whether that changed anything
 */
gboolean
alcove_account_settings_set_favourite (AlcoveAccountSettings *self, const char *model,
                                       gboolean is_favourite)
{
  return is_favourite ? g_hash_table_add (self->favourites, g_strdup (model))
                      : g_hash_table_remove (self->favourites, model);
}

static JsonArray *
set_to_array (GHashTable *set)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (set), (GCompareFunc) g_strcmp0);
  JsonArray *array = json_array_new ();

  for (GList *l = names; l; l = l->next)
    json_array_add_string_element (array, l->data);
  return array;
}

/**
 * alcove_account_settings_refused_to_json:
 * @self: settings
 *
 * Returns: (transfer full): a JSON object of arrays
 */
char *
alcove_account_settings_refused_to_json (AlcoveAccountSettings *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer model, fields;

  json_node_take_object (root, object);
  g_hash_table_iter_init (&iter, self->refused);
  while (g_hash_table_iter_next (&iter, &model, &fields))
    json_object_set_array_member (object, model, set_to_array (fields));
  return json_to_string (root, FALSE);
}

/* The strings of an array; NULL elements and other types are skipped. */
static GStrv
read_array (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }
  return g_strv_builder_end (builder);
}

/**
 * alcove_account_settings_add_refused:
 * @self: settings
 * @json: (nullable): what [method@AccountSettings.refused_to_json] made
 */
void
alcove_account_settings_add_refused (AlcoveAccountSettings *self, const char *json)
{
  g_autoptr (JsonNode) root = json ? json_from_string (json, NULL) : NULL;
  JsonObjectIter iter;
  const char *model;
  JsonNode *node;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &model, &node))
    {
      g_auto (GStrv) fields = read_array (node);

      for (guint i = 0; fields[i]; i++)
        alcove_account_settings_refuse (self, model, fields[i]);
    }
}

/**
 * alcove_account_settings_favourites_to_json:
 * @self: settings
 *
 * Returns: (transfer full): a JSON array
 */
char *
alcove_account_settings_favourites_to_json (AlcoveAccountSettings *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (root, set_to_array (self->favourites));
  return json_to_string (root, FALSE);
}

/**
 * alcove_account_settings_add_favourites:
 * @self: settings
 * @json: (nullable): what [method@AccountSettings.favourites_to_json] made
 */
void
alcove_account_settings_add_favourites (AlcoveAccountSettings *self, const char *json)
{
  g_autoptr (JsonNode) root = json ? json_from_string (json, NULL) : NULL;
  g_auto (GStrv) models = root ? read_array (root) : NULL;

  for (guint i = 0; models && models[i]; i++)
    alcove_account_settings_set_favourite (self, models[i], TRUE);
}

/**
 * alcove_account_settings_titles_to_json:
 * @self: settings
 *
 * Returns: (transfer full): a JSON object
 */
char *
alcove_account_settings_titles_to_json (AlcoveAccountSettings *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  json_object_set_boolean_member (object, "ask", self->asks_for_titles);
  if (self->title_model != NULL)
    json_object_set_string_member (object, "model", self->title_model);
  return json_to_string (root, FALSE);
}

/**
 * alcove_account_settings_add_titles:
 * @self: settings
 * @json: (nullable): what [method@AccountSettings.titles_to_json] made
 *
 * Allows only what is said in so many words.
 */
void
alcove_account_settings_add_titles (AlcoveAccountSettings *self, const char *json)
{
  g_autoptr (JsonNode) root = json ? json_from_string (json, NULL) : NULL;
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *ask = object ? json_object_get_member (object, "ask") : NULL;
  JsonNode *model = object ? json_object_get_member (object, "model") : NULL;

  if (ask && JSON_NODE_HOLDS_VALUE (ask) && json_node_get_value_type (ask) == G_TYPE_BOOLEAN)
    self->asks_for_titles = json_node_get_boolean (ask);
  if (model && JSON_NODE_HOLDS_VALUE (model) && json_node_get_value_type (model) == G_TYPE_STRING
      && *json_node_get_string (model) != '\0')
    g_set_str (&self->title_model, json_node_get_string (model));
}
