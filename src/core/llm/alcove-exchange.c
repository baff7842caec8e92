/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One HTTP request and its answer. Main thread, plain callbacks: what an answer's bytes set off
 * (parsing, drawing) must not run on the small stack of a fiber.
 * Holds always: a redirect is never followed; a connection takes 15 s at most; nothing compressed is
 * taken; a refusal's body is read up to 256 KiB; cancelling closes the connection at any moment; the
 * key leaves the message as soon as the server has it. */

#include "alcove-exchange.h"

#include <string.h>

#include "alcove-certificate.h"
#include "alcove-error.h"
#include "alcove-network-error.h"
#include "alcove-wire-error.h"
#include "alcove-wire-retry.h"

#define CONNECT_SECONDS 15
#define BUFFER_SIZE (64 * 1024)
#define MAX_REFUSAL (256 * 1024)
#define DRAIN_SECONDS 2
/* just below GTK's redrawing, so that a flood of tokens cannot starve the window */
#define READ_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

struct _AlcoveExchange
{
  GObject parent_instance;
  SoupSession *session;
  SoupMessage *message;
  AlcoveEndpoint *endpoint;
  AlcoveLockedBytes *key;
  const AlcoveExchangeHandlers *handlers; /* NULL: nobody listens any more */
  gpointer handlers_data;
  GCancellable *cancellable;
  GInputStream *body;
  GByteArray *refusal; /* the body of an answer that is not 2xx */
  GError *reason;      /* why we cancelled it ourselves */
  gint64 last_activity;
  guint stall_seconds;
  guint connect_source;
  guint stall_source;
  guint drain_source;
  gboolean is_waiting; /* connected: the stall limit counts */
  gboolean is_pinned;  /* one certificate alone is trusted */
  guint8 *buffer;
};

G_DEFINE_FINAL_TYPE (AlcoveExchange, alcove_exchange, G_TYPE_OBJECT)

static void
stop_timers (AlcoveExchange *self)
{
  g_clear_handle_id (&self->connect_source, g_source_remove);
  g_clear_handle_id (&self->stall_source, g_source_remove);
  g_clear_handle_id (&self->drain_source, g_source_remove);
}

static void
alcove_exchange_finalize (GObject *object)
{
  AlcoveExchange *self = ALCOVE_EXCHANGE (object);

  stop_timers (self);
  g_clear_object (&self->body);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->key, alcove_locked_bytes_unref);
  g_clear_pointer (&self->refusal, g_byte_array_unref);
  g_clear_error (&self->reason);
  g_free (self->buffer);
  G_OBJECT_CLASS (alcove_exchange_parent_class)->finalize (object);
}

static void
alcove_exchange_class_init (AlcoveExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_exchange_finalize;
}

static void
alcove_exchange_init (AlcoveExchange *self)
{
  self->cancellable = g_cancellable_new ();
  self->buffer = g_malloc (BUFFER_SIZE);
}

/* libsoup keeps the headers on the heap as long as the message lives. Those that a person added may be keys too. */
static void
forget_key (AlcoveExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    explicit_bzero ((char *) value, strlen (value));
  soup_message_headers_clear (headers);
}

static void
close_body (AlcoveExchange *self)
{
  if (self->body != NULL)
    g_input_stream_close_async (self->body, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->body);
}

/* What a person may decide about, and only that: a certificate that lacks nothing but somebody who vouches for it
 * (its name apart, as such servers are reached by number), where no other one was trusted before. */
static GError *
describe (AlcoveExchange *self, const GError *error)
{
  const GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (self->message);
  const GTlsCertificateFlags bearable
      = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY;
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (self->message);
  GError *own = alcove_network_error_new (error, self->endpoint, flags);
  g_autofree char *fingerprint = NULL;

  if (!g_error_matches (own, ALCOVE_ERROR, ALCOVE_ERROR_TLS) || certificate == NULL)
    return own;
  if (self->is_pinned)
    {
      g_error_free (own);
      own = g_error_new (ALCOVE_ERROR, ALCOVE_ERROR_TLS,
                         "%s: its certificate is another than the one that was trusted",
                         alcove_endpoint_get_host (self->endpoint));
      fingerprint = alcove_certificate_dup_fingerprint (certificate);
      alcove_error_set_fingerprint (own, fingerprint);
      return own;
    }
  if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0 || (flags & ~bearable) != 0)
    return own;
  fingerprint = alcove_certificate_dup_fingerprint (certificate);
  g_error_free (own);
  own = g_error_new (
      ALCOVE_ERROR, ALCOVE_ERROR_TLS,
      "%s: nobody that this computer trusts vouches for its certificate (SHA-256 %s)",
      alcove_endpoint_get_host (self->endpoint), fingerprint);
  alcove_error_set_fingerprint (own, fingerprint);
  return own;
}

