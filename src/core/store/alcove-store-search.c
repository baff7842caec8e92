/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for search. Asked from the store's owner; run_… are on the store's
 * thread. Newest first is the order of the index itself, so a search reads no more than it shows. */

#include <string.h>

#include "alcove-search-query.h"
#include "alcove-store-private.h"

/* The engine marks hits by bytes that no text of UTF-8 has; people see these. */
#define RAW_BEFORE "\xfe"
#define RAW_BEHIND "\xff"
#define MARK_BEFORE "\xee\x80\x80" /* U+E000 */
#define MARK_BEHIND "\xee\x80\x81" /* U+E001 */

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

static AlcoveSearchHit *
read_row (AlcoveStatement *row)
{
  AlcoveSearchHit *hit = alcove_search_hit_new ();
  g_autofree char *raw = alcove_statement_dup_string (row, 3);

  hit->chat_id = alcove_statement_dup_id (row, 0);
  hit->message_id = alcove_statement_dup_id (row, 1);
  hit->title = alcove_statement_dup_string (row, 2);
  hit->snippet = make_snippet (raw);
  hit->created_at = alcove_statement_get_int (row, 4);
  return hit;
}

/* A message with its reasoning is one hit. */
static gboolean
is_same_message (GPtrArray *hits, const AlcoveSearchHit *hit)
{
  for (guint i = hits->len; hit->message_id != NULL && i > 0; i--)
    {
      const AlcoveSearchHit *other = g_ptr_array_index (hits, i - 1);

      if (g_strcmp0 (other->message_id, hit->message_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
find (AlcoveDb *db, const char *match, guint limit, GPtrArray *hits, GError **error)
{
  g_autoptr (AlcoveStatement) stmt
      = alcove_db_query (db, error, "search-find", "sss", match, RAW_BEFORE, RAW_BEHIND);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (hits->len < limit && alcove_statement_next (stmt, &local))
    {
      g_autoptr (AlcoveSearchHit) hit = read_row (stmt);

      if (!is_same_message (hits, hit))
        g_ptr_array_add (hits, g_steal_pointer (&hit));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
run_search (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  g_autoptr (GPtrArray) hits
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_search_hit_unref);
  g_autofree char *match = alcove_search_query_to_match (job->text);

  if (match != NULL && !find (alcove_history_get_db (history), match, job->limit, hits, error))
    return FALSE;
  alcove_job_take_array (job, g_steal_pointer (&hits));
  return TRUE;
}

/**
 * alcove_store_search:
 * @self: a store
 * @query: what a person typed: words that must all be there, "a phrase", -word for one that must not be; the
 *   last word may be unfinished. No text is an error; one without a word finds nothing
 * @limit: how many hits at most
 *
 * Searches titles, texts and reasoning, newest first. The trash is not searched, nor what is still streaming.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveSearchHit
 */
DexFuture *
alcove_store_search (AlcoveStore *self, const char *query, guint limit)
{
  AlcoveJob *job = alcove_job_new (run_search);

  job->text = g_strdup (query ? query : "");
  job->limit = limit;
  job->is_search = TRUE;
  return alcove_store_push_reading (self, job);
}
