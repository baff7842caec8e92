/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One opened account: its state, and what the window binds to. Main thread.
 *
 * The vault is opened behind the window's back (alcove-session-vault.c); until that is done the list says that
 * it is loading and a chat may already be sent: it waits for the vault by itself. */

#include "alcove-session-private.h"

#include "alcove-error.h"

typedef enum
{
  PROP_NAME = 1,
  PROP_BASE_URL,
  PROP_HOST,
  PROP_IS_DEMO,
  PROP_CAN_SAVE,
  PROP_NEEDS_HISTORY_KEY,
  PROP_SAVE_HISTORY,
  PROP_MODEL,
  PROP_IS_LOADING_MODELS,
  PROP_MODELS_ERROR,
  PROP_STORE_ERROR,
  PROP_HAS_UNSAVED,
  PROP_N_SAVED,
} AlcoveSessionProperty;

G_DEFINE_FINAL_TYPE (AlcoveSession, alcove_session, G_TYPE_OBJECT)

static GParamSpec *props[PROP_N_SAVED + 1];

static void
get_state (AlcoveSession *self, AlcoveSessionProperty prop, GValue *value)
{
  switch (prop)
    {
    case PROP_SAVE_HISTORY:
      g_value_set_boolean (value, self->save_history);
      break;
    case PROP_IS_LOADING_MODELS:
      g_value_set_boolean (value, self->is_loading_models);
      break;
    case PROP_MODELS_ERROR:
      g_value_set_boxed (value, self->models_error);
      break;
    case PROP_STORE_ERROR:
      g_value_set_boxed (value, self->store_error);
      break;
    case PROP_HAS_UNSAVED:
      g_value_set_boolean (value, alcove_session_get_has_unsaved (self));
      break;
    case PROP_N_SAVED:
      g_value_set_int64 (value, self->n_saved);
      break;
    case PROP_NAME:
    case PROP_BASE_URL:
    case PROP_HOST:
    case PROP_IS_DEMO:
    case PROP_CAN_SAVE:
    case PROP_NEEDS_HISTORY_KEY:
    case PROP_MODEL:
    default:
      g_assert_not_reached ();
    }
}

