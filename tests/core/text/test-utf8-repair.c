/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes in any pieces become valid UTF-8: our own cases, and the suites of Flenniken and Kuhn. */

#include "alcove-markdown.h"
#include "alcove-utf8-repair.h"
#include "suite.h"

#include <string.h>

typedef struct
{
  GString *bytes;
  GString *expected;
} Case;

static void
case_free (gpointer data)
{
  Case *c = data;

  g_string_free (c->bytes, TRUE);
  g_string_free (c->expected, TRUE);
  g_free (c);
}

static const struct
{
  const char *name, *bytes, *expected;
} own[] = {
  { "empty", "", "" },
  { "ascii", "abc", "abc" },
  { "two-bytes", "\303\274", "\303\274" },
  { "four-bytes", "\360\237\230\200", "\360\237\230\200" },
  { "cut-after-one", "a\360", "a\357\277\275" },
  { "cut-after-three", "a\360\237\230", "a\357\277\275" },
  { "interrupted", "\342\202a", "\357\277\275a" },
  { "interrupted-by-lead", "\342\202\303\274", "\357\277\275\303\274" },
  { "overlong", "\300\257", "\357\277\275\357\277\275" },
  { "overlong-three", "\340\200\257", "\357\277\275\357\277\275\357\277\275" },
  { "surrogate", "\355\240\200", "\357\277\275\357\277\275\357\277\275" },
  { "too-large", "\364\220\200\200", "\357\277\275\357\277\275\357\277\275\357\277\275" },
  { "continuation-alone", "a\200b", "a\357\277\275b" },
  { "never-a-byte", "\376\377", "\357\277\275\357\277\275" },
  { "byte-order-mark", "\357\273\277a", "\357\273\277a" },
};

static char *
repair_in_two (const GString *bytes, gsize at)
{
  AlcoveUtf8Repair repair = { 0 };
  GString *out = g_string_new (NULL);

  alcove_utf8_repair_feed (&repair, bytes->str, at, out);
  g_assert_true (g_utf8_validate_len (out->str, out->len, NULL));
  alcove_utf8_repair_feed (&repair, bytes->str + at, bytes->len - at, out);
  alcove_utf8_repair_flush (&repair, out);
  g_assert_cmpuint (strlen (out->str), ==, out->len);
  return g_string_free_and_steal (out);
}

static char *
repair_by_bytes (const GString *bytes)
{
  AlcoveUtf8Repair repair = { 0 };
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < bytes->len; i++)
    alcove_utf8_repair_feed (&repair, bytes->str + i, 1, out);
  alcove_utf8_repair_flush (&repair, out);
  return g_string_free_and_steal (out);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *by_bytes = repair_by_bytes (c->bytes);

  g_assert_cmpstr (by_bytes, ==, c->expected->str);
  for (gsize at = 0; at <= c->bytes->len; at++)
    {
      g_autofree char *text = repair_in_two (c->bytes, at);

      g_assert_cmpstr (text, ==, c->expected->str);
    }
}

static void
add_case (const char *suite, const char *name, GString *bytes, GString *expected)
{
  Case *c = g_new0 (Case, 1);
  g_autofree char *path = g_strconcat ("/utf8-repair/", suite, "/", name, NULL);

  c->bytes = bytes;
  c->expected = expected;
  g_test_add_data_func_full (path, c, test_case, case_free);
}

static GString *
from_hex (const char *hex)
{
  GString *bytes = g_string_new (NULL);

  for (const char *p = hex; *p; p++)
    if (g_ascii_isxdigit (p[0]) && g_ascii_isxdigit (p[1]))
      {
        g_string_append_c (bytes,
                           (char) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1])));
        p++;
      }
  return bytes;
}

/* We hold no NUL in a text, so where the suite keeps one we replace it. */
static void
replace_nul (GString *text)
{
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      {
        g_string_erase (text, (gssize) i, 1);
        g_string_insert (text, (gssize) i, "\357\277\275");
      }
}

