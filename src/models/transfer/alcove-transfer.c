/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats of a session on their way into a file, or a file on its way into its history: what the window asks for, with
 * the stores that only a session knows. Main thread. */

#include "alcove-transfer-private.h"

#include "alcove-conversation-private.h"
#include "alcove-error.h"
#include "alcove-exporter.h"
#include "alcove-importer.h"
#include "alcove-passphrase.h"
#include "alcove-session-private.h"

#define PAGE_BYTES (1024 * 1024)

struct _AlcoveTransfer
{
  GObject parent_instance;

  AlcoveSession *session;
  GPtrArray *chats; /* utf8 */
  gboolean is_all;
  gboolean with_trash;
  const AlcoveExportWords *words;
  AlcoveExporter *exporter; /* what runs, or ran last; nullable */
  AlcoveImporter *importer;
  double progress;
};

typedef enum
{
  PROP_PROGRESS = 1,
} AlcoveTransferProperty;

static GParamSpec *properties[PROP_PROGRESS + 1];

G_DEFINE_FINAL_TYPE (AlcoveTransfer, alcove_transfer, G_TYPE_OBJECT)

static void
alcove_transfer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AlcoveTransferProperty) id)
    {
    case PROP_PROGRESS:
      g_value_set_double (value, ALCOVE_TRANSFER (object)->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
alcove_transfer_dispose (GObject *object)
{
  AlcoveTransfer *self = ALCOVE_TRANSFER (object);

  alcove_transfer_cancel (self);
  g_clear_object (&self->exporter);
  g_clear_object (&self->importer);
  g_clear_object (&self->session);
  g_clear_pointer (&self->chats, g_ptr_array_unref);
  G_OBJECT_CLASS (alcove_transfer_parent_class)->dispose (object);
}

static void
alcove_transfer_class_init (AlcoveTransferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = alcove_transfer_get_property;
  object_class->dispose = alcove_transfer_dispose;
  properties[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
alcove_transfer_init (AlcoveTransfer *self)
{
  self->chats = g_ptr_array_new_with_free_func (g_free);
}

/**
 * alcove_transfer_new:
 * @session: whose chats
 *
 * Returns: (transfer full): a way out of it, or into it
 */
AlcoveTransfer *
alcove_transfer_new (AlcoveSession *session)
{
  AlcoveTransfer *self = g_object_new (ALCOVE_TYPE_TRANSFER, NULL);

  self->session = g_object_ref (session);
  return self;
}

double
alcove_transfer_get_progress (AlcoveTransfer *self)
{
  return self->progress;
}

/**
 * alcove_transfer_cancel:
 * @self: a transfer
 *
 * What runs ends with %G_IO_ERROR_CANCELLED: nothing of a file is left, and of an import whole chats.
 */
void
alcove_transfer_cancel (AlcoveTransfer *self)
{
  if (self->exporter != NULL)
    alcove_exporter_cancel (self->exporter);
  if (self->importer != NULL)
    alcove_importer_cancel (self->importer);
}

/**
 * alcove_transfer_get_n_imported:
 * @self: a transfer
 *
 * Returns: how many chats its last import brought, whatever it ended with: those stay
 */
gint64
alcove_transfer_get_n_imported (AlcoveTransfer *self)
{
  return self->importer ? alcove_importer_get_n_taken (self->importer) : 0;
}

static void
take_progress (AlcoveTransfer *self, GParamSpec *pspec, GObject *worker)
{
  g_object_get (worker, "progress", &self->progress, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* ---- out ---- */

/**
 * alcove_transfer_add_chat:
 * @self: a transfer
 * @chat_id: a chat of the session, saved or not
 */
void
alcove_transfer_add_chat (AlcoveTransfer *self, const char *chat_id)
{
  g_ptr_array_add (self->chats, g_strdup (chat_id));
}

/**
 * alcove_transfer_add_all:
 * @self: a transfer
 * @with_trash: whether what is in the trash too
 *
 * All that is saved.
 */
void
alcove_transfer_add_all (AlcoveTransfer *self, gboolean with_trash)
{
  self->is_all = TRUE;
  self->with_trash = with_trash;
}

void
alcove_transfer_clear (AlcoveTransfer *self)
{
  self->is_all = self->with_trash = FALSE;
  g_ptr_array_set_size (self->chats, 0);
}

void
alcove_transfer_set_words (AlcoveTransfer *self, const AlcoveExportWords *words)
{
  self->words = words;
}

/* (transfer none) (nullable): of a file in that format. */
const char *
alcove_transfer_get_suffix (const char *format)
{
  const AlcoveExportFormat *found = alcove_export_format_find (format);

  return found ? found->suffix : NULL;
}

/* Where a chat is: those that are not saved are in memory. */
AlcoveStore *
alcove_transfer_find_store (AlcoveTransfer *self, const char *chat_id)
{
  AlcoveConversation *chat = alcove_conversation_list_find (
      alcove_session_get_conversations (self->session), chat_id, NULL);
  AlcoveStore *store = chat ? alcove_conversation_get_store (chat) : NULL;

  return store ? store : alcove_session_get_store (self->session);
}

static gboolean
prepare_export (AlcoveTransfer *self, const char *format, GError **error)
{
  const AlcoveExportFormat *found = alcove_export_format_find (format);
  AlcoveStore *saved = alcove_session_get_store (self->session);

  g_clear_object (&self->importer);
  g_clear_object (&self->exporter);
  if (found == NULL || (self->is_all && saved == NULL))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "nothing is saved here");
      return FALSE;
    }
  self->exporter = alcove_exporter_new (found);
  if (self->words != NULL)
    alcove_exporter_set_words (self->exporter, self->words);
  g_signal_connect_object (self->exporter, "notify::progress", G_CALLBACK (take_progress), self,
                           G_CONNECT_SWAPPED);
  if (self->is_all)
    alcove_exporter_add_all (self->exporter, saved, self->with_trash);
  for (guint i = 0; i < self->chats->len; i++)
    {
      const char *id = g_ptr_array_index (self->chats, i);
      AlcoveStore *store = alcove_transfer_find_store (self, id);

      if (store != NULL)
        alcove_exporter_add_chat (self->exporter, store, id);
    }
  return TRUE;
}

static DexFuture *
report_export (DexFuture *future, gpointer data)
{
  const AlcoveExportReport *written = g_value_get_boxed (dex_future_get_value (future, NULL));
  AlcoveTransferReport *report = alcove_transfer_report_new ();

  report->chats = written->chats;
  report->messages = written->messages;
  return dex_future_new_take_boxed (ALCOVE_TYPE_TRANSFER_REPORT, report);
}

/* Has the file's part of the work done, and tells of it. */
static DexFuture *
then_report (DexFuture *writing)
{
  return dex_future_then (writing, report_export, NULL, NULL);
}

typedef struct
{
  AlcoveStore *store;
  char *chat_id;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_object_unref (look->store);
  g_free (look->chat_id);
  g_free (look);
}

static gboolean
has_data (const AlcoveChatBundle *page)
{
  for (guint i = 0; i < page->messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (page->messages, i);

      for (guint k = 0; k < message->parts->len; k++)
        if (((AlcovePart *) message->parts->pdata[k])->data != NULL)
          return TRUE;
    }
  return FALSE;
}

/* Page by page until there is an attachment. */
static DexFuture *
look_fiber (gpointer data)
{
  Look *look = data;
  gint64 last = 0;

  for (;;)
    {
      GError *error = NULL;
      g_autoptr (AlcoveChatBundle) page = dex_await_boxed (
          alcove_store_read_chat (look->store, look->chat_id, last, PAGE_BYTES), &error);

      if (page == NULL)
        return dex_future_new_for_error (error);
      if (has_data (page) || !page->has_more)
        return dex_future_new_for_boolean (has_data (page));
      last = ((AlcoveMessageRecord *) page->messages->pdata[page->messages->len - 1])->sequence;
    }
}

/**
 * alcove_transfer_wants_folder:
 * @self: a transfer
 * @format: a format
 *
 * Returns: (transfer full): a future of a boolean: whether that makes several files, which need a folder
 */
DexFuture *
alcove_transfer_wants_folder (AlcoveTransfer *self, const char *format)
{
  const AlcoveExportFormat *found = alcove_export_format_find (format);
  AlcoveStore *store;
  Look *look;

  if (found == NULL || !found->is_file_each)
    return dex_future_new_false ();
  if (self->is_all || self->chats->len != 1)
    return dex_future_new_true ();
  store = alcove_transfer_find_store (self, g_ptr_array_index (self->chats, 0));
  if (store == NULL)
    return dex_future_new_false ();
  look = g_new0 (Look, 1);
  look->store = g_object_ref (store);
  look->chat_id = g_strdup (g_ptr_array_index (self->chats, 0));
  return dex_scheduler_spawn (NULL, 0, look_fiber, look, look_free);
}

/**
 * alcove_transfer_export:
 * @self: a transfer with chats
 * @file: where to
 * @format: how
 *
 * Returns: (transfer full): a future of an #AlcoveTransferReport; nothing is left of what fails or is cancelled
 */
DexFuture *
alcove_transfer_export (AlcoveTransfer *self, GFile *file, const char *format)
{
  GError *error = NULL;

  if (!prepare_export (self, format, &error))
    return dex_future_new_for_error (error);
  return then_report (alcove_exporter_write_file (self->exporter, file));
}

/**
 * alcove_transfer_export_folder:
 * @self: a transfer with chats
 * @parent: where the folder is to be
 * @name: what it is to be called
 * @format: how
 *
 * Returns: (transfer full): a future as [method@Transfer.export]
 */
DexFuture *
alcove_transfer_export_folder (AlcoveTransfer *self, GFile *parent, const char *name,
                               const char *format)
{
  g_autofree char *safe = alcove_export_files_dup_safe_name (name, "Alcove");
  GError *error = NULL;

  if (!prepare_export (self, format, &error))
    return dex_future_new_for_error (error);
  return then_report (alcove_exporter_write_folder (self->exporter, parent, safe));
}

/**
 * alcove_transfer_seal:
 * @self: a transfer with a chat
 * @file: where to
 * @passphrase: what opens it
 *
 * Returns: (transfer full): a future as [method@Transfer.export]
 */
DexFuture *
alcove_transfer_seal (AlcoveTransfer *self, GFile *file, const char *passphrase)
{
  GError *error = NULL;

  if (!prepare_export (self, "json", &error))
    return dex_future_new_for_error (error);
  return then_report (alcove_exporter_write_sealed (self->exporter, file, passphrase));
}

/* ---- in ---- */

static void
take_skips (AlcoveTransferReport *report, GPtrArray *skipped)
{
  g_autoptr (GStrvBuilder) entries = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();

  for (guint i = 0; i < skipped->len; i++)
    {
      const AlcoveSkip *skip = g_ptr_array_index (skipped, i);

      g_strv_builder_add (entries, skip->entry);
      g_strv_builder_add (reasons, alcove_skip_reason_to_string (skip->reason));
    }
  report->skipped = g_strv_builder_end (entries);
  report->reasons = g_strv_builder_end (reasons);
}

static DexFuture *
report_import (DexFuture *future, gpointer data)
{
  const AlcoveImportReport *taken = g_value_get_boxed (dex_future_get_value (future, NULL));
  AlcoveTransferReport *report = alcove_transfer_report_new ();

  report->format = g_strdup (taken->format);
  report->chats = taken->chats;
  report->messages = taken->messages;
  report->duplicates = taken->duplicates;
  report->files = taken->files;
  report->title = g_strdup (taken->title);
  report->text = g_strdup (taken->text);
  take_skips (report, taken->skipped);
  return dex_future_new_take_boxed (ALCOVE_TYPE_TRANSFER_REPORT, report);
}

/* Whatever came of it is shown: also of what was cancelled. */
static DexFuture *
show_changes (DexFuture *future, gpointer data)
{
  alcove_session_show_changes (data);
  return dex_ref (future);
}

static DexFuture *
begin_import (AlcoveTransfer *self, GListModel *files, const char *passphrase, gboolean is_dry)
{
  AlcoveStore *store = alcove_session_get_store (self->session);
  DexFuture *taking;

  g_clear_object (&self->exporter);
  g_clear_object (&self->importer);
  if (store == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT,
                                  "there is no history that could take it");
  self->importer = alcove_importer_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      alcove_importer_add_file (self->importer, file);
    }
  alcove_importer_set_passphrase (self->importer, passphrase);
  g_signal_connect_object (self->importer, "notify::progress", G_CALLBACK (take_progress), self,
                           G_CONNECT_SWAPPED);
  taking = alcove_importer_run (self->importer, store, is_dry);
  if (!is_dry)
    taking
        = dex_future_finally (taking, show_changes, g_object_ref (self->session), g_object_unref);
  return dex_future_then (taking, report_import, NULL, NULL);
}

/**
 * alcove_transfer_preview:
 * @self: a transfer
 * @files: (element-type GFile): files of chats, at least one
 * @passphrase: (nullable): what opens it where one is sealed
 *
 * Returns: (transfer full): a future of the #AlcoveTransferReport that taking them would give; nothing is changed. It
 *   rejects with %ALCOVE_ERROR_UNKNOWN_FORMAT, %ALCOVE_ERROR_NEEDS_PASSPHRASE, %ALCOVE_ERROR_PASSPHRASE,
 *   %ALCOVE_ERROR_DAMAGED_FILE, %ALCOVE_ERROR_ARCHIVE_LOCKED, %ALCOVE_ERROR_ARCHIVE_TOO_LARGE, %ALCOVE_ERROR_FILE, %ALCOVE_ERROR_NEWER_VERSION, %ALCOVE_ERROR_NO_VAULT
 */
DexFuture *
alcove_transfer_preview (AlcoveTransfer *self, GListModel *files, const char *passphrase)
{
  return begin_import (self, files, passphrase, TRUE);
}

/**
 * alcove_transfer_import:
 * @self: a transfer
 * @files: (element-type GFile): files of chats, at least one
 * @passphrase: (nullable): what opens it where one is sealed
 *
 * Returns: (transfer full): a future of the #AlcoveTransferReport of what came; errors as
 *   [method@Transfer.preview], and the chats that came before one stay
 */
DexFuture *
alcove_transfer_import (AlcoveTransfer *self, GListModel *files, const char *passphrase)
{
  return begin_import (self, files, passphrase, FALSE);
}

char *
alcove_transfer_generate_passphrase (void)
{
  return alcove_passphrase_generate ();
}

/* How many bits a passphrase may be worth, counted low. */
guint
alcove_transfer_estimate_bits (const char *passphrase)
{
  return alcove_passphrase_estimate_bits (passphrase);
}
