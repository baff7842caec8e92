/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One call to the disk fails, and the life of a history goes on behind it: no promise is broken, the person hears of it
 * at most once, and in a word that means something.
 * ALCOVE_TEST_FAILED_WRITES: how many of the first 200 calls, 20 by itself, spread over them. */

#include <errno.h>
#include <glib/gstdio.h>

#include "alcove-copies.h"
#include "disk-tap.h"
#include "workload.h"

#define N_CALLS 200
#define N_ROUNDS 5

typedef struct
{
  int number;
  AlcoveError code;
} Failure;

static const Failure failures[]
    = { { ENOSPC, ALCOVE_ERROR_DISK_FULL }, { EIO, ALCOVE_ERROR_STORE } };

/* The word for what the disk said; closing may meet it, too. */
static void
check_errors (const Workload *workload, AlcoveError wanted)
{
  g_assert_cmpuint (workload->errors->len, <=, 1);
  for (guint i = 0; i < workload->errors->len; i++)
    {
      const GError *error = g_ptr_array_index (workload->errors, i);

      g_assert_error (error, ALCOVE_ERROR, (int) wanted);
    }
}

static void
check_kept (const char *dir, Workload *workload)
{
  g_autoptr (AlcoveAccount) account = open_account (dir, KEY_A);
  g_autofree char *path = alcove_account_dup_database_path (account);
  g_autoptr (GError) error = NULL;
  AlcoveStore *store = open_store (account);

  workload_check (workload, store, workload->n_promises);
  close_store (store);
  g_assert_true (alcove_copies_check (account, path, &error));
  g_assert_no_error (error);
}

static gboolean
fail_one (guint nth, const Failure *failure, guint *n_told)
{
  g_autofree char *dir = make_temp_dir ();
  g_autoptr (AlcoveAccount) account = open_account (dir, KEY_A);
  Workload *workload = workload_new (NULL);
  gboolean has_failed;

  disk_tap_start (dir);
  disk_tap_fail (nth, failure->number);
  workload_run (workload, account, N_ROUNDS);
  has_failed = disk_tap_has_failed ();
  disk_tap_stop ();
  check_errors (workload, failure->code);
  g_assert_cmpuint (workload->n_promises, >, N_ROUNDS);
  check_kept (dir, workload);
  *n_told += workload->errors->len;
  workload_free (workload);
  remove_tree (dir);
  return has_failed;
}

static void
test_calls (gconstpointer data)
{
  const Failure *failure = data;
  const guint n = get_count ("ALCOVE_TEST_FAILED_WRITES", N_CALLS / 10);
  guint n_failed = 0, n_told = 0;

  for (guint i = 0; i < n; i++)
    n_failed += fail_one (1 + (guint) ((guint64) i * N_CALLS / n), failure, &n_told);
  g_test_message ("%u failing calls (%s): 0 lost, told %u times", n_failed,
                  g_strerror (failure->number), n_told);
  g_assert_cmpuint (n_failed, ==, n);
  g_assert_cmpuint (n_told, >, n / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_data_func ("/faults/failing-writes/disk-full", &failures[0], test_calls);
  g_test_add_data_func ("/faults/failing-writes/input-output-error", &failures[1], test_calls);
  return g_test_run ();
}
