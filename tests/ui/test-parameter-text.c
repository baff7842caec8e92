/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Parameters as they are typed. */

#include <math.h>

#include "alcove-parameter-text.h"

static void
test_double (void)
{
  static const char *const bad[] = { "-1", "2.01", "x", "1x", "1 2", "nan", "inf", ".", NULL };
  double value;

  g_assert_true (alcove_parameter_text_read_double ("", 2, &value));
  g_assert_true (isnan (value));
  g_assert_true (alcove_parameter_text_read_double (" 0,7 ", 2, &value));
  g_assert_cmpfloat_with_epsilon (value, 0.7, 1e-9);
  g_assert_true (alcove_parameter_text_read_double ("2", 2, &value));
  for (guint i = 0; bad[i]; i++)
    g_assert_false (alcove_parameter_text_read_double (bad[i], 2, &value));
}

static void
test_int (void)
{
  static const char *const bad[] = { "0", "11", "1.5", "x", "99999999999999999999", NULL };
  gint64 value;

  g_assert_true (alcove_parameter_text_read_int (" ", 1, 10, -5, &value));
  g_assert_cmpint (value, ==, -5);
  g_assert_true (alcove_parameter_text_read_int ("10", 1, 10, -5, &value));
  g_assert_cmpint (value, ==, 10);
  for (guint i = 0; bad[i]; i++)
    g_assert_false (alcove_parameter_text_read_int (bad[i], 1, 10, -5, &value));
}

static void
test_stop (void)
{
  static const char *const hard[]
      = { "END", "a, b", "\n\n", " x ", "\\n", "„ö“", "\t", "\"", NULL };
  g_autofree char *text = alcove_parameter_text_dup_stop ((GStrv) hard);
  g_auto (GStrv) again = NULL;
  g_auto (GStrv) none = NULL;
  g_auto (GStrv) many = NULL;
  g_autofree char *empty = alcove_parameter_text_dup_stop (NULL);

  g_assert_true (alcove_parameter_text_read_stop (text, 8, &again));
  g_assert_cmpstrv (again, hard);
  g_assert_true (alcove_parameter_text_read_stop (" , ", 8, &none));
  g_assert_null (none);
  g_assert_false (alcove_parameter_text_read_stop ("a,b,c", 2, &many));
  g_assert_cmpstr (empty, ==, "");
}

static void
test_back (void)
{
  g_autofree char *number = alcove_parameter_text_dup_double (0.7);
  g_autofree char *none = alcove_parameter_text_dup_double (NAN);
  g_autofree char *seed = alcove_parameter_text_dup_int (-3, G_MININT64);
  g_autofree char *no_seed = alcove_parameter_text_dup_int (G_MININT64, G_MININT64);

  g_assert_cmpstr (number, ==, "0.7");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (seed, ==, "-3");
  g_assert_cmpstr (no_seed, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/parameter-text/double", test_double);
  g_test_add_func ("/ui/parameter-text/int", test_int);
  g_test_add_func ("/ui/parameter-text/stop", test_stop);
  g_test_add_func ("/ui/parameter-text/back", test_back);
  return g_test_run ();
}
