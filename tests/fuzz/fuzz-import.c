/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes through the readers of JSON exports: whatever comes out is fit for a history. */

#include <gio/gio.h>
#include <stdint.h>

#include "alcove-json-reader.h"
#include "check-bundle.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

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
        check_bundle (((AlcoveImported *) ready->pdata[i])->bundle);
    }
  return 0;
}