static void
alcove_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveSession *self = ALCOVE_SESSION (object);

  switch ((AlcoveSessionProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, alcove_session_get_name (self));
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, alcove_account_item_get_base_url (self->item));
      break;
    case PROP_HOST:
      g_value_set_string (value, alcove_session_get_host (self));
      break;
    case PROP_IS_DEMO:
      g_value_set_boolean (value, alcove_session_get_is_demo (self));
      break;
    case PROP_CAN_SAVE:
      g_value_set_boolean (value, alcove_session_get_can_save (self));
      break;
    case PROP_NEEDS_HISTORY_KEY:
      g_value_set_boolean (value, self->needs_history_key);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_SAVE_HISTORY:
    case PROP_IS_LOADING_MODELS:
    case PROP_MODELS_ERROR:
    case PROP_STORE_ERROR:
    case PROP_HAS_UNSAVED:
    case PROP_N_SAVED:
      get_state (self, (AlcoveSessionProperty) prop_id, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_session_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((AlcoveSessionProperty) prop_id)
    {
    case PROP_MODEL:
      alcove_session_set_model (ALCOVE_SESSION (object), g_value_get_string (value));
      break;
    case PROP_NAME:
    case PROP_BASE_URL:
    case PROP_HOST:
    case PROP_IS_DEMO:
    case PROP_CAN_SAVE:
    case PROP_NEEDS_HISTORY_KEY:
    case PROP_SAVE_HISTORY:
    case PROP_IS_LOADING_MODELS:
    case PROP_MODELS_ERROR:
    case PROP_STORE_ERROR:
    case PROP_HAS_UNSAVED:
    case PROP_N_SAVED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_session_dispose (GObject *object)
{
  AlcoveSession *self = ALCOVE_SESSION (object);

  g_signal_handlers_disconnect_by_data (self->conversations, self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  alcove_recent_chats_clear (self->recent);
  alcove_session_let_shelves_go (self);
  g_list_store_remove_all (self->folders);
  g_list_store_remove_all (self->models);
  g_clear_object (&self->client);
  g_clear_object (&self->demo);
  g_clear_object (&self->store);
  g_clear_object (&self->unsaved);
  g_clear_object (&self->account);
  g_clear_object (&self->vault);
  g_clear_object (&self->keyring);
  dex_clear (&self->opening);
  dex_clear (&self->ensuring);
  G_OBJECT_CLASS (alcove_session_parent_class)->dispose (object);
}

static void
alcove_session_finalize (GObject *object)
{
  AlcoveSession *self = ALCOVE_SESSION (object);

  alcove_recent_chats_free (self->recent);
  g_ptr_array_unref (self->sendings);
  g_ptr_array_unref (self->titlings);
  g_object_unref (self->conversations);
  g_object_unref (self->models);
  g_object_unref (self->folders);
  g_ptr_array_unref (self->shelves);
  alcove_account_settings_free (self->settings);
  g_clear_object (&self->item);
  g_clear_error (&self->models_error);
  g_clear_error (&self->store_error);
  g_free (self->model);
  G_OBJECT_CLASS (alcove_session_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, flags);
  props[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  props[PROP_IS_DEMO] = g_param_spec_boolean ("is-demo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, FALSE, flags);
  props[PROP_NEEDS_HISTORY_KEY]
      = g_param_spec_boolean ("needs-history-key", NULL, NULL, FALSE, flags);
  props[PROP_SAVE_HISTORY] = g_param_spec_boolean ("save-history", NULL, NULL, FALSE, flags);
  props[PROP_MODEL]
      = g_param_spec_string ("model", NULL, NULL, NULL, flags | (GParamFlags) G_PARAM_WRITABLE);
  props[PROP_IS_LOADING_MODELS]
      = g_param_spec_boolean ("is-loading-models", NULL, NULL, FALSE, flags);
  props[PROP_MODELS_ERROR] = g_param_spec_boxed ("models-error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_STORE_ERROR] = g_param_spec_boxed ("store-error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_HAS_UNSAVED] = g_param_spec_boolean ("has-unsaved", NULL, NULL, FALSE, flags);
  props[PROP_N_SAVED] = g_param_spec_int64 ("n-saved", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_session_class_init (AlcoveSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = alcove_session_get_property;
  object_class->set_property = alcove_session_set_property;
  object_class->dispose = alcove_session_dispose;
  object_class->finalize = alcove_session_finalize;
  install_properties (object_class);
  g_signal_new ("answered", ALCOVE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, ALCOVE_TYPE_CONVERSATION, ALCOVE_TYPE_MESSAGE);
}

/* what n-unsaved of the list says, and chats that are sent while nobody knows yet where they will live */
void
alcove_session_notify_has_unsaved (AlcoveSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_UNSAVED]);
}

static void
list_error_cb (AlcoveSession *self)
{
  const GError *error = alcove_conversation_list_get_error (self->conversations);

  if (error != NULL)
    alcove_session_set_store_error (self, error);
}

static void
alcove_session_init (AlcoveSession *self)
{
  self->conversations = alcove_conversation_list_new ();
  self->shelves = g_ptr_array_new ();
  self->folders = g_list_store_new (ALCOVE_TYPE_FOLDER);
  self->models = g_list_store_new (ALCOVE_TYPE_MODEL);
  self->settings = alcove_account_settings_new ();
  self->sendings = g_ptr_array_new_with_free_func (g_object_unref);
  self->recent = alcove_recent_chats_new ();
  self->titlings = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (self->conversations, "notify::n-unsaved",
                            G_CALLBACK (alcove_session_notify_has_unsaved), self);
  g_signal_connect_swapped (self->conversations, "notify::error", G_CALLBACK (list_error_cb), self);
}

/* An account without an address is one for reading its history. */
static gboolean
make_client (AlcoveSession *self, GError **error)
{
  AlcoveCredential *credential = alcove_account_item_get_credential (self->item);
  const char *address = credential->base_url;
  g_autoptr (AlcoveEndpoint) endpoint = NULL;

  if (*address == '\0')
    return TRUE;
  if (alcove_account_item_get_is_demo (self->item))
    {
      self->demo = alcove_demo_server_new (error);
      if (self->demo == NULL)
        return FALSE;
      address = alcove_demo_server_get_base_url (self->demo);
    }
  endpoint = alcove_endpoint_new (address, error);
  if (endpoint == NULL)
    return FALSE;
  self->client = alcove_client_new (endpoint, credential->api_key);
  alcove_client_set_allow_plain_http (self->client, credential->allow_plain_http);
  alcove_client_set_trusted_certificate (self->client, credential->certificate);
  alcove_client_set_extras (self->client, credential->extras);
  alcove_session_find_proxy (self);
  return TRUE;
}

static void
name_cb (AlcoveSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAME]);
}

/**
 * alcove_session_new:
 * @item: the account
 * @data_dir: (nullable): the folder of all vaults, %NULL for the user's
 * @keyring: (nullable): where a history key may be kept, %NULL for nowhere
 * @error: return location
 *
 * Makes a session that knows its server. Call alcove_session_start() to open its vault.
 *
 * Returns: (transfer full) (nullable): the session
 */
AlcoveSession *
alcove_session_new (AlcoveAccountItem *item, const char *data_dir, AlcoveKeyring *keyring,
                    GError **error)
{
  g_autoptr (AlcoveSession) self = g_object_new (ALCOVE_TYPE_SESSION, NULL);

  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::name", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  self->keyring = keyring ? g_object_ref (keyring) : NULL;
  self->vault = alcove_vault_new (data_dir);
  return make_client (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * alcove_session_renew_client:
 * @self: a session whose account has another key now
 * @error: return location
 *
 * Answers that are on their way end with the old key.
 *
 * Returns: whether the next ones are asked for with the new one
 */
gboolean
alcove_session_renew_client (AlcoveSession *self, GError **error)
{
  if (self->is_closed || self->demo != NULL)
    return TRUE;
  g_clear_object (&self->client);
  if (!make_client (self, error))
    return FALSE;
  alcove_session_reload_models (self);
  return TRUE;
}

/**
 * alcove_session_start:
 * @self: a new session
 *
 * Begins to open the vault.
 */
void
alcove_session_start (AlcoveSession *self)
{
  dex_future_disown (alcove_session_open_vault (self));
}

/**
 * alcove_session_wait_open:
 * @self: a session
 *
 * Returns: (transfer full): a future that resolves once the newest try to open the vault is over; rejects with why it
 *   does not open
 */
DexFuture *
alcove_session_wait_open (AlcoveSession *self)
{
  return self->opening ? dex_ref (self->opening) : dex_future_new_true ();
}

static void
set_error (AlcoveSession *self, AlcoveSessionProperty prop, GError **field, const GError *error)
{
  if (*field == NULL && error == NULL)
    return;
  g_clear_error (field);
  *field = error ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_flag (AlcoveSession *self, AlcoveSessionProperty prop, gboolean *field, gboolean value)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/* Setters for the session's other files; each notifies. */

void
alcove_session_set_save_history (AlcoveSession *self, gboolean save_history)
{
  set_flag (self, PROP_SAVE_HISTORY, &self->save_history, save_history);
}

void
alcove_session_set_needs_history_key (AlcoveSession *self, gboolean needs)
{
  set_flag (self, PROP_NEEDS_HISTORY_KEY, &self->needs_history_key, needs);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_SAVE]);
}

void
alcove_session_set_store_error (AlcoveSession *self, const GError *error)
{
  set_error (self, PROP_STORE_ERROR, &self->store_error, error);
}

void
alcove_session_set_models_state (AlcoveSession *self, gboolean is_loading, const GError *error)
{
  set_error (self, PROP_MODELS_ERROR, &self->models_error, error);
  set_flag (self, PROP_IS_LOADING_MODELS, &self->is_loading_models, is_loading);
}

void
alcove_session_set_n_saved (AlcoveSession *self, gint64 n_saved)
{
  if (self->n_saved == n_saved)
    return;
  self->n_saved = n_saved;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SAVED]);
}

void
alcove_session_choose_model (AlcoveSession *self, const char *model)
{
  if (g_set_str (&self->model, model))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODEL]);
}

