/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which account a command is for. A key from outside (ALCOVE_API_KEY, standard input) goes before the keyring and
 * is never stored; its place in the environment is wiped once it is read. In fibers of the main thread. */

#include "alcove-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <sodium.h>
#include <unistd.h>

#include "alcove-account-check.h"
#include "alcove-error.h"
#include "alcove-fingerprint.h"
#include "alcove-recovery-key.h"

#define MAX_KEY_BYTES 4096
#define MAX_PROMPT_BYTES (16 * 1024 * 1024)

/* Byte by byte: what follows the line is the prompt's. */
static char *
read_key_line (GError **error)
{
  char *line = g_malloc0 (MAX_KEY_BYTES + 1);
  gsize n = 0;
  gssize got = 0;

  while (n < MAX_KEY_BYTES && (got = read (STDIN_FILENO, line + n, 1)) == 1 && line[n] != '\n')
    n++;
  line[n] = '\0';
  if (got >= 0 && n > 0 && n < MAX_KEY_BYTES)
    return line;
  g_free (line);
  g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                       _ ("No API key came on standard input."));
  return NULL;
}

/**
 * alcove_cli_wipe_free:
 * @secret: (transfer full) (nullable): what must not stay in memory
 */
void
alcove_cli_wipe_free (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

/* The variable is gone from this process afterwards, also from what others read of it. */
static char *
take_variable (const char *name)
{
  const char *value = g_getenv (name);
  char *copy = value && *value ? g_strdup (value) : NULL;

  if (value != NULL)
    sodium_memzero ((char *) value, strlen (value));
  g_unsetenv (name);
  return copy;
}

/**
 * alcove_cli_take_key:
 * @variable: of the environment
 *
 * Returns: (transfer full) (nullable): the key in it, which is wiped there
 */
AlcoveLockedBytes *
alcove_cli_take_key (const char *variable)
{
  char *text = take_variable (variable);
  AlcoveLockedBytes *key = text ? alcove_account_trim_key (text) : NULL;

  alcove_cli_wipe_free (text);
  return key;
}

/**
 * alcove_cli_take_secret:
 * @variable: of the environment
 *
 * Returns: (transfer full) (nullable): what is in it, which is wiped there; %NULL for nothing
 */
AlcoveLockedBytes *
alcove_cli_take_secret (const char *variable)
{
  char *text = take_variable (variable);
  AlcoveLockedBytes *secret = text ? alcove_locked_bytes_new_string (text) : NULL;

  alcove_cli_wipe_free (text);
  return secret;
}

/**
 * alcove_cli_read_stdin:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the prompt on standard input, without its last line break
 */
char *
alcove_cli_read_stdin (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[65536];
  gssize got;

  while ((got = read (STDIN_FILENO, buffer, sizeof buffer)) > 0
         && text->len + (gsize) got <= MAX_PROMPT_BYTES)
    g_string_append_len (text, buffer, got);
  if (got < 0)
    g_set_error (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_TOO_LARGE,
                 /* Translators: %s is what the system says */
                 _ ("Standard input cannot be read: %s."), g_strerror (errno));
  else if (got > 0)
    g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_TOO_LARGE,
                         _ ("The prompt is longer than 16 MiB."));
  else if (!g_utf8_validate_len (text->str, text->len, NULL))
    g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                         _ ("The prompt is not UTF-8 text."));
  else
    {
      if (g_str_has_suffix (text->str, "\n"))
        g_string_truncate (text, text->len - 1);
      return g_string_free_and_steal (g_steal_pointer (&text));
    }
  return NULL;
}

static AlcoveCredential *
make_credential (const char *address, const char *key, const char *history_key,
                 gboolean allow_plain_http, GError **error)
{
  g_autoptr (AlcoveLockedBytes) bytes = NULL;
  g_autoptr (AlcoveLockedBytes) history = NULL;

  if (*address != '\0' && !g_str_equal (address, ALCOVE_DEMO_ADDRESS))
    return alcove_account_make_credential (NULL, address, key, history_key, allow_plain_http,
                                           error);
  /* no server is needed, or the built-in one is */
  if (history_key != NULL)
    {
      history = alcove_locked_bytes_new_from_hex (history_key, 32);
      if (history == NULL)
        {
          g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                               _ ("A history key is 64 hexadecimal digits."));
          return NULL;
        }
    }
  bytes = alcove_locked_bytes_new (key, strlen (key));
  return alcove_credential_new (NULL, "", address, bytes, history);
}

/* An account that reads its history and reaches no server. */
static AlcoveAccountItem *
recovered_account (AlcoveCli *cli, AlcoveLockedBytes *recovery_key, GError **error)
{
  g_autoptr (AlcoveLockedBytes) none = alcove_locked_bytes_new_string ("");
  g_autoptr (AlcoveCredential) credential = alcove_credential_new (NULL, "", "", none, NULL);

  if (!g_str_equal (cli->command, "ask"))
    return alcove_account_item_new_recovered (credential, recovery_key, NULL);
  g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                       _ ("A recovery key reads a history; no server can be asked with it."));
  return NULL;
}

