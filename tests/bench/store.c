/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* store : the store on the history of the key in ALCOVE_API_KEY, below XDG_DATA_HOME: opening, first page, commits
 * and searches, each as whoever asks the facade waits for it. Prints one JSON object a line. What it adds it deletes
 * again. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "alcove-store.h"
#include "alcove-vault.h"
#include "store-load.h"

#define N_STARTS 7
#define N_COMMITS 300
#define N_SEARCHES 60
#define LIMIT 50

static const GValue *
await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  const GValue *value;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, &error);
  if (value == NULL)
    g_error ("%s", error->message);
  return value;
}

static gpointer
await_boxed (DexFuture *future)
{
  gpointer boxed = g_value_dup_boxed (await (future));

  dex_unref (future);
  return boxed;
}

static void
await_done (DexFuture *future)
{
  await (future);
  dex_unref (future);
}

static double
ms_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print_percentile (const char *name, double *times, guint n, guint percent, double goal)
{
  double value;

  qsort (times, n, sizeof *times, by_size);
  value = times[MIN (n * percent / 100, n - 1)];
  printf ("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"ms\",\"floor\":null,\"ratio\":null,"
          "\"goal\":%g,\"holds\":%s}\n",
          name, value, goal, value <= goal ? "true" : "false");
}

static AlcoveAccount *
open_account (const char *dir, const char *key)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (dir);
  g_autoptr (AlcoveLockedBytes) bytes = alcove_locked_bytes_new_string (key);
  g_autoptr (GError) error = NULL;
  AlcoveAccount *account = alcove_vault_open (vault, bytes, NULL, &error);

  if (account == NULL)
    g_error ("%s", error->message);
  return account;
}

/* The system lets go what it has read of the file. */
static void
chill (const char *path)
{
  const int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  fdatasync (fd);
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  close (fd);
}

static void
measure_start (const char *key)
{
  double unlock[N_STARTS];
  double first_page[N_STARTS];

  for (guint i = 0; i < N_STARTS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (AlcoveAccount) account = open_account (NULL, key);
      g_autoptr (AlcoveStore) store = alcove_store_new (account);
      g_autofree char *path = alcove_account_dup_database_path (account);

      unlock[i] = ms_since (start);
      chill (path);
      start = g_get_monotonic_time ();
      await_done (alcove_store_open (store));
      await_done (alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, LIMIT));
      first_page[i] = ms_since (start);
      await_done (alcove_store_close (store));
    }
  print_percentile ("unlock_ms", unlock, N_STARTS, 50, 250);
  print_percentile ("first_page_cold_ms", first_page, N_STARTS, 50, 20);
}

static AlcoveMessageRecord *
new_message (const char *chat_id, const char *parent_id)
{
  AlcoveMessageRecord *message
      = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);

  message->chat_id = g_strdup (chat_id);
  message->parent_id = g_strdup (parent_id);
  g_ptr_array_add (message->parts,
                   alcove_part_new (ALCOVE_PART_TEXT,
                                    "an answer of ordinary length that the bench adds to the "
                                    "history and takes away again when it has been measured"));
  return message;
}

static void
measure_commits (AlcoveStore *store)
{
  g_autoptr (AlcoveChatRecord) empty = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) chat = await_boxed (alcove_store_create_chat (store, empty, NULL));
  g_autofree char *parent = NULL;
  double times[N_COMMITS];

  for (guint i = 0; i < N_COMMITS; i++)
    {
      g_autoptr (AlcoveMessageRecord) message = new_message (chat->id, parent);
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (AlcoveMessageRecord) made
          = await_boxed (alcove_store_add_message (store, message));

      times[i] = ms_since (start);
      g_free (parent);
      parent = g_strdup (made->id);
    }
  await_done (alcove_store_delete_chat (store, chat->id));
  print_percentile ("commit_full_p95_ms", times, N_COMMITS, 95, 10);
}

/* Each %u becomes another number, so that no search is asked twice. */
static const struct
{
  const char *name;
  const char *queries[6];
} searches[] = {
  { "search_rare_p95_ms", { "w%u ", "w1%u " } },
  { "search_common_p95_ms", { "the ", "garden ", "the of ", "river window the " } },
  { "search_prefix_p95_ms", { "gar", "w%u", "t", "the w", "r", "win" } },
  { "search_phrase_p95_ms", { "\"of the\"", "\"river engine\"", "\"the w%u\"" } },
  { "search_cjk_p95_ms", { "檢索", "密鑰 ", "東京 the ", "歷", "検索 消息" } },
  { "search_filtered_p95_ms",
    { "the is:pinned", "the model:seldom", "garden model:made-up", "the before:2026-01",
      "the after:2025", "w%u model:seldom" } },
};

static void
search_once (AlcoveStore *store, const char *pattern, guint number, double *ms)
{
  g_auto (GStrv) pieces = g_strsplit (pattern, "%u", 2);
  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_autofree char *query = g_strjoinv (digits, pieces);
  const gint64 start = g_get_monotonic_time ();

  await_done (alcove_store_search (store, query, LIMIT));
  *ms = ms_since (start);
}

static void
measure_searches (AlcoveStore *store)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      double times[N_SEARCHES];
      guint n_queries = 0;

      while (n_queries < G_N_ELEMENTS (searches[i].queries) && searches[i].queries[n_queries])
        n_queries++;
      for (guint j = 0; j < N_SEARCHES; j++)
        search_once (store, searches[i].queries[j % n_queries],
                     (guint) g_rand_int_range (rand, 100, 9999), &times[j]);
      print_percentile (searches[i].name, times, N_SEARCHES, 95, 50);
    }
}

/* On a small vault of its own. */
static void
measure_replace_key (void)
{
  g_autofree char *dir = g_dir_make_tmp ("alcove-bench-XXXXXX", NULL);
  g_autoptr (AlcoveAccount) account = open_account (dir, "sk-bench-first-0123456789abcdef");
  g_autoptr (AlcoveStore) store = alcove_store_new (account);
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  double times[N_STARTS];

  await_done (alcove_store_open (store));
  await_done (alcove_store_create_chat (store, chat, NULL));
  for (guint i = 0; i < N_STARTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("sk-bench-%u-0123456789abcdefghij", i);
      g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (text);
      g_autoptr (GError) error = NULL;
      const gint64 start = g_get_monotonic_time ();

      if (!alcove_account_replace_key (account, key, NULL, &error))
        g_error ("%s", error->message);
      times[i] = ms_since (start);
    }
  print_percentile ("replace_key_ms", times, N_STARTS, 50, 300);
  await_done (alcove_store_close (store));
}

static void
measure_load (AlcoveStore *store)
{
  double oldest = store_load_measure (store);

  print_percentile ("streams_oldest_job_ms", &oldest, 1, 100, 100);
}

int
main (int argc, char **argv)
{
  const char *key = g_getenv ("ALCOVE_API_KEY");
  g_autoptr (AlcoveAccount) account = NULL;
  g_autoptr (AlcoveStore) store = NULL;

  dex_init ();
  measure_start (key);
  account = open_account (NULL, key);
  store = alcove_store_new (account);
  await_done (alcove_store_open (store));
  measure_commits (store);
  measure_replace_key ();
  measure_searches (store);
  measure_load (store);
  await_done (alcove_store_close (store));
  return 0;
}
