/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A folder of chats: a plain value that crosses the store's threads. Any thread. */

#include "alcove-folder-record.h"

G_DEFINE_BOXED_TYPE (AlcoveFolderRecord, alcove_folder_record, alcove_folder_record_ref,
                     alcove_folder_record_unref)

/**
 * alcove_folder_record_new:
 *
 * Returns: (transfer full): a folder without id and name
 */
AlcoveFolderRecord *
alcove_folder_record_new (void)
{
  AlcoveFolderRecord *self = g_new0 (AlcoveFolderRecord, 1);

  g_atomic_ref_count_init (&self->refs);
  return self;
}

/**
 * alcove_folder_record_ref:
 * @self: a folder
 *
 * Returns: (transfer full): @self
 */
AlcoveFolderRecord *
alcove_folder_record_ref (AlcoveFolderRecord *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_folder_record_unref:
 * @self: (transfer full): a folder
 */
void
alcove_folder_record_unref (AlcoveFolderRecord *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}
