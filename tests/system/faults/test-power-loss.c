/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The power goes at any moment. What a history does to its disk is recorded once; then, for each of many points, the
 * disk is laid out as a power cut could have left it: what was not synced is gone, is there, or is torn in sectors, and
 * of the names a part. Every such disk must open, be whole, and hold what was promised before the point.
 * ALCOVE_TEST_POWER_CUTS: how many points, 150 by itself. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "alcove-copies.h"
#include "disk-tap.h"
#include "workload.h"

#define SECTOR 512
#define N_ROUNDS 12

typedef enum
{
  CUT_DROPS,
  CUT_KEEPS,
  CUT_TEARS,
  N_CUTS
} Cut;

/* A file as the disk has it for sure, and what may or may not be there of later calls. */
typedef struct
{
  GByteArray *durable;
  GPtrArray *pending; /* (element-type DiskOp), borrowed */
  gatomicrefcount refs;
} File;

typedef struct
{
  GHashTable *now;     /* path → File, as the process sees it */
  GHashTable *durable; /* path → File, names on the disk for sure */
  GPtrArray *namings;  /* (element-type DiskOp), borrowed: not yet synced */
  GHashTable *written; /* (element-type path) → File: made without a DiskOp of their own */
} Disks;

static File *
file_new (void)
{
  File *file = g_new0 (File, 1);

  file->durable = g_byte_array_new ();
  file->pending = g_ptr_array_new ();
  g_atomic_ref_count_init (&file->refs);
  return file;
}

static File *
file_ref (File *file)
{
  g_atomic_ref_count_inc (&file->refs);
  return file;
}

static void
file_unref (File *file)
{
  if (!g_atomic_ref_count_dec (&file->refs))
    return;
  g_byte_array_unref (file->durable);
  g_ptr_array_unref (file->pending);
  g_free (file);
}

static void
put_bytes (GByteArray *content, gint64 offset, const guint8 *data, gsize size)
{
  const guint end = (guint) (offset + (gint64) size);
  const guint before = content->len;

  if (end > before)
    {
      g_byte_array_set_size (content, end);
      memset (content->data + before, 0, end - before);
    }
  memcpy (content->data + offset, data, size);
}

static void
resize (GByteArray *content, guint size)
{
  const guint before = content->len;

  g_byte_array_set_size (content, size);
  if (size > before)
    memset (content->data + before, 0, size - before);
}

static void
apply (GByteArray *content, const DiskOp *op, gboolean is_torn)
{
  gsize size = 0;
  const guint8 *data = op->data ? g_bytes_get_data (op->data, &size) : NULL;

  if (op->kind == DISK_TRUNCATE)
    resize (content, (guint) op->offset);
  else if (!is_torn)
    put_bytes (content, op->offset, data, size);
  else
    for (gsize at = 0; at < size; at += SECTOR)
      if (g_test_rand_bit ())
        put_bytes (content, op->offset + (gint64) at, data + at, MIN (SECTOR, size - at));
}

/* ---- replay up to a point ---- */

static GHashTable *
new_names (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) file_unref);
}

static void
name (GHashTable *names, const DiskOp *op, File *made)
{
  File *file = op->kind == DISK_WRITE || op->kind == DISK_TRUNCATE
                   ? made
                   : g_hash_table_lookup (names, op->path);

  if (file == NULL)
    return;
  if (op->kind == DISK_RENAME)
    g_hash_table_insert (names, g_strdup (op->to), file_ref (file));
  else if (op->kind != DISK_UNLINK)
    g_hash_table_insert (names, g_strdup (op->path), file_ref (file));
  if (op->kind == DISK_RENAME || op->kind == DISK_UNLINK)
    g_hash_table_remove (names, op->path);
}

static void
settle_names (Disks *disks, guint n)
{
  for (guint i = 0; i < n && i < disks->namings->len; i++)
    {
      const DiskOp *op = g_ptr_array_index (disks->namings, i);

      name (disks->durable, op, g_hash_table_lookup (disks->written, op));
    }
}

static void
sync_path (Disks *disks, const char *path)
{
  File *file = g_hash_table_lookup (disks->now, path);

  if (file == NULL)
    {
      /* A folder: there is one, and the names in it are on the disk now. */
      settle_names (disks, disks->namings->len);
      g_ptr_array_set_size (disks->namings, 0);
      return;
    }
  for (guint i = 0; i < file->pending->len; i++)
    apply (file->durable, g_ptr_array_index (file->pending, i), FALSE);
  g_ptr_array_set_size (file->pending, 0);
}

static void
change (Disks *disks, DiskOp *op)
{
  File *file = g_hash_table_lookup (disks->now, op->path);

  if (file == NULL)
    {
      file = file_new ();
      g_hash_table_insert (disks->now, g_strdup (op->path), file);
      g_hash_table_insert (disks->written, op, file_ref (file));
      g_ptr_array_add (disks->namings, op);
    }
  g_ptr_array_add (file->pending, op);
}

static void
step (Disks *disks, DiskOp *op)
{
  if (op->kind == DISK_WRITE || op->kind == DISK_TRUNCATE)
    change (disks, op);
  else if (op->kind == DISK_SYNC)
    sync_path (disks, op->path);
  else if (op->kind != DISK_PROMISE)
    {
      name (disks->now, op, NULL);
      g_ptr_array_add (disks->namings, op);
    }
}

/* ---- the disk that is left ---- */

