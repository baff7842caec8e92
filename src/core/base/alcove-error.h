/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AlcoveError:
 *
 * The one error domain. A code says what happened in words that mean something to a person;
 * `src/ui/alcove-error-text.c` turns it into a sentence and a remedy. Messages are untranslated, are made for the log
 * and never hold a key or any text of a chat; cancelling stays %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  ALCOVE_ERROR_FAILED = 1,

  /* what a server said or did */
  ALCOVE_ERROR_AUTH,           /* 401: the key is wrong or inactive */
  ALCOVE_ERROR_CREDIT,         /* 402: balance or spending limit */
  ALCOVE_ERROR_FORBIDDEN,      /* 403 */
  ALCOVE_ERROR_NOT_AN_API,     /* 404 for the path, HTML, or another protocol */
  ALCOVE_ERROR_NO_MODEL,       /* the model is not there or not allowed */
  ALCOVE_ERROR_BAD_REQUEST,    /* 400, 413, 415, 422 */
  ALCOVE_ERROR_FIELD_REFUSED,  /* 400 or 422 that names a field we sent */
  ALCOVE_ERROR_CONTEXT_LENGTH, /* the chat is longer than the model's context */
  ALCOVE_ERROR_CONTENT_POLICY, /* refused by the provider's filter */
  ALCOVE_ERROR_ATTACHMENT,     /* the model cannot see this picture or read this file */
  ALCOVE_ERROR_RATE_LIMITED,   /* 429 */
  ALCOVE_ERROR_SERVER,         /* 5xx */
  ALCOVE_ERROR_OVERLOADED,     /* 503, 529: busy or still loading the model */
  ALCOVE_ERROR_REDIRECT,       /* the server wants to move; never followed */
  ALCOVE_ERROR_PROTOCOL,       /* malformed answer */
  ALCOVE_ERROR_TOO_LARGE,      /* one of our caps was hit */
  ALCOVE_ERROR_TRUNCATED,      /* the stream ended without a finish reason */

  /* the way there */
  ALCOVE_ERROR_BAD_URL,  /* not an address we can use */
  ALCOVE_ERROR_INSECURE, /* plain http to a public host */
  ALCOVE_ERROR_HOST_NOT_FOUND,
  ALCOVE_ERROR_REFUSED, /* nothing listens there */
  ALCOVE_ERROR_TLS,
  ALCOVE_ERROR_OFFLINE,
  ALCOVE_ERROR_NETWORK, /* the connection broke */
  ALCOVE_ERROR_TIMEOUT, /* no connection within our limit */
  ALCOVE_ERROR_STALLED, /* connected, but silent for too long */

  /* the vault and the store */
  ALCOVE_ERROR_WRONG_KEY, /* the database does not open with this key */
  ALCOVE_ERROR_ENGINE,    /* the engine does not encrypt as it must; nothing is written */
  ALCOVE_ERROR_CORRUPT,
  ALCOVE_ERROR_DISK_FULL,
  ALCOVE_ERROR_READ_ONLY,
  ALCOVE_ERROR_BUSY,              /* another process holds the vault */
  ALCOVE_ERROR_NEWER_VERSION,     /* made by a newer Alcove */
  ALCOVE_ERROR_STORE,             /* any other failure of the store */
  ALCOVE_ERROR_NOT_FOUND,         /* no such chat or message */
  ALCOVE_ERROR_NO_VAULT,          /* saving needs a key that this account does not have */
  ALCOVE_ERROR_RECOVERY_MISTYPED, /* a recovery key with a mistake in it */
  ALCOVE_ERROR_RECOVERY_UNKNOWN,  /* no history has this recovery key */

  /* the keyring */
  ALCOVE_ERROR_KEYRING_MISSING, /* no bus or no service */
  ALCOVE_ERROR_KEYRING_LOCKED,
  ALCOVE_ERROR_KEYRING_REFUSED, /* the prompt was dismissed */
  ALCOVE_ERROR_KEYRING_FAILED,
  ALCOVE_ERROR_KEYRING_EMPTY, /* it works and knows no key, and a history stands on the disk */

  ALCOVE_ERROR_INVALID_INPUT, /* bad argument, bad file, bad encoding */

  /* files that leave and come */
  ALCOVE_ERROR_FILE,           /* a file of the user's cannot be read or written */
  ALCOVE_ERROR_UNKNOWN_FORMAT, /* not a file of chats that Alcove knows */
  ALCOVE_ERROR_PASSPHRASE,     /* a sealed file does not open with this passphrase */
  ALCOVE_ERROR_NEEDS_PASSPHRASE,
  ALCOVE_ERROR_DAMAGED_FILE,      /* a sealed file or an archive is damaged or was cut short */
  ALCOVE_ERROR_ARCHIVE_LOCKED,    /* it needs a password */
  ALCOVE_ERROR_ARCHIVE_TOO_LARGE, /* what it unpacks to has no proportion to it */

  /* a file that was to go with a prompt */
  ALCOVE_ERROR_ATTACHMENT_KIND,
  ALCOVE_ERROR_ATTACHMENT_SIZE,

  /* files of other programs */
  ALCOVE_ERROR_UNSAFE_FILE,    /* it would run something when it is read */
  ALCOVE_ERROR_FILE_TOO_LARGE, /* it cannot be read within our memory */
  ALCOVE_ERROR_WEB_PAGE,       /* made to be looked at: the chats are in another file */
} AlcoveError;

#define ALCOVE_ERROR (alcove_error_quark ())
GQuark alcove_error_quark (void);

GError *alcove_error_new_http (AlcoveError code, guint http_status, gint64 retry_after_ms,
                               const char *reason, const char *details);
/* the certificate that was refused and may be trusted by a person: 64 hexadecimal digits, NULL for none */
void alcove_error_set_fingerprint (GError *error, const char *fingerprint);
const char *alcove_error_get_fingerprint (const GError *error);
const char *alcove_error_get_details (const GError *error);
guint alcove_error_get_http_status (const GError *error);
gint64 alcove_error_get_retry_after_ms (const GError *error);
const char *alcove_error_code_to_string (AlcoveError code);
AlcoveError alcove_error_code_from_string (const char *name);

G_END_DECLS
