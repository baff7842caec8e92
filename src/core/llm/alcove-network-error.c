/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What GIO, libsoup and the TLS library report, in the words of our own domain. Main thread, for
 * it asks the network monitor whether this computer is online at all. */

#include "alcove-network-error.h"

#include <libsoup/soup.h>

#include "alcove-error.h"

static gboolean
is_offline (AlcoveEndpoint *endpoint)
{
  return alcove_endpoint_get_reach (endpoint) != ALCOVE_REACH_LOOPBACK
         && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

static AlcoveError
code_of_io_error (GIOErrorEnum code, AlcoveEndpoint *endpoint)
{
  if (code == G_IO_ERROR_CONNECTION_REFUSED)
    return ALCOVE_ERROR_REFUSED;
  if (code == G_IO_ERROR_TIMED_OUT)
    return ALCOVE_ERROR_TIMEOUT;
  if (code == G_IO_ERROR_HOST_NOT_FOUND)
    return is_offline (endpoint) ? ALCOVE_ERROR_OFFLINE : ALCOVE_ERROR_HOST_NOT_FOUND;
  if (code == G_IO_ERROR_NETWORK_UNREACHABLE || is_offline (endpoint))
    return ALCOVE_ERROR_OFFLINE;
  return ALCOVE_ERROR_NETWORK;
}

/* libsoup stops at 100 KiB of headers, which is below our own limit, but tells it by words alone. */
static gboolean
is_header_limit (const GError *source)
{
  return g_error_matches (source, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
         && g_str_equal (source->message, g_dgettext ("libsoup-3.0", "Header too big"));
}

static AlcoveError
code_of (const GError *source, AlcoveEndpoint *endpoint)
{
  if (source->domain == G_RESOLVER_ERROR)
    return is_offline (endpoint) ? ALCOVE_ERROR_OFFLINE : ALCOVE_ERROR_HOST_NOT_FOUND;
  if (source->domain == G_TLS_ERROR)
    return ALCOVE_ERROR_TLS;
  if (source->domain == SOUP_SESSION_ERROR && source->code == SOUP_SESSION_ERROR_PARSING)
    return ALCOVE_ERROR_NOT_AN_API;
  if (is_header_limit (source))
    return ALCOVE_ERROR_TOO_LARGE;
  if (source->domain == G_IO_ERROR)
    return code_of_io_error ((GIOErrorEnum) source->code, endpoint);
  return ALCOVE_ERROR_NETWORK;
}

/* The one fault that a person can do most about. */
static const char *
fault_of_certificate (GTlsCertificateFlags errors)
{
  if (errors & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return "its certificate is for another name";
  if (errors & G_TLS_CERTIFICATE_EXPIRED)
    return "its certificate has expired";
  if (errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return "its certificate is not valid yet; is the clock right?";
  if (errors & G_TLS_CERTIFICATE_REVOKED)
    return "its certificate was revoked";
  if (errors & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return "nobody that this computer trusts vouches for its certificate";
  return NULL;
}

/**
 * alcove_network_error_new:
 * @source: what a library reported
 * @endpoint: where we wanted to go
 * @certificate_errors: what is wrong with the certificate, 0 for nothing
 *
 * Cancelling and errors of our own domain pass unchanged.
 *
 * Returns: (transfer full): an error of our domain
 */
GError *
alcove_network_error_new (const GError *source, AlcoveEndpoint *endpoint,
                          GTlsCertificateFlags certificate_errors)
{
  AlcoveError code;
  const char *fault = NULL;

  if (source->domain == ALCOVE_ERROR || g_error_matches (source, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (source);
  code = code_of (source, endpoint);
  if (code == ALCOVE_ERROR_TLS)
    fault = fault_of_certificate (certificate_errors);
  return g_error_new (ALCOVE_ERROR, code, "%s: %s", alcove_endpoint_get_host (endpoint),
                      fault ? fault : source->message);
}
