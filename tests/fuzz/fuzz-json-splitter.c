/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes through the splitter of JSON arrays: however they are cut the same elements come out, none of them too
 * large, and it always gets on. */

#include <stdint.h>

#include "alcove-json-splitter.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define BYTES_MAX 96

static GString *
split (const uint8_t *data, size_t size, size_t piece)
{
  g_autoptr (AlcoveJsonSplitter) splitter = alcove_json_splitter_new (BYTES_MAX);
  GString *heard = g_string_new (NULL);
  AlcoveSplit found = ALCOVE_SPLIT_NEEDS_MORE;

  for (size_t at = 0; at < size && found != ALCOVE_SPLIT_NOT_JSON;)
    {
      gsize taken, length;
      const char *element;

      found = alcove_json_splitter_feed (splitter, (const char *) data + at, MIN (piece, size - at),
                                         &taken);
      g_assert_true (taken > 0 || found != ALCOVE_SPLIT_NEEDS_MORE);
      at += taken;
      if (found != ALCOVE_SPLIT_NEEDS_MORE)
        g_string_append_printf (heard, "<%d>", (int) found);
      if (found != ALCOVE_SPLIT_ELEMENT)
        continue;
      element = alcove_json_splitter_get_element (splitter, &length);
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpuint (length, <=, BYTES_MAX);
      g_string_append_len (heard, element, (gssize) length);
    }
  g_string_append_printf (heard, "%d%d", alcove_json_splitter_is_whole (splitter),
                          alcove_json_splitter_is_open (splitter));
  return heard;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) whole = split (data, size, size);
  g_autoptr (GString) bytes = split (data, size, 1);
  g_autoptr (GString) pieces = split (data, size, 7);

  g_assert_cmpstr (whole->str, ==, bytes->str);
  g_assert_cmpstr (whole->str, ==, pieces->str);
  return 0;
}
