/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as a database of another program, read as Alpaca's. */

#include <gio/gio.h>
#include <stdint.h>

#include "alcove-alpaca-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (AlcoveImportReader) reader = alcove_alpaca_reader_new (bytes, NULL);
  g_autoptr (AlcoveImportSink) sink = alcove_import_sink_new ();
  gboolean may_have_more = reader != NULL;

  while (may_have_more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) ready = NULL;

      may_have_more = alcove_import_reader_step (reader, sink, NULL, &error);
      ready = alcove_import_sink_take (sink);
      for (guint i = 0; i < ready->len; i++)
        g_assert_cmpuint (((AlcoveImported *) ready->pdata[i])->bundle->messages->len, >, 0);
    }
  return 0;
}
