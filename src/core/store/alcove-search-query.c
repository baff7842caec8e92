/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a person types into the search, as an FTS5 expression (sqlite.org/fts5.html, section 3).
 * Pure. Every word goes in as a quoted string, so nothing typed is ever an operator of FTS5:
 * the expression is always well formed. A word with a space behind it is finished: to look for all words
 * that begin with a common one takes long. Any thread. */

#include "alcove-search-query.h"

#include <string.h>

#include "alcove-tokenizer.h"

/* FTS5 limits the depth of an expression to 256. */
#define MAX_WORDS 32
#define MAX_BYTES 4096

typedef struct
{
  GString *wanted;
  GString *unwanted;
  gsize finished; /* how much of wanted stands before the open word */
  char *open_word;
  guint n_words;
} Match;

/* Whether the tokenizer finds anything in it: FTS5 would take an empty phrase for "nothing matches". */
static gboolean
has_token (const char *word, gsize size)
{
  for (const char *p = word; p < word + size; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        return TRUE;
    }
  return FALSE;
}

/* One character of a script without spaces is found at the start of a pair. */
static gboolean
is_single_dense (const char *word, gsize size)
{
  const gunichar c = g_utf8_get_char (word);

  return (gsize) g_unichar_to_utf8 (c, NULL) == size && alcove_tokenizer_is_dense (c);
}

static void
append_quoted (GString *out, const char *word, gsize size)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < size; i++)
    {
      if (word[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, word[i]);
    }
  g_string_append_c (out, '"');
}

static void
add_word (Match *match, const char *word, gsize size, gboolean is_wanted, gboolean is_prefix)
{
  GString *out = is_wanted ? match->wanted : match->unwanted;

  if (match->n_words == MAX_WORDS || !has_token (word, size))
    return;
  match->n_words++;
  if (is_prefix)
    {
      match->finished = out->len;
      match->open_word = g_strndup (word, size);
    }
  g_string_append (out, is_wanted ? (out->len ? " " : "") : " NOT ");
  append_quoted (out, word, size);
  if (is_prefix || is_single_dense (word, size))
    g_string_append_c (out, '*');
}

static gboolean
is_space (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

static const char *
skip_spaces (const char *p)
{
  while (*p && is_space (p))
    p = g_utf8_next_char (p);
  return p;
}

/* A word, or a phrase in quotes; returns what stands behind it. A quote that is still open is being typed. */
static const char *
read_word (Match *match, const char *p)
{
  const gboolean is_wanted = *p != '-';
  const char *start, *end;
  gboolean is_last;

  if (!is_wanted)
    p++;
  if (*p == '"')
    {
      start = p + 1;
      end = strchr (start, '"');
      is_last = end == NULL;
      end = end ? end : start + strlen (start);
      p = is_last ? end : end + 1;
    }
  else
    {
      for (start = p; *p && *p != '"' && !is_space (p);)
        p = g_utf8_next_char (p);
      end = p;
      is_last = *p == '\0';
    }
  add_word (match, start, (gsize) (end - start), is_wanted, is_wanted && is_last);
  return p;
}

/**
 * alcove_search_query_new: (skip)
 * @text: what a person typed: words that must all be there, "a phrase", -word for one that must not be;
 *   the last word may be unfinished, unless a space follows it
 *
 * Returns: (transfer full): what is looked for
 */
AlcoveSearchQuery *
alcove_search_query_new (const char *text)
{
  AlcoveSearchQuery *self = g_new0 (AlcoveSearchQuery, 1);
  g_autofree char *head = g_strndup (text, MAX_BYTES);
  g_autofree char *valid = g_utf8_make_valid (head, -1);
  Match match = { g_string_new (NULL), g_string_new (NULL), 0, NULL, 0 };

  for (const char *p = skip_spaces (valid); *p; p = skip_spaces (p))
    p = read_word (&match, p);
  if (match.wanted->len > 0)
    self->match = g_strconcat (match.wanted->str, match.unwanted->str, NULL);
  self->open_word = match.open_word;
  self->finished = g_strndup (match.wanted->str, match.finished);
  self->unwanted = g_string_free_and_steal (match.unwanted);
  g_string_free (match.wanted, TRUE);
  return self;
}

void
alcove_search_query_free (AlcoveSearchQuery *self)
{
  g_free (self->match);
  g_free (self->finished);
  g_free (self->open_word);
  g_free (self->unwanted);
  g_free (self);
}
