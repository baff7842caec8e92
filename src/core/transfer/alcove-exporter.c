/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats on their way into a file: read by pages where reading does not stand in front of a message, written on another
 * thread. No more than two pages are in memory. The object belongs to the stores' owner; while a page is being written
 * the job belongs to that thread. */

#include "alcove-exporter.h"

#include "alcove-error.h"
#include "alcove-export-job.h"
#include "alcove-transfer-thread.h"

#define PAGE_BYTES (4 * 1024 * 1024)

G_DEFINE_BOXED_TYPE (AlcoveExportReport, alcove_export_report, alcove_export_report_copy,
                     alcove_export_report_free)

/* A chat, or all of a store. */
typedef struct
{
  AlcoveStore *store;
  char *chat_id; /* NULL for all */
  gboolean with_trash;
} Source;

struct _AlcoveExporter
{
  GObject parent_instance;

  const AlcoveExportFormat *format;
  const AlcoveExportWords *words;
  GPtrArray *sources;
  GCancellable *cancellable;
  double progress;
};

typedef enum
{
  PROP_PROGRESS = 1,
} AlcoveExporterProperty;

static GParamSpec *properties[PROP_PROGRESS + 1];

G_DEFINE_FINAL_TYPE (AlcoveExporter, alcove_exporter, G_TYPE_OBJECT)

AlcoveExportReport *
alcove_export_report_copy (const AlcoveExportReport *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
alcove_export_report_free (AlcoveExportReport *self)
{
  g_free (self);
}

static Source *
source_new (AlcoveStore *store, const char *chat_id, gboolean with_trash)
{
  Source *source = g_new0 (Source, 1);

  source->store = g_object_ref (store);
  source->chat_id = g_strdup (chat_id);
  source->with_trash = with_trash;
  return source;
}

static void
source_free (gpointer data)
{
  Source *source = data;

  g_object_unref (source->store);
  g_free (source->chat_id);
  g_free (source);
}

/* ---- the fiber ---- */

typedef struct
{
  AlcoveExporter *exporter;
  AlcoveExportJob *job;
  GPtrArray *sources; /* chats, once all was listed */
  GPtrArray *folders; /* nullable */
  gint64 missing;
  /* What the other thread writes now. */
  AlcoveChatBundle *page;
  GHashTable *shown;
  gboolean is_first;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->exporter);
  alcove_export_job_free (export->job);
  g_ptr_array_unref (export->sources);
  g_clear_pointer (&export->folders, g_ptr_array_unref);
  g_clear_pointer (&export->page, alcove_chat_bundle_unref);
  g_clear_pointer (&export->shown, g_hash_table_unref);
  g_free (export);
}

