/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What strangers wrote, made into one line: the titles and previews of chats, and the rows of a table. A title is one
 * short, visible line whatever a model says; a row of a table reads back as the fields that went in, and none of them is
 * a formula. */

#include <stdint.h>
#include <string.h>

#include "alcove-chat-title.h"
#include "alcove-csv.h"
#include "alcove-hidden-characters.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
assert_line (const char *line, glong max)
{
  guint n_hidden;
  g_autofree char *visible = alcove_hidden_characters_strip (line, -1, &n_hidden);

  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (line, -1), >, 0);
  g_assert_cmpint (g_utf8_strlen (line, -1), <=, max);
  g_assert_cmpuint (n_hidden, ==, 0);
  for (const char *p = line; *p; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
  g_assert_false (*line == ' ');
}

static void
look_at_titles (const char *text)
{
  g_autofree char *from_prompt = alcove_chat_title_from_prompt (text);
  g_autofree char *from_model = alcove_chat_title_from_model (text);
  g_autofree char *preview = alcove_chat_preview_from_text (text);
  g_autofree char *plain = alcove_chat_preview_without_marks (preview);

  assert_line (from_prompt, 60);
  assert_line (preview, 120);
  if (from_model != NULL)
    assert_line (from_model, 60);
  g_assert_true (g_utf8_validate (plain, -1, NULL));
}

/* One field of a row (RFC 4180, section 2); returns what stands behind it. */
static const char *
read_field (const char *p, GString *field, gboolean *is_quoted)
{
  *is_quoted = *p == '"';
  if (!*is_quoted)
    {
      const gsize n = strcspn (p, ",\r\n");

      g_string_append_len (field, p, (gssize) n);
      return p + n;
    }
  for (p++; *p != '"' || p[1] == '"'; p++)
    {
      g_assert_true (*p != '\0');
      g_string_append_c (field, *p);
      p += *p == '"';
    }
  return p + 1;
}

/* An apostrophe before it is what keeps a table from being a program. */
static void
assert_same (const char *field, const char *wanted)
{
  if (*field == '\'' && strcmp (field + 1, wanted) == 0 && strchr ("=+-@\t\r", *wanted) != NULL)
    return;
  g_assert_cmpstr (field, ==, wanted);
  if (*field != '\0' && strchr ("=+-@\t\r", *field) != NULL)
    {
      char *end;

      g_ascii_strtod (field, &end);
      g_assert_true (*end == '\0'); /* a number may have a sign */
    }
}

static void
look_at_row (const char *const *fields)
{
  g_autoptr (GString) row = g_string_new (NULL);
  const char *p;

  alcove_csv_append_row (row, fields);
  p = row->str;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autoptr (GString) field = g_string_new (NULL);
      gboolean is_quoted;

      p = read_field (p, field, &is_quoted);
      assert_same (field->str, fields[i]);
      if (fields[i + 1] != NULL)
        g_assert_true (*p++ == ',');
    }
  g_assert_cmpstr (p, ==, "\r\n");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) fields = g_strsplit (valid, "|", 8);

  look_at_titles (text);
  if (fields[0] != NULL)
    look_at_row ((const char *const *) fields);
  return 0;
}
