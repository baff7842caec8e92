/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The session's language models: from the vault at once, from the server when it answers. Main thread.
 *
 * The model for new chats is the one used last, else the first that the server calls a chat model; what the
 * user chose is kept also when the server does not list it. */

#include "alcove-session-private.h"

#include <json-glib/json-glib.h>

#include "alcove-error.h"
#include "alcove-model-private.h"
#include "alcove-wire-attachment.h"

/**
 * alcove_session_get_models:
 * @self: a session
 *
 * Returns: (transfer none): a list of #AlcoveModel
 */
GListModel *
alcove_session_get_models (AlcoveSession *self)
{
  return G_LIST_MODEL (self->models);
}

/**
 * alcove_session_get_model:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the model for new chats; %NULL until one is known
 */
const char *
alcove_session_get_model (AlcoveSession *self)
{
  return self->model;
}

/**
 * alcove_session_get_models_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the server gave no list
 */
const GError *
alcove_session_get_models_error (AlcoveSession *self)
{
  return self->models_error;
}

/* Only where the user saves: with saving off the vault takes nothing of a chat, not even its model. */
static gboolean
may_write_settings (AlcoveSession *self)
{
  return self->store != NULL && self->save_history;
}

/**
 * alcove_session_write_setting:
 * @self: a session
 * @key: which
 * @json: (nullable): its value, %NULL for none
 *
 * Keeps a setting in the vault, where the user saves.
 */
void
alcove_session_write_setting (AlcoveSession *self, const char *key, const char *json)
{
  if (may_write_settings (self))
    dex_future_disown (alcove_store_set_setting (self->store, key, json));
}

static char *
to_json_string (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

/**
 * alcove_session_remember_model:
 * @self: a session
 * @model: a model that was asked
 *
 * It is the one for new chats from now on, also after the next start.
 */
void
alcove_session_remember_model (AlcoveSession *self, const char *model)
{
  g_autofree char *json = to_json_string (model);

  alcove_session_choose_model (self, model);
  alcove_session_write_setting (self, "model", json);
}

/**
 * alcove_session_set_model:
 * @self: a session
 * @model: the model for new chats
 */
void
alcove_session_set_model (AlcoveSession *self, const char *model)
{
  if (model != NULL && g_strcmp0 (model, self->model) != 0)
    alcove_session_remember_model (self, model);
}

static void
favourite_cb (AlcoveSession *self, GParamSpec *pspec, AlcoveModel *model)
{
  g_autofree char *json = NULL;

  if (!alcove_account_settings_set_favourite (self->settings, alcove_model_get_id (model),
                                              alcove_model_get_is_favourite (model)))
    return;
  json = alcove_account_settings_favourites_to_json (self->settings);
  alcove_session_write_setting (self, "favourites", json);
}

/**
 * alcove_session_show_favourites:
 * @self: a session whose settings were read
 */
void
alcove_session_show_favourites (AlcoveSession *self)
{
  GListModel *models = G_LIST_MODEL (self->models);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      alcove_model_set_is_favourite (model, g_hash_table_contains (self->settings->favourites,
                                                                   alcove_model_get_id (model)));
    }
}

static AlcoveModel *
new_model (AlcoveSession *self, AlcoveModelInfo *info)
{
  AlcoveModel *model = alcove_model_new (info);

  alcove_model_set_is_favourite (model,
                                 g_hash_table_contains (self->settings->favourites, info->id));
  g_signal_connect_object (model, "notify::is-favourite", G_CALLBACK (favourite_cb), self,
                           G_CONNECT_SWAPPED);
  return model;
}

/**
 * alcove_session_estimate_cost:
 * @self: a session
 * @id: the model that was asked
 * @tokens_in: how many it read, -1 unknown
 * @tokens_out: how many it wrote, -1 unknown
 *
 * Returns: US dollars by the prices that the server told, -1 where it told none
 */
