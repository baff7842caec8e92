/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The splitter of JSON arrays: which elements it finds, and what it refuses. */

#include <string.h>

#include "alcove-json-splitter.h"

/* The elements, each behind a bar; "!" for one that is too large, "?" for no JSON. */
static char *
split (const char *text, gsize max_bytes)
{
  g_autoptr (AlcoveJsonSplitter) splitter = alcove_json_splitter_new (max_bytes);
  GString *found = g_string_new (NULL);

  for (const char *end = text + strlen (text); text < end;)
    {
      gsize taken, length;
      const char *element;

      switch (alcove_json_splitter_feed (splitter, text, (gsize) (end - text), &taken))
        {
        case ALCOVE_SPLIT_ELEMENT:
          element = alcove_json_splitter_get_element (splitter, &length);
          g_string_append_c (found, '|');
          g_string_append_len (found, element, (gssize) length);
          break;
        case ALCOVE_SPLIT_TOO_LARGE:
          g_string_append (found, "|!");
          break;
        case ALCOVE_SPLIT_NOT_JSON:
          g_string_append (found, "?");
          return g_string_free_and_steal (found);
        case ALCOVE_SPLIT_NEEDS_MORE:
        default:
          break;
        }
      text += taken;
    }
  g_string_append (found, alcove_json_splitter_is_whole (splitter)  ? "."
                          : alcove_json_splitter_is_open (splitter) ? "…"
                                                                    : ",");
  return g_string_free_and_steal (found);
}

static void
assert_split (const char *text, const char *wanted)
{
  g_autofree char *found = split (text, 1000);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_elements (void)
{
  assert_split ("[]", ".");
  assert_split (" [ 1 , \"a\" ,{\"b\":[2,3]},[],null,-1.5e3] ",
                "|1|\"a\"|{\"b\":[2,3]}|[]|null|-1.5e3.");
  assert_split ("[\"],[\",\"\\\"]\",\"\\\\\"]", "|\"],[\"|\"\\\"]\"|\"\\\\\".");
  assert_split ("{\"a\":[{}],\"b\":\"}\"} and more", "|{\"a\":[{}],\"b\":\"}\"}.");
  assert_split ("\xEF\xBB\xBF[1]", "|1.");
}

/* What stands behind is not lost without a word. */
static void
test_several (void)
{
  assert_split ("{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}\n", "|{\"a\":1}|{\"a\":2}|{\"a\":3}.");
  assert_split ("{}{\"a\":1", "|{}…");
  assert_split ("[1,2][{}]", "|1|2|{}.");
  assert_split ("[1][2", "|1…");
  assert_split ("[1]\n;{x}", "|1|{x}.");
}

static void
test_cut_short (void)
{
  assert_split ("", ",");
  assert_split ("[1,", "|1,");
  assert_split ("[1,{\"a\":", "|1…");
  assert_split ("[\"abc", "…");
  assert_split ("{\"a\":1", "…");
}

static void
test_broken (void)
{
  assert_split ("hello", "?");
  assert_split ("\"a\"", "?");
  assert_split ("\xEF\xBB[1]", "|1.");
  assert_split ("[}},1]", "|}|}|1.");
  assert_split ("[{\"a\":1],2]", "|{\"a\":1]|2.");
}

static void
test_large (void)
{
  g_autofree char *long_string = g_strnfill (2000, 'x');
  g_autofree char *text = g_strdup_printf ("[1,\"%s\",2]", long_string);
  g_autofree char *bytes = split (text, 100);
  g_autofree char *edge = split ("[\"12345678\",\"123456789\"]", 10);

  g_assert_cmpstr (bytes, ==, "|1|!|2.");
  g_assert_cmpstr (edge, ==, "|\"12345678\"|!.");
}

/* How much a parser would make of it. */
static void
test_values (void)
{
  static const char text[] = "[{\"a,:[{\":[1,2],\"b\":{}},7]";
  g_autoptr (AlcoveJsonSplitter) splitter = alcove_json_splitter_new (100);
  gsize taken;

  g_assert_cmpint (alcove_json_splitter_feed (splitter, text, strlen (text), &taken), ==,
                   ALCOVE_SPLIT_ELEMENT);
  g_assert_cmpuint (alcove_json_splitter_get_n_values (splitter), ==, 7);
  g_assert_cmpint (alcove_json_splitter_feed (splitter, text + taken, strlen (text) - taken,
                                              &taken),
                   ==, ALCOVE_SPLIT_ELEMENT);
  g_assert_cmpuint (alcove_json_splitter_get_n_values (splitter), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/splitter/elements", test_elements);
  g_test_add_func ("/transfer/splitter/several", test_several);
  g_test_add_func ("/transfer/splitter/cut-short", test_cut_short);
  g_test_add_func ("/transfer/splitter/broken", test_broken);
  g_test_add_func ("/transfer/splitter/large", test_large);
  g_test_add_func ("/transfer/splitter/values", test_values);
  return g_test_run ();
}
