/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The one place that turns a code of the error domain into words for a person: a sentence that says what
 * happened, and a remedy that says what to do. Pure, any thread. Where a server gave a reason of its own,
 * the sentence holds it; what Alcove itself noted for the log is never shown as a sentence, only as
 * details. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-error-text.h"

typedef struct
{
  const char *sentence; /* without the full stop, as a reason may follow */
  const char *remedy;   /* nullable */
} Words;

static const Words words[] = {
  [ALCOVE_ERROR_FAILED] = { N_ ("Something went wrong"), N_ ("Try again.") },
  [ALCOVE_ERROR_AUTH]
  = { N_ ("The server did not accept the API key"),
      N_ ("Check that the key is complete, active and meant for this server.") },
  [ALCOVE_ERROR_CREDIT] = { N_ ("The account with the provider has no credit left"),
                            N_ ("Add credit or raise the spending limit on the provider’s page.") },
  [ALCOVE_ERROR_FORBIDDEN]
  = { N_ ("The server does not allow this"),
      N_ ("The key may lack a permission or the service may not be offered "
          "where you are.") },
  [ALCOVE_ERROR_NOT_AN_API] = { N_ ("This address does not answer like a language model server"),
                                N_ ("Check the address: it often ends in “/v1”.") },
  [ALCOVE_ERROR_NO_MODEL]
  = { N_ ("The server does not offer this model to you"), N_ ("Choose another model.") },
  [ALCOVE_ERROR_BAD_REQUEST] = { N_ ("The server did not understand the request"),
                                 N_ ("Try another model, or start a new chat.") },
  [ALCOVE_ERROR_FIELD_REFUSED] = { N_ ("The model refuses one of the settings of this chat"),
                                   N_ ("Send it without that setting, or choose another model.") },
  [ALCOVE_ERROR_CONTEXT_LENGTH]
  = { N_ ("The chat is longer than this model can read"),
      N_ ("Start a new chat, or choose a model with a longer context.") },
  [ALCOVE_ERROR_CONTENT_POLICY] = { N_ ("The provider’s content filter refused this"),
                                    N_ ("Say it in other words, or choose another model.") },
  [ALCOVE_ERROR_ATTACHMENT] = { N_ ("The model does not take this attachment"),
                                N_ ("Choose a model that can, or send the prompt without it.") },
  [ALCOVE_ERROR_RATE_LIMITED]
  = { N_ ("Too many requests in a short time"), N_ ("Wait a moment, then try again.") },
  [ALCOVE_ERROR_SERVER]
  = { N_ ("The server has a problem of its own"), N_ ("Try again later. Your prompt is kept.") },
  [ALCOVE_ERROR_OVERLOADED]
  = { N_ ("The server is busy or is still loading the model"), N_ ("Try again in a minute.") },
  [ALCOVE_ERROR_REDIRECT]
  = { N_ ("The server wants to move Alcove to another address"),
      N_ ("Alcove does not follow, to protect your key. If you trust the new "
          "address, enter it yourself.") },
  [ALCOVE_ERROR_PROTOCOL]
  = { N_ ("The server’s answer could not be read"),
      N_ ("Check that the address belongs to an OpenAI-compatible server.") },
  [ALCOVE_ERROR_TOO_LARGE]
  = { N_ ("The server sent more than Alcove accepts at once"), N_ ("Ask for a shorter answer.") },
  [ALCOVE_ERROR_TRUNCATED] = { N_ ("The connection ended before the answer did"),
                               N_ ("What came is kept. Try again for a whole answer.") },
  [ALCOVE_ERROR_BAD_URL]
  = { N_ ("This is not a web address"), N_ ("Enter one like “https://api.example.com/v1”.") },
  [ALCOVE_ERROR_INSECURE] = { N_ ("This address is not encrypted"),
                              N_ ("Your key and your chats would be readable on the way. Use an "
                                  "address that begins with “https://”.") },
  [ALCOVE_ERROR_HOST_NOT_FOUND] = { N_ ("There is no server with this name"),
                                    N_ ("Check the spelling of the address and your connection.") },
  [ALCOVE_ERROR_REFUSED] = { N_ ("Nothing answers at this address"),
                             N_ ("Check that the server is running, and its port.") },
  [ALCOVE_ERROR_TLS] = { N_ ("The server’s certificate cannot be trusted"),
                         N_ ("Nothing was sent. Check the address and this computer’s clock.") },
  [ALCOVE_ERROR_OFFLINE]
  = { N_ ("This computer is offline"), N_ ("Connect to a network, then try again.") },
  [ALCOVE_ERROR_NETWORK] = { N_ ("The connection broke"), N_ ("Try again. What came is kept.") },
  [ALCOVE_ERROR_TIMEOUT] = { N_ ("The server could not be reached in time"),
                             N_ ("Check the address and your connection, then try again.") },
  [ALCOVE_ERROR_STALLED]
  = { N_ ("The server stopped sending"), N_ ("Try again, or choose a faster model.") },
  [ALCOVE_ERROR_WRONG_KEY] = { N_ ("The saved history does not open with this key"),
                               N_ ("Only the key that saved a history can open it.") },
  [ALCOVE_ERROR_ENGINE] = { N_ ("The history cannot be encrypted on this computer"),
                            N_ ("Nothing is saved. Reinstall Alcove, or ask its packager.") },
  [ALCOVE_ERROR_CORRUPT]
  = { N_ ("The saved history is damaged"),
      N_ ("Nothing was changed. Restore it from a backup if you have one.") },
  [ALCOVE_ERROR_DISK_FULL] = { N_ ("The disk is full"), N_ ("Free some space, then try again.") },
  [ALCOVE_ERROR_READ_ONLY]
  = { N_ ("The saved history cannot be written"), N_ ("Check the permissions of its folder.") },
  [ALCOVE_ERROR_BUSY] = { N_ ("Another program is using the saved history"),
                          N_ ("Close the other Alcove, then try again.") },
  [ALCOVE_ERROR_NEWER_VERSION]
  = { N_ ("The history was saved by a newer Alcove"), N_ ("Update Alcove to open it.") },
  [ALCOVE_ERROR_STORE]
  = { N_ ("The saved history cannot be used now"), N_ ("Chats go on, but they are not saved.") },
  [ALCOVE_ERROR_NOT_FOUND] = { N_ ("This chat is no longer there"), NULL },
  [ALCOVE_ERROR_NO_VAULT]
  = { N_ ("This account has no key that could protect a history"),
      N_ ("A working keyring, or the account’s history key, is needed to save.") },
  [ALCOVE_ERROR_RECOVERY_MISTYPED] = { N_ ("This recovery key has a mistake in it"),
                                       N_ ("Compare it with the paper, letter by letter.") },
  [ALCOVE_ERROR_RECOVERY_UNKNOWN]
  = { N_ ("No history on this computer has this recovery key"),
      N_ ("A newer one may have taken its place, or it was revoked. The API key still opens the "
          "history.") },
  [ALCOVE_ERROR_KEYRING_MISSING]
  = { N_ ("There is no keyring on this computer"),
      N_ ("Type the key for this session, or start a keyring service and retry.") },
  [ALCOVE_ERROR_KEYRING_LOCKED]
  = { N_ ("The keyring is locked"), N_ ("Unlock it, or type the key for this session.") },
  [ALCOVE_ERROR_KEYRING_REFUSED]
  = { N_ ("The keyring was not unlocked"), N_ ("Unlock it, or type the key for this session.") },
  [ALCOVE_ERROR_KEYRING_FAILED]
  = { N_ ("The keyring does not work"), N_ ("Type the key for this session, or retry.") },
  [ALCOVE_ERROR_KEYRING_EMPTY]
  = { N_ ("A history is saved on this computer, and the keyring has no key for it"),
      N_ ("Nothing is lost: choose its provider and enter the same API key, or its recovery "
          "key.") },
  [ALCOVE_ERROR_INVALID_INPUT]
  = { N_ ("This cannot be used as it is"), N_ ("Check what was entered.") },
  [ALCOVE_ERROR_FILE]
  = { N_ ("The file cannot be read or written"),
      N_ ("Check that it is there and its permissions, or choose another place.") },
  [ALCOVE_ERROR_UNKNOWN_FORMAT] = { N_ ("This is not a file of chats that Alcove knows"),
                                    N_ ("Choose the file as the other program exported it.") },
  [ALCOVE_ERROR_NEEDS_PASSPHRASE]
  = { N_ ("The file is sealed with a passphrase"), N_ ("Type the passphrase that you were told.") },
  [ALCOVE_ERROR_DAMAGED_FILE] = { N_ ("The file is damaged or was cut short"),
                                  N_ ("Nothing of it was kept. Ask for the file again.") },
  [ALCOVE_ERROR_PASSPHRASE] = { N_ ("This passphrase does not open the file"),
                                N_ ("Ask the person who sealed it, and type it again.") },
  [ALCOVE_ERROR_ATTACHMENT_KIND]
  = { N_ ("This file cannot be attached"), N_ ("Images, PDF, office documents and text can.") },
  [ALCOVE_ERROR_ATTACHMENT_SIZE]
  = { N_ ("This is too large to be attached"),
      N_ ("A prompt takes up to ten files and 32 MiB; text up to 1 MiB.") },
  [ALCOVE_ERROR_UNSAFE_FILE] = { N_ ("The file would run a program when it is read"),
                                 N_ ("Nothing of it was run, and nothing was taken over.") },
  [ALCOVE_ERROR_FILE_TOO_LARGE]
  = { N_ ("The file is too large to be read"),
      N_ ("Export the chats in several files, if the other program can.") },
  [ALCOVE_ERROR_WEB_PAGE] = { N_ ("This is a web page, made to be looked at"),
                              N_ ("Choose the zip file as it was downloaded, or the "
                                  "conversations.json that stands beside the page.") },
  [ALCOVE_ERROR_ARCHIVE_LOCKED]
  = { N_ ("The archive is locked with a password"),
      N_ ("Unpack it with another program, and import what comes out of it.") },
  [ALCOVE_ERROR_ARCHIVE_TOO_LARGE]
  = { N_ ("The archive would unpack to far more than an export has"),
      N_ ("Nothing of it was kept. Choose the file as the other program exported it.") },
};

