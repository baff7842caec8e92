/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finding words in a history. Newest first is the order of the index itself, and n is ordered by time, so a search
 * reads no more than it shows, and a date is a bound of n. Where a filter leaves few chats, each is searched
 * between its first and its last row, so that a common word in a rare chat need not be looked for among all.
 * Thread of the connection. */

#include "alcove-search.h"

#include <string.h>

#include "alcove-search-filter.h"
#include "alcove-search-query.h"

/* The engine marks hits by bytes that no text of UTF-8 has; people see these. */
#define RAW_BEFORE "\xfe"
#define RAW_BEHIND "\xff"
#define MARK_BEFORE "\xee\x80\x80" /* U+E000 */
#define MARK_BEHIND "\xee\x80\x81" /* U+E001 */

#define FEW_CHATS 256
#define COUNTER_BITS 15
/* A part may stand this far behind its message, where many came in one millisecond. */
#define SLACK (G_GINT64_CONSTANT (1000) << COUNTER_BITS)
#define TIME_MAX ((G_GINT64_CONSTANT (1) << 48) - 2)

/* One chat that a filter leaves, and where its rows are; 0 for any chat, anywhere. */
typedef struct
{
  gint64 chat;
  gint64 first;
  gint64 last;
} Span;

typedef struct
{
  AlcoveSearchHit *hit;
  gint64 n;
} Found;

typedef struct
{
  AlcoveDb *db;
  AlcoveSearchFilter *filter;
  char *match;
  guint limit;
  GArray *found; /* of Found, the newest first */
} Search;

static void
found_clear (Found *found)
{
  g_clear_pointer (&found->hit, alcove_search_hit_unref);
}

/* One line, with marks that only stand where the engine found something. */
static char *
make_snippet (const char *raw)
{
  GString *line = g_string_new (NULL);

  for (const char *p = raw ? raw : ""; *p;)
    {
      if (*p == *RAW_BEFORE || *p == *RAW_BEHIND)
        g_string_append (line, *p++ == *RAW_BEFORE ? MARK_BEFORE : MARK_BEHIND);
      else if (g_str_has_prefix (p, MARK_BEFORE) || g_str_has_prefix (p, MARK_BEHIND))
        p += strlen (MARK_BEFORE);
      else if (g_ascii_isspace (*p))
        {
          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c (line, ' ');
          p++;
        }
      else
        g_string_append_c (line, *p++);
    }
  return g_string_free_and_steal (line);
}

static Found
read_row (AlcoveStatement *row)
{
  Found found = { alcove_search_hit_new (), alcove_statement_get_int (row, 5) };
  g_autofree char *raw = alcove_statement_dup_string (row, 3);

  found.hit->chat_id = alcove_statement_dup_id (row, 0);
  found.hit->message_id = alcove_statement_dup_id (row, 1);
  found.hit->title = alcove_statement_dup_string (row, 2);
  found.hit->snippet = make_snippet (raw);
  found.hit->created_at = alcove_statement_get_int (row, 4);
  return found;
}

/* A message with its reasoning is one hit. */
static gboolean
is_same_message (const GArray *hits, const AlcoveSearchHit *hit)
{
  for (guint i = hits->len; hit->message_id != NULL && i > 0; i--)
    if (g_strcmp0 (g_array_index (hits, Found, i - 1).hit->message_id, hit->message_id) == 0)
      return TRUE;
  return FALSE;
}

/* Takes rows until there are as many as wanted. */
static gboolean
take_rows (Search *search, AlcoveStatement *statement, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = statement;
  GError *local = NULL;
  guint n = 0;

  while (stmt != NULL && n < search->limit && alcove_statement_next (stmt, &local))
    {
      Found found = read_row (stmt);

      if (is_same_message (search->found, found.hit))
        {
          found_clear (&found);
          continue;
        }
      g_array_append_val (search->found, found);
      n++;
    }
  if (local != NULL)
    g_propagate_error (error, local);
  return stmt != NULL && local == NULL;
}

static gint64
first_of (gint64 time)
{
  return MIN (time, TIME_MAX) << COUNTER_BITS;
}

