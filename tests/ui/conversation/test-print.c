/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A chat on paper: where it is cut, and a PDF with everything in it, in pictures/ beside the program. */

#include <adwaita.h>
#include <string.h>

#include "alcove-chat-print.h"
#include "alcove-strip-cut.h"
#include "alcove-transfer-message.h"
#include "alcove-transfer-words.h"

static void
assert_cut (const double *cuts, guint n, double height, const char *wanted)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GString) got = g_string_new (NULL);

  g_array_append_vals (array, cuts, n);
  pages = alcove_strip_cut (array, height);
  for (guint i = 0; i < pages->len; i++)
    g_string_append_printf (got, "%g ", g_array_index (pages, double, i));
  g_assert_cmpstr (g_strchomp (got->str), ==, wanted);
}

static void
test_cut (void)
{
  const double even[] = { 10, 0, 20, 30, 40, 50 }, tall[] = { 0, 5, 95, 100 }, one[] = { 8 };

  assert_cut (even, G_N_ELEMENTS (even), 25, "0 20 40 50");
  assert_cut (even, G_N_ELEMENTS (even), 50, "0 50");
  assert_cut (tall, G_N_ELEMENTS (tall), 30, "0 5 35 65 95 100");
  assert_cut (one, 1, 30, "0 8");
  assert_cut (one, 0, 30, "0 0");
}

static void
add (GPtrArray *messages, AlcoveRole role, const char *text)
{
  g_autoptr (GPtrArray) parts = alcove_parts_new ();

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  g_ptr_array_add (messages,
                   alcove_transfer_message_new (role, ALCOVE_STATUS_COMPLETE, "vendor/model-1",
                                                G_GINT64_CONSTANT (1763600000000), parts));
}

static GPtrArray *
make_messages (void)
{
  GPtrArray *messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_transfer_message_free);
  g_autoptr (GString) code = g_string_new ("Here is code:\n\n```c\n");

  for (guint i = 0; i < 90; i++)
    g_string_append_printf (code,
                            "static int line_%u = %u; /* one of many lines, and this one is so "
                            "long that paper is too narrow for it */\n",
                            i, i);
  g_string_append (code, "```\n\nand behind it a paragraph.\n");
  add (messages, ALCOVE_ROLE_USER, "A question with **bold** and `code`?");
  add (messages, ALCOVE_ROLE_ASSISTANT,
       "# Heading\n\n1. one\n2. two\n   - inner\n\n> a quote\n\n- [x] done\n- [ ] open\n\n"
       "| Name | Number | Words |\n|---|---:|---|\n| a | 1 | some |\n| b | 22 | *more* |\n\n---\n\n"
       "| A | B | C | D | E | F | G | H | I | J |\n|-|-|-|-|-|-|-|-|-|-|\n"
       "| a long cell of words | a long cell of words | a long cell of words | a long cell of "
       "words | a long cell of words | a long cell of words | a long cell of words | a long cell "
       "of words | a long cell of words | a long cell of words |\n\n"
       "日本語 and עברית.");
  add (messages, ALCOVE_ROLE_ASSISTANT, code->str);
  return messages;
}

static void
test_pdf (void)
{
  g_autoptr (GPtrArray) messages = make_messages ();
  GtkWidget *window = adw_window_new ();
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "pictures", NULL);
  g_autofree char *path = g_build_filename (folder, "print.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  int n_pages;

  g_mkdir_with_parents (folder, 0700);
  operation = alcove_chat_print_new (window, "The title of the chat", messages,
                                     alcove_transfer_words_get ());
  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_set_allow_async (operation, FALSE);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                            &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_object_get (operation, "n-pages", &n_pages, NULL);
  g_assert_cmpint (n_pages, >=, 3);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/print/cut", test_cut);
  g_test_add_func ("/print/pdf", test_pdf);
  return g_test_run ();
}
