/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* recovery-key, replace-key, reencrypt: what opens a history, and what it is encrypted with. In fibers of the main
 * thread; keys are derived on it too, as nothing else waits here. */

#include "alcove-cli.h"

#include <glib/gi18n.h>

#include "alcove-error.h"
#include "alcove-recovery-key.h"
#include "alcove-session-care.h"

/* What a command does with an account that has a history. */
typedef gboolean (*KeyWork) (AlcoveCli *cli, AlcoveSession *session, GError **error);

/* In a fiber. */
static AlcoveCliStatus
work (AlcoveCli *cli, KeyWork run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveSession) session = alcove_cli_open (cli, TRUE, &error);
  AlcoveCliStatus status = ALCOVE_CLI_OK;

  if (session == NULL || alcove_cli_get_history (session, &error) == NULL
      || !run (cli, session, &error))
    status = alcove_cli_fail (cli, error);
  if (session != NULL)
    dex_await (alcove_session_close (session), NULL);
  return status;
}

static void
print_recovery_key (AlcoveCli *cli, gboolean exists, const char *key)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *line = NULL;

  if (!cli->json)
    {
      line
          = g_strconcat (key      ? key
                         : exists ? _ ("There is one. Whoever has it and this computer’s files can "
                                       "read this history.")
                                  : _ ("None. One that you keep on paper opens this history when "
                                       "the API key is lost."),
                         "\n", NULL);
      alcove_cli_write (line);
      return;
    }
  json_builder_begin_object (builder);
  alcove_cli_add_boolean (builder, "exists", exists);
  alcove_cli_add_string (builder, "key", key);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

static gboolean
make_recovery_key (AlcoveCli *cli, AlcoveAccount *account, GError **error)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_account_make_recovery_key (account, error);
  g_autoptr (AlcoveLockedBytes) text = key ? alcove_recovery_key_to_text (key) : NULL;
  g_autoptr (GError) local = NULL;

  if (text == NULL)
    return FALSE;
  print_recovery_key (cli, TRUE, alcove_locked_bytes_get_string (text));
  if (alcove_cli_check_output (&local))
    return TRUE;
  /* Translators: %s is a sentence, why it could not be shown */
  g_set_error (error, ALCOVE_CLI_ERROR, local->code,
               _ ("A recovery key was made that nobody has seen; make another. %s"),
               local->message);
  return FALSE;
}

static gboolean
use_recovery_key (AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  AlcoveAccount *account = alcove_session_get_account (session);
  int has;

  if (cli->make)
    return make_recovery_key (cli, account, error);
  if (cli->revoke && !alcove_account_revoke_recovery_key (account, error))
    return FALSE;
  has = alcove_account_has_recovery_key (account, error);
  if (has >= 0)
    print_recovery_key (cli, has > 0, NULL);
  return has >= 0;
}

/**
 * alcove_cli_recovery_key:
 * @cli: what was typed
 *
 * Tells whether a recovery key opens the history, makes one and prints it, or revokes it.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_recovery_key (AlcoveCli *cli)
{
  if (!cli->make || !cli->revoke)
    return work (cli, use_recovery_key);
  alcove_cli_say (_ ("%s and %s exclude each other."), "--make", "--revoke");
  return ALCOVE_CLI_USAGE;
}

static void
print_done (AlcoveCli *cli, const char *what)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    return;
  json_builder_begin_object (builder);
  alcove_cli_add_boolean (builder, what, TRUE);
  json_builder_end_object (builder);
  alcove_cli_print_json (builder);
}

/* The keyring's accounts are the window's to change: it keeps their items in step. */
static gboolean
replace_key (AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  AlcoveAccount *account = alcove_session_get_account (session);
  g_autoptr (AlcoveLockedBytes) recovery = NULL;

  if (alcove_account_item_get_is_remembered (alcove_session_get_account_item (session)))
    g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                         _ ("This account is in the keyring: its key is replaced in the window, "
                            "under Manage Accounts."));
  else if (cli->new_key == NULL)
    g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                         _ ("ALCOVE_NEW_API_KEY is not set."));
  else if (!alcove_recovery_key_parse (alcove_locked_bytes_get_string (cli->new_key), &recovery,
                                       error))
    return FALSE;
  else if (recovery != NULL)
    g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                         _ ("ALCOVE_NEW_API_KEY has a recovery key in it; an API key is needed."));
  else if (alcove_account_replace_key (account, cli->new_key, NULL, error))
    {
      print_done (cli, "replaced");
      return TRUE;
    }
  return FALSE;
}

/**
 * alcove_cli_replace_key:
 * @cli: what was typed
 *
 * Lets another API key open the history, instead of the one from outside; behind a recovery key, instead of the one
 * that was lost.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_replace_key (AlcoveCli *cli)
{
  cli->new_key = alcove_cli_take_key ("ALCOVE_NEW_API_KEY");
  return work (cli, replace_key);
}

static gboolean
reencrypt (AlcoveCli *cli, AlcoveSession *session, GError **error)
{
  if (!dex_await (alcove_session_reencrypt (session), error))
    return FALSE;
  print_done (cli, "reencrypted");
  return TRUE;
}

/**
 * alcove_cli_reencrypt:
 * @cli: what was typed
 *
 * Encrypts the whole history with a new account key.
 *
 * Returns: the exit status
 */
AlcoveCliStatus
alcove_cli_reencrypt (AlcoveCli *cli)
{
  return work (cli, reencrypt);
}
