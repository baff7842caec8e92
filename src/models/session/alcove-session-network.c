/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is known of the way to the server without going it. Main thread; nothing here waits: where a proxy leads out of
 * the network, the system says that there is no network, and only the proxy's settings tell otherwise. */

#include "alcove-session-private.h"

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AlcoveSession) self = user_data;
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  for (guint i = 0; proxies && proxies[i]; i++)
    self->has_proxy |= !g_str_has_prefix (proxies[i], "direct:");
}

/**
 * alcove_session_find_proxy:
 * @self: a session that has a client
 *
 * Asks the system whether a proxy leads to the server.
 */
void
alcove_session_find_proxy (AlcoveSession *self)
{
  AlcoveEndpoint *endpoint = alcove_client_get_endpoint (self->client);

  self->has_proxy = FALSE;
  if (alcove_endpoint_get_reach (endpoint) == ALCOVE_REACH_PUBLIC)
    g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (),
                                   alcove_endpoint_get_base_url (endpoint), NULL, looked_up_cb,
                                   g_object_ref (self));
}

/**
 * alcove_session_get_is_offline:
 * @self: a session
 *
 * Costs nothing: the system knows. A server on this computer or on the local network may be there without any
 * network that the system counts, and so may one behind a proxy.
 *
 * Returns: whether the server cannot be reached, as this computer has no network
 */
gboolean
alcove_session_get_is_offline (AlcoveSession *self)
{
  return self->client != NULL && !self->has_proxy
         && alcove_endpoint_get_reach (alcove_client_get_endpoint (self->client))
                == ALCOVE_REACH_PUBLIC
         && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

/**
 * alcove_session_get_is_plain:
 * @self: a session
 *
 * Returns: whether what is sent can be read on its way to another computer, as a person agreed to
 */
gboolean
alcove_session_get_is_plain (AlcoveSession *self)
{
  AlcoveEndpoint *endpoint = self->client ? alcove_client_get_endpoint (self->client) : NULL;

  return endpoint != NULL && alcove_endpoint_is_plain_http (endpoint)
         && alcove_endpoint_get_reach (endpoint) != ALCOVE_REACH_LOOPBACK;
}
