/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How a chat asks: its own parameters, the account's defaults, what a model refused before. Main thread.
 *
 * With saving off nothing of it reaches the vault, not even for a chat that is saved: its unsaved copy, which
 * is what goes on, takes it along. */

#include "alcove-session-private.h"

#include "alcove-chat-parameters-private.h"

#define FOR_ALL_MODELS ""

/**
 * alcove_session_dup_parameters:
 * @self: a session
 * @conversation: one of its chats
 *
 * Returns: (transfer full): what is set for this chat alone
 */
AlcoveChatParameters *
alcove_session_dup_parameters (AlcoveSession *self, AlcoveConversation *conversation)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  AlcoveChatParameters *parameters = alcove_chat_parameters_from_json (record->params);

  g_set_str (&parameters->system_prompt, record->system_prompt);
  return parameters;
}

/* A chat that has a home; one without takes its record along when it gets one. */
static DexFuture *
write_parameters (AlcoveSession *self, AlcoveConversation *conversation)
{
  AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);
  AlcoveChatRecord *unborn = writer ? alcove_chat_writer_get_unborn_chat (writer) : NULL;

  if (unborn != NULL)
    {
      g_set_str (&unborn->system_prompt, record->system_prompt);
      g_set_str (&unborn->params, record->params);
    }
  else if (writer != NULL
           && (self->save_history
               || alcove_conversation_get_home (conversation) == ALCOVE_HOME_MEMORY))
    return alcove_store_set_chat_details (alcove_chat_writer_get_store (writer), record,
                                          ALCOVE_DETAIL_PARAMETERS);
  return dex_future_new_true ();
}

/**
 * alcove_session_set_parameters:
 * @self: a session
 * @conversation: one of its chats
 * @parameters: what is set for this chat alone from now on
 *
 * Counts for the next question at once, whatever becomes of the future.
 *
 * Returns: (transfer full): a future of %TRUE once it is kept; rejects with what the store says
 */
DexFuture *
alcove_session_set_parameters (AlcoveSession *self, AlcoveConversation *conversation,
                               const AlcoveChatParameters *parameters)
{
  AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  g_autoptr (AlcoveChatParameters) rest = alcove_chat_parameters_copy (parameters);

  alcove_conversation_set_system_prompt (conversation, parameters->system_prompt);
  g_clear_pointer (&rest->system_prompt, g_free); /* which has a column of its own */
  g_free (record->params);
  record->params = alcove_chat_parameters_to_json (rest);
  return write_parameters (self, conversation);
}

/**
 * alcove_session_dup_defaults:
 * @self: a session
 *
 * Returns: (transfer full): what counts for chats that do not set it themselves
 */
AlcoveChatParameters *
alcove_session_dup_defaults (AlcoveSession *self)
{
  return alcove_chat_parameters_copy (self->settings->defaults);
}

/**
 * alcove_session_set_defaults:
 * @self: a session
 * @parameters: what counts from now on for chats that do not set it themselves
 */
void
alcove_session_set_defaults (AlcoveSession *self, const AlcoveChatParameters *parameters)
{
  g_autofree char *json = alcove_chat_parameters_to_json (parameters);

  alcove_chat_parameters_free (self->settings->defaults);
  self->settings->defaults = alcove_chat_parameters_copy (parameters);
  alcove_session_write_setting (self, "defaults", json);
}

/**
 * alcove_session_get_is_venice:
 * @self: a session
 *
 * Returns: whether the server takes what Venice alone takes
 */
gboolean
alcove_session_get_is_venice (AlcoveSession *self)
{
  return self->client != NULL
         && alcove_endpoint_get_dialect (alcove_client_get_endpoint (self->client))
                == ALCOVE_DIALECT_VENICE;
}

/**
 * alcove_session_get_temperature_max:
 * @self: a session
 *
 * Returns: the highest temperature that the account's provider documents
 */
double
alcove_session_get_temperature_max (AlcoveSession *self)
{
  return alcove_chat_parameters_temperature_max (
      self->client ? alcove_endpoint_get_dialect (alcove_client_get_endpoint (self->client))
                   : ALCOVE_DIALECT_GENERIC);
}

/**
 * alcove_session_prepare_request:
 * @self: a session
 * @conversation: the chat that asks
 * @request: a request nobody else holds yet
 *
 * Sets the parameters of the chat, the account's defaults where it has none, and what the model refused.
 */
