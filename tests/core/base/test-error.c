/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include <string.h>

#include "alcove-error.h"

#define LAST ALCOVE_ERROR_INVALID_INPUT

static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = ALCOVE_ERROR_FAILED; code <= (int) LAST; code++)
    {
      const char *name = alcove_error_code_to_string (code);

      g_assert_true (g_hash_table_add (seen, (gpointer) name));
      g_assert_cmpint ((int) alcove_error_code_from_string (name), ==, code);
    }
}

static void
test_unknown (void)
{
  g_assert_cmpstr (alcove_error_code_to_string (LAST + 1), ==, "failed");
  g_assert_cmpstr (alcove_error_code_to_string (0), ==, "failed");
  g_assert_cmpint ((int) alcove_error_code_from_string ("no such name"), ==, ALCOVE_ERROR_FAILED);
  g_assert_cmpint ((int) alcove_error_code_from_string (NULL), ==, ALCOVE_ERROR_FAILED);
}

static void
test_http (void)
{
  g_autoptr (GError) error
      = alcove_error_new_http (ALCOVE_ERROR_RATE_LIMITED, 429, 1500, "slow down", "{}");
  g_autoptr (GError) copy = g_error_copy (error);

  g_clear_error (&error);
  g_assert_error (copy, ALCOVE_ERROR, ALCOVE_ERROR_RATE_LIMITED);
  g_assert_cmpstr (copy->message, ==, "slow down");
  g_assert_cmpstr (alcove_error_get_details (copy), ==, "{}");
  g_assert_cmpuint (alcove_error_get_http_status (copy), ==, 429);
  g_assert_cmpint (alcove_error_get_retry_after_ms (copy), ==, 1500);
}

static void
test_plain (void)
{
  g_autoptr (GError) ours = g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_TLS, "x");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "y");

  g_assert_cmpint (alcove_error_get_retry_after_ms (ours), ==, -1);
  g_assert_null (alcove_error_get_details (ours));
  g_assert_null (alcove_error_get_details (other));
  g_assert_cmpuint (alcove_error_get_http_status (other), ==, 0);
  g_assert_cmpint (alcove_error_get_retry_after_ms (other), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/names-go-there-and-back", test_names);
  g_test_add_func ("/base/error/unknown", test_unknown);
  g_test_add_func ("/base/error/http-survives-a-copy", test_http);
  g_test_add_func ("/base/error/plain", test_plain);
  return g_test_run ();
}
