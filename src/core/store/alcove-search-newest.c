/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The newest hits of a search, however common its words are. n is ordered by time, so a span of n is a span of time:
 * the newest span is searched first, and wider and wider ones before it, until there are as many hits as wanted. Within
 * a span the index is read forward, which it can begin anywhere (backward it reads all of a word's rows once
 * anything was deleted: SQLite does not trust its marks then).
 * Where a filter leaves few chats their rows are listed first, and only these are looked at. The start of a word that
 * the index does not know is looked for by its first characters and asked for in the texts; where most of them have
 * no such word it is rare, and the engine may gather its rows. Thread of the connection. */

#include "alcove-search-newest.h"

#include <string.h>

#include "alcove-records.h"
#include "alcove-search-members.h"
#include "alcove-search-snippet.h"
#include "alcove-word-start.h"

#define COUNTER_BITS 15
#define TIME_MAX ((G_GINT64_CONSTANT (1) << 48) - 2)

/* The first span has this many parts for each hit that is wanted; the next one is at most this much wider, and
 * as wide as it takes to find half as many again as are missing. */
#define PARTS_PER_HIT 10
#define WIDENING 8.0
#define PLENTY 1.5
/* For so many rows for each hit that is wanted, snippets are made at once. */
#define ROWS_SHOWN_PER_HIT 4
/* After this many rows spans follow the members. */
#define MANY_ROWS 50000
/* So many texts, or bytes of them, may lack the open word. */
#define MISSED_TEXTS 200
#define MISSED_BYTES (256 * 1024)

typedef struct
{
  AlcoveDb *db;
  const AlcoveSearchFilter *filter;
  guint limit;
  GPtrArray *hits; /* of AlcoveSearchHit, the newest first */
  const AlcoveSearchQuery *query;
  AlcoveWordStart *start; /* nullable: asked for in the texts */
  char *match;            /* what the index is asked for */
  gboolean is_gathering;  /* it gathers all rows for each question */
  GArray *members;        /* nullable: all n that the filter leaves */
  gint64 oldest;          /* nothing stands before it */
  gint64 width;           /* of the next span */
  double n_expected;      /* rows in it */
  gsize n_rows;
  gsize n_missed;
  gsize missed_bytes;
} Search;

/* The first n of the span that ends with last. */
static gint64
find_first (Search *self, gint64 last)
{
  if (self->members != NULL && self->n_rows > MANY_ROWS)
    return MAX (alcove_search_members_find_run (self->members, last), self->oldest);
  if (self->is_gathering)
    return self->oldest;
  return last - self->oldest > self->width ? last - self->width : self->oldest;
}

/* ---- one row ---- */

static gboolean
is_same_message (GPtrArray *hits, const char *message_id)
{
  for (guint i = hits->len; message_id != NULL && i > 0; i--)
    if (g_strcmp0 (((AlcoveSearchHit *) hits->pdata[i - 1])->message_id, message_id) == 0)
      return TRUE;
  return FALSE;
}

/* A row that lacks the open word is none. */
static gboolean
has_word (Search *self, AlcoveStatement *row)
{
  g_autofree char *text = self->start ? alcove_statement_dup_string (row, 4) : NULL;

  if (self->start == NULL || (text != NULL && alcove_word_start_is_in (self->start, text))
      || self->is_gathering)
    return TRUE;
  self->n_missed++;
  self->missed_bytes += text ? strlen (text) : 0;
  return FALSE;
}

static AlcoveSearchHit *
read_hit (AlcoveStatement *row)
{
  AlcoveSearchHit *hit = alcove_search_hit_new ();

  hit->chat_id = alcove_statement_dup_id (row, 0);
  hit->message_id = alcove_statement_dup_id (row, 1);
  hit->title = alcove_statement_dup_string (row, 2);
  hit->created_at = alcove_statement_get_int (row, 3);
  return hit;
}

/* Takes the row where it is a hit. A message with its reasoning is one. */
static gboolean
take_row (Search *self, gint64 n, GArray *taken, GError **error)
{
  g_autoptr (AlcoveStatement) row
      = alcove_db_query (self->db, error, "search-place", "isiis", n, self->filter->model,
                         (gint64) self->filter->is_pinned, (gint64) self->filter->is_archived,
                         self->filter->folder);
  g_autoptr (AlcoveSearchHit) hit = NULL;
  GError *local = NULL;

  if (row == NULL)
    return FALSE;
  if (!alcove_statement_next (row, &local))
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return local == NULL;
    }
  hit = read_hit (row);
  if (is_same_message (self->hits, hit->message_id) || !has_word (self, row))
    return TRUE;
  g_ptr_array_add (self->hits, g_steal_pointer (&hit));
  g_array_append_val (taken, n);
  return TRUE;
}

/* ---- snippets ---- */

