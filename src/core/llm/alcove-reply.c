/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One answer in flight: sends the request, reads the stream, tells what came. Main thread, plain
 * callbacks, so that the handlers of its signals have a whole stack.
 * Holds always: what came stays readable, whatever the end was; the end comes exactly once; nothing
 * is tried again once a token came; letting go of the last reference closes the connection. */

#include "alcove-reply-private.h"

#include <string.h>

#include "alcove-client-private.h"
#include "alcove-error.h"
#include "alcove-wire-error.h"
#include "alcove-wire-reader.h"
#include "alcove-wire-request.h"

#define MAX_RETRIES 2
#define FIRST_DELAY_MS 500
/* a server that asks for more patience gets it from the user, not from us */
#define MAX_DELAY_MS 20000
/* after an error in mid-stream the numbers and [DONE] may still follow */
#define AFTER_ERROR_MS 1000

typedef struct
{
  AlcovePartKind kind;
  GString *text;
} Delta;

struct _AlcoveReply
{
  GObject parent_instance;
  AlcoveClient *client;
  AlcoveChatRequest *request;
  AlcoveWireReader *reader;
  AlcoveExchange *exchange;
  DexPromise *promise;
  GError *error;
  char *refused_field;
  GQueue deltas; /* (element-type Delta) parsed, not told yet */
  guint tool_generation;
  guint n_retries;
  guint timer; /* the next try, or the end after an error */
  gint64 start_time;
  gint64 ttft_us;
  gint64 duration_us;
  gboolean without_usage;
  gboolean done;
};

enum
{
  SIGNAL_DELTA,
  SIGNAL_TOOL_CALL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AlcoveReply, alcove_reply, G_TYPE_OBJECT)

static void send_request (AlcoveReply *self);

static void
delta_free (Delta *delta)
{
  g_string_free (delta->text, TRUE);
  g_free (delta);
}

static void
close_exchange (AlcoveReply *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->exchange != NULL)
    alcove_exchange_cancel (self->exchange);
  g_clear_object (&self->exchange);
}

static void
alcove_reply_dispose (GObject *object)
{
  AlcoveReply *self = ALCOVE_REPLY (object);

  close_exchange (self);
  if (!self->done)
    dex_promise_reject (self->promise, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                            "nobody wants the answer any more"));
  self->done = TRUE;
  G_OBJECT_CLASS (alcove_reply_parent_class)->dispose (object);
}

static void
alcove_reply_finalize (GObject *object)
{
  AlcoveReply *self = ALCOVE_REPLY (object);

  g_queue_clear_full (&self->deltas, (GDestroyNotify) delta_free);
  g_clear_pointer (&self->reader, alcove_wire_reader_free);
  g_clear_pointer (&self->request, alcove_chat_request_unref);
  g_clear_object (&self->client);
  g_clear_error (&self->error);
  g_free (self->refused_field);
  dex_clear (&self->promise);
  G_OBJECT_CLASS (alcove_reply_parent_class)->finalize (object);
}

