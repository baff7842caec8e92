/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any bytes through the filter of hidden characters. What comes out is valid and holds none of them; what
 * is called settled in the beginning of a text looks the same with the rest behind it. */

#include "alcove-hidden-characters-private.h"
#include "alcove-utf8-repair.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_clean (const char *text)
{
  guint n_revealed, n_stripped;
  g_autofree char *revealed = alcove_hidden_characters_reveal (text, -1, &n_revealed);
  g_autofree char *stripped = alcove_hidden_characters_strip (text, -1, &n_stripped);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (n_revealed, ==, 0);
  g_assert_cmpuint (n_stripped, ==, 0);
  g_assert_cmpstr (revealed, ==, text);
  g_assert_cmpstr (stripped, ==, text);
}

/* Cut where the bytes say, moved to the next beginning of a character. */
static void
assert_settled (const GString *text, gsize at, const char *revealed)
{
  g_autofree char *beginning = NULL;

  while (at < text->len && (text->str[at] & 0xc0) == 0x80)
    at++;
  at = alcove_hidden_characters_settled (text->str, at);
  g_assert_cmpuint (at, <=, text->len);
  beginning = alcove_hidden_characters_reveal (text->str, (gssize) at, NULL);
  g_assert_true (g_str_has_prefix (revealed, beginning));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  AlcoveUtf8Repair repair = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *revealed = NULL;
  g_autofree char *stripped = NULL;
  guint n_revealed, n_stripped;

  revealed = alcove_hidden_characters_reveal ((const char *) data, (gssize) size, &n_revealed);
  stripped = alcove_hidden_characters_strip ((const char *) data, (gssize) size, &n_stripped);
  assert_clean (revealed);
  assert_clean (stripped);
  g_assert_true ((n_revealed > 0) == (n_stripped > 0));
  alcove_utf8_repair_feed (&repair, (const char *) data, size, text);
  alcove_utf8_repair_flush (&repair, text);
  for (gsize at = 0; at < text->len; at += 1 + (guint8) text->str[at] % 17u)
    assert_settled (text, at, revealed);
  return 0;
}
