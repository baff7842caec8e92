/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What real servers sent, through the reader: whole, byte by byte, and cut in the middle. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"
#include "alcove-wire-reader.h"
#include "llm-testing.h"

typedef struct
{
  GString *content;
  GString *reasoning;
} Told;

static void
told_cb (AlcovePartKind kind, const char *text, gsize length, gpointer data)
{
  Told *told = data;

  if (kind == ALCOVE_PART_TEXT)
    g_string_append_len (told->content, text, (gssize) length);
  if (kind == ALCOVE_PART_REASONING)
    g_string_append_len (told->reasoning, text, (gssize) length);
}

static gboolean
push_in_pieces (AlcoveWireReader *reader, GBytes *bytes, gsize length, gsize piece, GError **error)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  for (gsize at = 0; at < length; at += piece)
    if (!alcove_wire_reader_push (reader, data + at, MIN (piece, length - at), error))
      return FALSE;
  return alcove_wire_reader_finish (reader, NULL, error);
}

static void
check_stream (const char *stem, gsize piece)
{
  g_autofree char *about_path = g_strconcat (stem, ".json", NULL);
  g_autofree char *body_path = g_strconcat (stem, ".sse", NULL);
  g_autoptr (JsonNode) about = llm_testing_load_json (about_path);
  g_autoptr (GBytes) bytes = llm_testing_load_bytes (body_path);
  Told told = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (NULL, told_cb, &told);
  g_autoptr (GError) error = NULL;
  AlcoveAnswer *answer = alcove_wire_reader_get_answer (reader);

  push_in_pieces (reader, bytes, g_bytes_get_size (bytes), piece, &error);
  llm_testing_expect (json_object_get_object_member (json_node_get_object (about), "expect"),
                      answer, error);
  g_assert_cmpstr (told.content->str, ==, answer->content->str);
  g_assert_cmpstr (told.reasoning->str, ==, answer->reasoning->str);
  g_string_free (told.content, TRUE);
  g_string_free (told.reasoning, TRUE);
}

static void
test_whole (gconstpointer data)
{
  check_stream (data, G_MAXSSIZE / 2);
}

static void
test_bytes (gconstpointer data)
{
  check_stream (data, 1);
}

/* Where the finish reason stands in the bytes, or their end. */
static gsize
end_of_text (GBytes *bytes)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (GRegex) regex = g_regex_new ("\"finish_reason\": *\"", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start = 0;

  if (!g_regex_match_full (regex, text, (gssize) size, 0, 0, &match, NULL)
      || !g_match_info_fetch_pos (match, 0, &start, NULL))
    return size;
  return (gsize) start;
}

static void
test_cut (gconstpointer data)
{
  g_autofree char *body_path = g_strconcat (data, ".sse", NULL);
  g_autoptr (GBytes) bytes = llm_testing_load_bytes (body_path);
  gsize end = end_of_text (bytes);

  for (guint i = 0; i < 24; i++)
    {
      g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;
      gsize cut = end * i / 24;

      g_assert_false (push_in_pieces (reader, bytes, cut, 4096, &error));
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_TRUNCATED);
      g_assert_true (
          g_utf8_validate (alcove_wire_reader_get_answer (reader)->content->str, -1, NULL));
    }
}

static void
test_document (gconstpointer data)
{
  g_autofree char *about_path = g_strconcat (data, ".json", NULL);
  g_autofree char *body_path = g_strconcat (data, ".body.json", NULL);
  g_autoptr (JsonNode) about = llm_testing_load_json (about_path);
  g_autoptr (GBytes) bytes = llm_testing_load_bytes (body_path);

  for (gsize piece = 1; piece < 100000; piece *= 317)
    {
      g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;

      push_in_pieces (reader, bytes, g_bytes_get_size (bytes), piece, &error);
      llm_testing_expect (json_object_get_object_member (json_node_get_object (about), "expect"),
                          alcove_wire_reader_get_answer (reader), error);
    }
}

static void
test_other_api (gconstpointer data)
{
  g_autofree char *body_path = g_strconcat (data, ".txt", NULL);
  g_autoptr (GBytes) bytes = llm_testing_load_bytes (body_path);

  for (gsize piece = 1; piece < 100000; piece *= 317)
    {
      g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (push_in_pieces (reader, bytes, g_bytes_get_size (bytes), piece, &error));
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_AN_API);
      g_assert_nonnull (strstr (error->message, "protocol"));
      g_assert_cmpstr (alcove_wire_reader_get_answer (reader)->content->str, ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  llm_testing_add_folder ("fixtures/chat-sse", "/llm/recordings/whole", test_whole);
  llm_testing_add_folder ("fixtures/chat-sse", "/llm/recordings/bytes", test_bytes);
  llm_testing_add_folder ("fixtures/chat-sse", "/llm/recordings/cut", test_cut);
  llm_testing_add_folder ("fixtures/chat-json", "/llm/recordings/document", test_document);
  llm_testing_add_folder ("fixtures/other-apis", "/llm/recordings/other-api", test_other_api);
  return g_test_run ();
}
