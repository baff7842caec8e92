/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-bundle.h"

G_BEGIN_DECLS

/* What every chat that comes from a file must be, whatever the file said. */
static inline void
check_bundle (const AlcoveChatBundle *bundle)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 last = 0;

  g_assert_true (g_uuid_string_is_valid (bundle->chat->id));
  g_assert_cmpint (bundle->chat->created_at, >, 0);
  for (guint i = 0; i < bundle->messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);

      g_assert_true (g_uuid_string_is_valid (message->id));
      g_assert_true (g_hash_table_add (seen, message->id));
      g_assert_true (message->parent_id == NULL
                     || g_hash_table_contains (seen, message->parent_id));
      g_assert_cmpint (message->sequence, >, last);
      g_assert_cmpint (message->created_at, >, 0);
      g_assert_cmpint (message->role, >, 0);
      g_assert_cmpint (message->status, >, 0);
      g_assert_true (message->model == NULL || g_utf8_validate (message->model, -1, NULL));
      last = message->sequence;
      for (guint k = 0; k < message->parts->len; k++)
        {
          const AlcovePart *part = g_ptr_array_index (message->parts, k);

          g_assert_true (part->text == NULL || g_utf8_validate (part->text, -1, NULL));
        }
    }
  g_assert_true (bundle->chat->title == NULL || g_utf8_validate (bundle->chat->title, -1, NULL));
  g_assert_true (bundle->chat->active_leaf == NULL
                 || g_hash_table_contains (seen, bundle->chat->active_leaf));
}

G_END_DECLS
