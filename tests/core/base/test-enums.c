/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

#include "alcove-enums.h"

/* Stored in histories: these numbers never change. */
static void
test_numbers (void)
{
  g_assert_cmpint (ALCOVE_ROLE_USER, ==, 1);
  g_assert_cmpint (ALCOVE_ROLE_TOOL, ==, 4);
  g_assert_cmpint (ALCOVE_STATUS_PENDING, ==, 1);
  g_assert_cmpint (ALCOVE_STATUS_COMPLETE, ==, 3);
  g_assert_cmpint (ALCOVE_STATUS_FAILED, ==, 7);
  g_assert_cmpint (ALCOVE_PART_TEXT, ==, 1);
  g_assert_cmpint (ALCOVE_PART_CITATION, ==, 8);
  g_assert_cmpint (ALCOVE_TITLE_FROM_USER, ==, 3);
}

static void
test_roles (void)
{
  g_assert_cmpstr (alcove_role_to_string (ALCOVE_ROLE_ASSISTANT), ==, "assistant");
  g_assert_cmpint (alcove_role_from_string ("tool"), ==, ALCOVE_ROLE_TOOL);
  g_assert_cmpint (alcove_role_from_string ("developer"), ==, ALCOVE_ROLE_SYSTEM);
  g_assert_cmpint (alcove_role_from_string ("nobody"), ==, 0);
  g_assert_cmpint (alcove_role_from_string (NULL), ==, 0);
  g_assert_cmpstr (alcove_role_to_string (99), ==, "");
}

static void
test_open (void)
{
  g_assert_true (alcove_status_is_open (ALCOVE_STATUS_PENDING));
  g_assert_true (alcove_status_is_open (ALCOVE_STATUS_STREAMING));
  for (int status = ALCOVE_STATUS_COMPLETE; status <= ALCOVE_STATUS_FAILED; status++)
    g_assert_false (alcove_status_is_open (status));
  g_assert_cmpstr (alcove_status_to_string (ALCOVE_STATUS_INTERRUPTED), ==, "interrupted");
  g_assert_cmpstr (alcove_part_kind_to_string (ALCOVE_PART_TOOL_CALL), ==, "tool_call");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/enums/numbers-are-frozen", test_numbers);
  g_test_add_func ("/base/enums/roles", test_roles);
  g_test_add_func ("/base/enums/open", test_open);
  return g_test_run ();
}
