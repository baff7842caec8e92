/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a person types into the search, and what it finds, as text. Pure; any thread. A filter that is finished
 * leaves the words and stands for itself; which words are filters is the store's to say. */

#include "alcove-search-text.h"

#include <string.h>

#include "alcove-search-filter.h"

#define MARK_BEFORE "\xee\x80\x80" /* U+E000 */
#define MARK_BEHIND "\xee\x80\x81" /* U+E001 */

/**
 * alcove_search_text_unmark:
 * @marked: (nullable): a snippet with hits between U+E000 and U+E001
 * @spans: (out) (optional) (transfer full) (element-type AlcoveSearchSpan): where they are in what is returned
 *
 * Returns: (transfer full): the text without marks
 */
char *
alcove_search_text_unmark (const char *marked, GArray **spans)
{
  GString *text = g_string_new (NULL);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AlcoveSearchSpan));
  gboolean is_open = FALSE;
  AlcoveSearchSpan span = { 0, 0 };

  for (const char *p = marked ? marked : ""; *p;)
    {
      const gboolean begins = g_str_has_prefix (p, MARK_BEFORE);

      if (!begins && !g_str_has_prefix (p, MARK_BEHIND))
        {
          g_string_append_c (text, *p++);
          continue;
        }
      p += strlen (MARK_BEFORE);
      if (begins)
        span.start = (guint) text->len;
      span.end = (guint) text->len;
      if (!begins && is_open && span.end > span.start)
        g_array_append_val (found, span);
      is_open = begins;
    }
  if (spans != NULL)
    *spans = found;
  else
    g_array_unref (found);
  return g_string_free_and_steal (text);
}

/**
 * alcove_search_text_dup_words:
 * @marked: (nullable): a snippet
 *
 * Returns: (transfer full): what was found in it, each word once, in the order they stand there
 */
GStrv
alcove_search_text_dup_words (const char *marked)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *text = alcove_search_text_unmark (marked, &spans);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < spans->len; i++)
    {
      const AlcoveSearchSpan *span = &g_array_index (spans, AlcoveSearchSpan, i);
      g_autofree char *word = g_strndup (text + span->start, span->end - span->start);

      if (g_hash_table_add (known, g_utf8_casefold (word, -1)))
        g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}

/**
 * alcove_search_text_is_filter:
 * @word: one word
 *
 * Returns: whether the search takes it for a filter
 */
gboolean
alcove_search_text_is_filter (const char *word)
{
  g_autoptr (AlcoveSearchFilter) filter = alcove_search_filter_new (word);

  return alcove_search_filter_is_any (filter) && *g_strstrip (filter->words) == '\0';
}

/* Where the piece at p ends: white space, a quotation, or a word. */
static const char *
end_of_piece (const char *p)
{
  const gboolean is_space = g_unichar_isspace (g_utf8_get_char (p));

  if (*p == '"')
    {
      const char *end = strchr (p + 1, '"');

      return end ? end + 1 : p + strlen (p);
    }
  while (*p && *p != '"' && (g_unichar_isspace (g_utf8_get_char (p)) != 0) == is_space)
    p = g_utf8_next_char (p);
  return p;
}

static gboolean
stands_alone (const char *text, const char *p, const char *end, gboolean is_finished)
{
  return (p == text || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (p))))
         && (*end == '\0' ? is_finished : g_unichar_isspace (g_utf8_get_char (end)));
}

/**
 * alcove_search_text_take_filters:
 * @text: what was typed so far
 * @is_finished: whether the last word is complete, too; else a space behind it says so
 * @rest: (out) (transfer full): @text without the filters
 *
 * Returns: (transfer full) (nullable): the filters that are finished; %NULL for none, and @rest is @text then
 */
GStrv
alcove_search_text_take_filters (const char *text, gboolean is_finished, char **rest)
{
  g_autoptr (GStrvBuilder) filters = g_strv_builder_new ();
  GString *words = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text, *end; *p; p = end)
    {
      g_autofree char *piece = NULL;

      end = end_of_piece (p);
      piece = g_strndup (p, (gsize) (end - p));
      if (*p == '"' || !stands_alone (text, p, end, is_finished)
          || !alcove_search_text_is_filter (piece))
        {
          g_string_append (words, piece);
          continue;
        }
      g_strv_builder_add (filters, piece);
      n++;
      /* one of the two spaces around it goes along */
      if (*end)
        end = g_utf8_next_char (end);
    }
  *rest = g_string_free_and_steal (words);
  return n > 0 ? g_strv_builder_end (filters) : NULL;
}

/**
 * alcove_search_text_join:
 * @filters: (nullable): filters
 * @text: what is typed beside them
 *
 * The text comes last: its last word may be unfinished.
 *
 * Returns: (transfer full): what the store searches for
 */
char *
alcove_search_text_join (const char *const *filters, const char *text)
{
  g_autofree char *joined = filters ? g_strjoinv (" ", (char **) filters) : g_strdup ("");

  return *joined ? g_strconcat (joined, " ", text, NULL) : g_strdup (text);
}
