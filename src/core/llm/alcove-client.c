/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The session of one endpoint and one key. Main thread.
 * Holds always: the key stands in locked memory and is only ever written into the Authorization
 * header of a request to the endpoint itself; no proxy, redirect, cookie, cache, log or content
 * decoder; plain http leaves this computer only after the user's word. */

#include "alcove-client-private.h"

#include <libsoup/soup.h>
#include <string.h>

#include "alcove-certificate.h"
#include "alcove-config.h"
#include "alcove-error.h"
#include "alcove-wire-error.h"
#include "alcove-fingerprint.h"
#include "alcove-reply-private.h"

#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 16
#define DEFAULT_STALL_SECONDS 900

struct _AlcoveClient
{
  GObject parent_instance;
  AlcoveEndpoint *endpoint;
  AlcoveLockedBytes *key;
  SoupSession *session;
  guint stall_seconds;
  gboolean allow_plain_http;
  gboolean refuses_usage;
  AlcoveExtras *extras; /* nullable */
  char *trusted;        /* SHA-256 of the one certificate that is good; NULL for the authorities */
};

G_DEFINE_FINAL_TYPE (AlcoveClient, alcove_client, G_TYPE_OBJECT)

static void
alcove_client_finalize (GObject *object)
{
  AlcoveClient *self = ALCOVE_CLIENT (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->endpoint);
  g_clear_pointer (&self->key, alcove_locked_bytes_unref);
  g_clear_pointer (&self->extras, alcove_extras_unref);
  g_free (self->trusted);
  G_OBJECT_CLASS (alcove_client_parent_class)->finalize (object);
}

static void
alcove_client_class_init (AlcoveClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_client_finalize;
}

static void
alcove_client_init (AlcoveClient *self)
{
  self->stall_seconds = DEFAULT_STALL_SECONDS;
}

/* A proxy would read plain http, key and chat included, so only https may go through one. */
static SoupSession *
new_session (AlcoveEndpoint *endpoint)
{
  SoupSession *session
      = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS, "max-conns-per-host",
                                       MAX_CONNECTIONS_PER_HOST, "timeout", 0, "user-agent",
                                       "Alcove/" ALCOVE_VERSION, NULL);

  if (alcove_endpoint_is_plain_http (endpoint)
      || alcove_endpoint_get_reach (endpoint) == ALCOVE_REACH_LOOPBACK)
    soup_session_set_proxy_resolver (session, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

/* White space around a pasted key is never part of it. */
static AlcoveLockedBytes *
trim_key (AlcoveLockedBytes *key)
{
  const char *text = key ? alcove_locked_bytes_get_string (key) : "";
  gsize length;

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  return alcove_locked_bytes_new (text, length);
}

/**
 * alcove_client_new:
 * @endpoint: where to talk
 * @api_key: (nullable): the key; %NULL or empty for a server that needs none
 *
 * Returns: (transfer full): a client
 */
AlcoveClient *
alcove_client_new (AlcoveEndpoint *endpoint, AlcoveLockedBytes *api_key)
{
  AlcoveClient *self;

  g_return_val_if_fail (ALCOVE_IS_ENDPOINT (endpoint), NULL);
  self = g_object_new (ALCOVE_TYPE_CLIENT, NULL);
  self->endpoint = g_object_ref (endpoint);
  self->key = trim_key (api_key);
  self->session = new_session (endpoint);
  return self;
}

/**
 * alcove_client_get_endpoint:
 * @self: a client
 *
 * Returns: (transfer none): where it talks
 */
AlcoveEndpoint *
alcove_client_get_endpoint (AlcoveClient *self)
{
  g_return_val_if_fail (ALCOVE_IS_CLIENT (self), NULL);
  return self->endpoint;
}

/**
 * alcove_client_set_allow_plain_http:
 * @self: a client
 * @allow: whether the user agreed that others on the local network can read along
 *
 * Without it every request to a private address by plain http fails with %ALCOVE_ERROR_INSECURE.
 * It changes nothing for this computer, where http is fine, nor for public hosts, where it never is.
 */
void
alcove_client_set_allow_plain_http (AlcoveClient *self, gboolean allow)
{
  g_return_if_fail (ALCOVE_IS_CLIENT (self));
  self->allow_plain_http = allow;
}

/**
 * alcove_client_set_trusted_certificate:
 * @self: a client that has asked nothing yet
 * @fingerprint: (nullable): SHA-256 of the certificate that the user trusts, as people write it; %NULL to ask the
 *   authorities of this computer
 *
 * From then on the server must show this very certificate: another one is refused, whoever signed it. Neither the
 * name in it nor its dates count.
 *
 * Returns: whether @fingerprint is one
 */
gboolean
alcove_client_set_trusted_certificate (AlcoveClient *self, const char *fingerprint)
{
  g_autofree char *trusted = alcove_fingerprint_parse (fingerprint);
  g_autoptr (GTlsDatabase) none = NULL;

  g_return_val_if_fail (ALCOVE_IS_CLIENT (self), FALSE);
  if (fingerprint == NULL)
    return TRUE;
  if (trusted == NULL)
    return FALSE;
  none = alcove_no_authority_new ();
  soup_session_set_tls_database (self->session, none);
  g_free (self->trusted);
  self->trusted = g_steal_pointer (&trusted);
  return TRUE;
}

/* Asked in the middle of the handshake: nothing of the request has left. */
static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *certificate,
                       GTlsCertificateFlags errors, AlcoveClient *self)
{
  g_autofree char *fingerprint = NULL;

  if (self->trusted == NULL)
    return FALSE;
  fingerprint = alcove_certificate_dup_fingerprint (certificate);
  return g_str_equal (fingerprint, self->trusted);
}

