/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as a chat whose messages are parsed one by one: whatever comes out is fit for a history, and the same as of
 * one that is parsed as a whole. */

#include <stdint.h>
#include <string.h>

#include "alcove-import-format.h"
#include "bundle-dump.h"
#include "check-bundle.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (AlcoveImportSink *sink)
{
  g_autoptr (GPtrArray) ready = alcove_import_sink_take (sink);

  for (guint i = 0; i < ready->len; i++)
    check_bundle (((AlcoveImported *) ready->pdata[i])->bundle);
}

/* What the parser takes, as others write it: it takes more than JSON. */
static char *
dup_strict (const char *data, size_t size)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;

  if (json_parser_load_from_data (parser, data, (gssize) size, NULL))
    root = json_parser_get_root (parser);
  return root != NULL ? json_to_string (root, FALSE) : NULL;
}

static void
check_same (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (AlcoveImportSink) whole = alcove_import_sink_new ();
  g_autoptr (AlcoveImportSink) cut = alcove_import_sink_new ();
  g_autoptr (AlcoveJsonSlices) slices = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *got = NULL;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, -1, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || alcove_import_format_find (root) != &alcove_format_chatgpt)
    return;
  slices = alcove_json_slices_new (text, strlen (text), G_MAXSIZE);
  g_assert_nonnull (alcove_json_slices_get_root (slices));
  alcove_format_chatgpt.read (NULL, root, "1", whole);
  alcove_format_chatgpt.read_slices (NULL, slices, "1", cut);
  expected = dump_taken (whole);
  got = dump_taken (cut);
  g_assert_cmpstr (got, ==, expected);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autoptr (AlcoveJsonSlices) slices = alcove_json_slices_new (text, size, 60);
  g_autoptr (AlcoveImportSink) sink = alcove_import_sink_new ();
  g_autofree char *strict = NULL;
  JsonNode *root = alcove_json_slices_get_root (slices);

  if (root != NULL && alcove_import_format_find (root) == &alcove_format_chatgpt)
    alcove_format_chatgpt.read_slices (NULL, slices, "1", sink);
  check (sink);
  strict = dup_strict (text, size);
  if (strict != NULL)
    check_same (strict);
  return 0;
}
