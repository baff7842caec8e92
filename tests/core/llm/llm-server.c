/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A server that does as a test says, byte for byte: it can be late, cut, wrong or silent, and it
 * knows whether its client closed the connection. Each connection has a thread; the counters are
 * read by the test's own thread. */

#include "llm-server.h"

#include <stdlib.h>
#include <string.h>

struct _LlmServer
{
  GSocketService *service;
  LlmServerFunc func;
  gpointer data;
  guint16 port;
  const char *greeting;
  GTlsCertificate *certificate;
  char *url;
  GMutex mutex;
  GString *request; /* the last one */
  int n_connections;
  int n_requests;
  int n_closed;
  int n_running;
};

struct _LlmCall
{
  LlmServer *server;
  GIOStream *stream;
  GString *request;
  guint number;
};

/* Reads one request, head and body. FALSE at the end of the connection. */
static gboolean
read_request (GInputStream *input, GString *request)
{
  gsize wanted = 0;

  g_string_truncate (request, 0);
  while (wanted == 0 || request->len < wanted)
    {
      char bytes[65536];
      gssize n = g_input_stream_read (input, bytes, sizeof bytes, NULL, NULL);
      const char *head_end;
      const char *length;

      if (n <= 0)
        return FALSE;
      g_string_append_len (request, bytes, n);
      head_end = strstr (request->str, "\r\n\r\n");
      if (wanted > 0 || head_end == NULL)
        continue;
      length = strcasestr (request->str, "\r\nContent-Length:");
      wanted = (gsize) (head_end - request->str) + 4;
      if (length != NULL && length < head_end)
        wanted += (gsize) atol (length + strlen ("\r\nContent-Length:"));
    }
  return TRUE;
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
        gpointer data)
{
  LlmServer *self = data;
  LlmCall call = { self, G_IO_STREAM (connection), g_string_new (NULL), 0 };
  g_autoptr (GIOStream) tls = NULL;
  gboolean go_on = TRUE;

  g_atomic_int_inc (&self->n_running);
  g_atomic_int_inc (&self->n_connections);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 20);
  if (self->greeting != NULL)
    go_on = llm_call_write (&call, self->greeting) && FALSE;
  if (self->certificate != NULL)
    call.stream = tls
        = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  while (go_on && read_request (g_io_stream_get_input_stream (call.stream), call.request))
    {
      call.number = (guint) g_atomic_int_add (&self->n_requests, 1);
      g_mutex_lock (&self->mutex);
      g_string_assign (self->request, call.request->str);
      g_mutex_unlock (&self->mutex);
      go_on = self->func (&call, self->data);
    }
  g_string_free (call.request, TRUE);
  g_atomic_int_add (&self->n_running, -1);
  return TRUE;
}

LlmServer *
llm_server_new (LlmServerFunc func, gpointer data)
{
  LlmServer *self = g_new0 (LlmServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->func = func;
  self->data = data;
  self->request = g_string_new (NULL);
  g_mutex_init (&self->mutex);
  self->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->url = g_strdup_printf ("http://127.0.0.1:%u/v1", self->port);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

void
llm_server_free (LlmServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  while (g_atomic_int_get (&self->n_running) > 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_object_unref (self->service);
  g_string_free (self->request, TRUE);
  g_mutex_clear (&self->mutex);
  g_free (self->url);
  g_free (self);
}

/* From now on connections are encrypted. */
void
llm_server_set_certificate (LlmServer *self, GTlsCertificate *certificate)
{
  self->certificate = certificate;
}

/* To be said at once when a connection comes, which then closes. Static. */
void
llm_server_set_greeting (LlmServer *self, const char *greeting)
{
  self->greeting = greeting;
}

const char *
llm_server_get_url (LlmServer *self)
{
  return self->url;
}

guint16
llm_server_get_port (LlmServer *self)
{
  return self->port;
}

guint
llm_server_get_n_connections (LlmServer *self)
{
  return (guint) g_atomic_int_get (&self->n_connections);
}

guint
llm_server_get_n_requests (LlmServer *self)
{
  return (guint) g_atomic_int_get (&self->n_requests);
}

guint
llm_server_get_n_closed (LlmServer *self)
{
  return (guint) g_atomic_int_get (&self->n_closed);
}

char *
llm_server_dup_request (LlmServer *self)
{
  char *text;

  g_mutex_lock (&self->mutex);
  text = g_strdup (self->request->str);
  g_mutex_unlock (&self->mutex);
  return text;
}

/* Runs the main loop until @n clients have closed while the server waited for it. */
void
llm_server_wait_closed (LlmServer *self, guint n)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (llm_server_get_n_closed (self) < n)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
}

guint
llm_call_number (LlmCall *call)
{
  return call->number;
}

const char *
llm_call_request (LlmCall *call)
{
  return call->request->str;
}

gboolean
llm_call_write_bytes (LlmCall *call, const void *bytes, gsize length)
{
  GOutputStream *output = g_io_stream_get_output_stream (call->stream);

  return g_output_stream_write_all (output, bytes, length, NULL, NULL, NULL);
}

gboolean
llm_call_write (LlmCall *call, const char *text)
{
  return llm_call_write_bytes (call, text, strlen (text));
}

/* TRUE when the client closed the connection, within ten seconds. */
gboolean
llm_call_wait_close (LlmCall *call)
{
  GInputStream *input = g_io_stream_get_input_stream (call->stream);
  g_autoptr (GError) error = NULL;
  char byte;
  gssize n = g_input_stream_read (input, &byte, 1, NULL, &error);
  gboolean closed = n == 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);

  if (closed)
    g_atomic_int_inc (&call->server->n_closed);
  return closed;
}

/* A whole answer; the connection stays open. */
gboolean
llm_call_answer (LlmCall *call, guint status, const char *headers, const char *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %u Word\r\nContent-Length: %zu\r\n%s\r\n%s",
                                           status, strlen (body), headers, body);

  return llm_call_write (call, text);
}
