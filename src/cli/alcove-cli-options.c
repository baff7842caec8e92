/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The options of the commands. Each command takes the common ones and those that it names; a key is never among
 * them, for the command line of a process is read by everybody. */

#include "alcove-cli.h"

#include "alcove-error.h"
#include "alcove-fingerprint.h"

#define COMMON "account,base-url,key-stdin,json,allow-plain-http,trust"

static gboolean
is_in (const char *names, const char *name)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  return g_strv_contains ((const char *const *) list, name);
}

/* The entries of a command, its fields in cli. */
static GArray *
make_entries (AlcoveCli *cli, const AlcoveCliCommand *command)
{
  const GOptionEntry all[] = {
    { "account", 'a', 0, G_OPTION_ARG_STRING, &cli->account,
      "The account of the keyring with this name", "NAME" },
    { "base-url", 'u', 0, G_OPTION_ARG_STRING, &cli->base_url, "The address of the server", "URL" },
    { "key-stdin", 0, 0, G_OPTION_ARG_NONE, &cli->key_stdin,
      "Read the API key from the first line of standard input", NULL },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &cli->allow_plain_http,
      "Send to a private address without encryption", NULL },
    { "trust", 0, 0, G_OPTION_ARG_STRING, &cli->trust,
      "Trust the one certificate with this SHA-256, and no other", "FINGERPRINT" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &cli->json, "Print JSON", NULL },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &cli->model, "The model to ask", "MODEL" },
    { "system", 's', 0, G_OPTION_ARG_STRING, &cli->system, "What is said to the model first",
      "TEXT" },
    { "chat", 'c', 0, G_OPTION_ARG_STRING, &cli->chat, "Go on in this chat", "ID" },
    { "attach", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->attach,
      "A picture or a file that goes with the prompt; several times for several", "FILE" },
    { "folder", 0, 0, G_OPTION_ARG_STRING, &cli->folder, "What stands in this folder", "FOLDER" },
    { "for-good", 0, 0, G_OPTION_ARG_NONE, &cli->for_good, "Not to the trash: no word is left",
      NULL },
    { "save", 0, 0, G_OPTION_ARG_NONE, &cli->save, "Save this chat", NULL },
    { "no-save", 0, 0, G_OPTION_ARG_NONE, &cli->no_save, "Do not save this chat", NULL },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &cli->limit, "How many at most", "N" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &cli->dry_run, "Change nothing, tell what would come",
      NULL },
    { "trash", 0, 0, G_OPTION_ARG_NONE, &cli->trash, "What is in the trash", NULL },
    { "archived", 0, 0, G_OPTION_ARG_NONE, &cli->archived, "What is in the archive", NULL },
    { "empty", 0, 0, G_OPTION_ARG_NONE, &cli->empty, "Delete for good what is in the trash", NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &cli->off, "Take it back", NULL },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &cli->format, "json, markdown, html or text",
      "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output, "Where to, not standard output",
      "FILE" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &cli->csv, "A table of comma-separated values", NULL },
    { "make", 0, 0, G_OPTION_ARG_NONE, &cli->make, "Make one, instead of a former one", NULL },
    { "revoke", 0, 0, G_OPTION_ARG_NONE, &cli->revoke, "Let it open nothing any more", NULL },
    { "by-rank", 0, 0, G_OPTION_ARG_NONE, &cli->by_rank, "The best first, not the newest", NULL },
  };
  const GOptionEntry chats = { "chat",      'c',
                               0,           G_OPTION_ARG_STRING_ARRAY,
                               &cli->chats, "This chat alone; may be given again",
                               "ID" };
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (is_in (COMMON, all[i].long_name) || is_in (command->options, all[i].long_name))
      g_array_append_val (entries, all[i]);
  if (is_in (command->options, "chats"))
    g_array_append_val (entries, chats);
  return entries;
}