static AlcoveAccountItem *
outside_account (AlcoveCli *cli, const char *key, GError **error)
{
  g_autoptr (AlcoveCredential) credential = NULL;
  g_autoptr (AlcoveLockedBytes) recovery_key = NULL;
  char *history_key = take_variable ("ALCOVE_HISTORY_KEY");
  char *trimmed = g_strstrip (g_strdup (key));

  if (cli->account != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("--account is for keys of the keyring, and a key came from outside."));
  else if (!alcove_recovery_key_parse (key, &recovery_key, error))
    ; /* it says what is wrong */
  else if (recovery_key != NULL)
    {
      alcove_cli_wipe_free (history_key);
      alcove_cli_wipe_free (trimmed);
      return recovered_account (cli, recovery_key, error);
    }
  else if (cli->base_url == NULL && g_str_equal (cli->command, "ask"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("A key from outside needs --base-url."));
  else
    credential = make_credential (cli->base_url ? cli->base_url : "", trimmed, history_key,
                                  cli->allow_plain_http, error);
  alcove_cli_wipe_free (history_key);
  alcove_cli_wipe_free (trimmed);
  if (credential != NULL)
    credential->certificate = alcove_fingerprint_parse (cli->trust);
  return credential ? alcove_account_item_new (credential, FALSE) : NULL;
}

static gboolean
matches (const AlcoveCli *cli, const AlcoveCredential *credential)
{
  g_autoptr (AlcoveEndpoint) endpoint = NULL;

  if (cli->account != NULL && g_strcmp0 (cli->account, credential->name) != 0
      && g_strcmp0 (cli->account, credential->id) != 0)
    return FALSE;
  if (cli->base_url == NULL || g_str_equal (cli->base_url, credential->base_url))
    return TRUE;
  endpoint = alcove_endpoint_new (cli->base_url, NULL);
  return endpoint && g_str_equal (alcove_endpoint_get_base_url (endpoint), credential->base_url);
}

static AlcoveAccountItem *
keyring_account (AlcoveCli *cli, GError **error)
{
  g_autoptr (AlcoveKeyring) keyring = alcove_keyring_new ();
  g_autoptr (GPtrArray) credentials
      = dex_await_boxed (alcove_keyring_load (keyring, isatty (STDIN_FILENO)), error);
  AlcoveCredential *found = NULL;

  for (guint i = 0; credentials && i < credentials->len; i++)
    {
      AlcoveCredential *credential = g_ptr_array_index (credentials, i);

      if (!matches (cli, credential))
        continue;
      if (found != NULL)
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                               _ ("There are several accounts: choose one with --account."));
          return NULL;
        }
      found = credential;
    }
  if (found != NULL && cli->trust != NULL)
    {
      g_free (found->certificate);
      found->certificate = alcove_fingerprint_parse (cli->trust);
    }
  if (found != NULL)
    return alcove_account_item_new (found, TRUE);
  if (credentials != NULL)
    g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_NOT_FOUND,
                         cli->account
                             ? _ ("There is no account with this name in the keyring.")
                             : _ ("There is no account: set ALCOVE_API_KEY and --base-url, "
                                  "or add one in Alcove."));
  return NULL;
}

/**
 * alcove_cli_find_account:
 * @cli: what was typed
 * @is_outside: (out): whether its key came from outside
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the account of the command
 */
AlcoveAccountItem *
alcove_cli_find_account (AlcoveCli *cli, gboolean *is_outside, GError **error)
{
  g_autoptr (AlcoveAccountItem) item = NULL;
  g_autoptr (GError) local_error = NULL;
  char *key = take_variable ("ALCOVE_API_KEY");

  *is_outside = key != NULL || cli->key_stdin;
  if (cli->key_stdin)
    {
      alcove_cli_wipe_free (key);
      key = read_key_line (error);
      if (key == NULL)
        return NULL;
    }
  if (*is_outside)
    {
      item = outside_account (cli, key, error);
      alcove_cli_wipe_free (key);
      return g_steal_pointer (&item);
    }
  item = keyring_account (cli, &local_error);
  if (item == NULL && cli->base_url != NULL && cli->account == NULL
      && local_error->domain != G_OPTION_ERROR)
    {
      *is_outside = TRUE; /* a server that needs no key */
      return outside_account (cli, "", error);
    }
  if (item == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return g_steal_pointer (&item);
}

/**
 * alcove_cli_open:
 * @cli: what was typed
 * @with_vault: whether the command needs the account's history
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the session; its vault has been tried
 */
AlcoveSession *
alcove_cli_open (AlcoveCli *cli, gboolean with_vault, GError **error)
{
  gboolean is_outside;
  g_autoptr (AlcoveAccountItem) item = NULL;
  g_autoptr (AlcoveKeyring) keyring = NULL;
  AlcoveSession *session;

  alcove_cli_choose_language (cli);
  item = alcove_cli_find_account (cli, &is_outside, error);
  if (item == NULL)
    return NULL;
  keyring = is_outside ? NULL : alcove_keyring_new ();
  session = alcove_session_new (item, NULL, keyring, error);
  if (session == NULL)
    return NULL;
  alcove_session_set_is_brief (session);
  if (!with_vault)
    return session;
  alcove_session_start (session);
  dex_await (alcove_session_wait_open (session), NULL); /* told by its store error */
  return session;
}

/**
 * alcove_cli_get_history:
 * @session: a session
 * @error: return location
 *
 * Returns: (transfer none) (nullable): its history, for commands that are about it
 */
AlcoveStore *
alcove_cli_get_history (AlcoveSession *session, GError **error)
{
  const GError *store_error = alcove_session_get_store_error (session);
  AlcoveStore *store = alcove_session_get_store (session);

  if (store_error != NULL)
    g_propagate_error (error, g_error_copy (store_error));
  else if (store == NULL)
    g_set_error_literal (error, ALCOVE_CLI_ERROR, ALCOVE_ERROR_NO_VAULT,
                         _ ("This key is too simple to protect a history: the account’s history "
                            "key is needed, in ALCOVE_HISTORY_KEY."));
  else
    return store;
  return NULL;
}
