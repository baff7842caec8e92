/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Rows of the terminal: in line whatever they are written in. */

#include "alcove-cli.h"

#include <locale.h>
#include <string.h>

gboolean
alcove_cli_write (const char *text)
{
  g_assert_not_reached ();
}

static void
test_width (void)
{
  g_assert_cmpint (alcove_cli_get_width (""), ==, 0);
  g_assert_cmpint (alcove_cli_get_width ("abc"), ==, 3);
  g_assert_cmpint (alcove_cli_get_width ("Größe"), ==, 5);
  g_assert_cmpint (alcove_cli_get_width ("e\xcc\x81"), ==, 1); /* a letter and its accent */
  g_assert_cmpint (alcove_cli_get_width ("模型"), ==, 4);
  g_assert_cmpint (alcove_cli_get_width ("👍"), ==, 2);
  g_assert_cmpint (alcove_cli_get_width ("مرحبا"), ==, 5);
  g_assert_cmpint (alcove_cli_get_width ("\xe2\x81\xa8مرحبا\xe2\x81\xa9"), ==, 5);
}

static void
test_cell (void)
{
  g_autofree char *plain = alcove_cli_dup_cell ("one\ntwo");
  g_autofree char *hebrew = alcove_cli_dup_cell ("שלום 12");
  g_autofree char *wide = alcove_cli_dup_cell ("模型");

  g_assert_cmpstr (plain, ==, "one two");
  g_assert_cmpstr (hebrew, ==, "\xe2\x81\xa8שלום 12\xe2\x81\xa9");
  g_assert_cmpstr (wide, ==, "模型");
}

static void
test_in_line (void)
{
  static const char *const names[] = { "Model", "模型", "👍 fine", "نموذج", "e\xcc\x81", "" };
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("lrl");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    alcove_cli_table_add (table, names[i], i == 2 ? "1,234" : "7", "end");
  text = alcove_cli_table_dup_text (table);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (names) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *before
          = g_strndup (lines[i], strlen (lines[i]) - strlen (i == 2 ? "1,234  end" : "7  end"));

      g_assert_true (g_str_has_suffix (lines[i], "  end"));
      g_assert_cmpint (alcove_cli_get_width (lines[i]), ==, 7 + 2 + 5 + 2 + 3);
      g_assert_cmpint (alcove_cli_get_width (before), ==, i == 2 ? 9 : 13);
    }
}

static void
test_ends (void)
{
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("ll");
  g_autofree char *text = NULL;

  alcove_cli_table_add (table, "one", "");
  alcove_cli_table_add (table, "three", "words");
  text = alcove_cli_table_dup_text (table);
  g_assert_cmpstr (text, ==, "one\nthree  words\n");
}

static void
test_time (void)
{
  static const struct
  {
    const char *region;
    const char *words;
  } regions[] = {
    { "C.UTF-8", "2026-01-31 15:04" },
    { "de_DE.UTF-8", "31.01.2026 15:04" },
    { "en_US.UTF-8", "01/31/2026 03:04 PM" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      g_autofree char *words = NULL;

      if (setlocale (LC_ALL, regions[i].region) == NULL)
        continue; /* not on this machine */
      words = alcove_cli_dup_time (G_GINT64_CONSTANT (1769871840000));
      g_assert_cmpstr (words, ==, regions[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/table/width", test_width);
  g_test_add_func ("/cli/table/cell", test_cell);
  g_test_add_func ("/cli/table/in-line", test_in_line);
  g_test_add_func ("/cli/table/ends", test_ends);
  g_test_add_func ("/cli/table/time", test_time);
  return g_test_run ();
}
