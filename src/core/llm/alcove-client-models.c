/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Asking a server for its models, and looking for the servers of this computer. Main thread.
 * A list is small: 64 MiB are the end here too, and half a minute of silence. */

#include "alcove-client-private.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-wire-error.h"
#include "alcove-wire-reader.h"

#define STALL_SECONDS 30
#define FIND_MILLISECONDS 1000

typedef struct
{
  AlcoveClient *client; /* its end would be the end of its requests */
  DexPromise *promise;
  AlcoveExchange *exchange;
  AlcoveLockedBytes *key;
  GByteArray *body;
  gulong cancelled_id;
} Listing;

static void
listing_free (Listing *self)
{
  g_clear_object (&self->exchange);
  g_byte_array_unref (self->body);
  alcove_locked_bytes_unref (self->key);
  dex_clear (&self->promise);
  g_object_unref (self->client);
  g_free (self);
}

static void
listing_finish (Listing *self, GPtrArray *models, GError *error)
{
  GCancellable *cancellable = dex_promise_get_cancellable (self->promise);

  if (self->cancelled_id != 0)
    g_signal_handler_disconnect (cancellable, self->cancelled_id);
  if (models != NULL)
    dex_promise_resolve_boxed (self->promise, G_TYPE_PTR_ARRAY, models);
  else
    dex_promise_reject (self->promise, alcove_client_clean_error (self->client, error));
  listing_free (self);
}

static gboolean
listing_bytes_cb (const guint8 *bytes, gsize length, gpointer data)
{
  Listing *self = data;

  if (self->body->len + length <= ALCOVE_WIRE_MAX_ANSWER)
    {
      g_byte_array_append (self->body, bytes, (guint) length);
      return TRUE;
    }
  listing_finish (self, NULL,
                  g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_TOO_LARGE,
                                       "the list of models is larger than 64 MiB"));
  return FALSE;
}

static void
listing_end_cb (const GError *error, gpointer data)
{
  Listing *self = data;
  g_autoptr (GError) failure = NULL;
  GPtrArray *models = NULL;

  if (error == NULL)
    models = alcove_model_infos_parse ((const char *) self->body->data, self->body->len, &failure);
  if (models == NULL)
    error = error ? error : failure;
  listing_finish (self, models, models ? NULL : alcove_wire_error_clean (error, self->key));
}

static void
listing_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  Listing *self = data;

  alcove_exchange_cancel (self->exchange);
  self->cancelled_id = 0;
  listing_free (self);
}

/**
 * alcove_client_list_models:
 * @self: a client
 *
 * Also the check of a key: a wrong one rejects with %ALCOVE_ERROR_AUTH, an address without an API
 * with %ALCOVE_ERROR_NOT_AN_API. Letting the future go closes the connection.
 *
 * Returns: (transfer full): a future of a #GPtrArray of #AlcoveModelInfo
 */
DexFuture *
alcove_client_list_models (AlcoveClient *self)
{
  static const AlcoveExchangeHandlers handlers = { listing_bytes_cb, listing_end_cb };
  Listing *listing = g_new0 (Listing, 1);
  DexPromise *promise = dex_promise_new_cancellable ();
  GError *error = NULL;

  listing->client = g_object_ref (self);
  listing->promise = dex_ref (promise);
  listing->body = g_byte_array_new ();
  listing->key = alcove_locked_bytes_ref (alcove_client_get_key (self));
  listing->exchange = alcove_client_exchange (self, "GET", "/models", NULL, STALL_SECONDS,
                                              &handlers, listing, &error);
  if (listing->exchange == NULL)
    listing_finish (listing, NULL, error);
  else
    listing->cancelled_id = g_signal_connect (dex_promise_get_cancellable (promise), "cancelled",
                                              G_CALLBACK (listing_cancelled_cb), listing);
  return DEX_FUTURE (promise);
}

static DexFuture *
ask_preset (const AlcovePreset *preset)
{
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (preset->base_url, NULL);
  g_autoptr (AlcoveClient) client = alcove_client_new (endpoint, NULL);

  return dex_future_first (alcove_client_list_models (client),
                           dex_timeout_new_msec (FIND_MILLISECONDS), NULL);
}

/* A server that wants a key is a server. */
static gboolean
is_there (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  return dex_await (dex_ref (future), &error)
         || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_AUTH);
}

static DexFuture *
find_fiber (gpointer data)
{
  guint n = 0;
  const AlcovePreset *presets = alcove_presets_get (&n);
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (asked,
                     presets[i].is_local ? ask_preset (&presets[i]) : dex_future_new_false ());
  for (guint i = 0; i < n; i++)
    if (is_there (g_ptr_array_index (asked, i)) && presets[i].is_local)
      g_ptr_array_add (found, (gpointer) &presets[i]);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&found));
}

/**
 * alcove_client_find_local_servers:
 *
 * Asks the usual ports of this computer for a list of models, without a key and without a proxy,
 * for one second at most.
 *
 * Returns: (transfer full): a future of a #GPtrArray of `const AlcovePreset*`, which it does not own
 */
DexFuture *
alcove_client_find_local_servers (void)
{
  return dex_scheduler_spawn (NULL, 0, find_fiber, NULL, NULL);
}