static char *
dup_numbers (GArray *numbers)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i ? "," : "",
                            alcove_search_number (numbers, i));
  g_string_append_c (json, ']');
  return g_string_free_and_steal (json);
}

/* What is marked: the very words that begin as the open one does. */
static char *
dup_marked (Search *self)
{
  g_autofree char *words = self->start ? alcove_word_start_dup_match (self->start) : NULL;

  if (words == NULL)
    return g_strdup (self->match);
  return *self->query->finished ? g_strconcat (self->query->finished, " AND ", words, NULL)
                                : g_strdup (words);
}

static void
set_snippet (Search *self, guint nth, const char *raw)
{
  AlcoveSearchHit *hit = g_ptr_array_index (self->hits, nth);

  hit->snippet = alcove_search_snippet_new (raw);
}

/* Of the rows that were taken last, the newest first; the statement gives the oldest first. */
static gboolean
add_snippets (Search *self, GArray *taken, GError **error)
{
  const guint n_before = self->hits->len - taken->len;
  g_autofree char *wanted = dup_numbers (taken);
  g_autofree char *match = dup_marked (self);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) rows = NULL;
  guint i = taken->len;

  rows = alcove_search_read_rows (alcove_db_query (self->db, error, "search-snippets", "sssiis",
                                                   match, ALCOVE_SEARCH_RAW_BEFORE,
                                                   ALCOVE_SEARCH_RAW_BEHIND,
                                                   alcove_search_number (taken, taken->len - 1),
                                                   alcove_search_number (taken, 0), wanted),
                                  texts, G_MAXUINT, error);
  for (guint j = 0; rows != NULL && j < rows->len; j++)
    {
      while (i > 0 && alcove_search_number (taken, i - 1) < alcove_search_number (rows, j))
        i--;
      if (i > 0 && alcove_search_number (taken, i - 1) == alcove_search_number (rows, j))
        set_snippet (self, n_before + i - 1, g_ptr_array_index (texts, j));
    }
  return rows != NULL;
}

/* ---- spans ---- */

/* The open word is rare among those that begin as its first characters do. */
static gboolean
is_in_vain (Search *self)
{
  return !self->is_gathering
         && (self->n_missed > MISSED_TEXTS || self->missed_bytes > MISSED_BYTES);
}

static void
gather_from_now_on (Search *self)
{
  g_free (self->match);
  self->match = g_strdup (self->query->match);
  self->is_gathering = TRUE;
}

/* How wide the next span is, by what this one had. */
static void
adapt (Search *self, guint n_rows, guint n_taken)
{
  const double missing = (double) (self->limit - self->hits->len);
  const double factor
      = n_taken ? CLAMP (PLENTY * missing / n_taken, 1 / WIDENING, WIDENING) : WIDENING;
  const double width = (double) self->width * factor;

  self->n_expected = n_rows * factor;
  self->width = width < (double) (G_MAXINT64 / 2) ? (gint64) width + 1 : G_MAXINT64 / 2;
}

/* The rows of a span, the oldest first; with their snippets where these are likely to be wanted. NULL with an error,
 * or where they are more than was expected. */
static GArray *
read_span (Search *self, gint64 first, gint64 last, GPtrArray **snippets, GError **error)
{
  const guint max
      = self->limit < G_MAXUINT / ROWS_SHOWN_PER_HIT ? self->limit * ROWS_SHOWN_PER_HIT : G_MAXUINT;
  g_autoptr (GArray) rows = NULL;

  if (self->start != NULL || self->is_gathering || self->members != NULL || self->n_expected > max)
    return alcove_search_read_rows (alcove_db_query (self->db, error, "search-rows", "sii",
                                                     self->match, first, last),
                                    NULL, G_MAXUINT, error);
  *snippets = g_ptr_array_new_with_free_func (g_free);
  rows = alcove_search_read_rows (
      alcove_db_query (self->db, error, "search-rows-shown", "siiss", self->match, first, last,
                       ALCOVE_SEARCH_RAW_BEFORE, ALCOVE_SEARCH_RAW_BEHIND),
      *snippets, max, error);
  if (rows == NULL || rows->len < max)
    return g_steal_pointer (&rows);
  self->n_expected = G_MAXDOUBLE;
  self->width = MAX (self->width / (gint64) WIDENING, 1);
  return NULL;
}

/* Takes the newest rows of a span, and moves last before what was looked at. */
static gboolean
take_rows (Search *self, GArray *rows, GPtrArray *snippets, gint64 *last, GError **error)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = rows->len; i > 0 && self->hits->len < self->limit && !is_in_vain (self); i--)
    {
      const gint64 n = alcove_search_number (rows, i - 1);
      const guint n_hits = self->hits->len;

      if (self->members != NULL && !alcove_search_members_has (self->members, n))
        continue;
      if (!take_row (self, n, taken, error))
        return FALSE;
      if (is_in_vain (self))
        *last = n - 1;
      if (self->hits->len > n_hits && snippets != NULL)
        set_snippet (self, n_hits, g_ptr_array_index (snippets, i - 1));
    }
  if (snippets == NULL && taken->len > 0 && !add_snippets (self, taken, error))
    return FALSE;
  adapt (self, rows->len, taken->len);
  if (is_in_vain (self))
    gather_from_now_on (self);
  return TRUE;
}

