/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Any text as the address that somebody pasted: it is refused, or it becomes an address that makes itself again, goes
 * to a public host by https alone, and holds no user, no password and no key. */

#include <stdint.h>
#include <string.h>

#include "alcove-endpoint.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveEndpoint) endpoint = alcove_endpoint_new (text, &error);
  g_autoptr (AlcoveEndpoint) again = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *url = NULL;

  g_assert_true ((endpoint == NULL) == (error != NULL));
  if (endpoint == NULL)
    return 0;
  again = alcove_endpoint_new (alcove_endpoint_get_base_url (endpoint), NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (alcove_endpoint_get_base_url (again), ==,
                   alcove_endpoint_get_base_url (endpoint));
  if (alcove_endpoint_get_reach (endpoint) == ALCOVE_REACH_PUBLIC)
    g_assert_false (alcove_endpoint_is_plain_http (endpoint));
  url = alcove_endpoint_dup_url (endpoint, "/models");
  uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  g_assert_nonnull (uri);
  g_assert_null (g_uri_get_userinfo (uri));
  g_assert_null (g_uri_get_fragment (uri));
  return 0;
}