/* "NUMBER:KIND:BYTES[:SKIPPED:REPLACED]" */
static void
add_flenniken_line (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, ":", -1);
  guint n_fields = g_strv_length (fields);
  GString *bytes, *expected;

  if (n_fields < 3 || !g_ascii_isdigit (line[0]))
    return;
  bytes = strstr (fields[1], "hex") ? from_hex (fields[2]) : g_string_new (fields[2]);
  expected
      = n_fields > 4 ? from_hex (fields[4]) : g_string_new_len (bytes->str, (gssize) bytes->len);
  replace_nul (expected);
  add_case ("flenniken", fields[0], bytes, expected);
}

/* Every line of Kuhn's file that is valid comes through; the whole becomes valid in any pieces. */
static void
test_kuhn (void)
{
  gsize length;
  g_autofree char *data = suite_read ("suites/utf8/kuhn-UTF-8-test.txt", &length);
  g_autoptr (GString) bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *by_bytes = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) repaired = NULL;
  guint n_kept = 0, n_changed = 0;

  if (!data)
    {
      g_test_skip ("Kuhn's file is absent: ALCOVE_SHARED names no folder that has it");
      return;
    }
  bytes = g_string_new_len (data, (gssize) length);
  text = repair_in_two (bytes, length / 2);
  by_bytes = repair_by_bytes (bytes);
  g_assert_cmpstr (text, ==, by_bytes);
  replace_nul (bytes);
  lines = g_strsplit (bytes->str, "\n", -1);
  repaired = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (repaired));
  for (guint i = 0; lines[i]; i++)
    if (g_utf8_validate (lines[i], -1, NULL))
      {
        g_assert_cmpstr (lines[i], ==, repaired[i]);
        n_kept++;
      }
    else
      {
        g_assert_nonnull (strstr (repaired[i], "\357\277\275"));
        n_changed++;
      }
  g_assert_cmpuint (n_kept, >, 200);
  g_assert_cmpuint (n_changed, >, 50);
}

#define VALID                                                                                      \
  "# \303\274\n\n- **\346\227\245\346\234\254** `\360\237\230\200` "                               \
  "[\330\247](https://example.org)\n\n\302\251"

/* The same through the parser: what is appended in two pieces is shown as if it came at once. */
static void
test_markdown_cut (void)
{
  static const char text[] = VALID "\300\257\355\240\200\n";
  gsize length = sizeof text - 1;
  g_autoptr (GPtrArray) whole = alcove_markdown_parse (text, (gssize) length);

  for (gsize at = 0; at <= length; at++)
    {
      g_autoptr (AlcoveMarkdown) markdown = alcove_markdown_new ();
      GPtrArray *blocks = alcove_markdown_get_blocks (markdown);

      alcove_markdown_append (markdown, text, (gssize) at);
      for (guint i = 0; i < blocks->len; i++)
        {
          const AlcoveBlock *block = g_ptr_array_index (blocks, i);

          /* a sequence that waits for its rest is not shown as a broken one */
          if (at <= strlen (VALID))
            g_assert_null (strstr (block->run.text, "\357\277\275"));
        }
      alcove_markdown_append (markdown, text + at, (gssize) (length - at));
      alcove_markdown_finish (markdown);
      g_assert_cmpuint (blocks->len, ==, whole->len);
      for (guint i = 0; i < whole->len; i++)
        g_assert_cmpuint (((AlcoveBlock *) g_ptr_array_index (blocks, i))->hash, ==,
                          ((AlcoveBlock *) g_ptr_array_index (whole, i))->hash);
      g_assert_true (g_utf8_validate (alcove_markdown_get_source (markdown), -1, NULL));
    }
}

static void
test_absent (void)
{
  g_test_skip ("Flenniken's suite is absent: ALCOVE_SHARED names no folder that has it");
}

static void
add_flenniken (void)
{
  g_autofree char *data = suite_read ("suites/utf8/flenniken-utf8tests.txt", NULL);
  g_auto (GStrv) lines = data ? g_strsplit (data, "\n", -1) : NULL;

  if (!data)
    g_test_add_func ("/utf8-repair/flenniken/absent", test_absent);
  for (guint i = 0; lines && lines[i]; i++)
    add_flenniken_line (lines[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    add_case ("own", own[i].name, g_string_new (own[i].bytes), g_string_new (own[i].expected));
  add_flenniken ();
  g_test_add_func ("/utf8-repair/kuhn", test_kuhn);
  g_test_add_func ("/utf8-repair/markdown-cut", test_markdown_cut);
  return g_test_run ();
}