static void
alcove_reply_class_init (AlcoveReplyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = alcove_reply_dispose;
  object_class->finalize = alcove_reply_finalize;

  /**
   * AlcoveReply::delta:
   * @self: the reply
   * @kind: %ALCOVE_PART_TEXT, %ALCOVE_PART_REASONING or %ALCOVE_PART_REFUSAL
   * @text: what came; pieces of one read are joined
   */
  signals[SIGNAL_DELTA] = g_signal_new ("delta", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 2, ALCOVE_TYPE_PART_KIND,
                                        G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * AlcoveReply::tool-call:
   * @self: the reply
   *
   * A tool call came or grew; see [method@Reply.get_parts].
   */
  signals[SIGNAL_TOOL_CALL] = g_signal_new ("tool-call", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
alcove_reply_init (AlcoveReply *self)
{
  self->promise = dex_promise_new ();
  self->ttft_us = -1;
  self->duration_us = -1;
  g_queue_init (&self->deltas);
}

static AlcoveAnswer *
answer_of (AlcoveReply *self)
{
  return alcove_wire_reader_get_answer (self->reader);
}

/* Called in the middle of parsing: keeps the piece, joined to the one before if it may. */
static void
wire_cb (AlcovePartKind kind, const char *text, gsize length, gpointer data)
{
  AlcoveReply *self = data;
  Delta *last = g_queue_peek_tail (&self->deltas);

  if (last == NULL || last->kind != kind)
    {
      last = g_new0 (Delta, 1);
      last->kind = kind;
      last->text = g_string_new (NULL);
      g_queue_push_tail (&self->deltas, last);
    }
  g_string_append_len (last->text, text, (gssize) length);
}

static void
tell (AlcoveReply *self)
{
  gboolean calls_grew = self->tool_generation != answer_of (self)->tool_generation;

  self->tool_generation = answer_of (self)->tool_generation;
  if (self->ttft_us < 0 && (calls_grew || !g_queue_is_empty (&self->deltas)))
    self->ttft_us = g_get_monotonic_time () - self->start_time;
  while (!g_queue_is_empty (&self->deltas))
    {
      Delta *delta = g_queue_pop_head (&self->deltas);

      g_signal_emit (self, signals[SIGNAL_DELTA], 0, delta->kind, delta->text->str);
      delta_free (delta);
    }
  if (calls_grew)
    g_signal_emit (self, signals[SIGNAL_TOOL_CALL], 0);
}

/* The one end. @cut: why the reading stopped early, or NULL. */
static void
finish (AlcoveReply *self, const GError *cut)
{
  g_autoptr (AlcoveReply) keep = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  if (self->done)
    return;
  self->done = TRUE;
  self->duration_us = g_get_monotonic_time () - self->start_time;
  close_exchange (self);
  alcove_wire_reader_finish (self->reader, cut, &error);
  self->error = alcove_client_clean_error (self->client, g_steal_pointer (&error));
  tell (self);
  if (self->error != NULL)
    dex_promise_reject (self->promise, g_error_copy (self->error));
  else
    dex_promise_resolve_boolean (self->promise, TRUE);
}

/* By the status, be it the answer's own or one that an error in its body names; by its words where there is none. */
static gboolean
is_worth_a_retry (const GError *error)
{
  guint status = alcove_error_get_http_status (error);
  gboolean is_busy = g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_RATE_LIMITED)
                     || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_OVERLOADED);

  if (status != 408 && status != 409 && status != 429 && status < 500 && !is_busy)
    return FALSE;
  return !g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_CREDIT)
         && !g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_CONTEXT_LENGTH)
         && !g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT)
         && alcove_error_get_retry_after_ms (error) <= MAX_DELAY_MS;
}

static gboolean
retry_cb (gpointer data)
{
  AlcoveReply *self = data;

  self->timer = 0;
  send_request (self);
  return G_SOURCE_REMOVE;
}

/* Back-off with jitter, so that many clients do not come back at the same moment. */
static void
retry_later (AlcoveReply *self, const GError *error)
{
  guint base = FIRST_DELAY_MS << self->n_retries;
  gint64 asked = alcove_error_get_retry_after_ms (error);
  guint delay = asked >= 0 ? (guint) asked : base;

  self->n_retries++;
  self->timer
      = g_timeout_add (delay + (guint) g_random_int_range (0, (gint32) base / 2), retry_cb, self);
}

/* Pictures and citations are told at the end, and came for all that. */
static gboolean
nothing_came (AlcoveReply *self)
{
  const AlcoveAnswer *answer = answer_of (self);

  return self->ttft_us < 0 && g_queue_is_empty (&self->deltas) && answer->parts->len == 0
         && answer->content->len == 0 && answer->reasoning->len == 0 && answer->refusal->len == 0;
}

/* An answer that was refused inside a stream, before a word of it came, is refused like any other. */
static gboolean
retry_refused_stream (AlcoveReply *self)
{
  const GError *error = answer_of (self)->error;

  if (error == NULL || !nothing_came (self) || self->n_retries >= MAX_RETRIES
      || !is_worth_a_retry (error))
    return FALSE;
  if (self->exchange != NULL)
    alcove_exchange_cancel (self->exchange);
  g_clear_object (&self->exchange);
  retry_later (self, error);
  return TRUE;
}

