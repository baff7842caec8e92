/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The writing half of an export: one file, or a folder with a file for each chat. Whatever ends it before its commit
 * leaves nothing behind. Blocks; one thread at a time. */

#include "alcove-export-job.h"

#include <string.h>

#include "alcove-export-target.h"
#include "alcove-file-error.h"
#include "alcove-seal-output.h"

#define FLUSH_BYTES (256 * 1024)

struct _AlcoveExportJob
{
  const AlcoveExportFormat *format;
  AlcoveExportSheet *sheet;
  GFile *file; /* or the folder that the folder is made in; NULL for a descriptor */
  int fd;
  char *folder_name;          /* NULL for one file */
  AlcoveExportFiles *folder;  /* with a file for each chat */
  AlcoveExportTarget *target; /* the file that is being written */
  char *passphrase;           /* nullable: it is sealed with it */
  AlcoveSealOutput *seal;
};

/**
 * alcove_export_job_new:
 * @format: how it is written
 * @words: what things are called; outlives the job
 * @file: the file; with @folder_name where the folder is made
 * @folder_name: (nullable): the name of a folder with a file for each chat
 *
 * Returns: (transfer full): a job that has touched nothing yet
 */
AlcoveExportJob *
alcove_export_job_new (const AlcoveExportFormat *format, const AlcoveExportWords *words,
                       GFile *file, const char *folder_name)
{
  AlcoveExportJob *self = g_new0 (AlcoveExportJob, 1);

  self->format = format;
  self->sheet = alcove_export_sheet_new (words);
  self->file = file ? g_object_ref (file) : NULL;
  self->folder_name = g_strdup (folder_name);
  self->fd = -1;
  return self;
}

/**
 * alcove_export_job_new_for_fd:
 * @format: how it is written
 * @words: what things are called; outlives the job
 * @fd: what is open for writing, and stays the caller's
 *
 * Returns: (transfer full): a job that has written nothing yet; attachments have no place beside it
 */
AlcoveExportJob *
alcove_export_job_new_for_fd (const AlcoveExportFormat *format, const AlcoveExportWords *words,
                              int fd)
{
  AlcoveExportJob *self = alcove_export_job_new (format, words, NULL, NULL);

  self->fd = fd;
  return self;
}

void
alcove_export_job_free (AlcoveExportJob *self)
{
  g_clear_object (&self->seal);
  g_clear_pointer (&self->target, alcove_export_target_free);
  if (self->passphrase != NULL)
    sodium_memzero (self->passphrase, strlen (self->passphrase));
  g_free (self->passphrase);
  g_clear_pointer (&self->sheet, alcove_export_sheet_free);
  g_clear_pointer (&self->folder, alcove_export_files_free);
  g_clear_object (&self->file);
  g_free (self->folder_name);
  g_free (self);
}

/* Before it begins: what is written is sealed with it. */
void
alcove_export_job_set_passphrase (AlcoveExportJob *self, const char *passphrase)
{
  self->passphrase = g_strdup (passphrase);
}

AlcoveExportSheet *
alcove_export_job_get_sheet (AlcoveExportJob *self)
{
  return self->sheet;
}

/* Writes what the sheet has, once it is more than so many bytes; tells what went wrong beside it. */
static gboolean
flush (AlcoveExportJob *self, gsize more_than, GCancellable *cancellable, GError **error)
{
  AlcoveExportSheet *sheet = self->sheet;
  gboolean ok;

  if (sheet->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&sheet->error));
      return FALSE;
    }
  if (self->target == NULL || sheet->text->len <= more_than)
    return TRUE;
  ok = g_output_stream_write_all (self->seal ? G_OUTPUT_STREAM (self->seal)
                                             : alcove_export_target_get_stream (self->target),
                                  sheet->text->str, sheet->text->len, NULL, cancellable, error);
  alcove_file_error_translate (error);
  g_string_truncate (sheet->text, 0);
  return ok;
}

/* NAME without its suffix, then "-files". */
static char *
dup_files_name (AlcoveExportJob *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  if (g_str_has_suffix (name, self->format->suffix))
    name[strlen (name) - strlen (self->format->suffix)] = '\0';
  return g_strconcat (name, "-files", NULL);
}