static const Words *
words_of (AlcoveError code)
{
  if ((guint) code >= G_N_ELEMENTS (words) || words[code].sentence == NULL)
    code = ALCOVE_ERROR_FAILED;
  return &words[code];
}

/* The codes whose message is the server's own reason rather than a note for the log. */
static gboolean
is_said_by_server (AlcoveError code)
{
  return code >= ALCOVE_ERROR_AUTH && code <= ALCOVE_ERROR_OVERLOADED;
}

/**
 * alcove_error_text_sentence:
 * @code: a code of the domain
 *
 * Returns: (transfer none): what happened, translated, without a full stop
 */
const char *
alcove_error_text_sentence (AlcoveError code)
{
  return _ (words_of (code)->sentence);
}

/**
 * alcove_error_text_remedy:
 * @code: a code of the domain
 *
 * Returns: (transfer none) (nullable): what to do, a translated sentence
 */
const char *
alcove_error_text_remedy (AlcoveError code)
{
  const char *remedy = words_of (code)->remedy;

  return remedy ? _ (remedy) : NULL;
}

/**
 * alcove_error_text_dup_for_code:
 * @code: a code of the domain
 * @reason: (nullable): the message that came with it, free of keys
 *
 * What happened and what to do, for an error that was kept with a message.
 *
 * Returns: (transfer full): one or two translated sentences
 */
