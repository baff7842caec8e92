/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One chat as its row in the list shows it. Main thread. It has an id and a title from its first message on.
 * Where it lives, and what it still owes to its store, is in alcove-conversation-home.c. */

#include "alcove-conversation-private.h"

#include "alcove-chat-title.h"
#include "alcove-id.h"

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_MODEL,
  PROP_PREVIEW,
  PROP_UPDATED_AT,
  PROP_IS_SAVED,
  PROP_IS_PINNED,
  PROP_IS_STREAMING,
  PROP_HAS_NEWS,
  PROP_IS_DELETED,
} AlcoveConversationProperty;

G_DEFINE_FINAL_TYPE (AlcoveConversation, alcove_conversation, G_TYPE_OBJECT)

static GParamSpec *props[PROP_IS_DELETED + 1];

static void
alcove_conversation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveConversation *self = ALCOVE_CONVERSATION (object);

  switch ((AlcoveConversationProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->record->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->record->title);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->record->model);
      break;
    case PROP_PREVIEW:
      g_value_set_string (value, alcove_conversation_get_preview (self));
      break;
    case PROP_UPDATED_AT:
      g_value_set_int64 (value, self->record->updated_at);
      break;
    case PROP_IS_SAVED:
      g_value_set_boolean (value, self->is_saved);
      break;
    case PROP_IS_PINNED:
      g_value_set_boolean (value, self->record->is_pinned);
      break;
    case PROP_IS_STREAMING:
      g_value_set_boolean (value, self->sending != NULL);
      break;
    case PROP_HAS_NEWS:
      g_value_set_boolean (value, self->has_news);
      break;
    case PROP_IS_DELETED:
      g_value_set_boolean (value, alcove_conversation_get_is_deleted (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_dispose (GObject *object)
{
  AlcoveConversation *self = ALCOVE_CONVERSATION (object);

  g_clear_object (&self->held); /* which may ask for the idle source once more */
  g_clear_object (&self->kept);
  alcove_conversation_let_messages_go (self);
  g_clear_handle_id (&self->release_source, g_source_remove);
  if (self->writer != NULL)
    g_signal_handlers_disconnect_by_data (self->writer, self);
  g_clear_object (&self->writer);
  g_clear_object (&self->store);
  dex_clear (&self->preparing);
  G_OBJECT_CLASS (alcove_conversation_parent_class)->dispose (object);
}

static void
alcove_conversation_finalize (GObject *object)
{
  alcove_chat_record_unref (ALCOVE_CONVERSATION (object)->record);
  g_free (ALCOVE_CONVERSATION (object)->preview_from);
  g_free (ALCOVE_CONVERSATION (object)->preview);
  G_OBJECT_CLASS (alcove_conversation_parent_class)->finalize (object);
}

static void
alcove_conversation_class_init (AlcoveConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = alcove_conversation_get_property;
  object_class->dispose = alcove_conversation_dispose;
  object_class->finalize = alcove_conversation_finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  props[PROP_PREVIEW] = g_param_spec_string ("preview", NULL, NULL, NULL, flags);
  props[PROP_UPDATED_AT] = g_param_spec_int64 ("updated-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_IS_SAVED] = g_param_spec_boolean ("is-saved", NULL, NULL, FALSE, flags);
  props[PROP_IS_PINNED] = g_param_spec_boolean ("is-pinned", NULL, NULL, FALSE, flags);
  props[PROP_IS_STREAMING] = g_param_spec_boolean ("is-streaming", NULL, NULL, FALSE, flags);
  props[PROP_HAS_NEWS] = g_param_spec_boolean ("has-news", NULL, NULL, FALSE, flags);
  props[PROP_IS_DELETED] = g_param_spec_boolean ("is-deleted", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_conversation_init (AlcoveConversation *self)
{
  self->record = alcove_chat_record_new ();
}

static void
notify (AlcoveConversation *self, AlcoveConversationProperty prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/**
 * alcove_conversation_update_saved:
 * @self: a chat whose home or whose writer changed
 *
 * A chat is saved when the vault has it and no write of it is owed.
 */
void
alcove_conversation_update_saved (AlcoveConversation *self)
{
  const gboolean failed = self->writer && alcove_chat_writer_get_error (self->writer);

  self->is_saved = self->home == ALCOVE_HOME_VAULT && self->is_born && !failed;
  notify (self, PROP_IS_SAVED);
}

/**
 * alcove_conversation_new:
 * @model: (nullable): the model that it will ask
 *
 * Returns: (transfer full): a chat that is nowhere yet
 */
AlcoveConversation *
alcove_conversation_new (const char *model)
{
  AlcoveConversation *self = g_object_new (ALCOVE_TYPE_CONVERSATION, NULL);

  g_set_str (&self->record->model, model);
  return self;
}

/**
 * alcove_conversation_new_for_record:
 * @record: what the store has of it
 * @store: that store
 * @home: which one that is
 *
 * Returns: (transfer full): a chat of a store
 */
AlcoveConversation *
alcove_conversation_new_for_record (AlcoveChatRecord *record, AlcoveStore *store, AlcoveHome home)
{
  AlcoveConversation *self = alcove_conversation_new (NULL);

  alcove_chat_record_unref (self->record);
  self->record = alcove_chat_record_copy (record);
  self->is_born = TRUE;
  alcove_conversation_settle (self, store, home);
  return self;
}

/**
 * alcove_conversation_set_record:
 * @self: a chat
 * @record: how the store has it now
 */
void
alcove_conversation_set_record (AlcoveConversation *self, AlcoveChatRecord *record)
{
  g_autoptr (AlcoveChatRecord) old = self->record;

  self->record = alcove_chat_record_copy (record);
  if (self->has_own_draft)
    g_set_str (&self->record->draft, old->draft);
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (old->title, record->title) != 0)
    notify (self, PROP_TITLE);
  if (g_strcmp0 (old->model, record->model) != 0)
    notify (self, PROP_MODEL);
  if (g_strcmp0 (old->last_message, record->last_message) != 0)
    notify (self, PROP_PREVIEW);
  if (old->updated_at != record->updated_at)
    notify (self, PROP_UPDATED_AT);
  if (old->is_pinned != record->is_pinned)
    notify (self, PROP_IS_PINNED);
  if (!old->deleted_at != !record->deleted_at && !self->is_gone)
    notify (self, PROP_IS_DELETED);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * alcove_conversation_get_record:
 * @self: a chat
 *
 * Returns: (transfer none): what is known of it
 */
AlcoveChatRecord *
alcove_conversation_get_record (AlcoveConversation *self)
{
  return self->record;
}

/**
 * alcove_conversation_get_home:
 * @self: a chat
 *
 * Returns: where it lives
 */
AlcoveHome
alcove_conversation_get_home (AlcoveConversation *self)
{
  return self->home;
}

/**
 * alcove_conversation_set_title:
 * @self: a chat
 * @title: its new title
 * @source: whose word it is
 */
void
alcove_conversation_set_title (AlcoveConversation *self, const char *title,
                               AlcoveTitleSource source)
{
  self->record->title_source = source;
  if (g_set_str (&self->record->title, title))
    notify (self, PROP_TITLE);
}

/**
 * alcove_conversation_set_model:
 * @self: a chat
 * @model: (nullable): the model that it asks
 */
void
alcove_conversation_set_model (AlcoveConversation *self, const char *model)
{
  if (g_set_str (&self->record->model, model))
    notify (self, PROP_MODEL);
}

/**
 * alcove_conversation_set_system_prompt:
 * @self: a chat
 * @prompt: (nullable): what is said to the model before all else
 */
void
alcove_conversation_set_system_prompt (AlcoveConversation *self, const char *prompt)
{
  g_set_str (&self->record->system_prompt, prompt);
}

/**
 * alcove_conversation_set_draft:
 * @self: a chat
 * @draft: (nullable): what was typed in it and not sent
 *
 * Returns: whether it is another one than before
 */
gboolean
alcove_conversation_set_draft (AlcoveConversation *self, const char *draft)
{
  self->has_own_draft = TRUE;
  return g_set_str (&self->record->draft, draft);
}

/**
 * alcove_conversation_touch:
 * @self: a chat
 * @updated_at: Unix milliseconds: a message came or ended now
 * @text: (nullable): its text
 *
 * The first message gives the chat its id and title.
 */
void
alcove_conversation_touch (AlcoveConversation *self, gint64 updated_at, const char *text)
{
  g_autofree char *preview = text && *text ? alcove_chat_preview_from_text (text) : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->record->id == NULL)
    {
      self->record->id = alcove_id_new ();
      self->record->created_at = updated_at;
      notify (self, PROP_ID);
    }
  if (self->record->title == NULL)
    {
      g_autofree char *title = alcove_chat_title_from_prompt (text ? text : "");

      alcove_conversation_set_title (self, title, ALCOVE_TITLE_FROM_PROMPT);
    }
  if (preview != NULL && g_set_str (&self->record->last_message, preview))
    notify (self, PROP_PREVIEW);
  if (updated_at > self->record->updated_at)
    {
      self->record->updated_at = updated_at;
      notify (self, PROP_UPDATED_AT);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * alcove_conversation_set_preview:
 * @self: a chat
 * @preview: (nullable): the first words of the newest message that is shown
 */
void
alcove_conversation_set_preview (AlcoveConversation *self, const char *preview)
{
  if (g_set_str (&self->record->last_message, preview))
    notify (self, PROP_PREVIEW);
}

/**
 * alcove_conversation_set_sending:
 * @self: a chat
 * @sending: (nullable): the answer that is on its way
 */
void
alcove_conversation_set_sending (AlcoveConversation *self, AlcoveSending *sending)
{
  const gboolean was_streaming = self->sending != NULL;

  self->sending = sending;
  if (was_streaming != (sending != NULL))
    notify (self, PROP_IS_STREAMING);
}

/**
 * alcove_conversation_get_sending:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): the answer that is on its way
 */
AlcoveSending *
alcove_conversation_get_sending (AlcoveConversation *self)
{
  return self->sending;
}

/**
 * alcove_conversation_set_has_news:
 * @self: a chat
 * @has_news: whether an answer ended while nobody looked
 */
void
alcove_conversation_set_has_news (AlcoveConversation *self, gboolean has_news)
{
  if (self->has_news == has_news)
    return;
  self->has_news = has_news;
  notify (self, PROP_HAS_NEWS);
}

/**
 * alcove_conversation_get_id:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): its id, %NULL before the first message
 */
const char *
alcove_conversation_get_id (AlcoveConversation *self)
{
  return self->record->id;
}

/**
 * alcove_conversation_get_title:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): its title, %NULL before the first message
 */
const char *
alcove_conversation_get_title (AlcoveConversation *self)
{
  return self->record->title;
}

/**
 * alcove_conversation_get_model:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): the model that it asks
 */
const char *
alcove_conversation_get_model (AlcoveConversation *self)
{
  return self->record->model;
}

/**
 * alcove_conversation_get_preview:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): the first words of its newest message, without marks
 */
const char *
alcove_conversation_get_preview (AlcoveConversation *self)
{
  const char *from = self->record->last_message;

  if (g_set_str (&self->preview_from, from))
    {
      g_free (self->preview);
      self->preview = from ? alcove_chat_preview_without_marks (from) : NULL;
    }
  return self->preview;
}

/**
 * alcove_conversation_get_draft:
 * @self: a chat
 *
 * Returns: (nullable): what was typed in it and not sent
 */
const char *
alcove_conversation_get_draft (AlcoveConversation *self)
{
  g_return_val_if_fail (ALCOVE_IS_CONVERSATION (self), NULL);

  return self->record->draft;
}

/**
 * alcove_conversation_get_updated_at:
 * @self: a chat
 *
 * Returns: Unix milliseconds of its newest message
 */
gint64
alcove_conversation_get_updated_at (AlcoveConversation *self)
{
  return self->record->updated_at;
}

/**
 * alcove_conversation_get_is_saved:
 * @self: a chat
 *
 * Returns: whether all of it is in the vault
 */
gboolean
alcove_conversation_get_is_saved (AlcoveConversation *self)
{
  return self->is_saved;
}

/**
 * alcove_conversation_get_is_pinned:
 * @self: a chat
 *
 * Returns: whether it stays on top
 */
gboolean
alcove_conversation_get_is_pinned (AlcoveConversation *self)
{
  return self->record->is_pinned;
}

/**
 * alcove_conversation_set_pinned:
 * @self: a chat
 * @is_pinned: whether it stays on top
 */
void
alcove_conversation_set_pinned (AlcoveConversation *self, gboolean is_pinned)
{
  if (!self->record->is_pinned == !is_pinned)
    return;
  self->record->is_pinned = is_pinned;
  notify (self, PROP_IS_PINNED);
}

/**
 * alcove_conversation_get_is_archived:
 * @self: a chat
 *
 * Returns: whether it is in the archive, or was before it went to the trash
 */
gboolean
alcove_conversation_get_is_archived (AlcoveConversation *self)
{
  return self->record->archived_at > 0;
}

/**
 * alcove_conversation_get_is_trashed:
 * @self: a chat
 *
 * Returns: whether it is in the trash
 */
gboolean
alcove_conversation_get_is_trashed (AlcoveConversation *self)
{
  return self->record->deleted_at > 0;
}

/**
 * alcove_conversation_get_folder_id:
 * @self: a chat
 *
 * Returns: (transfer none) (nullable): the folder that it stands in
 */
const char *
alcove_conversation_get_folder_id (AlcoveConversation *self)
{
  return self->record->folder_id;
}

/**
 * alcove_conversation_add_pending:
 * @self: a chat
 * @by: 1 before a change of it is asked of the store, -1 when the store answered
 *
 * What the store says meanwhile was so before the change, and is not taken over.
 */
void
alcove_conversation_add_pending (AlcoveConversation *self, int by)
{
  self->n_pending = (guint) ((int) self->n_pending + by);
}

/**
 * alcove_conversation_set_deleted:
 * @self: a chat
 * @deleted_at: when it went to the trash; 0 where it is not there
 * @is_gone: it was deleted for good, and belongs in no list any more
 */
void
alcove_conversation_set_deleted (AlcoveConversation *self, gint64 deleted_at, gboolean is_gone)
{
  const gboolean was_deleted = alcove_conversation_get_is_deleted (self);
  const gboolean was_gone = self->is_gone;

  self->record->deleted_at = deleted_at;
  self->is_gone = is_gone;
  if (is_gone)
    alcove_conversation_set_keeps_messages (self, FALSE);
  if (alcove_conversation_get_is_deleted (self) != was_deleted || !is_gone != !was_gone)
    notify (self, PROP_IS_DELETED);
}

gboolean
alcove_conversation_is_gone (AlcoveConversation *self)
{
  return self->is_gone;
}

gboolean
alcove_conversation_is_pending (AlcoveConversation *self)
{
  return self->n_pending > 0;
}

/**
 * alcove_conversation_get_is_streaming:
 * @self: a chat
 *
 * Returns: whether an answer is on its way
 */
gboolean
alcove_conversation_get_is_streaming (AlcoveConversation *self)
{
  return self->sending != NULL;
}

/**
 * alcove_conversation_get_has_news:
 * @self: a chat
 *
 * Returns: whether an answer ended while nobody looked
 */
gboolean
alcove_conversation_get_has_news (AlcoveConversation *self)
{
  return self->has_news;
}
