/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The one error domain: names that are stored for ever, and what a server said. */

#include <alcove-error.h>
#include <string.h>

static void
test_code (gconstpointer data)
{
  AlcoveError code = (AlcoveError) GPOINTER_TO_INT (data);
  const char *name = alcove_error_code_to_string (code);

  g_assert_cmpint (alcove_error_code_from_string (name), ==, code);
  g_assert_cmpuint (strspn (name, "abcdefghijklmnopqrstuvwxyz-"), ==, strlen (name));
}

static void
test_names_differ (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = ALCOVE_ERROR_FAILED; code <= ALCOVE_ERROR_ATTACHMENT_SIZE; code++)
    g_assert_true (
        g_hash_table_add (names, (char *) alcove_error_code_to_string ((AlcoveError) code)));
}

/* histories hold these: the first, one of the middle and the last */
static void
test_frozen_names (void)
{
  g_assert_cmpstr (alcove_error_code_to_string (ALCOVE_ERROR_FAILED), ==, "failed");
  g_assert_cmpstr (alcove_error_code_to_string (ALCOVE_ERROR_RATE_LIMITED), ==, "rate-limited");
  g_assert_cmpstr (alcove_error_code_to_string (ALCOVE_ERROR_WRONG_KEY), ==, "wrong-key");
  g_assert_cmpstr (alcove_error_code_to_string (ALCOVE_ERROR_INVALID_INPUT), ==, "invalid-input");
}

static void
test_unknown_code (void)
{
  g_assert_cmpstr (alcove_error_code_to_string ((AlcoveError) 0), ==, "failed");
  g_assert_cmpstr (alcove_error_code_to_string ((AlcoveError) 9999), ==, "failed");
  g_assert_cmpstr (alcove_error_code_to_string ((AlcoveError) -1), ==, "failed");
}

static void
test_unknown_name (void)
{
  g_assert_cmpint (alcove_error_code_from_string ("no such name"), ==, ALCOVE_ERROR_FAILED);
  g_assert_cmpint (alcove_error_code_from_string (""), ==, ALCOVE_ERROR_FAILED);
  g_assert_cmpint (alcove_error_code_from_string (NULL), ==, ALCOVE_ERROR_FAILED);
}

static void
assert_http (const GError *error)
{
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_RATE_LIMITED);
  g_assert_cmpstr (error->message, ==, "slow down");
  g_assert_cmpstr (alcove_error_get_details (error), ==, "{\"raw\":1}");
  g_assert_cmpuint (alcove_error_get_http_status (error), ==, 429);
  g_assert_cmpint (alcove_error_get_retry_after_ms (error), ==, 1500);
}

static void
test_http (void)
{
  g_autoptr (GError) error
      = alcove_error_new_http (ALCOVE_ERROR_RATE_LIMITED, 429, 1500, "slow down", "{\"raw\":1}");

  assert_http (error);
}

static void
test_copy (void)
{
  GError *error
      = alcove_error_new_http (ALCOVE_ERROR_RATE_LIMITED, 429, 1500, "slow down", "{\"raw\":1}");
  g_autoptr (GError) copy = g_error_copy (error);

  g_assert_true (alcove_error_get_details (copy) != alcove_error_get_details (error));
  g_error_free (error);
  assert_http (copy);
}

static void
test_no_details (void)
{
  g_autoptr (GError) error = alcove_error_new_http (ALCOVE_ERROR_SERVER, 500, -1, NULL, NULL);
  g_autoptr (GError) copy = g_error_copy (error);

  g_assert_cmpstr (copy->message, ==, "");
  g_assert_null (alcove_error_get_details (copy));
  g_assert_cmpint (alcove_error_get_retry_after_ms (copy), ==, -1);
}

static void
test_plain (void)
{
  g_autoptr (GError) error = g_error_new (ALCOVE_ERROR, ALCOVE_ERROR_OFFLINE, "offline");

  g_assert_null (alcove_error_get_details (error));
  g_assert_cmpuint (alcove_error_get_http_status (error), ==, 0);
  g_assert_cmpint (alcove_error_get_retry_after_ms (error), ==, -1);
}

static void
test_other_domain (void)
{
  g_autoptr (GError) error = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOENT, "no file");

  g_assert_null (alcove_error_get_details (error));
  g_assert_cmpuint (alcove_error_get_http_status (error), ==, 0);
  g_assert_cmpint (alcove_error_get_retry_after_ms (error), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (int code = ALCOVE_ERROR_FAILED; code <= ALCOVE_ERROR_ATTACHMENT_SIZE; code++)
    {
      g_autofree char *path = g_strdup_printf ("/base/error/round-trip/%s",
                                               alcove_error_code_to_string ((AlcoveError) code));

      g_test_add_data_func (path, GINT_TO_POINTER (code), test_code);
    }
  g_test_add_func ("/base/error/names-differ", test_names_differ);
  g_test_add_func ("/base/error/frozen-names", test_frozen_names);
  g_test_add_func ("/base/error/unknown-code", test_unknown_code);
  g_test_add_func ("/base/error/unknown-name", test_unknown_name);
  g_test_add_func ("/base/error/http", test_http);
  g_test_add_func ("/base/error/copy", test_copy);
  g_test_add_func ("/base/error/no-details", test_no_details);
  g_test_add_func ("/base/error/plain", test_plain);
  g_test_add_func ("/base/error/other-domain", test_other_domain);
  return g_test_run ();
}
