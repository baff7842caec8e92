/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as the body of a refusal, after a line with its status: there is always one line of words, valid and of
 * bearable length, the key is nowhere in what is shown, and the wait is not negative. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-wire-error.h"

#define KEY "sk-0123456789abcdefghij"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (const GError *error)
{
  const char *details = alcove_error_get_details (error);

  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 0);
  g_assert_cmpuint (strlen (error->message), <, 8192);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_null (strstr (error->message, KEY));
  g_assert_true (details == NULL
                 || (g_utf8_validate (details, -1, NULL) && !strstr (details, KEY)));
  g_assert_cmpint (alcove_error_get_retry_after_ms (error), >=, -1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const sent[] = { "temperature", "top_p", "seed", NULL };
  g_autofree char *text = g_strndup ((const char *) data, size);
  const char *line = memchr (data, '\n', size);
  const guint status = line ? (guint) atoi (text) % 1000 : 0;
  const gsize start = line ? (gsize) (line + 1 - (const char *) data) : 0;
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  g_autoptr (GError) error
      = alcove_wire_error_from_body (status, (const char *) data + start, size - start, -1, key);
  g_autoptr (GError) clean = alcove_wire_error_clean (error, key);

  check (error);
  check (clean);
  alcove_wire_error_find_field (error, sent);
  return 0;
}
