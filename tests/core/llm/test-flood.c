/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Servers that send without end or measure: how much memory that takes, and how long it goes on. Both are printed. */

#include <stdio.h>
#include <string.h>

#include "llm-client-testing.h"
#include "llm-testing.h"

#define MAX_GROWTH_KIB (100 * 1024)

/* The most that this process ever had in memory. */
static glong
peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  return line ? strtol (line + strlen ("VmHWM:"), NULL, 10) : 0;
}

/* The peak counts from now on (proc_pid_clear_refs(5)). */
static void
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}

static gboolean
write_for_ever (LlmCall *call, const char *head, const char *piece)
{
  g_autoptr (GString) block = g_string_new (NULL);

  while (block->len < 256 * 1024)
    g_string_append (block, piece);
  if (!llm_call_write (call, head))
    return FALSE;
  while (llm_call_write (call, block->str))
    continue;
  return FALSE;
}

static gboolean
serve_line (LlmCall *call, gpointer data)
{
  return write_for_ever (call, STREAM_HEAD "data: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
}

static gboolean
serve_text_lines (LlmCall *call, gpointer data)
{
  return write_for_ever (call, STREAM_HEAD, TEXT ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static gboolean
serve_headers (LlmCall *call, gpointer data)
{
  return write_for_ever (call, "HTTP/1.1 200 OK\r\n", "X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
}

static gboolean
serve_document (LlmCall *call, gpointer data)
{
  return write_for_ever (call, "HTTP/1.1 200 OK\r\n\r\n{\"choices\":[", "[[[[[[[[[[[[[[[[[[[[[[[[");
}

static gboolean
serve_refusal (LlmCall *call, gpointer data)
{
  return write_for_ever (call, "HTTP/1.1 400 No\r\n\r\n", "no no no no no no no no no no no no ");
}

/* A thousand to one, had anybody asked for it. */
static gboolean
serve_bomb (LlmCall *call, gpointer data)
{
  g_autoptr (GConverter) gzip
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autofree char *zeros = g_malloc0 (4 * 1024 * 1024);
  g_autofree char *packed = g_malloc (64 * 1024);
  gsize read = 0;
  gsize written = 0;

  llm_call_write (call, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
  while (g_converter_convert (gzip, zeros, 4 * 1024 * 1024, packed, 64 * 1024, G_CONVERTER_NO_FLAGS,
                              &read, &written, NULL)
             != G_CONVERTER_ERROR
         && llm_call_write_bytes (call, packed, written))
    continue;
  return FALSE;
}

#define TINY TEXT ("a")

/* A million events of one letter, then the end. */
static gboolean
serve_tiny (LlmCall *call, gpointer data)
{
  g_autoptr (GString) block = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (block, TINY);
  llm_call_write (call, STREAM_HEAD);
  for (guint i = 0; i < 1000; i++)
    if (!llm_call_write (call, block->str))
      return FALSE;
  llm_call_write (call, STOP "data: [DONE]\n\n");
  return FALSE;
}

typedef struct
{
  const char *name;
  LlmServerFunc func;
  int code;
} Flood;

static const Flood floods[] = {
  { "endless-line", serve_line, ALCOVE_ERROR_TOO_LARGE },
  { "endless-answer", serve_text_lines, ALCOVE_ERROR_TOO_LARGE },
  { "endless-headers", serve_headers, ALCOVE_ERROR_TOO_LARGE },
  { "endless-document", serve_document, ALCOVE_ERROR_TOO_LARGE },
  { "endless-refusal", serve_refusal, ALCOVE_ERROR_BAD_REQUEST },
  { "compressed", serve_bomb, ALCOVE_ERROR_PROTOCOL },
  { "million-tiny-events", serve_tiny, 0 },
};

static void
test_flood (gconstpointer data)
{
  const Flood *flood = data;
  g_autoptr (LlmServer) server = llm_server_new (flood->func, NULL);
  g_autoptr (AlcoveClient) client = llm_client_for (llm_server_get_url (server), KEY);
  g_autoptr (AlcoveReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  glong before, growth;

  forget_peak ();
  before = peak_kib ();
  reply = llm_client_ask (client);
  llm_testing_await (alcove_reply_wait (reply), &error);
  growth = peak_kib () - before;
  if (flood->code != 0)
    g_assert_error (error, ALCOVE_ERROR, flood->code);
  g_test_message ("%s: %.1f MiB more at the most, over after %.2f s", flood->name,
                  (double) growth / 1024, (double) (g_get_monotonic_time () - start) / 1e6);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed for a while */
  g_assert_cmpint (growth, <, MAX_GROWTH_KIB);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/flood/", floods[i].name, NULL);

      g_test_add_data_func (name, &floods[i], test_flood);
    }
  return g_test_run ();
}
