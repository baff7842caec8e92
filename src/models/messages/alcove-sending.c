/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One answer from the prompt to its end. Main thread; one fiber that reads from top to bottom.
 *
 * The prompt is stored before a byte is sent. A store that fails does not stop the answer: the chat's writer
 * keeps what it could not write. While text comes, at most one checkpoint is written in half a second. */

#include "alcove-sending.h"

#include "alcove-error.h"
#include "alcove-id.h"
#include "alcove-message-private.h"
#include "alcove-session-private.h"

#define CHECKPOINT_MS 500

struct _AlcoveSending
{
  GObject parent_instance;

  AlcoveSession *session;
  AlcoveConversation *conversation;
  AlcoveMessageList *messages;
  AlcoveMessage *prompt; /* NULL when an earlier one is answered again */
  AlcoveMessageRecord *prompt_record;
  AlcoveMessage *answer;
  AlcoveMessageRecord *record; /* of the answer, without its parts */
  AlcoveReply *reply;
  DexPromise *asked;
  DexPromise *ended;
  guint n_kept;
  guint checkpoint_source;
  gint64 reasoning_start_us; /* 0: none came */
  gint64 reasoning_end_us;
  gboolean is_reasoning_timed;
  gboolean is_new; /* the chat was nowhere before */
  gboolean is_shown;
  gboolean is_written; /* never, where the path could not be read: the prompt would begin another */
  gboolean is_stopped;
};

G_DEFINE_FINAL_TYPE (AlcoveSending, alcove_sending, G_TYPE_OBJECT)

static void
alcove_sending_finalize (GObject *object)
{
  AlcoveSending *self = ALCOVE_SENDING (object);

  g_clear_handle_id (&self->checkpoint_source, g_source_remove);
  g_clear_object (&self->reply);
  g_clear_object (&self->prompt);
  g_clear_pointer (&self->prompt_record, alcove_message_record_unref);
  g_clear_object (&self->answer);
  g_clear_pointer (&self->record, alcove_message_record_unref);
  g_clear_object (&self->messages);
  g_clear_object (&self->conversation);
  g_clear_object (&self->session);
  dex_clear (&self->asked);
  dex_clear (&self->ended);
  G_OBJECT_CLASS (alcove_sending_parent_class)->finalize (object);
}

static void
alcove_sending_class_init (AlcoveSendingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_sending_finalize;
}

static void
alcove_sending_init (AlcoveSending *self)
{
  self->asked = dex_promise_new ();
  self->ended = dex_promise_new ();
}

static AlcoveChatWriter *
writer (AlcoveSending *self)
{
  return alcove_conversation_get_writer (self->conversation);
}

static AlcoveMessageRecord *
new_record (AlcoveSending *self, AlcoveRole role, AlcoveStatus status)
{
  AlcoveMessageRecord *record = alcove_message_record_new (role, status);

  g_set_str (&record->chat_id, alcove_conversation_get_id (self->conversation));
  g_free (record->id);
  record->id = alcove_id_new ();
  record->created_at = g_get_real_time () / 1000;
  return record;
}

static void
make_prompt (AlcoveSending *self, const char *text, GPtrArray *others)
{
  self->prompt_record = new_record (self, ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);
  if (*text != '\0')
    g_ptr_array_add (self->prompt_record->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  for (guint i = 0; others != NULL && i < others->len; i++)
    g_ptr_array_add (self->prompt_record->parts, alcove_part_ref (g_ptr_array_index (others, i)));
  self->prompt = alcove_message_new (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);
  alcove_message_set_record (self->prompt, self->prompt_record);
  alcove_message_set_parts (self->prompt, self->prompt_record->parts);
}

static void
make_answer (AlcoveSending *self, const char *model)
{
  self->record = new_record (self, ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING);
  g_set_str (&self->record->model,
             model ? model : alcove_conversation_get_model (self->conversation));
  self->answer = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING);
  alcove_message_set_record (self->answer, self->record);
}

/* What is left goes from the path but stays in the chat: what comes is one more variant. */
static void
count_variants (AlcoveSending *self, guint n_kept)
{
  g_autoptr (AlcoveMessage) left = g_list_model_get_item (G_LIST_MODEL (self->messages), n_kept);
  guint n_variants = 0;

  if (left != NULL)
    alcove_message_get_variant (left, &n_variants);
  alcove_message_set_variants (self->prompt ? self->prompt : self->answer, n_variants + 1,
                               n_variants + 1);
}

