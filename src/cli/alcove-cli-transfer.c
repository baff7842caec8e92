/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* export, seal and import: chats into files and out of them. In fibers of the main thread. A passphrase is in
 * ALCOVE_PASSPHRASE, never an argument. */

#include "alcove-cli.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "alcove-error.h"
#include "alcove-exporter.h"
#include "alcove-importer.h"
#include "alcove-passphrase.h"
#include "alcove-transfer-words.h"
#include "alcove-usage-text.h"

/* ---- export ---- */

/* By its name, else by the name of the file, else the lossless one. */
static const AlcoveExportFormat *
find_format (AlcoveCli *cli)
{
  static const char *const suffixes[][2]
      = { { ".md", "markdown" }, { ".html", "html" }, { ".txt", "text" } };

  if (cli->format != NULL)
    return alcove_export_format_find (cli->format);
  for (guint i = 0; cli->output != NULL && i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (cli->output, suffixes[i][0]))
      return alcove_export_format_find (suffixes[i][1]);
  return alcove_export_format_find ("json");
}

/* Many files in a folder, one file, or standard output. */
static DexFuture *
write_out (AlcoveCli *cli, AlcoveExporter *exporter, const AlcoveExportFormat *format)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) parent = NULL;
  g_autofree char *name = NULL;

  if (cli->output == NULL)
    return alcove_exporter_write_fd (exporter, STDOUT_FILENO);
  file = g_file_new_for_commandline_arg (cli->output);
  if (!format->is_file_each || (cli->chats != NULL && g_strv_length (cli->chats) == 1))
    return alcove_exporter_write_file (exporter, file);
  parent = g_file_get_parent (file);
  name = g_file_get_basename (file);
  if (parent == NULL || g_file_query_exists (file, NULL))
    return dex_future_new_reject (ALCOVE_CLI_ERROR, ALCOVE_ERROR_FILE, "%s",
                                  _ ("Several chats make a folder, and something with its name is "
                                     "there already."));
  return alcove_exporter_write_folder (exporter, parent, name);
}

static void
print_written (const AlcoveCli *cli, const AlcoveExportFormat *format,
               const AlcoveExportReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "format", format->name);
  alcove_cli_add_string (builder, "file", cli->output);
  alcove_cli_add_number (builder, "chats", report->chats);
  alcove_cli_add_number (builder, "messages", report->messages);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static gboolean
export_chats (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  const AlcoveExportFormat *format = find_format (cli);
  g_autoptr (AlcoveExporter) exporter = alcove_exporter_new (format);
  g_autoptr (AlcoveExportReport) report = NULL;

  alcove_exporter_set_words (exporter, alcove_transfer_words_get ());
  for (guint i = 0; cli->chats != NULL && cli->chats[i] != NULL; i++)
    alcove_exporter_add_chat (exporter, store, cli->chats[i]);
  if (cli->chats == NULL)
    alcove_exporter_add_all (exporter, store, cli->trash);
  report = dex_await_boxed (write_out (cli, exporter, format), error);
  if (report == NULL)
    return FALSE;
  /* One that was named and is not there is a mistake; of all, one may go meanwhile. */
  if (report->missing > 0 && cli->chats != NULL)
    {
      g_set_error (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_NOT_FOUND,
                   ngettext ("%u of the chats is not there; the others were written.",
                             "%u of the chats are not there; the others were written.",
                             (gulong) report->missing),
                   (guint) report->missing);
      return FALSE;
    }
  if (cli->json)
    print_written (cli, format, report);
  return TRUE;
}

/* What cannot work, told before anything is read. */
static const char *
find_mistake (AlcoveCli *cli)
{
  const AlcoveExportFormat *format = find_format (cli);

  if (format == NULL)
    return _ ("--format takes json, markdown, html or text.");
  if (cli->json && cli->output == NULL)
    return _ ("--json tells of a file: --output is needed.");
  if (cli->output == NULL && isatty (STDOUT_FILENO))
    return _ ("Standard output is a terminal: --output is needed.");
  if (cli->output == NULL && format->is_file_each
      && (cli->chats == NULL || g_strv_length (cli->chats) != 1))
    return _ ("Several chats make a folder: --output is needed.");
  for (guint i = 0; cli->chats != NULL && cli->chats[i] != NULL; i++)
    if (!g_uuid_string_is_valid (cli->chats[i]))
      return _ ("--chat takes the id of a chat.");
  return NULL;
}

/**
 * alcove_cli_export:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_export (AlcoveCli *cli)
{
  const char *mistake = find_mistake (cli);

  if (mistake == NULL)
    return alcove_cli_with_history (cli, export_chats);
  alcove_cli_say ("%s", mistake);
  return ALCOVE_CLI_USAGE;
}

/* ---- seal ---- */

static AlcoveLockedBytes *
make_passphrase (void)
{
  char *text = alcove_passphrase_generate ();
  AlcoveLockedBytes *made = alcove_locked_bytes_new_string (text);

  alcove_cli_wipe_free (text);
  return made;
}