void
alcove_session_prepare_request (AlcoveSession *self, AlcoveConversation *conversation,
                                AlcoveChatRequest *request)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_session_dup_parameters (self, conversation);

  alcove_chat_parameters_fill (parameters, self->settings->defaults);
  if (self->client != NULL)
    alcove_chat_parameters_apply (
        parameters, request,
        alcove_endpoint_get_dialect (alcove_client_get_endpoint (self->client)));
  g_strfreev (request->refused);
  request->refused = alcove_account_settings_dup_refused (self->settings, request->model);
}

/**
 * alcove_session_remember_refusal:
 * @self: a session
 * @model: (nullable): a model, %NULL for the whole server
 * @field: a field of a request
 *
 * @field is not sent to @model any more.
 */
void
alcove_session_remember_refusal (AlcoveSession *self, const char *model, const char *field)
{
  g_autofree char *json = NULL;

  if (!alcove_account_settings_refuse (self->settings, model ? model : FOR_ALL_MODELS, field))
    return;
  json = alcove_account_settings_refused_to_json (self->settings);
  alcove_session_write_setting (self, "refused", json);
}

/**
 * alcove_session_send_without:
 * @self: a session
 * @conversation: a chat
 * @message: an answer that failed because the server refused a field
 * @field: that field
 *
 * Asks again without it, and never sends it to the model of this chat any more.
 *
 * Returns: (transfer none) (nullable): as [method@Session.regenerate]
 */
AlcoveConversation *
alcove_session_send_without (AlcoveSession *self, AlcoveConversation *conversation,
                             AlcoveMessage *message, const char *field)
{
  alcove_session_remember_refusal (self, alcove_conversation_get_model (conversation), field);
  return alcove_session_regenerate (self, conversation, message);
}

static void
tell_client (AlcoveSession *self)
{
  g_auto (GStrv) refused = alcove_account_settings_dup_refused (self->settings, FOR_ALL_MODELS);

  if (self->client != NULL && refused != NULL
      && g_strv_contains ((const char *const *) refused, ALCOVE_FIELD_USAGE))
    alcove_client_set_refuses_usage (self->client);
}

/**
 * alcove_session_learn_from_client:
 * @self: a session, after an answer
 *
 * Keeps what the client found out about the server by itself.
 */
void
alcove_session_learn_from_client (AlcoveSession *self)
{
  if (self->client != NULL && alcove_client_get_refuses_usage (self->client))
    alcove_session_remember_refusal (self, NULL, ALCOVE_FIELD_USAGE);
}

/**
 * alcove_session_read_settings:
 * @self: a session
 * @store: its vault's store
 *
 * In a fiber. What the vault remembers; an unreadable setting is as good as none.
 */
void
alcove_session_read_settings (AlcoveSession *self, AlcoveStore *store)
{
  g_autofree char *defaults = dex_await_string (alcove_store_get_setting (store, "defaults"), NULL);
  g_autofree char *refused = dex_await_string (alcove_store_get_setting (store, "refused"), NULL);
  g_autofree char *favourites
      = dex_await_string (alcove_store_get_setting (store, "favourites"), NULL);
  g_autofree char *titles = dex_await_string (alcove_store_get_setting (store, "titles"), NULL);
  g_autoptr (AlcoveChatParameters) kept = alcove_chat_parameters_from_json (defaults);

  if (self->is_closed)
    return;
  alcove_chat_parameters_fill (self->settings->defaults, kept);
  alcove_account_settings_add_refused (self->settings, refused);
  alcove_account_settings_add_favourites (self->settings, favourites);
  alcove_account_settings_add_titles (self->settings, titles);
  alcove_session_show_favourites (self);
  tell_client (self);
}

/**
 * alcove_session_write_settings:
 * @self: a session that begins to save
 *
 * Keeps what was learned and set while nothing was saved.
 */
void
alcove_session_write_settings (AlcoveSession *self)
{
  g_autofree char *defaults = alcove_chat_parameters_to_json (self->settings->defaults);
  g_autofree char *refused = alcove_account_settings_refused_to_json (self->settings);
  g_autofree char *favourites = alcove_account_settings_favourites_to_json (self->settings);
  g_autofree char *titles = alcove_account_settings_titles_to_json (self->settings);

  alcove_session_write_setting (self, "defaults", defaults);
  alcove_session_write_setting (self, "refused", refused);
  alcove_session_write_setting (self, "favourites", favourites);
  alcove_session_write_setting (self, "titles", titles);
}