/**
 * alcove_client_set_extras:
 * @self: a client that has asked nothing yet
 * @extras: (nullable): headers and fields that go with each request
 */
void
alcove_client_set_extras (AlcoveClient *self, AlcoveExtras *extras)
{
  g_return_if_fail (ALCOVE_IS_CLIENT (self));
  g_clear_pointer (&self->extras, alcove_extras_unref);
  self->extras = extras ? alcove_extras_ref (extras) : NULL;
}

static GError *
clean_of (GError *error, AlcoveLockedBytes *secret)
{
  GError *clean = alcove_wire_error_clean (error, secret);

  g_error_free (error);
  return clean;
}

/**
 * alcove_client_clean_error: (skip)
 * @self: a client
 * @error: (transfer full) (nullable): what came of a request
 *
 * Whatever way a server's words took into @error.
 *
 * Returns: (transfer full) (nullable): the same without the key and without the headers that a person added, should
 *   the server have repeated them
 */
GError *
alcove_client_clean_error (AlcoveClient *self, GError *error)
{
  if (error == NULL)
    return NULL;
  error = clean_of (error, self->key);
  for (guint i = 0; self->extras && self->extras->names[i]; i++)
    error = clean_of (error, self->extras->values[i]);
  return error;
}

/**
 * alcove_client_get_extra_body: (skip)
 * @self: a client
 *
 * Returns: (transfer none) (nullable): a JSON object whose members go into each question
 */
const char *
alcove_client_get_extra_body (AlcoveClient *self)
{
  return self->extras ? self->extras->body : NULL;
}

/**
 * alcove_client_set_stall_seconds:
 * @self: a client
 * @seconds: how long a connected server may send nothing, 0 for ever; 900 at first
 *
 * Counts for replies that start afterwards.
 */
void
alcove_client_set_stall_seconds (AlcoveClient *self, guint seconds)
{
  g_return_if_fail (ALCOVE_IS_CLIENT (self));
  self->stall_seconds = seconds;
}

/**
 * alcove_client_get_stall_seconds: (skip)
 * @self: a client
 *
 * Returns: how long a connected server may send nothing, 0 for ever
 */
guint
alcove_client_get_stall_seconds (AlcoveClient *self)
{
  return self->stall_seconds;
}

/**
 * alcove_client_get_key: (skip)
 * @self: a client
 *
 * Returns: (transfer none): the key, to keep it out of errors
 */
AlcoveLockedBytes *
alcove_client_get_key (AlcoveClient *self)
{
  return self->key;
}

/**
 * alcove_client_get_refuses_usage:
 * @self: a client
 *
 * Returns: whether this server refused to be asked for its numbers before
 */
gboolean
alcove_client_get_refuses_usage (AlcoveClient *self)
{
  return self->refuses_usage;
}

/**
 * alcove_client_set_refuses_usage:
 * @self: a client
 *
 * From now on no request asks for the numbers.
 */
void
alcove_client_set_refuses_usage (AlcoveClient *self)
{
  self->refuses_usage = TRUE;
}

/* A header of a key with control characters would be another header. */
static gboolean
is_sendable (AlcoveLockedBytes *key)
{
  for (const char *p = alcove_locked_bytes_get_string (key); *p; p++)
    if ((guchar) *p < 0x20 || (guchar) *p == 0x7f)
      return FALSE;
  return TRUE;
}

