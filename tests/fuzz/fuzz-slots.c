/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A slots file of any bytes: what is taken for one is given back byte by byte, and opens nothing. */

#include <alcove-slots.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_all (AlcoveSlots *slots)
{
  static const guint8 account[ALCOVE_SLOTS_ACCOUNT_SIZE] = { 1 };
  g_autoptr (AlcoveLockedBytes) kek = alcove_locked_bytes_new (NULL, ALCOVE_SLOTS_KEY_SIZE);

  for (guint i = 0; i < slots->records->len; i++)
    {
      g_autoptr (GPtrArray) keys
          = alcove_slots_unlock (slots, account, alcove_slots_get (slots, i)->id, kek, NULL);

      g_assert_null (keys);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSlots) slots = alcove_slots_parse (data, size, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true ((slots == NULL) == (error != NULL));
  if (slots == NULL)
    return 0;
  g_assert_true (alcove_slots_head_is_sane (&slots->head));
  bytes = alcove_slots_serialise (slots);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, size);
  try_all (slots);
  while (slots->records->len > 0)
    g_assert_cmpuint (alcove_slots_drop (slots, alcove_slots_get (slots, 0)->id), >, 0);
  return 0;
}