/* Searches the span that ends with last. */
static gboolean
take_span (Search *self, gint64 first, gint64 *last, GError **error)
{
  g_autoptr (GPtrArray) snippets = NULL;
  GError *local = NULL;
  g_autoptr (GArray) rows = read_span (self, first, *last, &snippets, &local);

  if (rows == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      return local == NULL;
    }
  *last = first - 1;
  self->n_rows += rows->len;
  return take_rows (self, rows, snippets, last, error);
}

/* The newest span: by what stands in it, so that its width fits whoever writes much, or little. */
static gboolean
find_newest_span (Search *self, gint64 last, gint64 *first, GError **error)
{
  const gint64 n_parts = (gint64) PARTS_PER_HIT * self->limit;
  g_autoptr (AlcoveStatement) row
      = alcove_db_query (self->db, error, "search-window", "ii", last, n_parts);
  GError *local = NULL;

  if (row == NULL)
    return FALSE;
  if (!alcove_statement_next (row, &local))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  *first = MAX (alcove_statement_get_int (row, 0), self->oldest);
  self->width = MAX (alcove_statement_get_int (row, 1) - *first, 1 << COUNTER_BITS);
  self->n_expected = (double) n_parts;
  return TRUE;
}

static gint64
first_of (gint64 time)
{
  return MIN (time, TIME_MAX) << COUNTER_BITS;
}

/* From where to where there is anything. */
static gboolean
find_bounds (Search *self, gint64 *last, GError **error)
{
  *last = self->filter->until < G_MAXINT64 ? first_of (self->filter->until) - 1 : G_MAXINT64;
  if (!alcove_db_get_int (self->db, &self->oldest, error, "search-oldest", ""))
    return FALSE;
  self->oldest = MAX (self->oldest, first_of (self->filter->since));
  if (self->members != NULL && self->members->len > 0)
    self->oldest = MAX (self->oldest, alcove_search_number (self->members, 0));
  return TRUE;
}

/* Nothing is searched behind the newest member; FALSE where none is left, or those left are too old. */
static gboolean
move_to_member (Search *self, gint64 *last)
{
  guint n;

  if (self->members == NULL)
    return TRUE;
  n = alcove_search_members_count (self->members, *last);
  if (n > 0)
    *last = alcove_search_number (self->members, n - 1);
  return n > 0 && *last >= self->oldest;
}

static gboolean
take_all (Search *self, GError **error)
{
  gboolean is_first = TRUE;
  gint64 first, last;

  if (!alcove_search_members_list (self->db, self->filter, &self->members, error)
      || !find_bounds (self, &last, error))
    return FALSE;
  while (self->hits->len < self->limit && last >= self->oldest && move_to_member (self, &last))
    {
      if (!is_first || self->is_gathering)
        first = find_first (self, last);
      else if (!find_newest_span (self, last, &first, error))
        return FALSE;
      is_first = FALSE;
      if (!take_span (self, first, &last, error))
        return FALSE;
    }
  return TRUE;
}

/* A word that is still open and that the index does not know by its start is looked for by its first characters. */
static void
choose_match (Search *self)
{
  const AlcoveSearchQuery *query = self->query;

  self->start = alcove_word_start_new (self->db, query->open_word);
  if (self->start != NULL)
    self->match
        = g_strconcat (query->finished, *query->finished ? " \"" : "\"",
                       alcove_word_start_get_head (self->start), "\"*", query->unwanted, NULL);
  else
    self->match = g_strdup (query->match);
  self->is_gathering = self->start == NULL && query->open_word != NULL
                       && !alcove_word_start_is_indexed (self->db, query->open_word);
}

/**
 * alcove_search_newest: (skip)
 * @db: a connection
 * @filter: what it is limited to
 * @query: words, with a match
 * @limit: how many hits at most
 * @hits: (element-type AlcoveSearchHit): takes them, the newest first
 * @error: return location for an error
 *
 * Returns: whether it went well
 */
gboolean
alcove_search_newest (AlcoveDb *db, const AlcoveSearchFilter *filter,
                      const AlcoveSearchQuery *query, guint limit, GPtrArray *hits, GError **error)
{
  Search self = { .db = db, .filter = filter, .query = query, .limit = limit, .hits = hits };
  gboolean ok;

  choose_match (&self);
  ok = take_all (&self, error);
  g_clear_pointer (&self.start, alcove_word_start_free);
  g_clear_pointer (&self.members, g_array_unref);
  g_free (self.match);
  return ok;
}
