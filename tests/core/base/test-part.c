/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include "alcove-part.h"

static void
test_copy (void)
{
  g_autoptr (GBytes) data = g_bytes_new_static ("png", 3);
  g_autoptr (AlcovePart) part
      = alcove_part_new_data (ALCOVE_PART_IMAGE, "a.png", "image/png", data);
  g_autoptr (AlcovePart) copy = NULL;

  part->extra = g_strdup ("{}");
  copy = alcove_part_copy (part);
  g_assert_true (copy != part);
  g_assert_cmpint (copy->kind, ==, ALCOVE_PART_IMAGE);
  g_assert_cmpstr (copy->name, ==, "a.png");
  g_assert_cmpstr (copy->mime, ==, "image/png");
  g_assert_cmpstr (copy->extra, ==, "{}");
  g_assert_true (g_bytes_equal (copy->data, data));
}

static void
test_text (void)
{
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autofree char *text = NULL;
  g_autofree char *reasoning = NULL;
  g_autofree char *none = alcove_parts_dup_text (NULL, ALCOVE_PART_TEXT);

  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_REASONING, "hm"));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "one "));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, NULL));
  g_ptr_array_add (parts, alcove_part_new (ALCOVE_PART_TEXT, "two"));
  text = alcove_parts_dup_text (parts, ALCOVE_PART_TEXT);
  reasoning = alcove_parts_dup_text (parts, ALCOVE_PART_REASONING);
  g_assert_cmpstr (text, ==, "one two");
  g_assert_cmpstr (reasoning, ==, "hm");
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/part/copy", test_copy);
  g_test_add_func ("/base/part/text", test_text);
  return g_test_run ();
}
