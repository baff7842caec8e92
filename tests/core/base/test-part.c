/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The parts of a message as values. */

#include <alcove-part.h>

static void
test_text (void)
{
  g_autoptr (AlcovePart) part = alcove_part_new (ALCOVE_PART_TEXT, "Hello");

  g_assert_cmpint (part->kind, ==, ALCOVE_PART_TEXT);
  g_assert_cmpstr (part->text, ==, "Hello");
  g_assert_null (part->data);
  g_assert_null (part->extra);
}

static void
test_data (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("\x89PNG", 4);
  g_autoptr (AlcovePart) part
      = alcove_part_new_data (ALCOVE_PART_IMAGE, "cat.png", "image/png", bytes);

  g_assert_null (part->text);
  g_assert_cmpstr (part->name, ==, "cat.png");
  g_assert_cmpstr (part->mime, ==, "image/png");
  g_assert_true (g_bytes_equal (part->data, bytes));
}

static void
test_copy (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("data", 4);
  AlcovePart *part = alcove_part_new_data (ALCOVE_PART_FILE, "a.txt", "text/plain", bytes);
  g_autoptr (AlcovePart) copy = NULL;

  part->text = g_strdup ("text");
  part->extra = g_strdup ("{\"id\":1}");
  copy = alcove_part_copy (part);
  g_assert_true (copy->text != part->text);
  alcove_part_unref (part);
  g_assert_cmpint (copy->kind, ==, ALCOVE_PART_FILE);
  g_assert_cmpstr (copy->text, ==, "text");
  g_assert_cmpstr (copy->name, ==, "a.txt");
  g_assert_cmpstr (copy->mime, ==, "text/plain");
  g_assert_cmpstr (copy->extra, ==, "{\"id\":1}");
  g_assert_true (g_bytes_equal (copy->data, bytes));
}

static void
test_copy_of_nothing (void)
{
  g_autoptr (AlcovePart) part = alcove_part_new (ALCOVE_PART_REFUSAL, NULL);
  g_autoptr (AlcovePart) copy = alcove_part_copy (part);

  g_assert_null (copy->text);
  g_assert_null (copy->data);
}

static void
test_boxed (void)
{
  g_autoptr (AlcovePart) part = alcove_part_new (ALCOVE_PART_TEXT, "a");
  g_autoptr (AlcovePart) copy = g_boxed_copy (ALCOVE_TYPE_PART, part);

  g_assert_true (copy == part);
}

static void
test_texts (void)
{
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autofree char *text = NULL;
  g_autofree char *reasoning = NULL;
  g_autofree char *refusal = NULL;

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_REASONING, "Hm. "));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "One, "));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, NULL));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "two."));
  text = alcove_parts_dup_text (parts, ALCOVE_PART_TEXT);
  reasoning = alcove_parts_dup_text (parts, ALCOVE_PART_REASONING);
  refusal = alcove_parts_dup_text (parts, ALCOVE_PART_REFUSAL);
  g_assert_cmpstr (text, ==, "One, two.");
  g_assert_cmpstr (reasoning, ==, "Hm. ");
  g_assert_cmpstr (refusal, ==, "");
}

static void
test_no_parts (void)
{
  g_autofree char *text = alcove_parts_dup_text (NULL, ALCOVE_PART_TEXT);

  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/part/text", test_text);
  g_test_add_func ("/base/part/data", test_data);
  g_test_add_func ("/base/part/copy", test_copy);
  g_test_add_func ("/base/part/copy-of-nothing", test_copy_of_nothing);
  g_test_add_func ("/base/part/boxed", test_boxed);
  g_test_add_func ("/base/parts/texts", test_texts);
  g_test_add_func ("/base/parts/none", test_no_parts);
  return g_test_run ();
}
