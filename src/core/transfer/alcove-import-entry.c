/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One file of an archive as a stream, which keeps the archive alive. */

#include "alcove-import-entry.h"

struct _AlcoveImportEntry
{
  GInputStream parent_instance;
  GObject *owner;
  AlcoveImportEntryFunc func;
  gpointer place;
};

G_DEFINE_FINAL_TYPE (AlcoveImportEntry, alcove_import_entry, G_TYPE_INPUT_STREAM)

static gssize
alcove_import_entry_read (GInputStream *stream, void *buffer, gsize count,
                          GCancellable *cancellable, GError **error)
{
  AlcoveImportEntry *self = ALCOVE_IMPORT_ENTRY (stream);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  return self->func (self->owner, self->place, buffer, count, error);
}

static void
alcove_import_entry_finalize (GObject *object)
{
  g_object_unref (ALCOVE_IMPORT_ENTRY (object)->owner);
  G_OBJECT_CLASS (alcove_import_entry_parent_class)->finalize (object);
}

static void
alcove_import_entry_class_init (AlcoveImportEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_import_entry_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = alcove_import_entry_read;
}

static void
alcove_import_entry_init (AlcoveImportEntry *self)
{
}

/**
 * alcove_import_entry_new:
 * @owner: the archive
 * @func: (scope forever): reads on
 * @place: (nullable): for @func
 *
 * Returns: (transfer full): a stream
 */
GInputStream *
alcove_import_entry_new (GObject *owner, AlcoveImportEntryFunc func, gpointer place)
{
  AlcoveImportEntry *self = g_object_new (ALCOVE_TYPE_IMPORT_ENTRY, NULL);

  self->owner = g_object_ref (owner);
  self->func = func;
  self->place = place;
  return G_INPUT_STREAM (self);
}