static GOptionContext *
make_context (AlcoveCli *cli, const AlcoveCliCommand *command)
{
  g_autofree char *usage = g_strdup_printf ("%s — %s", command->usage, command->summary);
  GOptionContext *context = g_option_context_new (usage);
  g_autoptr (GArray) entries = make_entries (cli, command);
  g_autofree char *program = g_strdup_printf ("alcove-cli %s", command->name);

  g_option_context_add_main_entries (context, (GOptionEntry *) entries->data, NULL);
  g_option_context_set_help_enabled (context, FALSE);
  g_set_prgname (program);
  return context;
}

static gboolean
is_fingerprint (const char *text)
{
  g_autofree char *fingerprint = alcove_fingerprint_parse (text);

  return fingerprint != NULL;
}

static gboolean
check (const AlcoveCli *cli, const AlcoveCliCommand *command, GError **error)
{
  const guint n = g_strv_length (cli->arguments);

  if (n < command->n_arguments || (n > command->n_arguments && !command->takes_more))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "%s takes %u argument%s%s, not %u",
                 command->name, command->n_arguments, command->n_arguments == 1 ? "" : "s",
                 command->takes_more ? " or more" : "", n);
  else if (cli->save && cli->no_save)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         "--save and --no-save exclude each other");
  else if (cli->trust != NULL && !is_fingerprint (cli->trust))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--trust takes the SHA-256 of a certificate, 64 hexadecimal digits");
  else if (cli->limit < 0)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--limit takes a number above 0");
  else
    return TRUE;
  return FALSE;
}

/**
 * alcove_cli_parse:
 * @command: a command
 * @argc: how many words follow it
 * @argv: those words; the first is the command itself
 * @error: return location for an error of usage
 *
 * Returns: (transfer full) (nullable): what was typed
 */
AlcoveCli *
alcove_cli_parse (const AlcoveCliCommand *command, int argc, char **argv, GError **error)
{
  g_autoptr (AlcoveCli) cli = g_new0 (AlcoveCli, 1);
  g_autoptr (GOptionContext) context = make_context (cli, command);
  g_auto (GStrv) words = g_new0 (char *, argc + 1);
  g_autofree char **left = NULL;
  int n_left = argc;
  GStrvBuilder *arguments;

  for (int i = 0; i < argc; i++)
    words[i] = g_strdup (argv[i]);
  left = g_memdup2 (words, (gsize) (argc + 1) * sizeof (char *));
  cli->command = command->name;
  if (!g_option_context_parse (context, &n_left, &left, error))
    return NULL;
  arguments = g_strv_builder_new ();
  for (int i = 1; i < n_left; i++)
    if (i > 1 || !g_str_equal (left[i], "--"))
      g_strv_builder_add (arguments, left[i]);
  cli->arguments = g_strv_builder_unref_to_strv (arguments);
  return check (cli, command, error) ? g_steal_pointer (&cli) : NULL;
}

/**
 * alcove_cli_dup_help:
 * @command: a command
 *
 * Returns: (transfer full): its help
 */
char *
alcove_cli_dup_help (const AlcoveCliCommand *command)
{
  g_autoptr (AlcoveCli) cli = g_new0 (AlcoveCli, 1);
  g_autoptr (GOptionContext) context = make_context (cli, command);

  return g_option_context_get_help (context, TRUE, NULL);
}

/**
 * alcove_cli_free:
 * @cli: (transfer full): what was typed
 */
void
alcove_cli_free (AlcoveCli *cli)
{
  g_free (cli->account);
  g_free (cli->base_url);
  g_free (cli->model);
  g_free (cli->system);
  g_free (cli->chat);
  g_free (cli->folder);
  g_clear_pointer (&cli->new_key, alcove_locked_bytes_unref);
  g_clear_pointer (&cli->old_key, alcove_locked_bytes_unref);
  g_free (cli->trust);
  g_free (cli->format);
  g_free (cli->output);
  g_strfreev (cli->chats);
  g_strfreev (cli->attach);
  g_strfreev (cli->arguments);
  g_free (cli);
}