/* The prompt and the place of its answer; a branch that is left goes from the path first. */
static void
show (AlcoveSending *self)
{
  const guint n = MIN (self->n_kept, g_list_model_get_n_items (G_LIST_MODEL (self->messages)));
  const char *parent = n > 0 ? alcove_message_list_get_id (self->messages, n - 1) : NULL;

  if (self->prompt_record != NULL)
    g_set_str (&self->prompt_record->parent_id, parent);
  g_set_str (&self->record->parent_id, self->prompt_record ? self->prompt_record->id : parent);
  self->is_shown = TRUE;
  count_variants (self, n);
  alcove_message_list_truncate (self->messages, n);
  if (self->prompt != NULL)
    alcove_message_list_append (self->messages, self->prompt);
  alcove_message_list_set_live (self->messages, self->answer, TRUE);
  alcove_message_list_append (self->messages, self->answer);
}

/* In a fiber: the chat's home and path are known after this. */
static gboolean
prepare (AlcoveSending *self, GError **error)
{
  gboolean ok;

  dex_await (alcove_session_wait_open (self->session), NULL);
  ok = dex_await (alcove_conversation_wait (self->conversation), error)
       && (self->is_shown || dex_await (alcove_message_list_wait (self->messages), error));
  alcove_session_settle (self->session, self->conversation);
  if (!self->is_shown)
    show (self);
  return ok;
}

/* In a fiber. The error is the session's, and the chat goes on unsaved. */
static void
store_prompt (AlcoveSending *self)
{
  if (self->is_new)
    alcove_chat_writer_create (writer (self), alcove_conversation_get_record (self->conversation),
                               self->prompt_record);
  else if (self->prompt_record != NULL)
    alcove_chat_writer_add (writer (self), self->prompt_record);
  dex_await (alcove_chat_writer_flush (writer (self)), NULL);
}

static AlcoveMessageRecord *
answer_record (AlcoveSending *self)
{
  AlcoveMessageRecord *record = alcove_message_record_copy (self->record);

  g_ptr_array_unref (record->parts);
  record->parts = alcove_message_dup_parts (self->answer);
  return record;
}

static void
checkpoint (AlcoveSending *self)
{
  g_autoptr (AlcoveMessageRecord) record = answer_record (self);

  alcove_chat_writer_update (writer (self), record);
}

static void
checkpoint_cb (gpointer data)
{
  AlcoveSending *self = data;

  self->checkpoint_source = 0;
  checkpoint (self);
}

/* From the first thought to the last one. Answers with whether that is known only now. */
static gboolean
note_reasoning (AlcoveSending *self)
{
  if (self->reasoning_start_us == 0 || self->is_reasoning_timed)
    return FALSE;
  self->is_reasoning_timed = TRUE;
  alcove_message_extra_set_reasoning_us (self->record,
                                         self->reasoning_end_us - self->reasoning_start_us);
  return TRUE;
}

static void
time_reasoning (AlcoveSending *self, AlcovePartKind kind)
{
  if (kind == ALCOVE_PART_REASONING)
    {
      self->reasoning_end_us = g_get_monotonic_time ();
      if (self->reasoning_start_us == 0)
        self->reasoning_start_us = self->reasoning_end_us;
    }
  else if (note_reasoning (self))
    alcove_message_set_record (self->answer, self->record);
}

static void
delta_cb (AlcoveSending *self, AlcovePartKind kind, const char *text)
{
  if (self->record->status == ALCOVE_STATUS_PENDING)
    {
      self->record->status = ALCOVE_STATUS_STREAMING;
      alcove_message_set_status (self->answer, ALCOVE_STATUS_STREAMING);
    }
  time_reasoning (self, kind);
  alcove_message_append (self->answer, kind, text);
  if (self->checkpoint_source == 0)
    self->checkpoint_source = g_timeout_add_once (CHECKPOINT_MS, checkpoint_cb, self);
}

static gboolean
says_something (const AlcoveMessageRecord *record)
{
  for (guint i = 0; i < record->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (record->parts, i);

      if (part->kind != ALCOVE_PART_REASONING
          && (part->data != NULL || part->kind == ALCOVE_PART_TOOL_CALL
              || (part->text != NULL && *part->text != '\0')))
        return TRUE;
    }
  return FALSE;
}

/* In a fiber: the path up to the answer. Answers without a word, as of a failed request, are left out. */
static AlcoveChatRequest *
make_request (AlcoveSending *self, GError **error)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new (self->record->model);
  g_autoptr (GPtrArray) records = NULL;
  guint n;

  if (!alcove_message_list_find (self->messages, self->answer, &n))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "another path is shown");
      return NULL;
    }
  records = dex_await_boxed (alcove_message_list_collect (self->messages, n), error);
  if (records == NULL)
    return NULL;
  alcove_session_prepare_request (self->session, self->conversation, request);
  g_set_str (&self->record->reasoning_effort, request->reasoning_effort);
  for (guint i = 0; i < records->len; i++)
    {
      AlcoveMessageRecord *record = g_ptr_array_index (records, i);

      if (says_something (record))
        alcove_chat_request_add_turn (request, record->role, record->parts);
    }
  return g_steal_pointer (&request);
}

