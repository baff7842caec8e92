/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Files of chats on their way into a history: read on another thread, a few chats ahead of the store, which takes each
 * in a transaction of its own. The object belongs to the store's owner; while a piece is being read its reader belongs
 * to that thread. */

#include "alcove-importer.h"

#include <sodium.h>

#include "alcove-error.h"
#include "alcove-export-sheet.h"
#include "alcove-import-folder.h"
#include "alcove-import-format.h"
#include "alcove-import-reader.h"
#include "alcove-transfer-thread.h"

#define PREVIEW_BYTES 16384
#define N_SKIPS_MAX 10000

G_DEFINE_BOXED_TYPE (AlcoveImportReport, alcove_import_report, alcove_import_report_ref,
                     alcove_import_report_unref)

struct _AlcoveImporter
{
  GObject parent_instance;

  GPtrArray *files; /* GFile */
  char *passphrase; /* nullable */
  GCancellable *cancellable;
  gint64 n_taken;
  double progress;
};

typedef enum
{
  PROP_PROGRESS = 1,
} AlcoveImporterProperty;

static GParamSpec *properties[PROP_PROGRESS + 1];

G_DEFINE_FINAL_TYPE (AlcoveImporter, alcove_importer, G_TYPE_OBJECT)

/* ---- the report ---- */

static AlcoveImportReport *
report_new (void)
{
  AlcoveImportReport *self = g_new0 (AlcoveImportReport, 1);

  g_atomic_ref_count_init (&self->refs);
  self->skipped = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_skip_free);
  return self;
}

/**
 * alcove_import_report_ref:
 * @self: a report
 *
 * Returns: (transfer full): @self
 */
AlcoveImportReport *
alcove_import_report_ref (AlcoveImportReport *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_import_report_unref:
 * @self: (transfer full): a report
 */
void
alcove_import_report_unref (AlcoveImportReport *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->skipped);
  g_free (self->format);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/* ---- reading ahead ---- */

/* What the fiber holds. The fields before the importer belong to the other thread while it reads. */
typedef struct
{
  GPtrArray *files;           /* GFile */
  guint n_begun;              /* of them */
  const char *passphrase;     /* nullable: of the importer, which does not change it meanwhile */
  AlcoveImportReader *reader; /* NULL before the first piece of a file */
  AlcoveImportSink *sink;
  const char *format; /* nullable: of the files before */
  gboolean is_known;  /* one of them was a file of chats */
  gboolean is_at_end;
  AlcoveImporter *importer;
  AlcoveStore *store;
  AlcoveImportReport *report;
  gboolean is_dry;
  gboolean has_first;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_ptr_array_unref (import->files);
  g_clear_object (&import->reader);
  alcove_import_sink_free (import->sink);
  g_object_unref (import->importer);
  g_object_unref (import->store);
  alcove_import_report_unref (import->report);
  g_free (import);
}

static char *
dup_name (const Import *import)
{
  g_autofree char *name
      = g_file_get_basename (g_ptr_array_index (import->files, import->n_begun - 1));

  return alcove_import_folder_dup_name (name);
}

static gboolean
begin_file (Import *import, GCancellable *cancellable, GError **error)
{
  GFile *file = g_ptr_array_index (import->files, import->n_begun++);
  g_autofree char *name = dup_name (import);

  if (import->files->len > 1)
    alcove_import_sink_set_name (import->sink, name);
  import->reader = alcove_import_reader_open (file, import->passphrase, cancellable, error);
  return import->reader != NULL;
}

static void
end_file (Import *import)
{
  import->format = alcove_import_format_join (import->format,
                                              alcove_import_reader_get_format (import->reader));
  g_clear_object (&import->reader);
  import->is_known = TRUE;
  import->is_at_end = import->n_begun == import->files->len;
}

/* Among several files one that is none of chats is no reason not to take the others. */
static gboolean
pass_unknown (Import *import, GError *error)
{
  g_autofree char *name = dup_name (import);

  import->is_at_end = import->n_begun == import->files->len;
  if ((!g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT)
       && !g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_WEB_PAGE))
      || (import->is_at_end && !import->is_known))
    return FALSE;
  alcove_import_sink_set_name (import->sink, NULL);
  alcove_import_sink_skip (import->sink, name, ALCOVE_SKIP_UNKNOWN);
  g_clear_object (&import->reader);
  return TRUE;
}