static void
write_file (const char *path, File *file, Cut cut)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_byte_array_append (content, file->durable->data, file->durable->len);
  for (guint i = 0; cut != CUT_DROPS && i < file->pending->len; i++)
    apply (content, g_ptr_array_index (file->pending, i), cut == CUT_TEARS);
  g_file_set_contents (path, (const char *) content->data, content->len, &error);
  g_assert_no_error (error);
}

static void
lay_out (Disks *disks, Cut cut, const char *folder)
{
  GHashTableIter iter;
  gpointer path, file;

  remove_tree (folder);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (cut == CUT_KEEPS)
    settle_names (disks, disks->namings->len);
  else if (cut == CUT_TEARS && disks->namings->len > 0)
    settle_names (disks, (guint) g_test_rand_int_range (0, (int) disks->namings->len + 1));
  g_hash_table_iter_init (&iter, disks->durable);
  while (g_hash_table_iter_next (&iter, &path, &file))
    if (g_str_has_prefix (path, folder))
      write_file (path, file, cut);
}

/* The promises that were made up to a point. */
static guint
lay_out_point (GPtrArray *record, guint point, Cut cut, const char *folder)
{
  Disks disks = { new_names (), new_names (), g_ptr_array_new (),
                  g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) file_unref) };
  guint promise = 0;

  for (guint i = 0; i < point; i++)
    {
      DiskOp *op = g_ptr_array_index (record, i);

      step (&disks, op);
      if (op->kind == DISK_PROMISE)
        promise = op->promise;
    }
  lay_out (&disks, cut, folder);
  g_hash_table_unref (disks.now);
  g_hash_table_unref (disks.durable);
  g_ptr_array_unref (disks.namings);
  g_hash_table_unref (disks.written);
  return promise;
}

static void
check_point (Disk *disk, Workload *workload, guint promise)
{
  g_autofree char *slots = disk_path (disk, "slots");
  AlcoveStore *store;

  if (!g_file_test (slots, G_FILE_TEST_EXISTS))
    {
      g_assert_cmpuint (promise, ==, 0); /* the first save was not over */
      return;
    }
  store = open_store (disk->account);
  workload_check (workload, store, promise);
  close_store (store);
  {
    g_autofree char *path = disk_path (disk, "history.db");
    g_autoptr (GError) error = NULL;

    g_assert_true (alcove_copies_check (disk->account, path, &error));
    g_assert_no_error (error);
  }
}

static guint n_told;

static void
on_promise (guint number)
{
  n_told = number;
  disk_tap_promise (number);
}

static void
test_points (Disk *disk, gconstpointer data)
{
  const guint n_points = get_count ("ALCOVE_TEST_POWER_CUTS", 150);
  g_autofree char *folder = g_strdup (alcove_account_get_folder (disk->account));
  g_autoptr (GPtrArray) record = NULL;
  g_autofree char *slots = NULL;
  g_autofree char *good_slots = disk_path (disk, "slots");
  Workload *workload = workload_new (on_promise);
  guint n_cuts[N_CUTS] = { 0 };

  close_store (g_steal_pointer (&disk->store));
  disk_tap_start (disk->dir);
  disk_tap_record ();
  workload_run (workload, disk->account, N_ROUNDS);
  record = disk_tap_take ();
  disk_tap_stop ();
  g_assert_cmpuint (workload->errors->len, ==, 0);
  slots = checksum_file (good_slots);
  for (guint i = 0; i < n_points; i++)
    {
      const guint point = (guint) ((guint64) i * record->len / n_points);
      const Cut cut = (Cut) (i % N_CUTS);
      const guint promise = lay_out_point (record, point, cut, folder);

      n_cuts[cut]++;
      check_point (disk, workload, promise);
      if (promise > 0)
        {
          g_autofree char *now = checksum_file (good_slots);

          g_assert_cmpstr (now, ==, slots);
        }
    }
  g_test_message ("%u power cuts (%u drop, %u keep, %u tear what was not synced) over %u calls and "
                  "%u promises: 0 damaged, 0 lost",
                  n_points, n_cuts[CUT_DROPS], n_cuts[CUT_KEEPS], n_cuts[CUT_TEARS], record->len,
                  n_told);
  workload_free (workload);
}

/* The model does bite: with the syncs left out of the record, promises are broken. */
static void
test_control (Disk *disk, gconstpointer data)
{
  g_autofree char *folder = g_strdup (alcove_account_get_folder (disk->account));
  g_autofree char *slots = disk_path (disk, "slots");
  g_autoptr (GPtrArray) record = NULL;
  Workload *workload = workload_new (on_promise);
  guint n_broken = 0;

  close_store (g_steal_pointer (&disk->store));
  disk_tap_start (disk->dir);
  disk_tap_record ();
  workload_run (workload, disk->account, 2);
  record = disk_tap_take ();
  disk_tap_stop ();
  for (guint i = record->len; i-- > 0;)
    if (((DiskOp *) g_ptr_array_index (record, i))->kind == DISK_SYNC)
      g_ptr_array_remove_index (record, i);
  for (guint point = 0; point < record->len; point++)
    if (lay_out_point (record, point, CUT_DROPS, folder) > 0)
      n_broken += !g_file_test (slots, G_FILE_TEST_EXISTS);
  g_test_message ("without any sync %u points break a promise", n_broken);
  g_assert_cmpuint (n_broken, >, 0);
  workload_free (workload);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/faults/power-loss/control", Disk, NULL, disk_set_up, test_control, disk_tear_down);
  g_test_add ("/faults/power-loss/points", Disk, NULL, disk_set_up, test_points, disk_tear_down);
  return g_test_run ();
}
