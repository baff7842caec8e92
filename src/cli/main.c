/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* alcove-cli: the same rooms as the window, for the terminal and for scripts. docs/cli.md is its contract. */

#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include "alcove-cli.h"
#include "alcove-config.h"

static const AlcoveCliCommand commands[] = {
  { "ask", "TEXT", "ask a model; TEXT is - for standard input", 1,
    "model,system,chat,attach,save,no-save", alcove_cli_ask },
  { "chats", "", "list what is saved, newest first", 0, "limit,trash,archived,folder",
    alcove_cli_chats },
  { "show", "ID", "print a saved chat", 1, "", alcove_cli_show },
  { "search", "QUERY", "find words in what is saved", 1, "limit,by-rank", alcove_cli_search },
  { "rename", "ID TITLE", "give a saved chat another title", 2, "", alcove_cli_rename },
  { "title", "ID", "ask a model for the title of a saved chat", 1, "model", alcove_cli_title },
  { "delete", "ID", "move a saved chat to the trash", 1, "for-good", alcove_cli_delete },
  { "restore", "ID|FILE", "bring a chat back from the trash, or what a backup has", 1, "dry-run",
    alcove_cli_restore },
  { "backup", "FILE", "write the whole history into one encrypted file", 1, "", alcove_cli_backup },
  { "recover", "", "save what can be read of a damaged history", 0, "", alcove_cli_recover },
  { "new", "TITLE", "make a saved chat, and print its id", 1, "model,system", alcove_cli_new },
  { "pin", "ID", "keep a saved chat above the others", 1, "off", alcove_cli_pin },
  { "archive", "ID", "move a saved chat to the archive", 1, "off", alcove_cli_archive },
  { "model", "ID MODEL", "let a saved chat go on with another model", 2, "", alcove_cli_model },
  { "trash", "", "list what is in the trash, or empty it", 0, "limit,empty", alcove_cli_trash },
  { "folders", "", "list the folders", 0, "", alcove_cli_folders },
  { "folder", "NAME", "make a folder, and print its id", 1, "", alcove_cli_folder },
  { "rename-folder", "FOLDER NAME", "give a folder another name", 2, "", alcove_cli_rename_folder },
  { "delete-folder", "FOLDER", "delete a folder; its chats stay", 1, "", alcove_cli_delete_folder },
  { "move", "ID FOLDER", "put a saved chat into a folder", 2, "", alcove_cli_move },
  { "duplicate", "ID", "copy a saved chat, and print the copy's id", 1, "", alcove_cli_duplicate },
  { "stats", "", "count chats, messages, tokens and cost", 0, "csv", alcove_cli_stats },
  { "export", "", "write chats into a file that anybody can read", 0, "format,output,chats,trash",
    alcove_cli_export },
  { "import", "FILE…", "take over the chats of files", 1, "dry-run", alcove_cli_import, TRUE },
  { "seal", "ID FILE", "write a chat into a file that only a passphrase opens", 2, "",
    alcove_cli_seal },
  { "recovery-key", "", "tell whether a recovery key opens the history, make or revoke it", 0,
    "make,revoke", alcove_cli_recovery_key },
  { "replace-key", "", "let the key in ALCOVE_NEW_API_KEY open the history instead", 0, "",
    alcove_cli_replace_key },
  { "reencrypt", "", "encrypt the whole history again, with a new inner key", 0, "",
    alcove_cli_reencrypt },
  { "doctor", "", "tell what works on this machine", 0, "", alcove_cli_doctor },
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
  fputs ("Usage:\n  alcove-cli COMMAND [OPTION…]\n\nCommands:\n", stream);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-13s %-11s %s\n", commands[i].name, commands[i].usage,
             commands[i].summary);
  fputs ("\nThe key: ALCOVE_API_KEY, --key-stdin, else the keyring; never an argument.\n"
         "alcove-cli COMMAND --help tells the options of a command.\n",
         stream);
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
    alcove_cli_say ("no such command: %s", argv[1]);
  print_help (stderr);
  return ALCOVE_CLI_USAGE;
}