/* On another thread: until there is something, or nothing is left. */
static gboolean
read_on (gpointer data, GCancellable *cancellable, GError **error)
{
  Import *import = data;

  while (!import->is_at_end && alcove_import_sink_get_n_ready (import->sink) == 0)
    {
      g_autoptr (GError) local = NULL;

      if (import->reader == NULL && begin_file (import, cancellable, &local))
        continue;
      if (local == NULL
          && alcove_import_reader_step (import->reader, import->sink, cancellable, &local))
        continue;
      if (local == NULL)
        end_file (import);
      else if (!pass_unknown (import, local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/* Of all files so far. */
static const char *
get_format (const Import *import)
{
  return alcove_import_format_join (
      import->format, import->reader ? alcove_import_reader_get_format (import->reader) : NULL);
}

static double
get_position (const Import *import)
{
  const double within = import->reader ? alcove_import_reader_get_position (import->reader) : 1;

  return ((double) import->n_begun - 1 + within) / (double) import->files->len;
}

/* ---- writing ---- */

static void
set_progress (AlcoveImporter *self, double progress)
{
  /* Steps that can be seen. */
  if (progress > 0 && progress < 1 && progress < self->progress + 0.002)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* The first chat as it will be read, so that one can look before one takes it. */
static void
note_first (Import *import, const AlcoveChatBundle *bundle)
{
  g_autoptr (AlcoveExportSheet) sheet = NULL;

  if (import->has_first)
    return;
  import->has_first = TRUE;
  g_set_str (&import->report->title, bundle->chat->title);
  if (!import->is_dry)
    return;
  sheet = alcove_export_sheet_new (&alcove_export_words_english);
  for (guint i = 0; i < bundle->messages->len && sheet->text->len < PREVIEW_BYTES; i++)
    alcove_export_text.message (sheet, bundle->chat, g_ptr_array_index (bundle->messages, i));
  if (sheet->text->len > PREVIEW_BYTES)
    g_string_truncate (sheet->text, PREVIEW_BYTES);
  import->report->text = g_utf8_make_valid (sheet->text->str, -1);
}

/* A file of nothing but broken entries does not fill the memory: so many are told. */
static void
note_skip (AlcoveImportReport *report, AlcoveSkip *skip)
{
  if (report->skipped->len < N_SKIPS_MAX)
    g_ptr_array_add (report->skipped, skip);
  else
    alcove_skip_free (skip);
}

/* An entry that the history refuses is skipped; a history that fails ends it all. */
static gboolean
take_one (Import *import, AlcoveImported *imported, GError **error)
{
  AlcoveImportReport *report = import->report;
  g_autoptr (GError) local = NULL;
  g_autoptr (AlcoveMerge) merge = NULL;

  note_first (import, imported->bundle);
  merge = dex_await_boxed (alcove_store_take_chat (import->store, imported->bundle, import->is_dry),
                           &local);

  if (merge != NULL)
    {
      report->chats += merge->chats;
      report->messages += merge->messages;
      report->duplicates += merge->duplicates;
      report->files += merge->files;
      import->importer->n_taken = import->is_dry ? 0 : report->chats;
      return TRUE;
    }
  if (g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT)
      || g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    {
      note_skip (report, alcove_skip_new (imported->entry, ALCOVE_SKIP_CONFLICT));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What one piece gave. */
static gboolean
take_all (Import *import, GPtrArray *ready, GError **error)
{
  for (guint i = 0; i < ready->len; i++)
    if (g_cancellable_set_error_if_cancelled (import->importer->cancellable, error)
        || !take_one (import, g_ptr_array_index (ready, i), error))
      return FALSE;
  return TRUE;
}

static void
note_piece (Import *import)
{
  AlcoveImportReport *report = import->report;
  g_autoptr (GPtrArray) skips = alcove_import_sink_take_skips (import->sink);

  g_set_str (&report->format, get_format (import));
  for (guint i = 0; i < skips->len; i++)
    note_skip (report, alcove_skip_copy (g_ptr_array_index (skips, i)));
  set_progress (import->importer, get_position (import));
}

/* While the store takes one piece the next is read. */
static gboolean
take_file (Import *import, GError **error)
{
  GCancellable *cancellable = import->importer->cancellable;
  DexFuture *reading = alcove_transfer_run (read_on, import, cancellable);
  gboolean is_last = FALSE;

  while (!is_last)
    {
      g_autoptr (GPtrArray) ready = NULL;
      gboolean ok;

      if (!dex_await (g_steal_pointer (&reading), error))
        return FALSE;
      ready = alcove_import_sink_take (import->sink);
      note_piece (import);
      is_last = import->is_at_end;
      if (!is_last)
        reading = alcove_transfer_run (read_on, import, cancellable);
      ok = take_all (import, ready, error);
      if (!ok && reading != NULL)
        dex_await (g_steal_pointer (&reading), NULL); /* it uses what goes with this fiber */
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

/* What was taken is safe on the disk when this ends, however it ends. */
static DexFuture *
import_fiber (gpointer data)
{
  Import *import = data;
  GError *error = NULL;
  const gboolean ok = take_file (import, &error);

  if (!import->is_dry)
    {
      g_autoptr (GError) local = NULL;

      if (!dex_await (alcove_store_settle_chats (import->store), &local) && ok)
        return dex_future_new_for_error (g_steal_pointer (&local));
    }
  if (!ok)
    return dex_future_new_for_error (error);
  set_progress (import->importer, 1);
  return dex_future_new_take_boxed (ALCOVE_TYPE_IMPORT_REPORT,
                                    alcove_import_report_ref (import->report));
}

/* ---- the object ---- */

static void
alcove_importer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AlcoveImporter *self = ALCOVE_IMPORTER (object);

  switch ((AlcoveImporterProperty) id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A text that may open something. */
static void
wipe (char **text)
{
  if (*text != NULL)
    sodium_memzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

static void
alcove_importer_finalize (GObject *object)
{
  AlcoveImporter *self = ALCOVE_IMPORTER (object);

  g_ptr_array_unref (self->files);
  wipe (&self->passphrase);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (alcove_importer_parent_class)->finalize (object);
}

static void
alcove_importer_class_init (AlcoveImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = alcove_importer_get_property;
  object_class->finalize = alcove_importer_finalize;
  properties[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
alcove_importer_init (AlcoveImporter *self)
{
  self->cancellable = g_cancellable_new ();
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * alcove_importer_new:
 * @file: (nullable): a file of chats
 *
 * Returns: (transfer full): what brings them; nothing is read yet
 */
AlcoveImporter *
alcove_importer_new (GFile *file)
{
  AlcoveImporter *self = g_object_new (ALCOVE_TYPE_IMPORTER, NULL);

  if (file != NULL)
    alcove_importer_add_file (self, file);
  return self;
}

/**
 * alcove_importer_add_file:
 * @self: files of chats, not running
 * @file: one more
 */
void
alcove_importer_add_file (AlcoveImporter *self, GFile *file)
{
  g_ptr_array_add (self->files, g_object_ref (file));
}

/**
 * alcove_importer_set_passphrase:
 * @self: a file of chats, not running
 * @passphrase: (nullable): what opens it where it is sealed
 */
void
alcove_importer_set_passphrase (AlcoveImporter *self, const char *passphrase)
{
  wipe (&self->passphrase);
  self->passphrase = g_strdup (passphrase);
}

double
alcove_importer_get_progress (AlcoveImporter *self)
{
  return self->progress;
}

/**
 * alcove_importer_get_n_taken:
 * @self: what runs, or has ended in whatever way
 *
 * Returns: how many chats came that were not there: those stay
 */
gint64
alcove_importer_get_n_taken (AlcoveImporter *self)
{
  return self->n_taken;
}

/**
 * alcove_importer_cancel:
 * @self: what runs
 *
 * Ends it with %G_IO_ERROR_CANCELLED. The chats that were taken stay; none is there by half.
 */
void
alcove_importer_cancel (AlcoveImporter *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * alcove_importer_run:
 * @self: a file of chats
 * @store: the history that takes them, open
 * @is_dry: whether it is only counted what would come
 *
 * May be called again behind its end.
 *
 * Returns: (transfer full): a future of the #AlcoveImportReport. It rejects with %ALCOVE_ERROR_UNKNOWN_FORMAT where the
 *   file is of none, or each of several, %ALCOVE_ERROR_NEWER_VERSION, %G_IO_ERROR_CANCELLED, and errors of files and of
 *   the store; the chats taken before stay
 */
DexFuture *
alcove_importer_run (AlcoveImporter *self, AlcoveStore *store, gboolean is_dry)
{
  Import *import = g_new0 (Import, 1);

  g_cancellable_reset (self->cancellable);
  set_progress (self, 0);
  self->n_taken = 0;
  import->files = g_ptr_array_ref (self->files);
  import->passphrase = self->passphrase;
  import->sink = alcove_import_sink_new ();
  import->importer = g_object_ref (self);
  import->store = g_object_ref (store);
  import->report = report_new ();
  import->is_dry = is_dry;
  import->is_at_end = self->files->len == 0;
  return dex_scheduler_spawn (NULL, 0, import_fiber, import, import_free);
}