static void
print_sealed (const AlcoveCli *cli, const AlcoveExportReport *report, const char *made)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      if (made != NULL && alcove_cli_write (made))
        alcove_cli_write ("\n");
      return;
    }
  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "file", cli->arguments[1]);
  alcove_cli_add_number (builder, "messages", report->messages);
  alcove_cli_add_string (builder, "passphrase", made);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

/* A file whose passphrase nobody has seen opens for nobody. */
static gboolean
check_shown (GFile *file, gboolean is_made, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (alcove_cli_check_output (&local))
    return TRUE;
  if (is_made && g_file_query_file_type (file, 0, NULL) == G_FILE_TYPE_REGULAR
      && g_file_delete (file, NULL, NULL))
    /* Translators: %s is a sentence, why it could not be shown */
    g_set_error (error, ALCOVE_CLI_ERROR, local->code,
                 _ ("The passphrase could not be shown, so the file was removed. %s"),
                 local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
seal_chat (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (AlcoveExporter) exporter = alcove_exporter_new (alcove_export_format_find ("json"));
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (cli->arguments[1]);
  g_autoptr (AlcoveLockedBytes) given = alcove_cli_take_secret ("ALCOVE_PASSPHRASE");
  g_autoptr (AlcoveLockedBytes) made = given ? NULL : make_passphrase ();
  g_autoptr (AlcoveExportReport) report = NULL;

  if (!g_uuid_string_is_valid (cli->arguments[0]))
    {
      g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                           _ ("This is not the id of a chat."));
      return FALSE;
    }
  alcove_exporter_add_chat (exporter, store, cli->arguments[0]);
  report
      = dex_await_boxed (alcove_exporter_write_sealed (
                             exporter, file, alcove_locked_bytes_get_string (made ? made : given)),
                         error);
  if (report == NULL)
    return FALSE;
  print_sealed (cli, report, made ? alcove_locked_bytes_get_string (made) : NULL);
  return check_shown (file, made != NULL, error);
}

/**
 * alcove_cli_seal:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_seal (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, seal_chat);
}

/* ---- import ---- */

static void
print_json (const AlcoveImportReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  alcove_cli_add_string (builder, "format", report->format);
  alcove_cli_add_number (builder, "chats", report->chats);
  alcove_cli_add_number (builder, "messages", report->messages);
  alcove_cli_add_number (builder, "duplicates", report->duplicates);
  alcove_cli_add_number (builder, "files", report->files);
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->skipped->len; i++)
    {
      const AlcoveSkip *skip = g_ptr_array_index (report->skipped, i);

      json_builder_begin_object (builder);
      alcove_cli_add_string (builder, "entry", skip->entry);
      alcove_cli_add_string (builder, "reason", alcove_skip_reason_to_string (skip->reason));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static void
add_number (AlcoveCliTable *table, const char *name, gint64 number)
{
  g_autofree char *text = alcove_usage_text_dup_number (number);

  alcove_cli_table_add (table, name, text);
}

/* The rows of the window's dialog, whether it is done or would be. */
static void
print_report (const AlcoveImportReport *report)
{
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("ll");

  alcove_cli_table_add (table, C_ ("import", "Made by"),
                        alcove_transfer_words_get_format (report->format));
  add_number (table, C_ ("import", "New chats"), report->chats);
  add_number (table, C_ ("import", "New messages"), report->messages);
  add_number (table, C_ ("import", "Messages that are here already"), report->duplicates);
  add_number (table, C_ ("import", "Images and files for these"), report->files);
  add_number (table, C_ ("import", "Skipped"), report->skipped->len);
  alcove_cli_table_write (table);
  for (guint i = 0; i < report->skipped->len; i++)
    {
      const AlcoveSkip *skip = g_ptr_array_index (report->skipped, i);
      g_autofree char *entry = alcove_cli_dup_cell (skip->entry);
      const char *reason = alcove_skip_reason_to_string (skip->reason);

      /* Translators: an entry of a file, and why it was not imported, a sentence */
      alcove_cli_say (_ ("Skipped %s: %s."), entry, alcove_transfer_words_get_reason (reason));
    }
}

static gboolean
import_chats (AlcoveCli *cli, AlcoveStore *store, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (cli->arguments[0]);
  g_autoptr (AlcoveImporter) importer = alcove_importer_new (file);
  g_autoptr (AlcoveLockedBytes) passphrase = alcove_cli_take_secret ("ALCOVE_PASSPHRASE");
  g_autoptr (AlcoveImportReport) report = NULL;

  for (guint i = 1; cli->arguments[i] != NULL; i++)
    {
      g_autoptr (GFile) other = g_file_new_for_commandline_arg (cli->arguments[i]);

      alcove_importer_add_file (importer, other);
    }
  if (passphrase != NULL)
    alcove_importer_set_passphrase (importer, alcove_locked_bytes_get_string (passphrase));
  report = dex_await_boxed (alcove_importer_run (importer, store, cli->dry_run), error);
  if (report == NULL)
    return FALSE;
  if (cli->json)
    print_json (report);
  else
    print_report (report);
  return TRUE;
}

/**
 * alcove_cli_import:
 * @cli: what was typed
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_import (AlcoveCli *cli)
{
  return alcove_cli_with_history (cli, import_chats);
}
