/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats of ChatGPT with more values than are parsed at once. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-json-reader.h"
#include "bundle-dump.h"

#define MANY 400000

/* As many values as a number says, in an array. */
static void
add_values (GString *json, guint n)
{
  g_string_append (json, "[0");
  for (guint i = 1; i < n; i++)
    g_string_append (json, ",0");
  g_string_append_c (json, ']');
}

static void
add_message (GString *json, const char *id, const char *parent, const char *role, const char *text,
             guint n_values)
{
  g_string_append_printf (json,
                          ",\"%s\":{\"id\":\"%s\",\"parent\":\"%s\",\"message\" : {\"author\":{"
                          "\"role\":\"%s\"},\"content\":{\"parts\":[\"%s\"]},\"metadata\":{\"x\":",
                          id, id, parent, role, text);
  add_values (json, n_values);
  g_string_append (json, "}},\"children\":[]}");
}

static char *
dump (const char *json, GError **error)
{
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (json, (gssize) strlen (json), NULL);
  g_autoptr (AlcoveImportReader) reader
      = alcove_json_reader_new (stream, (goffset) strlen (json), NULL);

  return dump_reader (reader, error);
}

static void
assert_dump (const GString *json, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *got = dump (json->str, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, expected);
}

static GString *
begin (void)
{
  return g_string_new ("[{\"conversation_id\":\"c\",\"title\":\"T\",\"current_node\":\"b\","
                       "\"mapping\":{\"r\":{\"message\":null,\"children\":[\"a\"]}");
}

/* Thousands of messages, each with what the program keeps beside it. */
static void
test_many (void)
{
  g_autoptr (GString) json = begin ();

  add_message (json, "a", "r", "user", "Q \\\"message\\\":{", MANY);
  add_message (json, "b", "a", "assistant", "A", MANY);
  add_message (json, "c", "b", "user", "Q2", MANY);
  g_string_append (json, "}},{\"mapping\":{},\"id\":\"e\"}]");
  assert_dump (json, "T shows 2\n 1<0 user text(Q \"message\":{)\n 2<1 assistant text(A)\n"
                     " 3<2 user text(Q2)\n!2 empty\n");
}

/* One that is too much by itself is left out alone, and so is one that is broken. */
static void
test_one_message (void)
{
  g_autoptr (GString) json = begin ();

  add_message (json, "a", "r", "user", "Q", MANY);
  add_message (json, "b", "a", "assistant", "A", MANY * 3);
  g_string_append (json,
                   ",\"c\":{\"parent\":\"a\",\"message\":{\"author\" 5}},\"d\":{\"message\":0},"
                   "\"e\":{\"message\":-1}}}]");
  assert_dump (json, "T shows 1\n 1<0 user text(Q)\n!1: b too-large\n!1: c broken\n");
}

/* What is beside the messages is bounded as it was. */
static void
test_beside (void)
{
  g_autoptr (GString) json = begin ();
  g_autoptr (GString) alone = g_string_new ("{\"mapping\":{},\"x\":");
  g_autoptr (GError) error = NULL;
  g_autofree char *got = NULL;

  g_string_append (json, "},\"x\":");
  add_values (json, MANY * 3);
  g_string_append (json, "},{\"mapping\":{},\"id\":\"e\"}]");
  assert_dump (json, "!1 too-large\n!2 empty\n");
  add_values (alone, MANY * 3);
  g_string_append_c (alone, '}');
  got = dump (alone->str, &error);
  g_assert_null (got);
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/slices/many", test_many);
  g_test_add_func ("/transfer/slices/one-message", test_one_message);
  g_test_add_func ("/transfer/slices/beside", test_beside);
  return g_test_run ();
}