double
alcove_session_estimate_cost (AlcoveSession *self, const char *id, gint64 tokens_in,
                              gint64 tokens_out)
{
  GListModel *models = G_LIST_MODEL (self->models);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);
      const double in = alcove_model_get_price_in (model);
      const double out = alcove_model_get_price_out (model);

      if (g_strcmp0 (alcove_model_get_id (model), id) == 0)
        return in < 0 || out < 0 || tokens_in < 0 || tokens_out < 0
                   ? -1
                   : ((double) tokens_in * in + (double) tokens_out * out) / 1e6;
    }
  return -1;
}

static AlcoveModel *
find_model (AlcoveSession *self, const char *id)
{
  GListModel *models = G_LIST_MODEL (self->models);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (alcove_model_get_id (model), id) == 0)
        return model;
    }
  return NULL;
}

/* A list in which nobody sees says nothing about seeing. */
static gboolean
tells_of_vision (AlcoveSession *self)
{
  GListModel *models = G_LIST_MODEL (self->models);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      if (alcove_model_get_vision (model))
        return TRUE;
    }
  return FALSE;
}

/**
 * alcove_session_check_attachment:
 * @self: a session
 * @conversation: a chat
 * @attachment: what is to go with its next prompt
 * @error: %ALCOVE_ERROR_ATTACHMENT
 *
 * Only what is known is refused: where the server tells nothing, it has the last word itself.
 *
 * Returns: whether it may be sent
 */
gboolean
alcove_session_check_attachment (AlcoveSession *self, AlcoveConversation *conversation,
                                 AlcoveAttachment *attachment, GError **error)
{
  const char *id = alcove_conversation_get_model (conversation);
  const AlcovePart *part = alcove_attachment_get_part (attachment);
  const char *why = NULL;
  AlcoveModel *model;

  if (self->client == NULL)
    return TRUE;
  model = find_model (self, id ? id : self->model);
  if (part->kind == ALCOVE_PART_IMAGE && model != NULL && !alcove_model_get_vision (model)
      && tells_of_vision (self))
    why = "this model cannot see pictures";
  else if (part->kind == ALCOVE_PART_FILE && !alcove_wire_attachment_is_text (part)
           && !alcove_dialect_takes_files (
               alcove_endpoint_get_dialect (alcove_client_get_endpoint (self->client))))
    why = "this provider takes text and pictures, but no other files";
  if (why != NULL)
    g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT, "%s: %s", part->name, why);
  return why == NULL;
}

/**
 * alcove_session_take_models:
 * @self: a session
 * @infos: (element-type AlcoveModelInfo): what the server or the vault knows
 */
void
alcove_session_take_models (AlcoveSession *self, GPtrArray *infos)
{
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  const char *first = NULL;

  for (guint i = 0; i < infos->len; i++)
    {
      AlcoveModelInfo *info = g_ptr_array_index (infos, i);

      if (!info->is_chat)
        continue;
      if (first == NULL)
        first = info->id;
      g_ptr_array_add (models, new_model (self, info));
    }
  g_list_store_splice (self->models, 0, g_list_model_get_n_items (G_LIST_MODEL (self->models)),
                       models->pdata, models->len);
  if (self->model == NULL && first != NULL)
    alcove_session_choose_model (self, first);
}

static DexFuture *
models_cb (DexFuture *future, gpointer user_data)
{
  AlcoveSession *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *json = NULL;

  if (self->is_closed)
    return dex_future_new_true ();
  if (value != NULL)
    {
      alcove_session_take_models (self, g_value_get_boxed (value));
      json = alcove_model_list_to_json (G_LIST_MODEL (self->models));
      alcove_session_write_setting (self, "models", json);
    }
  alcove_session_set_models_state (self, FALSE, error);
  return dex_future_new_true ();
}

/**
 * alcove_session_reload_models:
 * @self: a session
 *
 * Asks the server for its list; is-loading-models and models-error tell how it went. What is known stays
 * until it answers.
 */
void
alcove_session_reload_models (AlcoveSession *self)
{
  if (self->is_loading_models || self->is_closed || self->client == NULL)
    return;
  alcove_session_set_models_state (self, TRUE, NULL);
  dex_future_disown (dex_future_finally (alcove_client_list_models (self->client), models_cb,
                                         g_object_ref (self), g_object_unref));
}