char *
alcove_error_text_dup_for_code (AlcoveError code, const char *reason)
{
  const char *sentence = alcove_error_text_sentence (code);
  const char *remedy = alcove_error_text_remedy (code);
  g_autofree char *what = NULL;
  g_autofree char *trimmed = reason ? g_strstrip (g_strdup (reason)) : NULL;

  /* the full stop stands behind the quotation */
  if (trimmed && g_str_has_suffix (trimmed, ".") && !g_str_has_suffix (trimmed, ".."))
    trimmed[strlen (trimmed) - 1] = '\0';
  if (is_said_by_server (code) && trimmed && *trimmed)
    /* Translators: the first is what happened, the second is the reason in the server's own words */
    what = g_strdup_printf (C_ ("error", "%s: “%s”."), sentence, trimmed);
  else
    /* Translators: what happened, made a whole sentence */
    what = g_strdup_printf (C_ ("error", "%s."), sentence);

  return remedy ? g_strconcat (what, " ", remedy, NULL) : g_steal_pointer (&what);
}

/* GIO's own errors reach the window only where a call of the desktop failed, such as opening a link. */
static AlcoveError
code_of (const GError *error)
{
  if (error->domain == ALCOVE_ERROR)
    return (AlcoveError) error->code;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return ALCOVE_ERROR_DISK_FULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return ALCOVE_ERROR_TIMEOUT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return ALCOVE_ERROR_OFFLINE;
  return ALCOVE_ERROR_FAILED;
}