static gboolean
after_error_cb (gpointer data)
{
  AlcoveReply *self = data;

  self->timer = 0;
  finish (self, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
bytes_cb (const guint8 *bytes, gsize length, gpointer data)
{
  g_autoptr (AlcoveReply) self = g_object_ref (data);
  g_autoptr (GError) error = NULL;
  gboolean fine = alcove_wire_reader_push (self->reader, bytes, length, &error);

  tell (self);
  if (self->done)
    return FALSE;
  if (retry_refused_stream (self))
    return FALSE;
  if (!fine)
    {
      finish (self, error);
      return FALSE;
    }
  if (answer_of (self)->done)
    {
      alcove_exchange_drain (self->exchange);
      g_clear_object (&self->exchange);
      finish (self, NULL);
      return TRUE;
    }
  if (answer_of (self)->error != NULL && self->timer == 0)
    self->timer = g_timeout_add (AFTER_ERROR_MS, after_error_cb, self);
  return TRUE;
}

static AlcoveDialect
dialect_of (AlcoveReply *self)
{
  return alcove_endpoint_get_dialect (alcove_client_get_endpoint (self->client));
}

static void
find_refused_field (AlcoveReply *self, const GError *error)
{
  g_auto (GStrv) sent = alcove_wire_request_dup_optional_fields (self->request, dialect_of (self),
                                                                 !self->without_usage);

  g_set_str (&self->refused_field,
             alcove_wire_error_find_field (error, (const char *const *) sent));
}

static void
end_cb (const GError *error, gpointer data)
{
  AlcoveReply *self = data;
  gboolean is_empty = nothing_came (self) && answer_of (self)->error == NULL;

  g_clear_object (&self->exchange);
  if (error == NULL)
    alcove_wire_reader_finish (self->reader, NULL, NULL);
  if (retry_refused_stream (self))
    return;
  if (error != NULL && is_empty && !self->without_usage
      && alcove_wire_error_is_about (error, "stream_options"))
    {
      self->without_usage = TRUE;
      alcove_client_set_refuses_usage (self->client);
      send_request (self);
    }
  else if (error != NULL && is_empty && self->n_retries < MAX_RETRIES && is_worth_a_retry (error))
    retry_later (self, error);
  else
    {
      if (error != NULL)
        find_refused_field (self, error);
      finish (self, error);
    }
}

static gboolean
fail_cb (gpointer data)
{
  AlcoveReply *self = data;
  g_autoptr (GError) error = g_steal_pointer (&self->error);

  self->timer = 0;
  finish (self, error);
  return G_SOURCE_REMOVE;
}

static void
send_request (AlcoveReply *self)
{
  static const AlcoveExchangeHandlers handlers = { bytes_cb, end_cb };
  g_autoptr (GBytes) body = NULL;

  g_clear_pointer (&self->reader, alcove_wire_reader_free);
  self->reader = alcove_wire_reader_new (alcove_client_get_key (self->client), wire_cb, self);
  self->start_time = g_get_monotonic_time ();
  body = alcove_wire_request_to_json (self->request, dialect_of (self), !self->without_usage,
                                      &self->error);
  if (body != NULL)
    self->exchange = alcove_client_exchange (self->client, "POST", "/chat/completions", body,
                                             alcove_client_get_stall_seconds (self->client),
                                             &handlers, self, &self->error);
  /* later, so that whoever asked can connect to the signals first */
  if (self->exchange == NULL)
    self->timer = g_idle_add (fail_cb, self);
}

/**
 * alcove_reply_start: (skip)
 * @client: a client
 * @request: what to ask
 *
 * Returns: (transfer full): the reply, under way
 */
AlcoveReply *
alcove_reply_start (AlcoveClient *client, AlcoveChatRequest *request)
{
  AlcoveReply *self = g_object_new (ALCOVE_TYPE_REPLY, NULL);

  self->client = g_object_ref (client);
  self->request = alcove_chat_request_ref (request);
  g_set_str (&request->account_body, alcove_client_get_extra_body (client));
  self->without_usage = request->no_usage || alcove_client_get_refuses_usage (client);
  send_request (self);
  return self;
}

/**
 * alcove_reply_wait:
 * @self: a reply
 *
 * May be called several times, also after the end. Letting the future go does not stop the reply.
 *
 * Returns: (transfer full): a future that resolves to %TRUE for a complete answer and rejects with
 *   an #AlcoveError, or with %G_IO_ERROR_CANCELLED after [method@Reply.stop]
 */
DexFuture *
alcove_reply_wait (AlcoveReply *self)
{
  return dex_ref (DEX_FUTURE (self->promise));
}

/**
 * alcove_reply_stop:
 * @self: a reply
 *
 * Closes the connection at once, also before the first byte. What came is kept. An answer whose
 * finish reason had come already counts as complete.
 */
void
alcove_reply_stop (AlcoveReply *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ALCOVE_IS_REPLY (self));
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the answer was stopped");
  finish (self, error);
}

/**
 * alcove_reply_get_content:
 * @self: a reply
 *
 * Returns: (transfer none): the answer so far; valid until more comes
 */
const char *
alcove_reply_get_content (AlcoveReply *self)
{
  return answer_of (self)->content->str;
}

/**
 * alcove_reply_get_reasoning:
 * @self: a reply
 *
 * Returns: (transfer none): what the model thought, as far as it tells; valid until more comes
 */
const char *
alcove_reply_get_reasoning (AlcoveReply *self)
{
  return answer_of (self)->reasoning->str;
}

/**
 * alcove_reply_get_refusal:
 * @self: a reply
 *
 * Returns: (transfer none): the model's refusal, "" for none; valid until more comes
 */
const char *
alcove_reply_get_refusal (AlcoveReply *self)
{
  return answer_of (self)->refusal->str;
}

/**
 * alcove_reply_get_finish_reason:
 * @self: a reply
 *
 * Returns: (nullable) (transfer none): the server's own word for why the answer ended
 */
const char *
alcove_reply_get_finish_reason (AlcoveReply *self)
{
  return answer_of (self)->finish_reason;
}

/**
 * alcove_reply_get_model:
 * @self: a reply
 *
 * Returns: (transfer none): the model that answers, by the server's word; the one asked for before
 */
const char *
alcove_reply_get_model (AlcoveReply *self)
{
  const char *model = answer_of (self)->model;

  return model ? model : self->request->model;
}

/**
 * alcove_reply_get_usage:
 * @self: a reply
 *
 * Returns: (transfer none): the server's numbers, -1 for each that it did not give
 */
const AlcoveUsage *
alcove_reply_get_usage (AlcoveReply *self)
{
  return &answer_of (self)->usage;
}

/**
 * alcove_reply_get_error:
 * @self: a reply
 *
 * Returns: (nullable) (transfer none): what went wrong, after the end
 */
const GError *
alcove_reply_get_error (AlcoveReply *self)
{
  return self->done ? self->error : NULL;
}

/**
 * alcove_reply_get_parts:
 * @self: a reply
 *
 * Returns: (transfer none) (element-type AlcovePart): tool calls, citations and images, in the
 *   order they came; the arguments of a tool call are whole only after the end
 */
GPtrArray *
alcove_reply_get_parts (AlcoveReply *self)
{
  alcove_tool_calls_update_parts (answer_of (self)->tool_calls);
  return answer_of (self)->parts;
}

/**
 * alcove_reply_get_refused_field:
 * @self: a reply
 *
 * Returns: (nullable) (transfer none): the member of the request that the server refused by name and that
 *   the request can go without; %NULL before the end and for any other end
 */
const char *
alcove_reply_get_refused_field (AlcoveReply *self)
{
  return self->refused_field;
}

/**
 * alcove_reply_get_done:
 * @self: a reply
 *
 * Returns: whether it ended, well or not
 */
gboolean
alcove_reply_get_done (AlcoveReply *self)
{
  return self->done;
}

/**
 * alcove_reply_get_ttft_us:
 * @self: a reply
 *
 * Returns: microseconds from sending the request to the first token, -1 before it
 */
gint64
alcove_reply_get_ttft_us (AlcoveReply *self)
{
  return self->ttft_us;
}

/**
 * alcove_reply_get_duration_us:
 * @self: a reply
 *
 * Returns: microseconds from sending the request to the end, -1 before it
 */
gint64
alcove_reply_get_duration_us (AlcoveReply *self)
{
  return self->duration_us;
}