static void
end (AlcoveExchange *self, const GError *error)
{
  const AlcoveExchangeHandlers *handlers = g_steal_pointer (&self->handlers);
  g_autoptr (GError) own = NULL;

  stop_timers (self);
  close_body (self);
  if (handlers == NULL)
    return;
  if (error != NULL)
    own = describe (self, self->reason ? self->reason : error);
  handlers->end (own, self->handlers_data);
}

static void
give_up (AlcoveExchange *self, AlcoveError code, const char *text)
{
  if (self->reason == NULL)
    self->reason = g_error_new (ALCOVE_ERROR, code, "%s %s",
                                alcove_endpoint_get_host (self->endpoint), text);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
connect_timeout_cb (gpointer data)
{
  AlcoveExchange *self = data;

  self->connect_source = 0;
  give_up (self, ALCOVE_ERROR_TIMEOUT, "did not accept a connection within 15 seconds");
  return G_SOURCE_REMOVE;
}

/* One look a second is cheaper than a new timer with each read. */
static gboolean
stall_cb (gpointer data)
{
  AlcoveExchange *self = data;

  if (!self->is_waiting
      || g_get_monotonic_time () - self->last_activity < self->stall_seconds * G_USEC_PER_SEC)
    return G_SOURCE_CONTINUE;
  self->stall_source = 0;
  give_up (self, ALCOVE_ERROR_STALLED, "is connected, but has been silent for too long");
  return G_SOURCE_REMOVE;
}

/* A name of the local network that stands for a public address: without encryption not a byte goes there. */
static void
check_address (AlcoveExchange *self, GIOStream *connection)
{
  g_autoptr (GSocketAddress) remote = NULL;
  AlcoveReach reach;

  if (!alcove_endpoint_is_plain_http (self->endpoint) || !G_IS_SOCKET_CONNECTION (connection))
    return;
  remote = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return;
  reach = alcove_reach_of_address (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  if (reach > alcove_endpoint_get_reach (self->endpoint))
    give_up (self, ALCOVE_ERROR_INSECURE, "is not on this network, so it needs https");
}

/* Counts from the first step of a connection on; a request that waits in our own queue has time. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection,
                  AlcoveExchange *self)
{
  if (event == G_SOCKET_CLIENT_CONNECTING || event == G_SOCKET_CLIENT_CONNECTED)
    check_address (self, connection);
  if (self->connect_source == 0 && !self->is_waiting && self->reason == NULL)
    self->connect_source = g_timeout_add_seconds (CONNECT_SECONDS, connect_timeout_cb, self);
}

static void
starting_cb (SoupMessage *message, AlcoveExchange *self)
{
  g_clear_handle_id (&self->connect_source, g_source_remove);
  self->is_waiting = TRUE;
  self->last_activity = g_get_monotonic_time ();
}

static void
wrote_body_data_cb (SoupMessage *message, guint size, AlcoveExchange *self)
{
  self->last_activity = g_get_monotonic_time ();
}

static const char *
get_header (const char *name, gpointer data)
{
  return soup_message_headers_get_one (data, name);
}

static gint64
retry_after (SoupMessage *message)
{
  return alcove_wire_retry_from_headers (get_header, soup_message_get_response_headers (message),
                                         soup_message_get_status (message) == 429,
                                         g_get_real_time () / 1000);
}

static void
end_refusal (AlcoveExchange *self)
{
  g_autoptr (GError) error
      = alcove_wire_error_from_body (soup_message_get_status (self->message),
                                     (const char *) self->refusal->data, self->refusal->len,
                                     retry_after (self->message), self->key);

  end (self, error);
}

/* TRUE to go on reading */
static gboolean
take_bytes (AlcoveExchange *self, gsize length)
{
  if (self->refusal != NULL)
    {
      g_byte_array_append (self->refusal, self->buffer, (guint) length);
      return self->refusal->len < MAX_REFUSAL;
    }
  return self->handlers == NULL
         || self->handlers->bytes (self->buffer, length, self->handlers_data);
}

static void
end_of_body (AlcoveExchange *self)
{
  if (self->refusal != NULL && self->handlers != NULL)
    end_refusal (self);
  else
    end (self, NULL);
}

/* Takes what has arrived already, so that the pieces of a fast stream are handled together. */
static gsize
read_more (AlcoveExchange *self, gsize have, gboolean *at_end)
{
  GPollableInputStream *body;

  if (!G_IS_POLLABLE_INPUT_STREAM (self->body)
      || !g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (self->body)))
    return have;
  body = G_POLLABLE_INPUT_STREAM (self->body);
  while (have < BUFFER_SIZE)
    {
      gssize n = g_pollable_input_stream_read_nonblocking (body, self->buffer + have,
                                                           BUFFER_SIZE - have, NULL, NULL);

      *at_end = n == 0;
      /* an error shows again in the next read, after what came before it */
      if (n <= 0)
        break;
      have += (gsize) n;
    }
  return have;
}

static void read_next (AlcoveExchange *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveExchange) self = data;
  g_autoptr (GError) error = NULL;
  gboolean at_end = FALSE;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n > 0 && !g_cancellable_is_cancelled (self->cancellable))
    {
      gsize length = read_more (self, (gsize) n, &at_end);

      self->last_activity = g_get_monotonic_time ();
      if (!take_bytes (self, length))
        {
          if (self->refusal != NULL)
            end_refusal (self);
          else
            alcove_exchange_cancel (self);
          close_body (self);
          return;
        }
      if (!at_end && !g_cancellable_is_cancelled (self->cancellable))
        {
          read_next (self);
          return;
        }
    }
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error ? NULL : &error) || n < 0)
    end (self, error);
  else
    end_of_body (self);
}

