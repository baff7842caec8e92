/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The options of the commands. Each command takes the common ones and those that it names; a key is never among
 * them, for the command line of a process is read by everybody. */

#include "alcove-cli.h"

#include <glib/gi18n.h>

#include "alcove-error.h"
#include "alcove-fingerprint.h"

static gboolean
is_in (const char *names, const char *name)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  return g_strv_contains ((const char *const *) list, name);
}

/* What every command takes. */
static void
append_common (GArray *entries, AlcoveCli *cli)
{
  const GOptionEntry common[] = {
    { "account", 'a', 0, G_OPTION_ARG_STRING, &cli->account,
      _ ("The account of the keyring with this name"), C_ ("argument", "NAME") },
    { "base-url", 'u', 0, G_OPTION_ARG_STRING, &cli->base_url, _ ("The address of the server"),
      C_ ("argument", "URL") },
    { "key-stdin", 0, 0, G_OPTION_ARG_NONE, &cli->key_stdin,
      _ ("Read the API key from the first line of standard input"), NULL },
    { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, &cli->allow_plain_http,
      _ ("Send to a private address without encryption"), NULL },
    { "trust", 0, 0, G_OPTION_ARG_STRING, &cli->trust,
      _ ("Trust the one certificate with this SHA-256, and no other"),
      C_ ("argument", "FINGERPRINT") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &cli->json, _ ("Print JSON"), NULL },
  };

  g_array_append_vals (entries, common, G_N_ELEMENTS (common));
}

/* What a command takes beside, as it names them. */
static void
append_own (GArray *entries, AlcoveCli *cli, const char *names)
{
  const GOptionEntry own[] = {
    { "model", 'm', 0, G_OPTION_ARG_STRING, &cli->model, _ ("The model to ask"),
      C_ ("argument", "MODEL") },
    { "system", 's', 0, G_OPTION_ARG_STRING, &cli->system, _ ("What is said to the model first"),
      C_ ("argument", "TEXT") },
    { "chat", 'c', 0, G_OPTION_ARG_STRING, &cli->chat, _ ("Go on in this chat"),
      C_ ("argument", "ID") },
    { "attach", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->attach,
      _ ("An image or a file that goes with the prompt; several times for several"),
      C_ ("argument", "FILE") },
    { "folder", 0, 0, G_OPTION_ARG_STRING, &cli->folder, _ ("What stands in this folder"),
      C_ ("argument", "FOLDER") },
    { "for-good", 0, 0, G_OPTION_ARG_NONE, &cli->for_good, _ ("Not to the trash: no word is left"),
      NULL },
    { "save", 0, 0, G_OPTION_ARG_NONE, &cli->save, _ ("Save this chat"), NULL },
    { "no-save", 0, 0, G_OPTION_ARG_NONE, &cli->no_save, _ ("Do not save this chat"), NULL },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &cli->limit, _ ("How many at most"),
      C_ ("argument", "N") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &cli->dry_run, _ ("Change nothing, tell what would come"),
      NULL },
    { "trash", 0, 0, G_OPTION_ARG_NONE, &cli->trash, _ ("What is in the trash"), NULL },
    { "archived", 0, 0, G_OPTION_ARG_NONE, &cli->archived, _ ("What is in the archive"), NULL },
    { "empty", 0, 0, G_OPTION_ARG_NONE, &cli->empty, _ ("Delete for good what is in the trash"),
      NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &cli->off, _ ("Take it back"), NULL },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &cli->format, _ ("json, markdown, html or text"),
      C_ ("argument", "FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output, _ ("Where to, not standard output"),
      C_ ("argument", "FILE") },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &cli->csv, _ ("A table of comma-separated values"), NULL },
    { "make", 0, 0, G_OPTION_ARG_NONE, &cli->make, _ ("Make one, instead of a former one"), NULL },
    { "revoke", 0, 0, G_OPTION_ARG_NONE, &cli->revoke, _ ("Let it open nothing any more"), NULL },
    { "by-rank", 0, 0, G_OPTION_ARG_NONE, &cli->by_rank, _ ("The best first, not the newest"),
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (is_in (names, own[i].long_name))
      g_array_append_val (entries, own[i]);
}

/* The entries of a command, its fields in cli. */
static GArray *
make_entries (AlcoveCli *cli, const AlcoveCliCommand *command)
{
  const GOptionEntry chats = { "chat",
                               'c',
                               0,
                               G_OPTION_ARG_STRING_ARRAY,
                               &cli->chats,
                               _ ("This chat alone; may be given again"),
                               C_ ("argument", "ID") };
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  append_common (entries, cli);
  append_own (entries, cli, command->options);
  if (is_in (command->options, "chats"))
    g_array_append_val (entries, chats);
  return entries;
}

static GOptionContext *
make_context (AlcoveCli *cli, const AlcoveCliCommand *command)
{
  g_autofree char *usage
      = g_strdup_printf ("%s — %s", alcove_cli_name_arguments (command), _ (command->summary));
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
    g_set_error (
        error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
        command->takes_more
            /* Translators: the first is a command, the last how many arguments there were */
            ? ngettext ("%s takes %u argument or more, not %u.",
                        "%s takes %u arguments or more, not %u.", command->n_arguments)
            : ngettext ("%s takes %u argument, not %u.", "%s takes %u arguments, not %u.",
                        command->n_arguments),
        command->name, command->n_arguments, n);
  else if (cli->save && cli->no_save)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("%s and %s exclude each other."),
                 "--save", "--no-save");
  else if (cli->trust != NULL && !is_fingerprint (cli->trust))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--trust takes the SHA-256 of a certificate, 64 hexadecimal digits."));
  else if (cli->limit < 0)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--limit takes a number above 0."));
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
 * alcove_cli_name_arguments:
 * @command: a command
 *
 * Returns: (transfer none): what stands behind it, in the words of the help
 */
const char *
alcove_cli_name_arguments (const AlcoveCliCommand *command)
{
  return *command->usage ? g_dpgettext2 (NULL, "argument", command->usage) : "";
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
