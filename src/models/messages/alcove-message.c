/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A message as the window sees it. Main thread.
 *
 * What streams (text, reasoning, refusal) is kept as one growing string each; every other part is kept as
 * it came. A message that is not loaded has its properties and the length of its text, but no content. */

#include "alcove-message-private.h"

typedef enum
{
  PROP_ID = 1,
  PROP_ROLE,
  PROP_STATUS,
  PROP_MODEL,
  PROP_CREATED_AT,
  PROP_IS_LOADED,
  PROP_FINISH_REASON,
  PROP_ERROR_CODE,
  PROP_ERROR_MESSAGE,
  PROP_VARIANT,
  PROP_N_VARIANTS,
} AlcoveMessageProperty;

enum
{
  APPENDED,
  REPLACED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveMessage, alcove_message, G_TYPE_OBJECT)

static GParamSpec *props[PROP_N_VARIANTS + 1];
static guint signals[N_SIGNALS];

static void
alcove_message_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveMessage *self = ALCOVE_MESSAGE (object);

  switch ((AlcoveMessageProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_ROLE:
      g_value_set_enum (value, (int) self->role);
      break;
    case PROP_STATUS:
      g_value_set_enum (value, (int) self->status);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;
    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->is_loaded);
      break;
    case PROP_FINISH_REASON:
      g_value_set_string (value, self->finish_reason);
      break;
    case PROP_ERROR_CODE:
      g_value_set_string (value, self->error_code);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error_message);
      break;
    case PROP_VARIANT:
      g_value_set_uint (value, self->variant);
      break;
    case PROP_N_VARIANTS:
      g_value_set_uint (value, self->n_variants);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_message_finalize (GObject *object)
{
  AlcoveMessage *self = ALCOVE_MESSAGE (object);

  g_free (self->id);
  g_free (self->model);
  g_free (self->finish_reason);
  g_free (self->error_code);
  g_free (self->reasoning_effort);
  g_free (self->extra);
  g_free (self->error_message);
  g_string_free (self->text, TRUE);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->refusal, TRUE);
  g_ptr_array_unref (self->parts);
  G_OBJECT_CLASS (alcove_message_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_ROLE]
      = g_param_spec_enum ("role", NULL, NULL, ALCOVE_TYPE_ROLE, (int) ALCOVE_ROLE_USER, flags);
  props[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, ALCOVE_TYPE_STATUS,
                                          (int) ALCOVE_STATUS_COMPLETE, flags);
  props[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  props[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_IS_LOADED] = g_param_spec_boolean ("is-loaded", NULL, NULL, TRUE, flags);
  props[PROP_FINISH_REASON] = g_param_spec_string ("finish-reason", NULL, NULL, NULL, flags);
  props[PROP_ERROR_CODE] = g_param_spec_string ("error-code", NULL, NULL, NULL, flags);
  props[PROP_ERROR_MESSAGE] = g_param_spec_string ("error-message", NULL, NULL, NULL, flags);
  props[PROP_VARIANT] = g_param_spec_uint ("variant", NULL, NULL, 1, G_MAXUINT, 1, flags);
  props[PROP_N_VARIANTS] = g_param_spec_uint ("n-variants", NULL, NULL, 1, G_MAXUINT, 1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
alcove_message_class_init (AlcoveMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = alcove_message_get_property;
  object_class->finalize = alcove_message_finalize;
  install_properties (object_class);

  /**
   * AlcoveMessage::appended:
   * @self: the message
   * @kind: an #AlcovePartKind: text, reasoning or refusal
   * @piece: what it grew by
   */
  signals[APPENDED] = g_signal_new ("appended", ALCOVE_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, ALCOVE_TYPE_PART_KIND,
                                    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  /**
   * AlcoveMessage::replaced:
   * @self: the message
   *
   * The content was set anew: loaded, or let go.
   */
  signals[REPLACED] = g_signal_new ("replaced", ALCOVE_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
alcove_message_init (AlcoveMessage *self)
{
  self->is_loaded = TRUE;
  self->variant = self->n_variants = 1;
  self->text = g_string_new (NULL);
  self->reasoning = g_string_new (NULL);
  self->refusal = g_string_new (NULL);
  self->parts = alcove_parts_new ();
  self->numbers = (AlcoveMessageNumbers) { -1, -1, -1, -1, -1, -1, -1 };
}

/**
 * alcove_message_new:
 * @role: who speaks
 * @status: how far it is
 *
 * Returns: (transfer full): a loaded, empty message without an id
 */
AlcoveMessage *
alcove_message_new (AlcoveRole role, AlcoveStatus status)
{
  AlcoveMessage *self = g_object_new (ALCOVE_TYPE_MESSAGE, NULL);

  self->role = role;
  self->status = status;
  return self;
}

/**
 * alcove_message_new_unloaded:
 * @id: (nullable): its id
 * @role: who speaks
 * @status: how far it is
 * @text_length: the bytes of its text
 *
 * Returns: (transfer full): a message whose content is not here yet
 */
AlcoveMessage *
alcove_message_new_unloaded (const char *id, AlcoveRole role, AlcoveStatus status,
                             gsize text_length)
{
  AlcoveMessage *self = alcove_message_new (role, status);

  self->id = g_strdup (id);
  self->text_length = text_length;
  self->is_loaded = FALSE;
  return self;
}

/**
 * alcove_message_get_id:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): its id in the store
 */
const char *
alcove_message_get_id (AlcoveMessage *self)
{
  return self->id;
}

/**
 * alcove_message_get_role:
 * @self: a message
 *
 * Returns: who speaks
 */
AlcoveRole
alcove_message_get_role (AlcoveMessage *self)
{
  return self->role;
}

/**
 * alcove_message_get_status:
 * @self: a message
 *
 * Returns: how far it is
 */
AlcoveStatus
alcove_message_get_status (AlcoveMessage *self)
{
  return self->status;
}

/**
 * alcove_message_get_model:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): the model that wrote it
 */
const char *
alcove_message_get_model (AlcoveMessage *self)
{
  return self->model;
}

/**
 * alcove_message_get_created_at:
 * @self: a message
 *
 * Returns: Unix milliseconds, 0 for unknown
 */
gint64
alcove_message_get_created_at (AlcoveMessage *self)
{
  return self->created_at;
}

/**
 * alcove_message_get_is_loaded:
 * @self: a message
 *
 * Returns: whether its content is here
 */
gboolean
alcove_message_get_is_loaded (AlcoveMessage *self)
{
  return self->is_loaded;
}

/**
 * alcove_message_get_text_length:
 * @self: a message
 *
 * Returns: the bytes of its text, also when it is not loaded
 */
gsize
alcove_message_get_text_length (AlcoveMessage *self)
{
  return self->is_loaded ? self->text->len : self->text_length;
}

/**
 * alcove_message_get_text:
 * @self: a message
 *
 * Returns: (transfer none): its Markdown, "" for none; valid until it changes
 */
const char *
alcove_message_get_text (AlcoveMessage *self)
{
  return self->text->str;
}

/**
 * alcove_message_get_reasoning:
 * @self: a message
 *
 * Returns: (transfer none): what the model thought first, "" for none; valid until it changes
 */
const char *
alcove_message_get_reasoning (AlcoveMessage *self)
{
  return self->reasoning->str;
}

/**
 * alcove_message_get_refusal:
 * @self: a message
 *
 * Returns: (transfer none): the model's refusal, "" for none; valid until it changes
 */
const char *
alcove_message_get_refusal (AlcoveMessage *self)
{
  return self->refusal->str;
}

/**
 * alcove_message_get_parts:
 * @self: a message
 *
 * Returns: (transfer none) (element-type AlcovePart): images, files, calls, results and citations
 */
GPtrArray *
alcove_message_get_parts (AlcoveMessage *self)
{
  return self->parts;
}

/**
 * alcove_message_get_finish_reason:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): the server's own word
 */
const char *
alcove_message_get_finish_reason (AlcoveMessage *self)
{
  return self->finish_reason;
}

/**
 * alcove_message_get_error_code:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): a name of alcove_error_code_to_string()
 */
const char *
alcove_message_get_error_code (AlcoveMessage *self)
{
  return self->error_code;
}

/**
 * alcove_message_get_error_message:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): what went wrong
 */
const char *
alcove_message_get_error_message (AlcoveMessage *self)
{
  return self->error_message;
}

/**
 * alcove_message_get_numbers: (skip)
 * @self: a message
 *
 * Returns: (transfer none): what alcove-message-numbers.c reads
 */
const AlcoveMessageNumbers *
alcove_message_get_numbers (AlcoveMessage *self)
{
  return &self->numbers;
}

/**
 * alcove_message_get_reasoning_effort:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): how hard the model was asked to think; %NULL where nothing was said
 */
const char *
alcove_message_get_reasoning_effort (AlcoveMessage *self)
{
  return self->reasoning_effort;
}

static GString *
string_of (AlcoveMessage *self, AlcovePartKind kind)
{
  if (kind == ALCOVE_PART_TEXT)
    return self->text;
  if (kind == ALCOVE_PART_REASONING)
    return self->reasoning;
  return kind == ALCOVE_PART_REFUSAL ? self->refusal : NULL;
}

/**
 * alcove_message_append:
 * @self: a loaded message
 * @kind: text, reasoning or refusal
 * @piece: what came; whole UTF-8 characters
 */
void
alcove_message_append (AlcoveMessage *self, AlcovePartKind kind, const char *piece)
{
  GString *string = string_of (self, kind);

  g_return_if_fail (string != NULL);
  if (*piece == '\0')
    return;
  g_string_append (string, piece);
  g_signal_emit (self, signals[APPENDED], 0, (int) kind, piece);
}

/**
 * alcove_message_set_status:
 * @self: a message
 * @status: how far it is
 */
void
alcove_message_set_status (AlcoveMessage *self, AlcoveStatus status)
{
  if (self->status == status)
    return;
  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
}

/* Of what is let go no byte is held. */
static void
empty (GString **string)
{
  g_string_free (*string, TRUE);
  *string = g_string_new (NULL);
}

/**
 * alcove_message_set_parts:
 * @self: a message
 * @parts: (nullable) (element-type AlcovePart): its whole content; %NULL lets the content go and keeps
 *   the length of its text
 */
void
alcove_message_set_parts (AlcoveMessage *self, GPtrArray *parts)
{
  const gboolean was_loaded = self->is_loaded;

  self->text_length = alcove_message_get_text_length (self);
  self->is_loaded = parts != NULL;
  empty (&self->text);
  empty (&self->reasoning);
  empty (&self->refusal);
  g_ptr_array_set_size (self->parts, 0);
  for (guint i = 0; parts && i < parts->len; i++)
    {
      AlcovePart *part = g_ptr_array_index (parts, i);
      GString *string = string_of (self, part->kind);

      if (string == NULL)
        g_ptr_array_add (self->parts, alcove_part_ref (part));
      else if (part->text != NULL)
        g_string_append (string, part->text);
    }
  if (was_loaded != self->is_loaded)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_LOADED]);
  g_signal_emit (self, signals[REPLACED], 0);
}

static void
set_string (AlcoveMessage *self, AlcoveMessageProperty prop, char **field, const char *value)
{
  if (g_set_str (field, value))
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/**
 * alcove_message_set_model:
 * @self: a message
 * @model: (nullable): the model that writes it
 */
void
alcove_message_set_model (AlcoveMessage *self, const char *model)
{
  set_string (self, PROP_MODEL, &self->model, model);
}

/**
 * alcove_message_set_error:
 * @self: a message
 * @code: (nullable): a name of alcove_error_code_to_string()
 * @message: (nullable): what went wrong
 */
void
alcove_message_set_error (AlcoveMessage *self, const char *code, const char *message)
{
  set_string (self, PROP_ERROR_CODE, &self->error_code, code);
  set_string (self, PROP_ERROR_MESSAGE, &self->error_message, message);
}

/**
 * alcove_message_set_record:
 * @self: a message
 * @record: what the store knows of it
 *
 * Takes everything over but the parts. The status comes last, so that who hears of it sees the rest.
 */
void
alcove_message_set_record (AlcoveMessage *self, const AlcoveMessageRecord *record)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, PROP_ID, &self->id, record->id);
  set_string (self, PROP_FINISH_REASON, &self->finish_reason, record->finish_reason);
  alcove_message_set_model (self, record->model);
  alcove_message_set_error (self, record->error_code, record->error_message);
  if (self->role != record->role)
    {
      self->role = record->role;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROLE]);
    }
  if (self->created_at != record->created_at)
    {
      self->created_at = record->created_at;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CREATED_AT]);
    }
  self->numbers = (AlcoveMessageNumbers) {
    record->tokens_in, record->tokens_out, record->tokens_reasoning, record->tokens_cached,
    record->cost,      record->ttft_us,    record->duration_us
  };
  g_set_str (&self->reasoning_effort, record->reasoning_effort);
  g_set_str (&self->extra, record->extra);
  alcove_message_set_status (self, record->status);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * alcove_message_get_extra: (skip)
 * @self: a message
 *
 * Returns: (transfer none) (nullable): what alcove-message-extra.c reads
 */
const char *
alcove_message_get_extra (AlcoveMessage *self)
{
  return self->extra;
}
