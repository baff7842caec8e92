/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for many chats at once, and for how many there are of each time. Asked from the store's owner;
 * run_… are on the store's thread, and write_… there within a transaction. */

#include "alcove-chat-table.h"
#include "alcove-numbers.h"
#include "alcove-purge.h"
#include "alcove-store-private.h"

static gboolean
write_one (AlcoveDb *db, const AlcoveJob *job, const char *id, gint64 n, GError **error)
{
  switch ((AlcoveChatChange) job->number)
    {
    case ALCOVE_CHAT_CHANGE_TRASH:
      return alcove_db_run (db, error, "chat-set-deleted", "iz", n, alcove_numbers_now ());
    case ALCOVE_CHAT_CHANGE_RESTORE:
      return alcove_db_run (db, error, "chat-set-deleted", "iz", n, (gint64) 0);
    case ALCOVE_CHAT_CHANGE_ARCHIVE:
      return alcove_db_run (db, error, "chat-set-archived", "iz", n, alcove_numbers_now ());
    case ALCOVE_CHAT_CHANGE_UNARCHIVE:
      return alcove_db_run (db, error, "chat-set-archived", "iz", n, (gint64) 0);
    case ALCOVE_CHAT_CHANGE_PIN:
      return alcove_db_run (db, error, "chat-set-pinned", "ii", n, (gint64) 1);
    case ALCOVE_CHAT_CHANGE_UNPIN:
      return alcove_db_run (db, error, "chat-set-pinned", "ii", n, (gint64) 0);
    case ALCOVE_CHAT_CHANGE_MOVE:
      return alcove_db_run (db, error, "chat-set-folder", "ik", n, job->text);
    case ALCOVE_CHAT_CHANGE_DELETE:
      return alcove_purge_condemn (db, id, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
check_folder (AlcoveDb *db, const AlcoveJob *job, GError **error)
{
  gint64 n = 1;

  if (job->number == ALCOVE_CHAT_CHANGE_MOVE && job->text != NULL
      && !alcove_db_get_int (db, &n, error, "folder-count", "k", job->text))
    return FALSE;
  if (n == 0)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such folder");
  return n > 0;
}

/* One that is not there any more is passed over: somebody else deleted it. */
static gboolean
write_all (AlcoveDb *db, gpointer data, GError **error)
{
  AlcoveJob *job = data;
  AlcoveChatState state;

  if (!check_folder (db, job, error))
    return FALSE;
  job->before = 0;
  for (guint i = 0; job->ids[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;

      if (alcove_chat_table_find (db, job->ids[i], &state, &local)
          && write_one (db, job, job->ids[i], state.n, &local))
        job->before++;
      else if (!g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
run_change (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  if (job->ids != NULL && !alcove_history_write (history, write_all, job, error))
    return FALSE;
  g_clear_pointer (&job->ids, g_strfreev);
  if (job->number == ALCOVE_CHAT_CHANGE_DELETE && !alcove_store_run_purge (history, job, error))
    return FALSE;
  alcove_job_set_int (job, job->before);
  return TRUE;
}

/**
 * alcove_store_change_chats:
 * @self: a store
 * @ids: (array zero-terminated=1): chats; what is not there is passed over
 * @change: what becomes of them
 * @folder_id: (nullable): for %ALCOVE_CHAT_CHANGE_MOVE where to, %NULL for no folder
 *
 * All of them in one transaction: for thousands ask in pieces, so that a message need not wait.
 *
 * Returns: (transfer full): a future of how many were there, a 64-bit integer
 */
DexFuture *
alcove_store_change_chats (AlcoveStore *self, const char *const *ids, AlcoveChatChange change,
                           const char *folder_id)
{
  AlcoveJob *job = alcove_job_new (run_change);

  job->ids = g_strdupv ((char **) ids);
  job->number = change;
  job->text = g_strdup (folder_id);
  return alcove_store_push (self, job);
}

static gboolean
run_count (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (alcove_history_get_db (history), error,
                                                      "chat-count-spans", "s", job->text);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      const gint64 count = alcove_statement_get_int (stmt, 0);

      g_array_append_val (counts, count);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  alcove_job_take_boxed (job, G_TYPE_ARRAY, g_steal_pointer (&counts));
  return TRUE;
}

/**
 * alcove_store_count_spans:
 * @self: a store
 * @starts: times, Unix milliseconds, each earlier than the one before it
 * @n_starts: how many
 *
 * Counts the active chats: how many are pinned, then how many of the others were written to since the first time,
 * how many between the second and the first, and so on. One query, off the writing thread.
 *
 * Returns: (transfer full): a future of a #GArray of @n_starts + 1 64-bit integers
 */
DexFuture *
alcove_store_count_spans (AlcoveStore *self, const gint64 *starts, guint n_starts)
{
  AlcoveJob *job = alcove_job_new (run_count);
  GString *spans = g_string_new ("[");
  gint64 before = G_MAXINT64;

  for (guint i = 0; i < n_starts; i++)
    {
      g_string_append_printf (spans, "%s[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]",
                              i > 0 ? "," : "", starts[i], before);
      before = starts[i];
    }
  job->text = g_string_free_and_steal (g_string_append_c (spans, ']'));
  return alcove_store_push_reading (self, job);
}