/**
 * alcove_session_get_name:
 * @self: a session
 *
 * Returns: (transfer none): the account's name
 */
const char *
alcove_session_get_name (AlcoveSession *self)
{
  return alcove_account_item_get_name (self->item);
}

/**
 * alcove_session_get_host:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the server's host, %NULL for the demo
 */
const char *
alcove_session_get_host (AlcoveSession *self)
{
  return alcove_account_item_get_host (self->item);
}

/**
 * alcove_session_get_is_demo:
 * @self: a session
 *
 * Returns: whether it speaks to the built-in server
 */
gboolean
alcove_session_get_is_demo (AlcoveSession *self)
{
  return alcove_account_item_get_is_demo (self->item);
}

/**
 * alcove_session_get_account_item:
 * @self: a session
 *
 * Returns: (transfer none): its account in the switcher
 */
AlcoveAccountItem *
alcove_session_get_account_item (AlcoveSession *self)
{
  return self->item;
}

/**
 * alcove_session_get_conversations:
 * @self: a session
 *
 * Returns: (transfer none): its chats
 */
AlcoveConversationList *
alcove_session_get_conversations (AlcoveSession *self)
{
  return self->conversations;
}

/**
 * alcove_session_get_can_save:
 * @self: a session
 *
 * Returns: whether it has or can have a vault; only a key that needs a history key and may keep none has not
 */
