/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A folder of chats. Boxed and reference-counted; whoever makes one fills it before sharing it. */
typedef struct
{
  char *id; /* UUIDv7 */
  char *name;
  gint64 position;   /* among the folders */
  gint64 created_at; /* Unix milliseconds */
  gint64 n_chats;    /* neither archived nor in the trash */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveFolderRecord;

#define ALCOVE_TYPE_FOLDER_RECORD (alcove_folder_record_get_type ())

GType alcove_folder_record_get_type (void) G_GNUC_CONST;
AlcoveFolderRecord *alcove_folder_record_new (void);
AlcoveFolderRecord *alcove_folder_record_ref (AlcoveFolderRecord *self);
void alcove_folder_record_unref (AlcoveFolderRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveFolderRecord, alcove_folder_record_unref)

G_END_DECLS