/* Two providers want the key under another name too: Anthropic for its list of models, Azure for all. */
static void
add_own_names (AlcoveClient *self, SoupMessage *message, gboolean is_list)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *key = alcove_locked_bytes_get_string (self->key);

  if (alcove_endpoint_get_dialect (self->endpoint) == ALCOVE_DIALECT_ANTHROPIC && is_list)
    {
      soup_message_headers_replace (headers, "x-api-key", key);
      soup_message_headers_replace (headers, "anthropic-version", "2023-06-01");
    }
  if (g_str_has_suffix (alcove_endpoint_get_host (self->endpoint), ".openai.azure.com"))
    soup_message_headers_replace (headers, "api-key", key);
}

static void
add_authorization (AlcoveClient *self, SoupMessage *message, gboolean is_list)
{
  gsize size = alcove_locked_bytes_get_size (self->key) + sizeof "Bearer ";
  g_autoptr (AlcoveLockedBytes) value = NULL;

  if (alcove_locked_bytes_get_size (self->key) == 0)
    return;
  value = alcove_locked_bytes_new (NULL, size);
  g_snprintf ((char *) alcove_locked_bytes_get_writable (value), size, "Bearer %s",
              alcove_locked_bytes_get_string (self->key));
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                alcove_locked_bytes_get_string (value));
  add_own_names (self, message, is_list);
}

/* After our own, so that a person can replace them. */
static void
add_extras (AlcoveClient *self, SoupMessage *message)
{
  if (self->extras == NULL)
    return;
  for (guint i = 0; self->extras->names[i]; i++)
    soup_message_headers_replace (soup_message_get_request_headers (message),
                                  self->extras->names[i],
                                  alcove_locked_bytes_get_string (self->extras->values[i]));
}

static SoupMessage *
new_message (AlcoveClient *self, const char *method, const char *path, GBytes *body)
{
  g_autofree char *url = alcove_endpoint_dup_url (self->endpoint, path);
  SoupMessage *message = soup_message_new (method, url);

  if (message == NULL)
    return NULL;
  /* "idempotent" lets a POST use a connection again instead of shaking hands anew; libsoup repeats
   * it then only where that connection had been closed in the meantime, before a byte of answer */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT
                                       | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                body ? "text/event-stream, application/json" : "application/json");
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  add_authorization (self, message, body == NULL);
  add_extras (self, message);
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self,
                           0);
  return message;
}

/**
 * alcove_client_exchange: (skip)
 * @self: a client
 * @method: "GET" or "POST"
 * @path: what is asked, below the base URL
 * @body: (nullable): JSON to send
 * @stall_seconds: how long the server may be silent, 0 for ever
 * @handlers: static callbacks
 * @data: their data
 * @error: %ALCOVE_ERROR_INSECURE, %ALCOVE_ERROR_INVALID_INPUT or %ALCOVE_ERROR_BAD_URL
 *
 * Returns: (nullable) (transfer full): the request, under way
 */
AlcoveExchange *
alcove_client_exchange (AlcoveClient *self, const char *method, const char *path, GBytes *body,
                        guint stall_seconds, const AlcoveExchangeHandlers *handlers, gpointer data,
                        GError **error)
{
  g_autoptr (SoupMessage) message = NULL;

  if (alcove_endpoint_is_plain_http (self->endpoint) && !self->allow_plain_http
      && alcove_endpoint_get_reach (self->endpoint) != ALCOVE_REACH_LOOPBACK)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INSECURE,
                   "the way to %s is not encrypted, and nobody agreed to that",
                   alcove_endpoint_get_host (self->endpoint));
      return NULL;
    }
  if (!is_sendable (self->key))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                           "the key has characters in it that no key can have");
      return NULL;
    }
  message = new_message (self, method, path, body);
  if (message == NULL)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BAD_URL, "this is not an address");
      return NULL;
    }
  return alcove_exchange_start (self->session, message, self->endpoint, self->key,
                                self->trusted != NULL, stall_seconds, handlers, data);
}

/**
 * alcove_client_ask:
 * @self: a client
 * @request: what to ask; not changed any more from here on
 *
 * Starts at once. Errors, those of the arguments too, come by [method@Reply.wait].
 *
 * Returns: (transfer full): the reply; letting it go stops it
 */
AlcoveReply *
alcove_client_ask (AlcoveClient *self, AlcoveChatRequest *request)
{
  g_return_val_if_fail (ALCOVE_IS_CLIENT (self), NULL);
  return alcove_reply_start (self, request);
}
