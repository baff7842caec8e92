/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as a list of models: an error or models, each with an id and a name, no two alike, and no number that makes
 * no sense. */

#include <stdint.h>

#include "alcove-model-info.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models
      = alcove_model_infos_parse (size > 0 ? (const char *) data : NULL, (gssize) size, &error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true ((models == NULL) == (error != NULL));
  for (guint i = 0; models && i < models->len; i++)
    {
      AlcoveModelInfo *info = g_ptr_array_index (models, i);

      g_assert_nonnull (info->id);
      g_assert_nonnull (info->name);
      g_assert_true (g_utf8_validate (info->id, -1, NULL));
      g_assert_true (g_hash_table_add (seen, info->id));
      g_assert_cmpint (info->context_length, >=, 0);
      g_assert_true (info->price_in >= -1 && info->price_out >= -1);
    }
  return 0;
}