static gboolean
open_target (AlcoveExportJob *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) parent = file ? g_file_get_parent (file) : NULL;

  self->target = file ? alcove_export_target_open (file, cancellable, error)
                      : alcove_export_target_new_for_fd (self->fd);
  if (self->target == NULL)
    return FALSE;
  if (self->passphrase != NULL)
    {
      self->seal = alcove_seal_output_new (alcove_export_target_get_stream (self->target),
                                           self->passphrase, NULL, cancellable, error);
      alcove_file_error_translate (error);
      if (self->seal == NULL)
        return FALSE;
    }
  g_clear_pointer (&self->sheet->files, alcove_export_files_free);
  if (self->format->is_file_each && parent != NULL)
    {
      g_autofree char *name = dup_files_name (self, file);

      self->sheet->files = alcove_export_files_new (parent, name);
    }
  self->format->begin (self->sheet);
  return TRUE;
}

/* The file gets its name, behind the attachments that it refers to. */
static gboolean
close_target (AlcoveExportJob *self, GCancellable *cancellable, GError **error)
{
  self->format->end (self->sheet);
  if (!flush (self, 0, cancellable, error)
      || (self->seal && !alcove_seal_output_finish (self->seal, cancellable, error))
      || (self->sheet->files && !alcove_export_files_commit (self->sheet->files, error))
      || !alcove_export_target_commit (self->target, error))
    return FALSE;
  g_clear_pointer (&self->target, alcove_export_target_free);
  g_clear_pointer (&self->sheet->files, alcove_export_files_free);
  return TRUE;
}

/**
 * alcove_export_job_begin:
 * @self: a job
 * @folders: (nullable) (element-type AlcoveFolderRecord): all folders, where all is exported
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: whether there is something to write on
 */
gboolean
alcove_export_job_begin (AlcoveExportJob *self, GPtrArray *folders, GCancellable *cancellable,
                         GError **error)
{
  if (self->folder_name != NULL)
    {
      self->folder = alcove_export_files_new (self->file, self->folder_name);
      return alcove_export_files_ensure (self->folder, error) != NULL;
    }
  if (!open_target (self, self->file, cancellable, error))
    return FALSE;
  for (guint i = 0; self->format->folder != NULL && folders != NULL && i < folders->len; i++)
    self->format->folder (self->sheet, g_ptr_array_index (folders, i));
  return TRUE;
}

/* A file of its own in the folder. */
static gboolean
open_file_of_chat (AlcoveExportJob *self, const AlcoveChatRecord *chat, GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *title = alcove_export_files_dup_safe_name (
      alcove_export_sheet_get_title (self->sheet, chat), self->sheet->words->untitled);
  g_autofree char *wanted = g_strconcat (title, self->format->suffix, NULL);
  g_autofree char *name = alcove_export_files_add (self->folder, wanted, NULL, error);
  g_autoptr (GFile) file = NULL;

  if (name == NULL)
    return FALSE;
  file = g_file_get_child (alcove_export_files_ensure (self->folder, NULL), name);
  return open_target (self, file, cancellable, error);
}

/**
 * alcove_export_job_write:
 * @self: a job that has begun
 * @page: a chat with a page of its messages
 * @is_first: whether it is the chat's first page
 * @shown: (nullable) (element-type utf8): the ids of the messages to write, %NULL for all
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: whether it went well
 */
gboolean
alcove_export_job_write (AlcoveExportJob *self, const AlcoveChatBundle *page, gboolean is_first,
                         GHashTable *shown, GCancellable *cancellable, GError **error)
{
  AlcoveExportSheet *sheet = self->sheet;

  if (is_first && self->folder != NULL && !open_file_of_chat (self, page->chat, cancellable, error))
    return FALSE;
  sheet->n_chats += is_first;
  if (is_first)
    self->format->begin_chat (sheet, page);
  for (guint i = 0; i < page->messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (page->messages, i);

      if (shown != NULL && !g_hash_table_contains (shown, message->id))
        continue;
      self->format->message (sheet, page->chat, message);
      sheet->n_messages++;
      if (!flush (self, FLUSH_BYTES, cancellable, error))
        return FALSE;
    }
  if (page->has_more)
    return TRUE;
  self->format->end_chat (sheet, page);
  return self->folder != NULL ? close_target (self, cancellable, error)
                              : flush (self, FLUSH_BYTES, cancellable, error);
}

/**
 * alcove_export_job_commit:
 * @self: a job that has written everything
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: whether all of it stands under its name
 */
gboolean
alcove_export_job_commit (AlcoveExportJob *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->folder != NULL)
    return alcove_export_files_commit (self->folder, error);
  return close_target (self, cancellable, error);
}