gboolean
alcove_session_get_can_save (AlcoveSession *self)
{
  return !self->needs_history_key || self->keyring != NULL;
}

/**
 * alcove_session_get_save_history:
 * @self: a session
 *
 * Returns: whether new chats are saved
 */
gboolean
alcove_session_get_save_history (AlcoveSession *self)
{
  return self->save_history;
}

/**
 * alcove_session_get_needs_history_key:
 * @self: a session
 *
 * Returns: whether turning saving on makes a history key first
 */
gboolean
alcove_session_get_needs_history_key (AlcoveSession *self)
{
  return self->needs_history_key;
}

/**
 * alcove_session_get_has_unsaved:
 * @self: a session
 *
 * Returns: whether messages would be lost by closing it now
 */
gboolean
alcove_session_get_has_unsaved (AlcoveSession *self)
{
  return alcove_conversation_list_get_n_unsaved (self->conversations) > 0
         || alcove_session_has_undecided (self);
}

/**
 * alcove_session_get_n_saved:
 * @self: a session
 *
 * Returns: the number of chats in the vault
 */
gint64
alcove_session_get_n_saved (AlcoveSession *self)
{
  return self->n_saved;
}

/**
 * alcove_session_get_store_error:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): why the history cannot be used now
 */
const GError *
alcove_session_get_store_error (AlcoveSession *self)
{
  return self->store_error;
}

/* What its own files, the accounts and the command line need. */

gboolean
alcove_session_get_is_closed (AlcoveSession *self)
{
  return self->is_closed;
}

AlcoveClient *
alcove_session_get_client (AlcoveSession *self)
{
  return self->client;
}

AlcoveStore *
alcove_session_get_store (AlcoveSession *self)
{
  return self->store;
}

AlcoveAccount *
alcove_session_get_account (AlcoveSession *self)
{
  return self->account;
}
