/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes as the body of an answer: whole or byte by byte they give the same answer and the same
 * verdict, what is told adds up to what is kept, and a failure always has an error. The same bytes
 * also serve as a refusal and as a list of models. */

#include <stdint.h>
#include <string.h>

#include "alcove-error.h"
#include "alcove-model-info.h"
#include "alcove-wire-error.h"
#include "alcove-wire-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
told_cb (AlcovePartKind kind, const char *text, gsize length, gpointer data)
{
  GString *told = data;

  g_assert_cmpuint (length, >, 0);
  if (kind == ALCOVE_PART_TEXT)
    g_string_append_len (told, text, (gssize) length);
}

/* The verdict and all that came, as text. */
static char *
read_answer (const uint8_t *data, size_t size, size_t piece)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string ("sk-0123456789abcdef");
  g_autoptr (AlcoveWireReader) reader = alcove_wire_reader_new (key, told_cb, told);
  g_autoptr (GError) error = NULL;
  AlcoveAnswer *answer = alcove_wire_reader_get_answer (reader);
  gboolean fine = TRUE;

  for (size_t at = 0; at < size && fine; at += piece)
    fine = alcove_wire_reader_push (reader, data + at, MIN (piece, size - at), &error);
  if (fine)
    fine = alcove_wire_reader_finish (reader, NULL, &error);
  g_assert_true (fine == (error == NULL));
  alcove_tool_calls_update_parts (answer->tool_calls);
  g_assert_true (
      g_utf8_validate_len (answer->reasoning->str, strlen (answer->reasoning->str), NULL));
  g_assert_cmpstr (told->str, ==, answer->content->str);
  return g_strdup_printf ("%s|%s|%s|%s|%s|%d|%u|%d", answer->content->str, answer->reasoning->str,
                          answer->refusal->str, answer->finish_reason, answer->model,
                          error ? error->code : 0, answer->parts->len,
                          (int) answer->usage.prompt_tokens);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *whole = read_answer (data, size, size + 1);
  g_autofree char *bytes = read_answer (data, size, 1);
  g_autoptr (GError) refusal
      = alcove_wire_error_from_body (400, (const char *) data, size, -1, NULL);
  g_autoptr (GError) no_models = NULL;
  g_autoptr (GPtrArray) models
      = alcove_model_infos_parse (size > 0 ? (const char *) data : NULL, (gssize) size, &no_models);

  g_assert_cmpstr (whole, ==, bytes);
  g_assert_true (g_utf8_validate (refusal->message, -1, NULL));
  g_assert_cmpuint (strlen (refusal->message), >, 0);
  g_assert_true ((models == NULL) == (no_models != NULL));
  return 0;
}