/* In a fiber. */
static gboolean
ask (AlcoveSending *self, GError **error)
{
  g_autoptr (AlcoveChatRequest) request = make_request (self, error);
  AlcoveClient *client = alcove_session_get_client (self->session);

  if (request == NULL)
    return FALSE;
  dex_promise_resolve_boolean (self->asked, TRUE);
  if (self->is_stopped || client == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped before it was sent");
      return FALSE;
    }
  self->reply = alcove_client_ask (client, request);
  g_signal_connect_object (self->reply, "delta", G_CALLBACK (delta_cb), self, G_CONNECT_SWAPPED);
  return dex_await (alcove_reply_wait (self->reply), error);
}

static AlcoveStatus
status_for (const GError *error)
{
  if (error == NULL)
    return ALCOVE_STATUS_COMPLETE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ALCOVE_STATUS_STOPPED;
  if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_TRUNCATED))
    return ALCOVE_STATUS_TRUNCATED;
  return ALCOVE_STATUS_FAILED;
}

/* What the server said of its answer. */
static void
take_reply (AlcoveSending *self)
{
  AlcoveMessageRecord *record = self->record;
  const AlcoveUsage *usage = alcove_reply_get_usage (self->reply);
  g_autofree char *asked = g_strdup (record->model); /* the server may call it by another name */

  alcove_session_learn_from_client (self->session);
  g_set_str (&record->finish_reason, alcove_reply_get_finish_reason (self->reply));
  if (alcove_reply_get_model (self->reply) != NULL)
    g_set_str (&record->model, alcove_reply_get_model (self->reply));
  record->ttft_us = alcove_reply_get_ttft_us (self->reply);
  record->duration_us = alcove_reply_get_duration_us (self->reply);
  if (usage == NULL)
    return;
  record->tokens_in = usage->prompt_tokens;
  record->tokens_out = usage->completion_tokens;
  record->tokens_reasoning = usage->reasoning_tokens;
  record->tokens_cached = usage->cached_tokens;
  record->cost = usage->cost;
  if (record->cost >= 0)
    return;
  record->cost
      = alcove_session_estimate_cost (self->session, asked, record->tokens_in, record->tokens_out);
  if (record->cost >= 0)
    alcove_message_extra_set_cost_is_estimated (record);
}

/* Parts that do not stream, such as tool calls, come at the end. */
static void
take_parts (AlcoveSending *self)
{
  GPtrArray *others = alcove_reply_get_parts (self->reply);
  g_autoptr (GPtrArray) parts = NULL;

  if (others == NULL || others->len == 0)
    return;
  parts = alcove_message_dup_parts (self->answer);
  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (parts, alcove_part_ref (g_ptr_array_index (others, i)));
  alcove_message_set_parts (self->answer, parts);
}

static void
finish (AlcoveSending *self, const GError *error)
{
  AlcoveMessageRecord *record = self->record;
  guint position;

  g_clear_handle_id (&self->checkpoint_source, g_source_remove);
  record->status = status_for (error);
  if (self->reply != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->reply, self);
      take_reply (self);
      take_parts (self);
    }
  note_reasoning (self);
  /* something that a person may decide about: the window asks */
  if (error != NULL && alcove_error_get_fingerprint (error) != NULL)
    alcove_session_set_models_state (self->session, FALSE, error);
  if (record->status == ALCOVE_STATUS_FAILED)
    {
      const char *refused = self->reply ? alcove_reply_get_refused_field (self->reply) : NULL;

      if (refused != NULL)
        alcove_message_extra_set_refused_field (record, refused);
      if (alcove_error_get_retry_after_ms (error) > 0)
        alcove_message_extra_set_retry_at (record, g_get_real_time () / 1000
                                                       + alcove_error_get_retry_after_ms (error));
      g_set_str (&record->error_code, alcove_error_code_to_string (error->domain == ALCOVE_ERROR
                                                                       ? (AlcoveError) error->code
                                                                       : ALCOVE_ERROR_FAILED));
      g_set_str (&record->error_message, error->message);
    }
  alcove_message_set_record (self->answer, record);
  if (self->is_written)
    checkpoint (self);
  alcove_conversation_touch (self->conversation, g_get_real_time () / 1000,
                             alcove_message_list_find (self->messages, self->answer, &position)
                                 ? alcove_message_get_text (self->answer)
                                 : NULL);
}

