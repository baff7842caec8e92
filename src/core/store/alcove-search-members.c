/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The rows that a filter leaves, where these are few: a search looks at them alone. They are n of the index, sorted.
 * Thread of the connection. */

#include "alcove-search-members.h"

#define HOUR (G_GINT64_CONSTANT (3600000) << 15) /* as n counts */

/* Rows are listed where a filter leaves no more messages than these; chats are counted up to this many. */
#define FEW_MESSAGES 8000
#define FEW_CHATS 2000
#define ROWS_PER_RUN 200

static int
by_number (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *) a;
  const gint64 y = *(const gint64 *) b;

  return x == y ? 0 : x < y ? -1 : 1;
}

/* All numbers that a statement gives, and the texts beside them; or as many as max. */
GArray *
alcove_search_read_rows (AlcoveStatement *statement, GPtrArray *texts, guint max, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = statement;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local = NULL;

  while (stmt != NULL && numbers->len < max && alcove_statement_next (stmt, &local))
    {
      const gint64 n = alcove_statement_get_int (stmt, 0);

      g_array_append_val (numbers, n);
      if (texts != NULL)
        g_ptr_array_add (texts, alcove_statement_dup_string (stmt, 1));
    }
  if (local != NULL)
    g_propagate_error (error, local);
  return stmt != NULL && local == NULL ? g_steal_pointer (&numbers) : NULL;
}

gint64
alcove_search_number (GArray *numbers, guint i)
{
  return g_array_index (numbers, gint64, i);
}

/**
 * alcove_search_members_list: (skip)
 * @db: a connection
 * @filter: a filter
 * @members: (out) (nullable): the rows, sorted; %NULL where it leaves all, or many
 * @error: return location for an error
 *
 * Returns: whether it went well
 */
gboolean
alcove_search_members_list (AlcoveDb *db, const AlcoveSearchFilter *filter, GArray **members,
                            GError **error)
{
  const gint64 is_pinned = filter->is_pinned;
  const gint64 is_archived = filter->is_archived;
  gint64 weight;

  *members = NULL;
  if (!alcove_search_filter_is_of_chats (filter))
    return TRUE;
  if (!alcove_db_get_int (db, &weight, error, "search-weight", "siiis", filter->model, is_pinned,
                          (gint64) FEW_CHATS, is_archived, filter->folder))
    return FALSE;
  if (weight > FEW_MESSAGES)
    return TRUE;
  *members = alcove_search_read_rows (alcove_db_query (db, error, "search-members", "siis",
                                                       filter->model, is_pinned, is_archived,
                                                       filter->folder),
                                      NULL, G_MAXUINT, error);
  if (*members == NULL)
    return FALSE;
  g_array_sort (*members, by_number);
  return TRUE;
}

/* How many there are up to n. */
guint
alcove_search_members_count (GArray *members, gint64 n)
{
  guint low = 0, high = members->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (alcove_search_number (members, middle) <= n)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
alcove_search_members_has (GArray *members, gint64 n)
{
  return g_array_binary_search (members, &n, by_number, NULL);
}

/* The first of those that stand together with the newest one up to last: a common word need not be looked for among
 * all that lies between two that stand apart. One stands there. */
gint64
alcove_search_members_find_run (GArray *members, gint64 last)
{
  const guint end = alcove_search_members_count (members, last);
  guint i = end - 1;

  while (i > 0 && end - i < ROWS_PER_RUN
         && alcove_search_number (members, i) - alcove_search_number (members, i - 1) < HOUR)
    i--;
  return alcove_search_number (members, i);
}
