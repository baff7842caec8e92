/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The facade's part for meta (what the history is) and settings (what the app keeps with it).
 * Asked from the store's owner; run_… are on the store's thread. */

#include "alcove-store-private.h"

static gboolean
get_value (AlcoveHistory *history, AlcoveJob *job, const char *statement, GError **error)
{
  g_autoptr (AlcoveStatement) stmt
      = alcove_db_query (alcove_history_get_db (history), error, statement, "s", job->id);
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  alcove_job_take_string (
      job, alcove_statement_next (stmt, &local) ? alcove_statement_dup_string (stmt, 0) : NULL);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
put_meta (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  if (job->text == NULL)
    return alcove_db_run (db, error, "meta-drop", "s", job->id);
  return alcove_db_run (db, error, "meta-set", "ss", job->id, job->text);
}

static gboolean
put_setting (AlcoveDb *db, gpointer data, GError **error)
{
  const AlcoveJob *job = data;

  if (job->text == NULL)
    return alcove_db_run (db, error, "setting-drop", "s", job->id);
  return alcove_db_run (db, error, "setting-set", "ss", job->id, job->text);
}

static gboolean
run_get_meta (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return get_value (history, job, "meta-get", error);
}

static gboolean
run_get_setting (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return get_value (history, job, "setting-get", error);
}

static gboolean
run_set_meta (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, put_meta, job, error);
}

static gboolean
run_set_setting (AlcoveHistory *history, AlcoveJob *job, GError **error)
{
  return alcove_history_write (history, put_setting, job, error);
}

static DexFuture *
push (AlcoveStore *self, AlcoveJobFunc run, const char *key, const char *value)
{
  AlcoveJob *job = alcove_job_new (run);

  job->id = g_strdup (key);
  job->text = g_strdup (value);
  return alcove_store_push (self, job);
}

/**
 * alcove_store_get_meta:
 * @self: a store
 * @key: "save_history" and the like
 *
 * Returns: (transfer full): a future of the value, a string; %NULL for none
 */
DexFuture *
alcove_store_get_meta (AlcoveStore *self, const char *key)
{
  return push (self, run_get_meta, key, NULL);
}

/**
 * alcove_store_set_meta:
 * @self: a store
 * @key: what
 * @value: (nullable): its value; %NULL takes it away
 *
 * In a history that has no file yet it is kept in memory, and goes along with the first chat.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_set_meta (AlcoveStore *self, const char *key, const char *value)
{
  return push (self, run_set_meta, key, value);
}

/**
 * alcove_store_get_setting:
 * @self: a store
 * @key: what
 *
 * Returns: (transfer full): a future of the value, JSON as a string; %NULL for none
 */
DexFuture *
alcove_store_get_setting (AlcoveStore *self, const char *key)
{
  return push (self, run_get_setting, key, NULL);
}

/**
 * alcove_store_set_setting:
 * @self: a store
 * @key: what
 * @json: (nullable): its value as JSON; %NULL takes it away
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_store_set_setting (AlcoveStore *self, const char *key, const char *json)
{
  return push (self, run_set_setting, key, json);
}
