/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any text as headers, and behind an empty line as fields: refused, or kept so that it is the same when read again, with
 * no line break in a value. */

#include <stdint.h>
#include <string.h>

#include "alcove-extras.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *gap = strstr (text, "\n\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveExtras) extras = NULL;
  g_autoptr (AlcoveExtras) again = NULL;
  g_autoptr (AlcoveLockedBytes) headers = NULL;
  g_autoptr (AlcoveLockedBytes) same = NULL;

  if (gap != NULL)
    *gap = '\0';
  extras = alcove_extras_parse (text, gap ? gap + 2 : NULL, &error);
  g_assert_true ((extras == NULL) == (error != NULL));
  if (extras == NULL)
    return 0;
  for (guint i = 0; extras->names[i]; i++)
    g_assert_null (strpbrk (alcove_locked_bytes_get_string (extras->values[i]), "\r\n"));
  headers = alcove_extras_dup_headers (extras);
  again = alcove_extras_parse (alcove_locked_bytes_get_string (headers), extras->body, NULL);
  g_assert_nonnull (again);
  same = alcove_extras_dup_headers (again);
  g_assert_cmpstr (alcove_locked_bytes_get_string (headers), ==,
                   alcove_locked_bytes_get_string (same));
  g_assert_cmpstr (extras->body, ==, again->body);
  return 0;
}
