/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as a sealed file: nothing of it is ever given away but what was sealed. What asks for much work is left to
 * the test of the head. */

#include <stdint.h>
#include <string.h>

#include "alcove-seal-input.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) base = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) stream = NULL;
  AlcoveSealParameters parameters;
  char piece[100];
  gssize n = 0;

  if (size >= ALCOVE_SEAL_PARAMETERS_SIZE
      && (!alcove_seal_read_parameters (data, &parameters, NULL) || parameters.passes > 1
          || parameters.memory_kib > 64))
    return 0;
  stream = alcove_seal_input_new (base, "correct horse \xc3\xbcn\xc3\xaf", NULL, NULL);
  while (stream != NULL && (n = g_input_stream_read (stream, piece, sizeof piece, NULL, NULL)) > 0)
    g_assert_cmpmem (piece, n, "Hello, sealed world", 19);
  return 0;
}
