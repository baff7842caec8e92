/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Every code of the error domain has words of its own, and they hold a server's reason, never a log's. */

#include "alcove-error-text.h"
#include "alcove-help-source.h"

static void
test_code (gconstpointer data)
{
  AlcoveError code = (AlcoveError) GPOINTER_TO_INT (data);
  const char *sentence = alcove_error_text_sentence (code);
  const char *remedy = alcove_error_text_remedy (code);
  g_autofree char *whole = alcove_error_text_dup_for_code (code, NULL);

  g_assert_cmpint ((int) strlen (sentence), >, 8);
  g_assert_false (g_str_has_suffix (sentence, "."));
  if (remedy)
    g_assert_true (g_str_has_suffix (remedy, "."));
  g_assert_true (g_str_has_prefix (whole, sentence));
  for (int other = ALCOVE_ERROR_FAILED; other < (int) code; other++)
    g_assert_cmpstr (sentence, !=, alcove_error_text_sentence ((AlcoveError) other));
}

static void
test_help_pages (void)
{
  static const struct
  {
    AlcoveError code;
    const char *page;
  } cases[] = {
    { ALCOVE_ERROR_AUTH, "troubleshooting" },  { ALCOVE_ERROR_NOT_AN_API, "providers" },
    { ALCOVE_ERROR_TLS, "providers" },         { ALCOVE_ERROR_TIMEOUT, "troubleshooting" },
    { ALCOVE_ERROR_WRONG_KEY, "keys" },        { ALCOVE_ERROR_CORRUPT, "troubleshooting" },
    { ALCOVE_ERROR_RECOVERY_UNKNOWN, "keys" }, { ALCOVE_ERROR_KEYRING_EMPTY, "keys" },
    { ALCOVE_ERROR_DAMAGED_FILE, "files" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (ALCOVE_ERROR, (int) cases[i].code, "");

      g_assert_cmpstr (alcove_error_text_get_help_page (error), ==, cases[i].page);
    }
  for (int code = ALCOVE_ERROR_FAILED; code <= ALCOVE_ERROR_ATTACHMENT_SIZE; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (ALCOVE_ERROR, code, "");
      g_autofree char *target = g_strconcat (alcove_error_text_get_help_page (error), ".md", NULL);

      g_assert_nonnull (alcove_help_source_find (target));
    }
}

static void
test_reason (void)
{
  g_autoptr (GError) error = alcove_error_new_http (ALCOVE_ERROR_AUTH, 401, -1,
                                                    "Incorrect API key provided", "{\"a\":1}");
  g_autofree char *text = alcove_error_text_dup (error);
  g_autofree char *details = alcove_error_text_dup_details (error);

  g_assert_nonnull (strstr (text, "Incorrect API key provided"));
  g_assert_nonnull (strstr (text, alcove_error_text_remedy (ALCOVE_ERROR_AUTH)));
  g_assert_nonnull (strstr (details, "HTTP 401"));
  g_assert_nonnull (strstr (details, "{\"a\":1}"));
}

static void
test_log_is_no_sentence (void)
{
  g_autoptr (GError) error
      = g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_CORRUPT, "page 17 has a bad checksum");
  g_autofree char *text = alcove_error_text_dup (error);
  g_autofree char *details = alcove_error_text_dup_details (error);

  g_assert_null (strstr (text, "page 17"));
  g_assert_nonnull (strstr (details, "page 17"));
}

static void
test_blank_reason (void)
{
  g_autofree char *text = alcove_error_text_dup_for_code (ALCOVE_ERROR_SERVER, " \n ");
  g_autofree char *none = alcove_error_text_dup_for_code (ALCOVE_ERROR_SERVER, NULL);

  g_assert_cmpstr (text, ==, none);
}

static void
test_foreign_domains (void)
{
  g_autoptr (GError) full
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "/home/x: no space");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "secret words");
  g_autofree char *full_text = alcove_error_text_dup (full);
  g_autofree char *other_text = alcove_error_text_dup (other);

  g_assert_true (g_str_has_prefix (full_text, alcove_error_text_sentence (ALCOVE_ERROR_DISK_FULL)));
  g_assert_null (strstr (full_text, "/home/x"));
  g_assert_null (strstr (other_text, "secret words"));
}

static void
test_unknown_code (void)
{
  g_assert_cmpstr (alcove_error_text_sentence ((AlcoveError) 9999), ==,
                   alcove_error_text_sentence (ALCOVE_ERROR_FAILED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int code = ALCOVE_ERROR_FAILED; code <= ALCOVE_ERROR_FILE_TOO_LARGE; code++)
    {
      g_autofree char *path
          = g_strdup_printf ("/ui/error-text/%s", alcove_error_code_to_string ((AlcoveError) code));

      g_test_add_data_func (path, GINT_TO_POINTER (code), test_code);
    }
  g_test_add_func ("/ui/error-text/help-pages", test_help_pages);
  g_test_add_func ("/ui/error-text/holds-the-reason", test_reason);
  g_test_add_func ("/ui/error-text/a-log-is-no-sentence", test_log_is_no_sentence);
  g_test_add_func ("/ui/error-text/blank-reason", test_blank_reason);
  g_test_add_func ("/ui/error-text/foreign-domains", test_foreign_domains);
  g_test_add_func ("/ui/error-text/unknown-code", test_unknown_code);
  return g_test_run ();
}
