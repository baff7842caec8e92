/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* From what a person typed to a credential that works: the address made whole, the key without white space
 * around it, both tried on the server. Main thread. */

#include "alcove-account-check.h"

#include <string.h>

#include "alcove-client.h"
#include "alcove-error.h"

#define HISTORY_KEY_BYTES 32

/**
 * alcove_account_trim_key:
 * @text: a key as it was pasted
 *
 * White space around a key comes from copying; inside it is the key's.
 *
 * Returns: (transfer full): the key
 */
AlcoveLockedBytes *
alcove_account_trim_key (const char *text)
{
  gsize length = strlen (text);

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  return alcove_locked_bytes_new (text, length);
}

static AlcoveLockedBytes *
parse_history_key (const char *text, GError **error)
{
  AlcoveLockedBytes *key = alcove_locked_bytes_new_from_hex (text, HISTORY_KEY_BYTES);

  if (key == NULL)
    g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_INVALID_INPUT,
                         "a history key is 64 hexadecimal digits");
  return key;
}

static const char *
name_for (AlcoveEndpoint *endpoint)
{
  const AlcovePreset *preset = alcove_presets_find (alcove_endpoint_get_base_url (endpoint));

  return preset ? preset->name : alcove_endpoint_get_host (endpoint);
}

static char *
new_id (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) pieces = g_strsplit (uuid, "-", -1);

  return g_strjoinv (NULL, pieces);
}

/**
 * alcove_account_make_credential:
 * @name: (nullable): how the user calls it; the provider's name or the host otherwise
 * @address: a base URL in whatever form people paste it
 * @api_key: (nullable): the key, %NULL or empty for a server that needs none
 * @history_key: (nullable): 64 hexadecimal digits, for a weak key only
 * @allow_plain_http: whether the user agreed to plain http to a private address
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a credential with a new random id
 */
AlcoveCredential *
alcove_account_make_credential (const char *name, const char *address, const char *api_key,
                                const char *history_key, gboolean allow_plain_http, GError **error)
{
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (address, error);
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (AlcoveLockedBytes) history = NULL;
  g_autofree char *id = new_id ();
  AlcoveCredential *credential;

  if (endpoint == NULL)
    return NULL;
  if (history_key != NULL && *history_key != '\0')
    {
      history = parse_history_key (history_key, error);
      if (history == NULL)
        return NULL;
    }
  key = alcove_account_trim_key (api_key ? api_key : "");
  credential = alcove_credential_new (id, name && *name ? name : name_for (endpoint),
                                      alcove_endpoint_get_base_url (endpoint), key, history);
  credential->allow_plain_http = allow_plain_http;
  return credential;
}

/* A server that speaks JSON but has no list of models is one all the same. */
static gboolean
only_lacks_a_list (const GError *error)
{
  const char *body = alcove_error_get_details (error);

  if (alcove_error_get_http_status (error) != 404 || body == NULL)
    return FALSE;
  while (g_ascii_isspace (*body))
    body++;
  return *body == '{';
}

static DexFuture *
listed_cb (DexFuture *future, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL && !only_lacks_a_list (error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * alcove_account_check:
 * @credential: a credential
 *
 * Asks the server for its models.
 *
 * Returns: (transfer full): a future of %TRUE; rejects with what is wrong with the address or the key
 */
DexFuture *
alcove_account_check (AlcoveCredential *credential)
{
  g_autoptr (AlcoveClient) client = NULL;
  g_autoptr (AlcoveEndpoint) endpoint = NULL;
  DexFuture *models;
  GError *error = NULL;

  endpoint = alcove_endpoint_new (credential->base_url, &error);
  if (endpoint == NULL)
    return dex_future_new_for_error (error);
  client = alcove_client_new (endpoint, credential->api_key);
  alcove_client_set_allow_plain_http (client, credential->allow_plain_http);
  alcove_client_set_trusted_certificate (client, credential->certificate);
  alcove_client_set_extras (client, credential->extras);
  models = alcove_client_list_models (client);
  return dex_future_finally (models, listed_cb, g_steal_pointer (&client), g_object_unref);
}