static gboolean
find_in (Search *search, const char *statement, const Span *span, GError **error)
{
  const AlcoveSearchFilter *filter = search->filter;
  const gint64 since = MAX (first_of (filter->since), span->first);
  const gint64 until
      = filter->until < G_MAXINT64 ? MIN (first_of (filter->until) - 1, span->last) : span->last;

  if (since > until)
    return TRUE;
  return take_rows (search,
                    alcove_db_query (search->db, error, statement, "sssiisiz", search->match,
                                     RAW_BEFORE, RAW_BEHIND, since, until, filter->model,
                                     (gint64) filter->is_pinned, span->chat),
                    error);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const gint64 n = ((const Found *) a)->n;
  const gint64 other = ((const Found *) b)->n;

  return n == other ? 0 : n > other ? -1 : 1;
}

/* What is older than all that is shown need not be looked for. */
static gboolean
find_in_chats (Search *search, GArray *spans, GError **error)
{
  for (guint i = 0; i < spans->len; i++)
    {
      Span *span = &g_array_index (spans, Span, i);

      if (search->found->len == search->limit)
        span->first
            = MAX (span->first, g_array_index (search->found, Found, search->limit - 1).n + 1);
      if (!find_in (search, "search-find", span, error))
        return FALSE;
      g_array_sort (search->found, newest_first);
      if (search->found->len > search->limit)
        g_array_set_size (search->found, search->limit);
    }
  return TRUE;
}

/* The chats that a filter leaves, the newest first; NULL where they are many, or with an error. */
static GArray *
list_spans (Search *search, GError **error)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (AlcoveStatement) stmt = NULL;
  GError *local = NULL;

  stmt = alcove_db_query (search->db, error, "search-chats", "sii", search->filter->model,
                          (gint64) search->filter->is_pinned, (gint64) FEW_CHATS + 1);
  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    {
      const gint64 chat = alcove_statement_get_int (stmt, 0);
      const gint64 first = alcove_statement_get_int (stmt, 1);
      const gint64 last = alcove_statement_get_int (stmt, 2);
      const Span span = { chat, MIN (chat, first ? first : chat),
                          MIN (MAX (chat, last), G_MAXINT64 - SLACK) + SLACK };

      g_array_append_val (spans, span);
    }
  if (local == NULL)
    return spans->len <= FEW_CHATS ? g_steal_pointer (&spans) : NULL;
  g_propagate_error (error, local);
  return NULL;
}

static gboolean
find_newest (Search *search, GError **error)
{
  const Span all = { 0, 0, G_MAXINT64 };
  g_autoptr (GArray) spans = NULL;
  GError *local = NULL;

  if (alcove_search_filter_is_of_chats (search->filter))
    spans = list_spans (search, &local);
  if (local == NULL)
    return spans ? find_in_chats (search, spans, error)
                 : find_in (search, "search-find", &all, error);
  g_propagate_error (error, local);
  return FALSE;
}

/* No words, but filters: the chats that they leave. */
static gboolean
find_chats (Search *search, GError **error)
{
  const AlcoveSearchFilter *filter = search->filter;

  return take_rows (search,
                    alcove_db_query (search->db, error, "search-chats-newest", "siiii",
                                     filter->model, (gint64) filter->is_pinned, filter->since,
                                     filter->until, (gint64) search->limit),
                    error);
}

static gboolean
find (Search *search, AlcoveSearchOrder order, GError **error)
{
  const Span all = { 0, 0, G_MAXINT64 };

  if (search->limit == 0)
    return TRUE;
  if (search->match == NULL)
    return *g_strstrip (search->filter->words) != '\0'
           || !alcove_search_filter_is_any (search->filter) || find_chats (search, error);
  if (order == ALCOVE_SEARCH_BY_RANK)
    return find_in (search, "search-find-ranked", &all, error);
  return find_newest (search, error);
}

/**
 * alcove_search: (skip)
 * @db: a connection
 * @query: what a person typed
 * @order: what comes first
 * @limit: how many hits at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveSearchHit): the hits
 */
GPtrArray *
alcove_search (AlcoveDb *db, const char *query, AlcoveSearchOrder order, guint limit,
               GError **error)
{
  g_autoptr (AlcoveSearchFilter) filter = alcove_search_filter_new (query);
  g_autofree char *match = alcove_search_query_to_match (filter->words);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  Search search = { db, filter, match, limit, found };
  GPtrArray *hits;

  g_array_set_clear_func (found, (GDestroyNotify) found_clear);
  if (!find (&search, order, error))
    return NULL;
  hits = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_search_hit_unref);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (hits, g_steal_pointer (&g_array_index (found, Found, i).hit));
  return hits;
}
