/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The parser of event streams: the cases of the Web Platform Tests at every cut, and our own. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-json.h"
#include "alcove-sse-parser.h"
#include "llm-testing.h"

/* Writes what was heard as text: "type=data|" for an event, "!type=data|" for a stray line. */
static void
event_cb (const AlcoveSseEvent *event, gpointer data)
{
  GString *heard = data;

  g_assert_cmpuint (strlen (event->data), <=, event->length);
  g_assert_true (g_utf8_validate_len (event->type, strlen (event->type), NULL));
  if (event->is_unterminated)
    g_string_append_c (heard, '~');
  if (event->is_stray)
    g_string_append_c (heard, '!');
  g_string_append_printf (heard, "%s=", event->type);
  g_string_append_len (heard, event->data, (gssize) event->length);
  if (*event->id)
    g_string_append_printf (heard, "#%s", event->id);
  g_string_append_c (heard, '|');
}

static char *
hear (const char *bytes, gsize length, gsize first, gsize piece, gint64 *retry_ms)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (AlcoveSseParser) parser = alcove_sse_parser_new (event_cb, heard);
  g_autoptr (GError) error = NULL;

  first = MIN (first, length);
  g_assert_true (alcove_sse_parser_push (parser, (const guint8 *) bytes, first, &error));
  for (gsize at = first; at < length; at += piece)
    g_assert_true (alcove_sse_parser_push (parser, (const guint8 *) bytes + at,
                                           MIN (piece, length - at), &error));
  g_assert_no_error (error);
  g_assert_true (alcove_sse_parser_finish (parser, &error));
  if (retry_ms)
    *retry_ms = alcove_sse_parser_get_retry_ms (parser);
  return g_string_free_and_steal (g_steal_pointer (&heard));
}

static void
expect_at_every_cut (const char *bytes, gsize length, const char *wanted)
{
  /* a long body is cut at its first and last bytes, and where an odd step falls */
  gsize step = length > 4096 ? 97 : 1;

  for (gsize cut = 0; cut <= length; cut += cut < 64 ? 1 : step)
    {
      g_autofree char *two = hear (bytes, length, cut, length + 1, NULL);

      g_assert_cmpstr (two, ==, wanted);
    }
  for (gsize piece = 1; piece < 8; piece++)
    {
      g_autofree char *many = hear (bytes, length, 0, piece, NULL);

      g_assert_cmpstr (many, ==, wanted);
    }
}

