/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include <string.h>

#include "alcove-id.h"

/* RFC 9562, section 5.7 */
static void
test_form (void)
{
  g_autofree char *id = alcove_id_new ();

  g_assert_cmpuint (strlen (id), ==, ALCOVE_ID_LENGTH);
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
}

static void
test_order (void)
{
  g_autofree char *before = alcove_id_new ();

  g_usleep (2000);
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = alcove_id_new ();

      g_assert_cmpstr (id, >, before);
    }
}

static void
test_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 10000; i++)
    g_assert_true (g_hash_table_add (seen, alcove_id_new ()));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/form", test_form);
  g_test_add_func ("/base/id/later-is-greater", test_order);
  g_test_add_func ("/base/id/unique", test_unique);
  return g_test_run ();
}
