/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* alcove-cli: the same rooms as the window, for the terminal and for scripts. docs/cli.md is its contract. */

#include "alcove-config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include "alcove-cli.h"

static const AlcoveCliCommand commands[] = {
  { "ask", NC_ ("argument", "TEXT"), N_ ("Ask a model; TEXT is - for standard input"), 1,
    "model,system,chat,attach,save,no-save", alcove_cli_ask },
  { "chats", "", N_ ("List what is saved, newest first"), 0, "limit,trash,archived,folder",
    alcove_cli_chats },
  { "show", NC_ ("argument", "ID"), N_ ("Print a saved chat"), 1, "", alcove_cli_show },
  { "search", NC_ ("argument", "QUERY"), N_ ("Find words in what is saved"), 1, "limit,by-rank",
    alcove_cli_search },
  { "rename", NC_ ("argument", "ID TITLE"), N_ ("Give a saved chat another title"), 2, "",
    alcove_cli_rename },
  { "title", NC_ ("argument", "ID"), N_ ("Ask a model for the title of a saved chat"), 1, "model",
    alcove_cli_title },
  { "delete", NC_ ("argument", "ID"), N_ ("Move a saved chat to the trash"), 1, "for-good",
    alcove_cli_delete },
  { "restore", NC_ ("argument", "ID|FILE"),
    N_ ("Bring a chat back from the trash, or what a backup has"), 1, "dry-run",
    alcove_cli_restore },
  { "backup", NC_ ("argument", "FILE"), N_ ("Write the whole history into one encrypted file"), 1,
    "", alcove_cli_backup },
  { "recover", "", N_ ("Save what can be read of a damaged history"), 0, "", alcove_cli_recover },
  { "new", NC_ ("argument", "TITLE"), N_ ("Make a saved chat, and print its id"), 1, "model,system",
    alcove_cli_new },
  { "pin", NC_ ("argument", "ID"), N_ ("Pin a saved chat above the others"), 1, "off",
    alcove_cli_pin },
  { "archive", NC_ ("argument", "ID"), N_ ("Move a saved chat to the archive"), 1, "off",
    alcove_cli_archive },
  { "model", NC_ ("argument", "ID MODEL"), N_ ("Let a saved chat go on with another model"), 2, "",
    alcove_cli_model },
  { "trash", "", N_ ("List what is in the trash, or empty it"), 0, "limit,empty",
    alcove_cli_trash },
  { "folders", "", N_ ("List the folders"), 0, "", alcove_cli_folders },
  { "folder", NC_ ("argument", "NAME"), N_ ("Make a folder, and print its id"), 1, "",
    alcove_cli_folder },
  { "rename-folder", NC_ ("argument", "FOLDER NAME"), N_ ("Give a folder another name"), 2, "",
    alcove_cli_rename_folder },
  { "delete-folder", NC_ ("argument", "FOLDER"), N_ ("Delete a folder; its chats stay"), 1, "",
    alcove_cli_delete_folder },
  { "move", NC_ ("argument", "ID FOLDER"), N_ ("Put a saved chat into a folder"), 2, "",
    alcove_cli_move },
  { "duplicate", NC_ ("argument", "ID"), N_ ("Copy a saved chat, and print the copy’s id"), 1, "",
    alcove_cli_duplicate },
  { "stats", "", N_ ("Count chats, messages, tokens and cost"), 0, "csv", alcove_cli_stats },
  { "export", "", N_ ("Write chats into a file that anybody can read"), 0,
    "format,output,chats,trash", alcove_cli_export },
  { "import", NC_ ("argument", "FILE…"), N_ ("Take over the chats of files"), 1, "dry-run",
    alcove_cli_import, TRUE },
  { "seal", NC_ ("argument", "ID FILE"),
    N_ ("Write a chat into a file that only a passphrase opens"), 2, "", alcove_cli_seal },
  { "recovery-key", "", N_ ("Tell whether there is a recovery key; make or revoke it"), 0,
    "make,revoke", alcove_cli_recovery_key },
  { "replace-key", "", N_ ("Let the key in ALCOVE_NEW_API_KEY open the history instead"), 0, "",
    alcove_cli_replace_key },
  { "reencrypt", "", N_ ("Encrypt the whole history again, with a new inner key"), 0, "",
    alcove_cli_reencrypt },
  { "doctor", "", N_ ("Tell what works on this computer"), 0, "", alcove_cli_doctor },
};

static const AlcoveCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static void
print_help (FILE *stream)
{
  g_autoptr (AlcoveCliTable) table = alcove_cli_table_new ("lll");
  g_autofree char *rows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *name = g_strconcat ("  ", commands[i].name, NULL);

      alcove_cli_table_add (table, name, alcove_cli_name_arguments (&commands[i]),
                            _ (commands[i].summary));
    }
  rows = alcove_cli_table_dup_text (table);
  fprintf (stream, "%s\n  alcove-cli %s\n\n%s\n%s\n%s\n%s\n", _ ("Usage:"),
           C_ ("argument", "COMMAND [OPTION…]"), _ ("Commands:"), rows,
           _ ("The key: ALCOVE_API_KEY, --key-stdin, else the keyring; never an argument."),
           _ ("alcove-cli COMMAND --help tells the options of a command."));
}

typedef struct
{
  AlcoveCli *cli;
  AlcoveCliRun run;
  GMainLoop *loop;
  AlcoveCliStatus status;
} Run;

static DexFuture *
run_fiber (gpointer data)
{
  Run *run = data;

  run->status = run->run (run->cli);
  g_main_loop_quit (run->loop);
  return dex_future_new_true ();
}

static int
run_command (const AlcoveCliCommand *command, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveCli) cli = alcove_cli_parse (command, argc, argv, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .cli = cli, .run = command->run, .loop = loop };

  if (cli == NULL)
    {
      alcove_cli_say ("%s", error->message);
      return ALCOVE_CLI_USAGE;
    }
  dex_future_disown (dex_scheduler_spawn (NULL, 0, run_fiber, &run, NULL));
  g_main_loop_run (loop);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* what the end let go */
  return (int) alcove_cli_end (run.status);
}

static gboolean
asks_for_help (int argc, char **argv)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      return TRUE;
  return FALSE;
}

int
main (int argc, char **argv)
{
  const AlcoveCliCommand *command;

  alcove_vault_harden_process ();
  alcove_vault_overwrite_freed ();
  dex_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ALCOVE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  command = argc > 1 ? find_command (argv[1]) : NULL;
  if (command != NULL && asks_for_help (argc - 1, argv + 1))
    {
      g_autofree char *help = alcove_cli_dup_help (command);

      fputs (help, stdout);
      return ALCOVE_CLI_OK;
    }
  if (command != NULL)
    return run_command (command, argc - 1, argv + 1);
  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      puts ("alcove-cli " ALCOVE_VERSION);
      return ALCOVE_CLI_OK;
    }
  if (argc == 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help")))
    {
      print_help (stdout);
      return ALCOVE_CLI_OK;
    }
  if (argc > 1)
    alcove_cli_say (_ ("There is no command “%s”."), argv[1]);
  print_help (stderr);
  return ALCOVE_CLI_USAGE;
}
