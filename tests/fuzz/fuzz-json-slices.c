/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as a chat whose messages are parsed one by one: whatever comes out is fit for a history. */

#include <stdint.h>

#include "alcove-import-format.h"
#include "check-bundle.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (AlcoveImportSink *sink)
{
  g_autoptr (GPtrArray) ready = alcove_import_sink_take (sink);

  for (guint i = 0; i < ready->len; i++)
    check_bundle (((AlcoveImported *) ready->pdata[i])->bundle);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autoptr (AlcoveJsonSlices) slices = alcove_json_slices_new (text, size, 60);
  g_autoptr (AlcoveImportSink) sink = alcove_import_sink_new ();
  JsonNode *root = alcove_json_slices_get_root (slices);

  if (root != NULL && alcove_import_format_find (root) == &alcove_format_chatgpt)
    alcove_format_chatgpt.read_slices (NULL, slices, "1", sink);
  check (sink);
  return 0;
}
