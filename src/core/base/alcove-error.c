/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The error domain, extended by what a server said: HTTP status, waiting time and raw body.
 * Values only; any thread. */

#include "alcove-error.h"

typedef struct
{
  char *details;
  char *fingerprint;
  guint http_status;
  gint64 retry_after_ms;
} AlcoveErrorPrivate;

static void
alcove_error_private_init (AlcoveErrorPrivate *priv)
{
  priv->retry_after_ms = -1;
}

static void
alcove_error_private_copy (const AlcoveErrorPrivate *src, AlcoveErrorPrivate *dest)
{
  dest->details = g_strdup (src->details);
  dest->fingerprint = g_strdup (src->fingerprint);
  dest->http_status = src->http_status;
  dest->retry_after_ms = src->retry_after_ms;
}

static void
alcove_error_private_clear (AlcoveErrorPrivate *priv)
{
  g_clear_pointer (&priv->details, g_free);
  g_clear_pointer (&priv->fingerprint, g_free);
}

G_DEFINE_EXTENDED_ERROR (AlcoveError, alcove_error)

/**
 * alcove_error_new_http:
 * @code: what happened
 * @http_status: the response's status, or 0 where there was none
 * @retry_after_ms: how long the server asks us to wait, in milliseconds, or -1
 * @reason: (nullable): the server's own words, already free of keys
 * @details: (nullable): the raw body, already free of keys
 *
 * Makes an error that carries what a server said.
 *
 * Returns: (transfer full): the error
 */
GError *
alcove_error_new_http (AlcoveError code, guint http_status, gint64 retry_after_ms,
                       const char *reason, const char *details)
{
  GError *error = g_error_new_literal (ALCOVE_ERROR, code, reason ? reason : "");
  AlcoveErrorPrivate *priv = alcove_error_get_private (error);

  priv->details = g_strdup (details);
  priv->http_status = http_status;
  priv->retry_after_ms = retry_after_ms;
  return error;
}

/**
 * alcove_error_get_details:
 * @error: any error
 *
 * Returns: (nullable) (transfer none): the raw body behind "Details", without keys
 */
const char *
alcove_error_get_details (const GError *error)
{
  return error->domain == ALCOVE_ERROR ? alcove_error_get_private (error)->details : NULL;
}

/**
 * alcove_error_set_fingerprint:
 * @error: an error of our domain that nobody else holds yet
 * @fingerprint: (nullable): SHA-256 of the certificate that was refused
 */
void
alcove_error_set_fingerprint (GError *error, const char *fingerprint)
{
  g_set_str (&alcove_error_get_private (error)->fingerprint, fingerprint);
}

/**
 * alcove_error_get_fingerprint:
 * @error: any error
 *
 * Returns: (nullable) (transfer none): SHA-256 of a certificate that nobody vouches for and that a person may
 *   trust, as 64 hexadecimal digits
 */
const char *
alcove_error_get_fingerprint (const GError *error)
{
  return error->domain == ALCOVE_ERROR ? alcove_error_get_private (error)->fingerprint : NULL;
}

/**
 * alcove_error_get_http_status:
 * @error: any error
 *
 * Returns: the HTTP status, or 0
 */
guint
alcove_error_get_http_status (const GError *error)
{
  return error->domain == ALCOVE_ERROR ? alcove_error_get_private (error)->http_status : 0;
}

/**
 * alcove_error_get_retry_after_ms:
 * @error: any error
 *
 * Returns: how long the server asks us to wait, in milliseconds, or -1
 */
gint64
alcove_error_get_retry_after_ms (const GError *error)
{
  return error->domain == ALCOVE_ERROR ? alcove_error_get_private (error)->retry_after_ms : -1;
}