static void
set_progress (AlcoveExporter *self, double progress)
{
  /* Steps that can be seen. */
  if (progress > 0 && progress < 1 && progress < self->progress + 0.002)
    return;
  self->progress = CLAMP (progress, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* The chats of a store that is exported whole, and its folders. */
static gboolean
list_all (Export *export, const Source *source, GError **error)
{
  g_autoptr (GPtrArray) ids
      = dex_await_boxed (alcove_store_list_chat_ids (source->store, source->with_trash), error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (export->sources,
                     source_new (source->store, g_ptr_array_index (ids, i), FALSE));
  g_clear_pointer (&export->folders, g_ptr_array_unref);
  export->folders = dex_await_boxed (alcove_store_list_folders (source->store), error);
  return export->folders != NULL;
}

static gboolean
list_sources (Export *export, GError **error)
{
  GPtrArray *wanted = export->exporter->sources;

  for (guint i = 0; i < wanted->len; i++)
    {
      const Source *source = g_ptr_array_index (wanted, i);

      if (source->chat_id != NULL)
        g_ptr_array_add (export->sources, source_new (source->store, source->chat_id, FALSE));
      else if (!list_all (export, source, error))
        return FALSE;
    }
  return TRUE;
}

/* The ids of the messages that are shown. */
static GHashTable *
list_shown (const Source *source, GError **error)
{
  g_autoptr (GPtrArray) keys
      = dex_await_boxed (alcove_store_list_message_keys (source->store, source->chat_id), error);
  GHashTable *shown;

  if (keys == NULL)
    return NULL;
  shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < keys->len; i++)
    {
      const AlcoveMessageKey *key = g_ptr_array_index (keys, i);

      g_hash_table_add (shown, g_strdup (key->id));
    }
  return shown;
}

static gboolean
begin (gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;

  return alcove_export_job_begin (export->job, export->folders, cancellable, error);
}

static gboolean
write_page (gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;

  return alcove_export_job_write (export->job, export->page, export->is_first, export->shown,
                                  cancellable, error);
}

static gboolean
commit (gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;

  return alcove_export_job_commit (export->job, cancellable, error);
}

static DexFuture *
read_page (const Source *source, gint64 after)
{
  return alcove_store_read_chat (source->store, source->chat_id, after, PAGE_BYTES);
}

static gint64
get_last_sequence (const AlcoveChatBundle *page)
{
  return ((AlcoveMessageRecord *) page->messages->pdata[page->messages->len - 1])->sequence;
}

/* While one page is written the next is read. */
static gboolean
write_pages (Export *export, const Source *source, double from, double share, GError **error)
{
  DexFuture *reading = read_page (source, 0);
  gint64 last = 0;

  export->is_first = TRUE;
  while (reading != NULL)
    {
      gboolean ok;

      g_clear_pointer (&export->page, alcove_chat_bundle_unref);
      export->page = dex_await_boxed (g_steal_pointer (&reading), error);
      if (export->page == NULL)
        return FALSE;
      if (export->page->has_more)
        {
          last = get_last_sequence (export->page);
          reading = read_page (source, last);
        }
      ok = dex_await (alcove_transfer_run (write_page, export, export->exporter->cancellable),
                      error);
      if (!ok && reading != NULL)
        dex_await (g_steal_pointer (&reading), NULL);
      if (!ok)
        return FALSE;
      export->is_first = FALSE;
      set_progress (export->exporter,
                    from
                        + share * (double) last
                              / (double) MAX (last * 2, export->page->chat->message_count));
    }
  return TRUE;
}

/* A chat that was deleted before its turn came is no error; one that goes in the middle is. */
static gboolean
write_chat (Export *export, guint i, GError **error)
{
  const Source *source = g_ptr_array_index (export->sources, i);
  const double share = 1.0 / export->sources->len;
  g_autoptr (GError) local = NULL;

  export->is_first = TRUE;
  g_clear_pointer (&export->shown, g_hash_table_unref);
  if (!export->exporter->format->has_branches)
    export->shown = list_shown (source, &local);
  if (local == NULL)
    write_pages (export, source, i * share, share, &local);
  if (local == NULL)
    {
      set_progress (export->exporter, (i + 1) * share * 0.999);
      return TRUE;
    }
  if (export->is_first && g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    {
      export->missing++;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
write_all (Export *export, GError **error)
{
  GCancellable *cancellable = export->exporter->cancellable;

  if (!list_sources (export, error)
      || !dex_await (alcove_transfer_run (begin, export, cancellable), error))
    return FALSE;
  for (guint i = 0; i < export->sources->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !write_chat (export, i, error))
      return FALSE;
  if (export->sources->len > 0 && export->missing == export->sources->len)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such chat");
      return FALSE;
    }
  return dex_await (alcove_transfer_run (commit, export, cancellable), error);
}

static DexFuture *
export_fiber (gpointer data)
{
  Export *export = data;
  AlcoveExportReport report = { 0 };
  GError *error = NULL;

  if (!write_all (export, &error))
    return dex_future_new_for_error (error);
  report.chats = alcove_export_job_get_sheet (export->job)->n_chats;
  report.messages = alcove_export_job_get_sheet (export->job)->n_messages;
  report.missing = export->missing;
  set_progress (export->exporter, 1);
  return dex_future_new_take_boxed (ALCOVE_TYPE_EXPORT_REPORT, alcove_export_report_copy (&report));
}

/* ---- the object ---- */

static void
alcove_exporter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AlcoveExporter *self = ALCOVE_EXPORTER (object);

  switch ((AlcoveExporterProperty) id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
alcove_exporter_finalize (GObject *object)
{
  AlcoveExporter *self = ALCOVE_EXPORTER (object);

  g_ptr_array_unref (self->sources);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (alcove_exporter_parent_class)->finalize (object);
}

static void
alcove_exporter_class_init (AlcoveExporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = alcove_exporter_get_property;
  object_class->finalize = alcove_exporter_finalize;
  properties[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
alcove_exporter_init (AlcoveExporter *self)
{
  self->words = &alcove_export_words_english;
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * alcove_exporter_new:
 * @format: how it is written
 *
 * Returns: (transfer full): an export of nothing yet
 */
AlcoveExporter *
alcove_exporter_new (const AlcoveExportFormat *format)
{
  AlcoveExporter *self = g_object_new (ALCOVE_TYPE_EXPORTER, NULL);

  self->format = format;
  return self;
}

/* What things are called in a readable format; static. English otherwise. */
void
alcove_exporter_set_words (AlcoveExporter *self, const AlcoveExportWords *words)
{
  self->words = words;
}

/**
 * alcove_exporter_add_chat:
 * @self: an export
 * @store: where the chat is, open
 * @chat_id: a chat
 */
void
alcove_exporter_add_chat (AlcoveExporter *self, AlcoveStore *store, const char *chat_id)
{
  g_ptr_array_add (self->sources, source_new (store, chat_id, FALSE));
}

/**
 * alcove_exporter_add_all:
 * @self: an export
 * @store: a history, open
 * @with_trash: whether what is in the trash too
 */
void
alcove_exporter_add_all (AlcoveExporter *self, AlcoveStore *store, gboolean with_trash)
{
  g_ptr_array_add (self->sources, source_new (store, NULL, with_trash));
}

double
alcove_exporter_get_progress (AlcoveExporter *self)
{
  return self->progress;
}

/* Ends what runs with %G_IO_ERROR_CANCELLED; nothing of it is left. */
void
alcove_exporter_cancel (AlcoveExporter *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* (transfer full) job */
static DexFuture *
run (AlcoveExporter *self, AlcoveExportJob *job)
{
  Export *export = g_new0 (Export, 1);

  g_cancellable_reset (self->cancellable);
  set_progress (self, 0);
  export->exporter = g_object_ref (self);
  export->job = job;
  export->sources = g_ptr_array_new_with_free_func (source_free);
  return dex_scheduler_spawn (NULL, 0, export_fiber, export, export_free);
}

/**
 * alcove_exporter_write_fd:
 * @self: an export
 * @fd: what is open for writing, as standard output; stays the caller's and open until the future ends
 *
 * Returns: (transfer full): a future as [method@Exporter.write_file], but what was written before an error is written
 */
DexFuture *
alcove_exporter_write_fd (AlcoveExporter *self, int fd)
{
  return run (self, alcove_export_job_new_for_fd (self->format, self->words, fd));
}

/**
 * alcove_exporter_write_file:
 * @self: an export
 * @file: where to; what stands there is replaced once the new one is complete
 *
 * Returns: (transfer full): a future of the #AlcoveExportReport; it rejects with %ALCOVE_ERROR_DISK_FULL,
 *   %ALCOVE_ERROR_NOT_FOUND where none of the chats is there, %G_IO_ERROR_CANCELLED and errors of files and of the store,
 *   and nothing of it is left then
 */
DexFuture *
alcove_exporter_write_file (AlcoveExporter *self, GFile *file)
{
  return run (self, alcove_export_job_new (self->format, self->words, file, NULL));
}

/**
 * alcove_exporter_write_sealed:
 * @self: an export in the lossless format
 * @file: where to
 * @passphrase: what opens it
 *
 * Returns: (transfer full): a future as [method@Exporter.write_file]
 */
DexFuture *
alcove_exporter_write_sealed (AlcoveExporter *self, GFile *file, const char *passphrase)
{
  AlcoveExportJob *job = alcove_export_job_new (self->format, self->words, file, NULL);

  alcove_export_job_set_passphrase (job, passphrase);
  return run (self, job);
}

/**
 * alcove_exporter_write_folder:
 * @self: an export in a format with a file for each chat
 * @parent: where the folder is to be
 * @name: its name; a number follows where something has it
 *
 * Returns: (transfer full): a future as [method@Exporter.write_file]
 */
DexFuture *
alcove_exporter_write_folder (AlcoveExporter *self, GFile *parent, const char *name)
{
  return run (self, alcove_export_job_new (self->format, self->words, parent, name));
}
