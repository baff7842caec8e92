/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The filters in what a person types into the search: model:NAME, before:DATE, after:DATE, is:pinned,
 * in:archive, in:FOLDER. Dates are
 * ISO 8601 (2026, 2026-03 or 2026-03-31) by this place's clock. What is no filter, or not yet one, stays
 * a word. Pure. Any thread. */

#include "alcove-search-filter.h"

#include <string.h>

#define MAX_BYTES 4096

/* Reads up to max digits. */
static const char *
read_number (const char *p, int n_digits, int *number)
{
  *number = 0;
  for (int i = 0; i < n_digits; i++, p++)
    {
      if (!g_ascii_isdigit (*p))
        return NULL;
      *number = *number * 10 + (*p - '0');
    }
  return p;
}

/* The first moment of a year, a month or a day: Unix milliseconds, or -1. */
static gint64
parse_date (const char *text)
{
  int parts[] = { 1, 1, 1 };
  const char *p = read_number (text, 4, &parts[0]);
  g_autoptr (GDateTime) time = NULL;

  for (guint i = 1; p != NULL && *p != '\0' && i < G_N_ELEMENTS (parts); i++)
    p = *p == '-' ? read_number (p + 1, 2, &parts[i]) : NULL;
  if (p == NULL || *p != '\0')
    return -1;
  time = g_date_time_new_local (parts[0], parts[1], parts[2], 0, 0, 0);
  return time ? MAX (g_date_time_to_unix (time), 0) * 1000 : -1;
}

/* Whether a word is a filter; takes it then. Of several dates the narrowest holds. */
static gboolean
take_filter (AlcoveSearchFilter *self, const char *word)
{
  const char *colon = strchr (word, ':');
  gint64 time;

  if (colon == NULL || colon[1] == '\0')
    return FALSE;
  if (g_ascii_strcasecmp (word, "is:pinned") == 0)
    return self->is_pinned = TRUE;
  if (g_ascii_strcasecmp (word, "in:archive") == 0)
    return self->is_archived = TRUE;
  if (g_ascii_strncasecmp (word, "in:", 3) == 0)
    {
      g_set_str (&self->folder, colon + 1);
      return TRUE;
    }
  if (g_ascii_strncasecmp (word, "model:", 6) == 0)
    {
      g_free (self->model);
      self->model = g_utf8_strdown (colon + 1, -1);
      return TRUE;
    }
  time = parse_date (colon + 1);
  if (time < 0)
    return FALSE;
  if (g_ascii_strncasecmp (word, "after:", 6) == 0)
    self->since = MAX (self->since, time);
  else if (g_ascii_strncasecmp (word, "before:", 7) == 0)
    self->until = MIN (self->until, time);
  else
    return FALSE;
  return TRUE;
}

/* Where the word at p ends. */
static const char *
find_end (const char *p)
{
  while (*p && *p != '"' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Where the quotation at p ends. */
static const char *
find_end_of_quotes (const char *p)
{
  const char *end = strchr (p + 1, '"');

  return end ? end + 1 : p + strlen (p);
}

/**
 * alcove_search_filter_new: (skip)
 * @query: what a person typed
 *
 * Returns: (transfer full): the filters in it, and the words that are left
 */
AlcoveSearchFilter *
alcove_search_filter_new (const char *query)
{
  AlcoveSearchFilter *self = g_new0 (AlcoveSearchFilter, 1);
  g_autofree char *head = g_strndup (query, MAX_BYTES);
  g_autofree char *text = g_utf8_make_valid (head, -1);
  GString *words = g_string_new (NULL);

  self->until = G_MAXINT64;
  for (const char *p = text; *p;)
    {
      const gboolean is_first
          = p == text || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (p)));
      const char *end = *p == '"' ? find_end_of_quotes (p) : find_end (p);
      g_autofree char *word = NULL;

      if (end == p)
        end = g_utf8_next_char (p);
      word = g_strndup (p, (gsize) (end - p));
      if (!is_first || *end == '"' || !take_filter (self, word))
        g_string_append (words, word);
      p = end;
    }
  self->words = g_string_free_and_steal (words);
  return self;
}

/* Whether there is any filter at all. */
gboolean
alcove_search_filter_is_any (const AlcoveSearchFilter *self)
{
  return alcove_search_filter_is_of_chats (self) || self->since > 0 || self->until < G_MAXINT64;
}

/* Whether one of them says which chats are meant. */
gboolean
alcove_search_filter_is_of_chats (const AlcoveSearchFilter *self)
{
  return self->model != NULL || self->is_pinned || self->is_archived || self->folder != NULL;
}

void
alcove_search_filter_free (AlcoveSearchFilter *self)
{
  g_free (self->words);
  g_free (self->model);
  g_free (self->folder);
  g_free (self);
}
