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
  g_string_append (out, is_wanted ? " " : " NOT ");
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
 * alcove_search_query_to_match: (skip)
 * @query: what a person typed: words that must all be there, "a phrase", -word for one that must not be;
 *   the last word may be unfinished, unless a space follows it
 *
 * Returns: (transfer full) (nullable): an expression for MATCH; %NULL where nothing can be found by it
 */
char *
alcove_search_query_to_match (const char *query)
{
  g_autofree char *head = g_strndup (query, MAX_BYTES);
  g_autofree char *text = g_utf8_make_valid (head, -1);
  Match match = { g_string_new (NULL), g_string_new (NULL), 0 };
  char *result = NULL;

  for (const char *p = skip_spaces (text); *p; p = skip_spaces (p))
    p = read_word (&match, p);
  if (match.wanted->len > 0)
    result = g_strconcat (match.wanted->str + 1, match.unwanted->str, NULL);
  g_string_free (match.wanted, TRUE);
  g_string_free (match.unwanted, TRUE);
  return result;
}