static void
read_next (AlcoveExchange *self)
{
  g_input_stream_read_async (self->body, self->buffer, BUFFER_SIZE, READ_PRIORITY,
                             self->cancellable, read_cb, g_object_ref (self));
}

static GError *
redirect_error (AlcoveExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GUri) uri = NULL;

  if (location != NULL)
    uri = g_uri_parse_relative (soup_message_get_uri (self->message), location, SOUP_HTTP_URI_FLAGS,
                                NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return alcove_error_new_http (ALCOVE_ERROR_REDIRECT, soup_message_get_status (self->message),
                                  -1, "the server wants to move, but does not say where", NULL);
  return g_error_new (ALCOVE_ERROR, ALCOVE_ERROR_REDIRECT, "the server wants to move to %s://%s%s",
                      g_uri_get_scheme (uri), g_uri_get_host (uri), g_uri_get_path (uri));
}

/* What speaks against reading this answer at all. */
static GError *
objection (AlcoveExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");

  if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (self->message)))
    return redirect_error (self);
  if (encoding && *encoding && g_ascii_strcasecmp (encoding, "identity") != 0)
    return g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_PROTOCOL,
                                "the server sent a compressed answer that was not asked for");
  return NULL;
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveExchange) self = data;
  g_autoptr (GError) error = NULL;

  self->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  forget_key (self);
  g_clear_handle_id (&self->connect_source, g_source_remove);
  self->last_activity = g_get_monotonic_time ();
  if (self->body != NULL && !g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    error = objection (self);
  if (error != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      end (self, error);
      return;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    self->refusal = g_byte_array_new ();
  read_next (self);
}

/**
 * alcove_exchange_start:
 * @session: the session to use
 * @message: the request, complete
 * @endpoint: where it goes
 * @key: (nullable): the key in it, to be kept out of errors
 * @is_pinned: whether one certificate alone is trusted
 * @stall_seconds: how long a connected server may be silent; 0 for ever
 * @handlers: static callbacks
 * @data: their data; it must live until the end or until the exchange is cancelled
 *
 * Sends @message. Letting the exchange go does not cancel it.
 *
 * Returns: (transfer full): the exchange
 */
AlcoveExchange *
alcove_exchange_start (SoupSession *session, SoupMessage *message, AlcoveEndpoint *endpoint,
                       AlcoveLockedBytes *key, gboolean is_pinned, guint stall_seconds,
                       const AlcoveExchangeHandlers *handlers, gpointer data)
{
  AlcoveExchange *self = g_object_new (ALCOVE_TYPE_EXCHANGE, NULL);

  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->endpoint = g_object_ref (endpoint);
  self->key = key ? alcove_locked_bytes_ref (key) : NULL;
  self->handlers = handlers;
  self->handlers_data = data;
  self->stall_seconds = stall_seconds;
  self->is_pinned = is_pinned;
  if (stall_seconds > 0)
    self->stall_source = g_timeout_add_seconds (1, stall_cb, self);
  g_signal_connect_object (message, "network-event", G_CALLBACK (network_event_cb), self, 0);
  g_signal_connect_object (message, "starting", G_CALLBACK (starting_cb), self, 0);
  g_signal_connect_object (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), self, 0);
  soup_session_send_async (session, message, READ_PRIORITY, self->cancellable, send_cb,
                           g_object_ref (self));
  return self;
}

/**
 * alcove_exchange_cancel:
 * @self: an exchange
 *
 * Closes the connection. No handler is called any more.
 */
void
alcove_exchange_cancel (AlcoveExchange *self)
{
  self->handlers = NULL;
  stop_timers (self);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
drain_timeout_cb (gpointer data)
{
  AlcoveExchange *self = data;

  self->drain_source = 0;
  alcove_exchange_cancel (self);
  return G_SOURCE_REMOVE;
}

/**
 * alcove_exchange_drain:
 * @self: an exchange
 *
 * No handler is called any more; what is left of the body is read and dropped, so that the
 * connection can be used again. A server that does not end it within two seconds is cut off.
 */
void
alcove_exchange_drain (AlcoveExchange *self)
{
  self->handlers = NULL;
  stop_timers (self);
  self->drain_source = g_timeout_add_seconds (DRAIN_SECONDS, drain_timeout_cb, self);
}
