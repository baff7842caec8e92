/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the person is told, in the person's language. An error of a code is told by the sentence that the window has for
 * it; the note for the log comes on a line of its own, as it is. Pure. */

#include "alcove-cli.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "alcove-error-text.h"
#include "alcove-transfer-words.h"

G_DEFINE_QUARK (alcove - cli - error - quark, alcove_cli_error)

#define NEEDS_API_KEY N_ ("This needs the API key of the history: a recovery key is not enough.")

/* Where the code alone would tell of something else; by the beginning of the note for the log. */
static const struct
{
  const char *note;
  const char *sentence;
} known[] = {
  { "no such folder", N_ ("There is no folder with this name.") },
  { "a folder has a name", N_ ("A folder needs a name.") },
  { "a title has words", N_ ("A title needs at least one word.") },
  { "nothing is saved", N_ ("Nothing is saved yet.") },
  { "there is no history to care for", N_ ("Nothing is saved yet.") },
  { "not a backup of Alcove", N_ ("This is not a backup that Alcove made.") },
  { "an API key is needed", NEEDS_API_KEY },
};

/**
 * alcove_cli_choose_language:
 * @cli: what was typed
 *
 * To be called once it is known that the command was typed right. A program reads JSON: then what the system and the
 * libraries say of an error is in one language, too.
 */
void
alcove_cli_choose_language (const AlcoveCli *cli)
{
  if (cli->json)
    setlocale (LC_MESSAGES, "C");
}

/**
 * alcove_cli_code_of:
 * @error: any error
 *
 * Returns: what happened, as programs are told
 */
AlcoveError
alcove_cli_code_of (const GError *error)
{
  return error->domain == ALCOVE_ERROR || error->domain == ALCOVE_CLI_ERROR
             ? (AlcoveError) error->code
             : ALCOVE_ERROR_FAILED;
}

static const char *
find_known (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (error->message, known[i].note))
      return _ (known[i].sentence);
  return NULL;
}

static gboolean
is_sentence (const GError *error)
{
  return error->domain == ALCOVE_CLI_ERROR || error->domain == G_OPTION_ERROR;
}

/**
 * alcove_cli_dup_sentence:
 * @error: any error
 *
 * Returns: (transfer full): what happened and what to do, translated
 */
char *
alcove_cli_dup_sentence (const GError *error)
{
  const char *sentence = find_known (error);

  if (is_sentence (error))
    return g_strdup (error->message);
  if (sentence != NULL)
    return g_strdup (sentence);
  /* of a file rather than of a chat: the note tells what the system said of it */
  if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND)
      && strstr (error->message, ": ") != NULL)
    return alcove_error_text_dup_for_code (ALCOVE_ERROR_FILE, NULL);
  return alcove_error_text_dup (error);
}

static gboolean
is_of_keyring (AlcoveError code)
{
  return code >= ALCOVE_ERROR_KEYRING_MISSING && code <= ALCOVE_ERROR_KEYRING_EMPTY;
}

static void
say_note (AlcoveError code, const char *note, const char *sentence)
{
  if (note != NULL && *note != '\0' && strstr (sentence, note) == NULL)
    alcove_cli_say ("[%s] %s", alcove_error_code_to_string (code), note);
  if (is_of_keyring (code))
    alcove_cli_say ("%s", _ ("A key can also come in ALCOVE_API_KEY, or with --key-stdin."));
}

/**
 * alcove_cli_say_error:
 * @error: any error
 *
 * Says what happened and what to do, and on a line of its own the code and the note for the log, where there is more in it.
 */
void
alcove_cli_say_error (const GError *error)
{
  g_autofree char *sentence = alcove_cli_dup_sentence (error);

  alcove_cli_say ("%s", sentence);
  if (!is_sentence (error))
    say_note (alcove_cli_code_of (error), error->message, sentence);
}

/**
 * alcove_cli_say_code:
 * @code: (nullable): the name of a code, as it was kept with a message
 * @note: (nullable): what was kept beside it
 *
 * The same, for an answer that failed.
 */
void
alcove_cli_say_code (const char *code, const char *note)
{
  const AlcoveError error = alcove_error_code_from_string (code);
  g_autofree char *sentence = alcove_error_text_dup_for_code (error, note);

  alcove_cli_say ("%s", sentence);
  say_note (error, note, sentence);
}

/**
 * alcove_cli_name_role:
 * @role: who speaks
 *
 * Returns: (transfer none): that in words
 */
const char *
alcove_cli_name_role (AlcoveRole role)
{
  const AlcoveExportWords *words = alcove_transfer_words_get ();

  switch (role)
    {
    case ALCOVE_ROLE_USER:
      return words->you;
    case ALCOVE_ROLE_SYSTEM:
      return words->system;
    case ALCOVE_ROLE_TOOL:
      return words->tool;
    case ALCOVE_ROLE_ASSISTANT:
    default:
      return words->assistant;
    }
}

/**
 * alcove_cli_name_status:
 * @status: how far an answer came
 *
 * Returns: (transfer none) (nullable): that in words, %NULL for a whole one
 */
const char *
alcove_cli_name_status (AlcoveStatus status)
{
  const AlcoveExportWords *words = alcove_transfer_words_get ();

  switch (status)
    {
    case ALCOVE_STATUS_STOPPED:
      return words->stopped;
    case ALCOVE_STATUS_TRUNCATED:
      return words->truncated;
    case ALCOVE_STATUS_FAILED:
      return words->failed;
    case ALCOVE_STATUS_PENDING:
    case ALCOVE_STATUS_STREAMING:
    case ALCOVE_STATUS_INTERRUPTED:
      return words->interrupted;
    case ALCOVE_STATUS_COMPLETE:
    default:
      return NULL;
    }
}