/* Names are stored in histories and printed by the command line, so they never change. */
static const char *const names[] = {
  [ALCOVE_ERROR_FAILED] = "failed",
  [ALCOVE_ERROR_AUTH] = "auth",
  [ALCOVE_ERROR_CREDIT] = "credit",
  [ALCOVE_ERROR_FORBIDDEN] = "forbidden",
  [ALCOVE_ERROR_NOT_AN_API] = "not-an-api",
  [ALCOVE_ERROR_NO_MODEL] = "no-model",
  [ALCOVE_ERROR_BAD_REQUEST] = "bad-request",
  [ALCOVE_ERROR_FIELD_REFUSED] = "field-refused",
  [ALCOVE_ERROR_CONTEXT_LENGTH] = "context-length",
  [ALCOVE_ERROR_CONTENT_POLICY] = "content-policy",
  [ALCOVE_ERROR_ATTACHMENT] = "attachment",
  [ALCOVE_ERROR_RATE_LIMITED] = "rate-limited",
  [ALCOVE_ERROR_SERVER] = "server",
  [ALCOVE_ERROR_OVERLOADED] = "overloaded",
  [ALCOVE_ERROR_REDIRECT] = "redirect",
  [ALCOVE_ERROR_PROTOCOL] = "protocol",
  [ALCOVE_ERROR_TOO_LARGE] = "too-large",
  [ALCOVE_ERROR_TRUNCATED] = "truncated",
  [ALCOVE_ERROR_BAD_URL] = "bad-url",
  [ALCOVE_ERROR_INSECURE] = "insecure",
  [ALCOVE_ERROR_HOST_NOT_FOUND] = "host-not-found",
  [ALCOVE_ERROR_REFUSED] = "refused",
  [ALCOVE_ERROR_TLS] = "tls",
  [ALCOVE_ERROR_OFFLINE] = "offline",
  [ALCOVE_ERROR_NETWORK] = "network",
  [ALCOVE_ERROR_TIMEOUT] = "timeout",
  [ALCOVE_ERROR_STALLED] = "stalled",
  [ALCOVE_ERROR_WRONG_KEY] = "wrong-key",
  [ALCOVE_ERROR_ENGINE] = "engine",
  [ALCOVE_ERROR_CORRUPT] = "corrupt",
  [ALCOVE_ERROR_DISK_FULL] = "disk-full",
  [ALCOVE_ERROR_READ_ONLY] = "read-only",
  [ALCOVE_ERROR_BUSY] = "busy",
  [ALCOVE_ERROR_NEWER_VERSION] = "newer-version",
  [ALCOVE_ERROR_STORE] = "store",
  [ALCOVE_ERROR_NOT_FOUND] = "not-found",
  [ALCOVE_ERROR_NO_VAULT] = "no-vault",
  [ALCOVE_ERROR_RECOVERY_MISTYPED] = "recovery-mistyped",
  [ALCOVE_ERROR_RECOVERY_UNKNOWN] = "recovery-unknown",
  [ALCOVE_ERROR_KEYRING_MISSING] = "keyring-missing",
  [ALCOVE_ERROR_KEYRING_LOCKED] = "keyring-locked",
  [ALCOVE_ERROR_KEYRING_REFUSED] = "keyring-refused",
  [ALCOVE_ERROR_KEYRING_FAILED] = "keyring-failed",
  [ALCOVE_ERROR_KEYRING_EMPTY] = "keyring-empty",
  [ALCOVE_ERROR_INVALID_INPUT] = "invalid-input",
  [ALCOVE_ERROR_FILE] = "file",
  [ALCOVE_ERROR_UNKNOWN_FORMAT] = "unknown-format",
  [ALCOVE_ERROR_PASSPHRASE] = "passphrase",
  [ALCOVE_ERROR_NEEDS_PASSPHRASE] = "needs-passphrase",
  [ALCOVE_ERROR_DAMAGED_FILE] = "damaged-file",
  [ALCOVE_ERROR_ATTACHMENT_KIND] = "attachment-kind",
  [ALCOVE_ERROR_ATTACHMENT_SIZE] = "attachment-size",
  [ALCOVE_ERROR_UNSAFE_FILE] = "unsafe-file",
  [ALCOVE_ERROR_WEB_PAGE] = "web-page",
  [ALCOVE_ERROR_FILE_TOO_LARGE] = "file-too-large",
  [ALCOVE_ERROR_ARCHIVE_LOCKED] = "archive-locked",
  [ALCOVE_ERROR_ARCHIVE_TOO_LARGE] = "archive-too-large",
};

/**
 * alcove_error_code_to_string:
 * @code: a code of the domain
 *
 * Returns: (transfer none): its stable name, "failed" for an unknown one
 */
const char *
alcove_error_code_to_string (AlcoveError code)
{
  if ((guint) code >= G_N_ELEMENTS (names) || names[code] == NULL)
    return "failed";
  return names[code];
}

/**
 * alcove_error_code_from_string:
 * @name: (nullable): a name made by [func@error_code_to_string]
 *
 * Returns: the code, %ALCOVE_ERROR_FAILED for an unknown name
 */
AlcoveError
alcove_error_code_from_string (const char *name)
{
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (AlcoveError) i;
  return ALCOVE_ERROR_FAILED;
}
