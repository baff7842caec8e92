/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How many chunks of an answer a second the client takes from a server on this computer, through
 * HTTP, events, JSON and signals; beside json-glib alone on the same chunks in the same run, which
 * nothing built on it can beat. Prints one JSON object a line. */

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "alcove-client.h"
#include "alcove-wire-reader.h"

#define N_CHUNKS 100000
#define N_ROUNDS 5
#define N_COUNTED 10000
#define BLOCK (64 * 1024)

typedef struct
{
  GPtrArray *bodies; /* the JSON of each chunk */
  GString *stream;   /* all events */
  gboolean is_single;
} Answer;

static void
answer_fill (Answer *self)
{
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->stream = g_string_new (NULL);
  for (guint i = 0; i < N_CHUNKS; i++)
    {
      char *body = g_strdup_printf (
          "{\"id\":\"chatcmpl-0123456789abcdefghijklmnop\",\"object\":\"chat.completion.chunk\","
          "\"created\":1767225600,\"model\":\"bench-model\",\"system_fingerprint\":\"fp_"
          "0123456789\","
          "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word%u\"},\"logprobs\":null,"
          "\"finish_reason\":%s}]}",
          i % 1000, i == N_CHUNKS - 1 ? "\"stop\"" : "null");

      g_string_append_printf (self->stream, "data: %s\n\n", body);
      g_ptr_array_add (self->bodies, body);
    }
  g_string_append (self->stream, "data: [DONE]\n\n");
}

static gboolean
send_block (GOutputStream *output, const char *bytes, gsize length)
{
  g_autofree char *block = g_strdup_printf ("%zx\r\n%.*s\r\n", length, (int) length, bytes);

  return g_output_stream_write_all (output, block, strlen (block), NULL, NULL, NULL);
}

/* One HTTP chunk and one send for each event, or 64 KiB at a time. */
static void
send_answer (Answer *self, GOutputStream *output)
{
  const char *at = self->stream->str;
  const char *end = at + self->stream->len;
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n";

  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  while (at < end)
    {
      gsize length = self->is_single ? (gsize) (strstr (at, "\n\n") + 2 - at)
                                     : MIN ((gsize) (end - at), BLOCK);

      if (!send_block (output, at, length))
        return;
      at += length;
    }
  g_output_stream_write_all (output, "0\r\n\r\n", 5, NULL, NULL, NULL);
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
        gpointer data)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char request[65536];

  /* the requests of this bench fit into one read */
  while (g_input_stream_read (input, request, sizeof request, NULL, NULL) > 0)
    send_answer (data, g_io_stream_get_output_stream (G_IO_STREAM (connection)));
  return TRUE;
}

static void
delta_cb (AlcoveReply *reply, AlcovePartKind kind, const char *text, gsize *length)
{
  *length += strlen (text);
}

/* The main thread's own time, so that a busy machine does not spoil the ratio. */
static double
thread_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
ask_once (AlcoveClient *client, double *cpu)
{
  g_autoptr (AlcoveChatRequest) request = alcove_chat_request_new ("bench-model");
  g_autoptr (AlcoveReply) reply = NULL;
  g_autoptr (DexFuture) future = NULL;
  gint64 start = g_get_monotonic_time ();
  double cpu_start = thread_seconds ();
  gsize length = 0;

  alcove_chat_request_add_text (request, ALCOVE_ROLE_USER, "Go");
  reply = alcove_client_ask (client, request);
  g_signal_connect (reply, "delta", G_CALLBACK (delta_cb), &length);
  future = alcove_reply_wait (reply);
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  if (!dex_future_is_resolved (future) || length != strlen (alcove_reply_get_content (reply)))
    g_error ("the answer did not come whole");
  *cpu = MIN (*cpu, thread_seconds () - cpu_start);
  return N_CHUNKS * 1e6 / (double) (g_get_monotonic_time () - start);
}

/* The floor: json-glib takes the same chunks and looks at nothing. */
static double
parse_alone (Answer *answer, double *cpu)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gint64 start = g_get_monotonic_time ();
  double cpu_start = thread_seconds ();

  for (guint i = 0; i < answer->bodies->len; i++)
    if (!json_parser_load_from_data (parser, answer->bodies->pdata[i], -1, NULL))
      g_error ("json-glib refuses our own chunk");
  *cpu = MIN (*cpu, thread_seconds () - cpu_start);
  return N_CHUNKS * 1e6 / (double) (g_get_monotonic_time () - start);
}

static void
print_row (const char *name, double value, const char *unit, double floor, double ratio,
           double goal)
{
  printf ("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"floor\":%.0f,\"ratio\":%.3f,"
          "\"goal\":%g,\"holds\":%s}\n",
          name, value, unit, floor, ratio, goal, value >= goal ? "true" : "false");
}

static guint16
listen_on_loopback (GSocketService *service)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_socket_listener_add_address (G_SOCKET_LISTENER (service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

/* Only the decoding, for a machine that counts instructions: without a network, which waits. */
G_NO_INLINE static void
read_chunks (Answer *answer, guint n)
{
  g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (NULL, NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *body = answer->bodies->pdata[i];

      alcove_wire_reader_push (reader, (const guint8 *) "data: ", 6, NULL);
      alcove_wire_reader_push (reader, (const guint8 *) body, strlen (body), NULL);
      alcove_wire_reader_push (reader, (const guint8 *) "\n\n", 2, NULL);
    }
}

G_NO_INLINE static void
parse_chunks (Answer *answer, guint n)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (guint i = 0; i < n; i++)
    json_parser_load_from_data (parser, answer->bodies->pdata[i], -1, NULL);
}

static int
count (Answer *answer, const char *what)
{
  if (g_str_equal (what, "--read"))
    read_chunks (answer, N_COUNTED);
  else
    parse_chunks (answer, N_COUNTED);
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  g_autofree char *url = NULL;
  g_autoptr (AlcoveEndpoint) endpoint = NULL;
  g_autoptr (AlcoveClient) client = NULL;
  Answer answer = { 0 };
  double coalesced = 0;
  double single = 0;
  double floor = 0;
  double our_cpu = G_MAXDOUBLE;
  double floor_cpu = G_MAXDOUBLE;
  double any_cpu = G_MAXDOUBLE;

  dex_init ();
  answer_fill (&answer);
  if (argc == 2)
    return count (&answer, argv[1]);
  url = g_strdup_printf ("http://127.0.0.1:%u/v1", listen_on_loopback (service));
  g_signal_connect (service, "run", G_CALLBACK (run_cb), &answer);
  endpoint = alcove_endpoint_new (url, NULL);
  client = alcove_client_new (endpoint, NULL);
  /* the best of a few, in turns, so that a busy moment spoils none of them alone */
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      floor = MAX (floor, parse_alone (&answer, &floor_cpu));
      answer.is_single = FALSE;
      coalesced = MAX (coalesced, ask_once (client, &our_cpu));
      answer.is_single = TRUE;
      single = MAX (single, ask_once (client, &any_cpu));
    }
  print_row ("chunks_per_s_coalesced", coalesced, "1/s", floor, coalesced / floor, 50000);
  print_row ("chunks_per_s_single", single, "1/s", floor, single / floor, 50000);
  print_row ("ratio_to_json_glib", floor_cpu / our_cpu, "ratio", N_CHUNKS / floor_cpu,
             floor_cpu / our_cpu, 0.6);
  g_ptr_array_unref (answer.bodies);
  g_string_free (answer.stream, TRUE);
  return 0;
}
