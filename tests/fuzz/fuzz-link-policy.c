/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as a link: its target up to the first line end, its text after it. Whatever it is, what is
 * shown of it hides nothing; what may be opened has one of three schemes, and what is shown of it is
 * judged no worse than itself. */

#include "alcove-hidden-characters.h"
#include "alcove-link-policy.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_hides_nothing (const char *shown)
{
  guint count;
  g_autofree char *revealed = alcove_hidden_characters_reveal (shown, -1, &count);

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_cmpuint (count, ==, 0);
}

static void
assert_may_open (const char *shown)
{
  g_assert_null (strpbrk (shown, " \t\r\n\\<>\""));
  g_assert_true (g_str_has_prefix (shown, "http://") || g_str_has_prefix (shown, "https://")
                 || g_ascii_strncasecmp (shown, "mailto:", 7) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *target = g_strndup ((const char *) data, size);
  char *line_end = strchr (target, '\n');
  const char *label = line_end ? line_end + 1 : NULL;
  g_autofree char *shown = NULL;
  AlcoveLinkVerdict verdict;

  if (line_end)
    *line_end = '\0';
  verdict = alcove_link_policy_judge (target, label, &shown);
  g_assert_cmpint (verdict, ==, alcove_link_policy_judge (target, label, NULL));
  assert_hides_nothing (shown);
  if (verdict != ALCOVE_LINK_REFUSED)
    assert_may_open (shown);
  if (verdict == ALCOVE_LINK_PLAIN)
    g_assert_cmpint (alcove_link_policy_judge (shown, label, NULL), ==, ALCOVE_LINK_PLAIN);
  return 0;
}
