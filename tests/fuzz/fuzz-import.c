/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes through the readers of JSON exports: whatever comes out is fit for a history. */

#include <gio/gio.h>
#include <stdint.h>

#include "alcove-json-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (const AlcoveChatBundle *bundle)
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
      last = message->sequence;
      for (guint k = 0; k < message->parts->len; k++)
        {
          const AlcovePart *part = g_ptr_array_index (message->parts, k);

          g_assert_true (part->text == NULL || g_utf8_validate (part->text, -1, NULL));
        }
    }
  g_assert_true (bundle->chat->active_leaf == NULL
                 || g_hash_table_contains (seen, bundle->chat->active_leaf));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (AlcoveImportReader) reader = alcove_json_reader_new (stream, (goffset) size, "a file");
  g_autoptr (AlcoveImportSink) sink = alcove_import_sink_new ();
  gboolean may_have_more = TRUE;

  while (may_have_more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) ready = NULL;

      may_have_more = alcove_import_reader_step (reader, sink, NULL, &error);
      ready = alcove_import_sink_take (sink);
      for (guint i = 0; i < ready->len; i++)
        check (((AlcoveImported *) ready->pdata[i])->bundle);
    }
  return 0;
}