/**
 * alcove_error_text_dup:
 * @error: any error
 *
 * What happened and what to do.
 *
 * Returns: (transfer full): one or two translated sentences
 */
char *
alcove_error_text_dup (const GError *error)
{
  AlcoveError code = code_of (error);

  return alcove_error_text_dup_for_code (code,
                                         error->domain == ALCOVE_ERROR ? error->message : NULL);
}

/**
 * alcove_error_text_dup_details:
 * @error: any error
 *
 * What stands behind “Details”: the code, the HTTP status, the message for the log and the raw body.
 * None of them holds a key; the text is not translated, as it is made to be sent to somebody.
 *
 * Returns: (transfer full): some lines
 */
char *
alcove_error_text_dup_details (const GError *error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint status = alcove_error_get_http_status (error);
  const char *details = alcove_error_get_details (error);

  g_string_append (text, error->domain == ALCOVE_ERROR
                             ? alcove_error_code_to_string ((AlcoveError) error->code)
                             : g_quark_to_string (error->domain));
  if (status != 0)
    g_string_append_printf (text, " (HTTP %u)", status);
  if (error->message && *error->message)
    g_string_append_printf (text, "\n%s", error->message);
  if (details && *details)
    g_string_append_printf (text, "\n\n%s", details);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * alcove_error_text_get_help_page:
 * @error: any error
 *
 * Returns: (transfer none): the name of the page of the help that has more about it
 */
const char *
alcove_error_text_get_help_page (const GError *error)
{
  static const struct
  {
    AlcoveError first, last;
    const char *page;
  } pages[] = {
    { ALCOVE_ERROR_NOT_AN_API, ALCOVE_ERROR_NOT_AN_API, "providers" },
    { ALCOVE_ERROR_REDIRECT, ALCOVE_ERROR_PROTOCOL, "providers" },
    { ALCOVE_ERROR_BAD_URL, ALCOVE_ERROR_TLS, "providers" },
    { ALCOVE_ERROR_WRONG_KEY, ALCOVE_ERROR_WRONG_KEY, "keys" },
    { ALCOVE_ERROR_NO_VAULT, ALCOVE_ERROR_RECOVERY_UNKNOWN, "keys" },
    { ALCOVE_ERROR_KEYRING_MISSING, ALCOVE_ERROR_KEYRING_EMPTY, "keys" },
    { ALCOVE_ERROR_FILE, ALCOVE_ERROR_DAMAGED_FILE, "files" },
  };
  const AlcoveError code = code_of (error);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (code >= pages[i].first && code <= pages[i].last)
      return pages[i].page;
  return "troubleshooting";
}