/* By the standard: no stray lines, nothing without its blank line, no id. */
static char *
only_standard (const char *heard)
{
  g_auto (GStrv) items = g_strsplit (heard, "|", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; items[i]; i++)
    if (*items[i] && *items[i] != '!' && *items[i] != '~')
      g_string_append_printf (text, "%s|", items[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
wanted_of_case (JsonObject *object)
{
  JsonArray *events = alcove_json_array (object, "events");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = alcove_json_element (events, i);
      const char *id = alcove_json_string (event, "id");

      g_string_append_printf (text, "%s=%s", alcove_json_string (event, "type"),
                              alcove_json_string (event, "data"));
      if (id && *id)
        g_string_append_printf (text, "#%s", id);
      g_string_append_c (text, '|');
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The ids of events are not in all cases of the suite; where they are not, they do not count. */
static void
test_wpt (gconstpointer data)
{
  JsonObject *object = (JsonObject *) data;
  gsize length = 0;
  g_autofree char *bytes
      = (char *) g_base64_decode (alcove_json_string (object, "body_b64"), &length);
  g_autofree char *wanted = wanted_of_case (object);
  g_autofree char *all = hear (bytes, length, 0, length + 1, NULL);
  g_autoptr (GRegex) ids = g_regex_new ("#[^|#]*\\|", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (ids, all, -1, 0, "|", 0, NULL);
  g_autofree char *standard = only_standard (strchr (wanted, '#') ? all : plain);

  g_assert_cmpstr (standard, ==, wanted);
  expect_at_every_cut (bytes, length, all);
}

/* The suite stays loaded while its cases run. */
static JsonNode *
add_wpt (void)
{
  g_autoptr (JsonNode) suite = NULL;
  g_autofree char *path = llm_testing_shared_path ("suites/sse/wpt-sse.json");
  JsonArray *cases;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      llm_testing_add_folder ("suites/sse/wpt-sse.json", "/llm/sse/wpt", NULL);
      return NULL;
    }
  suite = llm_testing_load_json (path);
  cases = alcove_json_array (json_node_get_object (suite), "cases");
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = alcove_json_element (cases, i);
      g_autofree char *name
          = g_strconcat ("/llm/sse/wpt/", alcove_json_string (object, "name"), NULL);

      g_test_add_data_func (name, object, test_wpt);
    }
  return g_steal_pointer (&suite);
}

typedef struct
{
  const char *name;
  const char *bytes;
  const char *heard;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "one", "data: x\n\n", "message=x|" },
  { "no-blank", "data:x\n\n", "message=x|" },
  { "two-blanks", "data:  x\n\n", "message= x|" },
  { "lines", "data: a\ndata: b\ndata:\n\n", "message=a\nb\n|" },
  { "name-alone", "data\n\n", "message=|" },
  { "crlf", "event: e\r\ndata: x\r\n\r\ndata: y\r\n\r\n", "e=x|message=y|" },
  { "cr", "data: x\r\rdata: y\r\r", "message=x|message=y|" },
  { "mixed", "data: x\r\n\ndata: y\n\rdata: z\r\r\n", "message=x|message=y|message=z|" },
  { "comments", ": OPENROUTER PROCESSING\n\n:\n\ndata: x\n: keep-alive\n\n", "message=x|" },
  { "bom",
    "\xef\xbb\xbf"
    "data: x\n\n",
    "message=x|" },
  { "bom-alone", "\xef\xbb\xbf", "" },
  { "half-bom",
    "\xef\xbb"
    "data: x\n\n",
    "!\xef\xbf\xbd\xef\xbf\xbd"
    "data=x|" },
  { "type-alone", "event: e\n\ndata: x\n\n", "message=x|" },
  { "type-twice", "event: a\nevent: b\ndata: x\n\n", "b=x|" },
  { "id", "id: 7\ndata: x\n\ndata: y\n\nid\ndata: z\n\n", "message=x#7|message=y#7|message=z|" },
  { "unterminated", "data: x\n\ndata: [DONE]", "message=x|~message=[DONE]|" },
  { "unterminated-line", "data: x\n", "~message=x|" },
  { "stray-error", "data: x\n\nerror: {\"message\":\"no\"}\n\n",
    "message=x|!error={\"message\":\"no\"}|" },
  { "stray-json", "{\"error\":{\"message\":\"no\"}}\n", "!={\"error\":{\"message\":\"no\"}}|" },
  { "stray-word", "Internal Server Error\n", "!Internal Server Error=|" },
  { "bad-utf8",
    "data: a\xff"
    "b\xc3\n\n",
    "message=a\xef\xbf\xbd"
    "b\xef\xbf\xbd|" },
  { "utf8", "data: Größe 你 👋🏽\n\n", "message=Größe 你 👋🏽|" },
  { "upper-case", "DATA: x\n\n", "!DATA=x|" },
  { "blank-before", " data: x\n\n", "! data=x|" },
};

static void
test_case (gconstpointer data)
{
  const Case *item = data;

  expect_at_every_cut (item->bytes, strlen (item->bytes), item->heard);
}

static void
test_nul (void)
{
  static const char bytes[] = "id: a\0b\ndata: x\0y\n\n";
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (AlcoveSseParser) parser = alcove_sse_parser_new (event_cb, heard);

  g_assert_true (alcove_sse_parser_push (parser, (const guint8 *) bytes, sizeof bytes - 1, NULL));
  g_assert_cmpuint (heard->len, ==, strlen ("message=") + 4);
}

static void
test_retry (void)
{
  static const struct
  {
    const char *bytes;
    gint64 ms;
  } rows[] = {
    { "retry: 1500\n\n", 1500 },     { "retry:0\n", 0 }, { "retry: 1.5\n", -1 },
    { "retry: -1\n", -1 },           { "retry\n", -1 },  { "retry: 99999999999999999999\n", -1 },
    { "retry: 5\nretry: x\n\n", 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 ms = 0;
      g_autofree char *heard = hear (rows[i].bytes, strlen (rows[i].bytes), 0, 3, &ms);

      g_assert_cmpint (ms, ==, rows[i].ms);
      g_assert_cmpstr (heard, ==, "");
    }
}

static void
push_until_refused (const char *start, const char *more)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (AlcoveSseParser) parser = alcove_sse_parser_new (event_cb, heard);
  g_autoptr (GError) error = NULL;
  g_autofree char *block = g_strnfill (1000, 'x');
  gsize total = strlen (start);

  g_assert_true (alcove_sse_parser_push (parser, (const guint8 *) start, strlen (start), &error));
  while (alcove_sse_parser_push (parser, (const guint8 *) block, 1000, &error)
         && alcove_sse_parser_push (parser, (const guint8 *) more, strlen (more), &error))
    {
      total += 1000;
      g_assert_cmpuint (total, <, 2 * ALCOVE_SSE_MAX_EVENT);
    }
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_TOO_LARGE);
  g_assert_cmpuint (total, >, ALCOVE_SSE_MAX_EVENT - 4096);
  g_assert_cmpuint (heard->len, ==, 0);
  g_assert_false (alcove_sse_parser_push (parser, (const guint8 *) "data: x\n\n", 9, NULL));
  g_assert_false (alcove_sse_parser_finish (parser, NULL));
}

static void
test_too_large (void)
{
  push_until_refused ("data: ", "");
  push_until_refused ("data: ", "\ndata: ");
  push_until_refused (":", "");
}

static void
test_large_is_fine (void)
{
  g_autofree char *block = g_strnfill (ALCOVE_SSE_MAX_EVENT - 64, 'x');
  g_autofree char *event = g_strconcat ("data: ", block, "\n\n", NULL);
  g_autofree char *all = g_strconcat (event, event, event, NULL);
  g_autofree char *heard = hear (all, strlen (all), 0, 65536, NULL);

  g_assert_cmpuint (strlen (heard), ==, 3 * (strlen (block) + strlen ("message=|")));
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonNode) suite = NULL;

  g_test_init (&argc, &argv, NULL);
  suite = add_wpt ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/llm/sse/own/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/llm/sse/nul", test_nul);
  g_test_add_func ("/llm/sse/retry", test_retry);
  g_test_add_func ("/llm/sse/too-large", test_too_large);
  g_test_add_func ("/llm/sse/large-is-fine", test_large_is_fine);
  return g_test_run ();
}