static DexFuture *
sending_fiber (gpointer data)
{
  AlcoveSending *self = data;
  g_autoptr (GError) error = NULL;

  if (prepare (self, &error))
    {
      store_prompt (self);
      alcove_chat_writer_add (writer (self), self->record);
      self->is_written = TRUE;
      ask (self, &error);
    }
  finish (self, error);
  if (dex_future_is_pending (DEX_FUTURE (self->asked)))
    dex_promise_resolve_boolean (self->asked, TRUE);
  alcove_session_end_sending (self->session, self);
  dex_await (alcove_chat_writer_flush (writer (self)), NULL);
  alcove_message_list_set_live (self->messages, self->answer, FALSE);
  alcove_session_better_title (self->session, self->conversation, self->answer);
  alcove_session_remove_sending (self->session, self);
  dex_promise_resolve_boolean (self->ended, TRUE);
  return dex_future_new_true ();
}

/* A chat that begins with a picture alone is called as the picture. */
static const char *
first_words (const AlcoveAsk *ask)
{
  if (ask->prompt != NULL && *ask->prompt == '\0' && ask->parts != NULL && ask->parts->len > 0)
    return ((const AlcovePart *) g_ptr_array_index (ask->parts, 0))->name;
  return ask->prompt;
}

/**
 * alcove_sending_start:
 * @session: where
 * @conversation: a chat that is not streaming and has a model
 * @ask: what is asked, and where in the path
 *
 * Shows the prompt and the place of its answer at once where the path is here, and goes on by itself.
 *
 * Returns: (transfer full): the sending
 */
AlcoveSending *
alcove_sending_start (AlcoveSession *session, AlcoveConversation *conversation,
                      const AlcoveAsk *ask)
{
  AlcoveSending *self = g_object_new (ALCOVE_TYPE_SENDING, NULL);

  self->session = g_object_ref (session);
  self->conversation = g_object_ref (conversation);
  self->messages = g_object_ref (alcove_conversation_get_messages (conversation));
  self->n_kept = ask->n_kept;
  self->is_new = alcove_conversation_get_home (conversation) == ALCOVE_HOME_NONE;
  alcove_conversation_touch (conversation, g_get_real_time () / 1000, first_words (ask));
  if (ask->prompt != NULL)
    make_prompt (self, ask->prompt, ask->parts);
  make_answer (self, ask->model);
  alcove_session_add_sending (session, self);
  if (!alcove_message_list_get_is_loading (self->messages))
    show (self);
  alcove_session_settle_early (session, conversation);
  dex_future_disown (
      dex_scheduler_spawn (NULL, 0, sending_fiber, g_object_ref (self), g_object_unref));
  return self;
}

/**
 * alcove_sending_stop:
 * @self: a sending
 *
 * Closes the connection, also before the first token. What came is kept.
 */
void
alcove_sending_stop (AlcoveSending *self)
{
  self->is_stopped = TRUE;
  if (self->reply != NULL)
    alcove_reply_stop (self->reply);
}

/**
 * alcove_sending_wait:
 * @self: a sending
 *
 * Returns: (transfer full): a future of %TRUE once the answer has ended, whatever its end, and is stored as far
 *   as the store allows
 */
DexFuture *
alcove_sending_wait (AlcoveSending *self)
{
  return DEX_FUTURE (dex_ref (self->ended));
}

/**
 * alcove_sending_wait_asked:
 * @self: a sending
 *
 * Returns: (transfer full): a future of %TRUE once the path was read for the request: from then on another may
 *   be shown
 */
DexFuture *
alcove_sending_wait_asked (AlcoveSending *self)
{
  return DEX_FUTURE (dex_ref (self->asked));
}

/**
 * alcove_sending_get_conversation:
 * @self: a sending
 *
 * Returns: (transfer none): its chat
 */
AlcoveConversation *
alcove_sending_get_conversation (AlcoveSending *self)
{
  return self->conversation;
}

/**
 * alcove_sending_get_answer:
 * @self: a sending
 *
 * Returns: (transfer none): the message that is filled
 */
AlcoveMessage *
alcove_sending_get_answer (AlcoveSending *self)
{
  return self->answer;
}

/**
 * alcove_sending_get_reply:
 * @self: a sending
 *
 * Returns: (transfer none) (nullable): the reply, %NULL before it was asked for
 */
AlcoveReply *
alcove_sending_get_reply (AlcoveSending *self)
{
  return self->reply;
}
