/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Whatever is typed where a key is asked for: what is taken for a recovery key is written again as it was meant. */

#include <alcove-recovery-key.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *typed = g_strndup ((const char *) data, size);
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (AlcoveLockedBytes) text = NULL;
  g_autoptr (AlcoveLockedBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_good = alcove_recovery_key_parse (typed, &key, &error);

  g_assert_true (is_good == (error == NULL));
  if (key == NULL)
    return 0;
  g_assert_true (is_good);
  text = alcove_recovery_key_to_text (key);
  g_assert_true (alcove_recovery_key_parse (alcove_locked_bytes_get_string (text), &again, NULL));
  g_assert_true (alcove_locked_bytes_equal (key, again));
  return 0;
}
