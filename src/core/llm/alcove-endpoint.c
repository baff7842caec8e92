/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where to talk, made from whatever a person pasted: a host, a base URL, or the full address of a
 * request. Immutable after construction, so any thread may read it.
 * Holds always: the scheme is http or https, http never goes to a public host, there is no user
 * info in the URL and no query but Azure's api-version. */

#include "alcove-endpoint.h"

#include "alcove-error.h"

#include <string.h>

struct _AlcoveEndpoint
{
  GObject parent_instance;
  char *base_url; /* no slash at the end; the query, where there is one, is in it */
  char *prefix;   /* base_url without the query */
  char *query;
  char *host;
  AlcoveDialect dialect;
  AlcoveReach reach;
  gboolean is_plain_http;
};

G_DEFINE_FINAL_TYPE (AlcoveEndpoint, alcove_endpoint, G_TYPE_OBJECT)

static void
alcove_endpoint_finalize (GObject *object)
{
  AlcoveEndpoint *self = ALCOVE_ENDPOINT (object);

  g_free (self->base_url);
  g_free (self->prefix);
  g_free (self->query);
  g_free (self->host);
  G_OBJECT_CLASS (alcove_endpoint_parent_class)->finalize (object);
}

static void
alcove_endpoint_class_init (AlcoveEndpointClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_endpoint_finalize;
}

static void
alcove_endpoint_init (AlcoveEndpoint *self)
{
}

/* Names that only a home or an office network answers for: they are on no public list of names (RFC 6762, RFC 8375,
 * ICANN's list of names that will never be given out), or stand for addresses of a private network (Tailscale). */
static gboolean
is_local_name (const char *host)
{
  static const char *const ends[]
      = { ".local",       ".lan",  ".home",    ".home.arpa", ".internal", ".intranet",
          ".localdomain", ".corp", ".private", ".fritz.box", ".ts.net" };

  /* a name without a dot; digits are an address in disguise */
  if (strpbrk (host, ".:") == NULL && !g_ascii_isdigit (*host))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (host, ends[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_private_ipv4 (const guint8 *bytes)
{
  return bytes[0] == 10 || (bytes[0] == 172 && (bytes[1] & 0xf0) == 16)
         || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)
         || (bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
}

/**
 * alcove_reach_of_address:
 * @address: an address
 *
 * Private are RFC 1918, link-local, the shared addresses of carriers and overlay networks (RFC 6598) and the unique
 * local ones of IPv6 (RFC 4193).
 *
 * Returns: how far away it is
 */
AlcoveReach
alcove_reach_of_address (GInetAddress *address)
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_is_loopback (address))
    return ALCOVE_REACH_LOOPBACK;
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return is_private_ipv4 (bytes) ? ALCOVE_REACH_PRIVATE : ALCOVE_REACH_PUBLIC;
  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    {
      if (bytes[12] == 127)
        return ALCOVE_REACH_LOOPBACK;
      return is_private_ipv4 (bytes + 12) ? ALCOVE_REACH_PRIVATE : ALCOVE_REACH_PUBLIC;
    }
  if (g_inet_address_get_is_link_local (address) || (bytes[0] & 0xfe) == 0xfc)
    return ALCOVE_REACH_PRIVATE;
  return ALCOVE_REACH_PUBLIC;
}

/* How far away a host is, by its name alone: nothing is looked up. A name may lie; what it stands for is looked at
 * again when a connection is made. */
static AlcoveReach
reach_of_host (const char *host)
{
  g_autofree char *without_zone = g_strndup (host, strcspn (host, "%"));
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (without_zone);

  if (address != NULL)
    return alcove_reach_of_address (address);
  if (g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost"))
    return ALCOVE_REACH_LOOPBACK;
  return is_local_name (host) ? ALCOVE_REACH_PRIVATE : ALCOVE_REACH_PUBLIC;
}

/* What people paste has white space, quotes or brackets around it. */
static char *
trim_address (const char *address)
{
  g_autofree char *text = g_strstrip (g_strdup (address ? address : ""));
  gsize length = strlen (text);

  while (length >= 2 && strchr ("\"'`<", text[0]) && strchr ("\"'`>", text[length - 1]))
    {
      memmove (text, text + 1, length);
      text[length - 2] = 0;
      length = strlen (g_strstrip (text));
    }
  return g_steal_pointer (&text);
}

/* Puts "http://" before what is near and "https://" before everything else. */
static char *
add_scheme (const char *text)
{
  g_autofree char *probe = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GInetAddress) bare = g_inet_address_new_from_string (text);

  if (strstr (text, "://"))
    return g_strdup (text);
  if (bare && g_inet_address_get_family (bare) == G_SOCKET_FAMILY_IPV6)
    probe = g_strdup_printf ("http://[%s]", text);
  else
    probe = g_strconcat ("http://", text[0] == '/' && text[1] == '/' ? text + 2 : text, NULL);
  uri = g_uri_parse (probe, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_steal_pointer (&probe);
  if (reach_of_host (g_uri_get_host (uri)) != ALCOVE_REACH_PUBLIC
      || g_str_equal (g_uri_get_host (uri), "0.0.0.0") || g_str_equal (g_uri_get_host (uri), "::"))
    return g_steal_pointer (&probe);
  return g_strconcat ("https://", probe + strlen ("http://"), NULL);
}

static GUri *
parse_address (const char *address, GError **error)
{
  g_autofree char *text = trim_address (address);
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;

  if (*text == 0)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BAD_URL, "the address is empty");
      return NULL;
    }
  full = add_scheme (text);
  uri = g_uri_parse (full,
                     G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED_PATH
                         | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_HAS_PASSWORD
                         | G_URI_FLAGS_SCHEME_NORMALIZE,
                     NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == 0
      || strpbrk (g_uri_get_host (uri), " \t\r\n"))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BAD_URL, "this is not an address");
      return NULL;
    }
  if (!g_str_equal (g_uri_get_scheme (uri), "http")
      && !g_str_equal (g_uri_get_scheme (uri), "https"))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BAD_URL,
                           "an address begins with https:// or http://");
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BAD_URL,
                           "a user name or password does not belong into the address");
      return NULL;
    }
  return g_steal_pointer (&uri);
}

/* Lower case, ASCII; the addresses that servers print for "everywhere" mean this computer. */
static char *
normalize_host (const char *host)
{
  g_autofree char *ascii = g_hostname_to_ascii (host);
  g_autofree char *lower = g_ascii_strdown (ascii ? ascii : host, -1);
  gsize length = strlen (lower);

  while (length > 1 && lower[length - 1] == '.')
    lower[--length] = 0;
  if (g_str_equal (lower, "0.0.0.0"))
    return g_strdup ("127.0.0.1");
  if (g_str_equal (lower, "::"))
    return g_strdup ("::1");
  return g_steal_pointer (&lower);
}

/* Cuts the names of requests off a path, and doubled or final slashes. */
static char *
normalize_path (const char *path)
{
  static const char *const requests[] = {
    "/chat/completions", "/completions", "/embeddings",   "/models",   "/responses",
    "/messages",         "/api/chat",    "/api/generate", "/api/tags",
  };
  g_autoptr (GString) text = g_string_new (path);

  while (g_string_replace (text, "//", "/", 0) > 0)
    continue;
  if (text->len > 0 && text->str[text->len - 1] == '/')
    g_string_truncate (text, text->len - 1);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    if (g_str_has_suffix (text->str, requests[i]))
      {
        g_string_truncate (text, text->len - strlen (requests[i]));
        break;
      }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static const AlcovePreset *
preset_of_host (const char *host, int port, AlcoveReach reach)
{
  guint n = 0;
  const AlcovePreset *presets = alcove_presets_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (presets[i].base_url, G_URI_FLAGS_NONE, NULL);

      if (presets[i].is_local ? reach == ALCOVE_REACH_LOOPBACK && g_uri_get_port (uri) == port
                              : g_str_equal (g_uri_get_host (uri), host))
        return &presets[i];
    }
  return NULL;
}

/* A known provider's own path where the pasted one is only a part of it, "/v1" where there is none. */
static char *
complete_path (const char *path, const AlcovePreset *preset)
{
  g_autoptr (GUri) uri = preset ? g_uri_parse (preset->base_url, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *known = uri ? g_uri_get_path (uri) : "/v1";

  if (*path == 0 || (preset && (g_str_equal (path, "/v1") || g_str_has_prefix (known, path))))
    return g_strdup (known);
  return g_strdup (path);
}

/* Azure's older addresses need it. Anything else in a query may be a key, and keys stay out of URLs. */
static char *
keep_query (const char *query)
{
  g_autoptr (GHashTable) fields = NULL;
  const char *version = NULL;

  if (query != NULL)
    fields = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  if (fields != NULL)
    version = g_hash_table_lookup (fields, "api-version");
  /* a date and perhaps "-preview"; what is anything else does not belong into an address */
  if (version == NULL || *version == 0
      || version[strspn (version,
                         "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_")])
    return NULL;
  return g_strconcat ("api-version=", version, NULL);
}

static void
endpoint_fill (AlcoveEndpoint *self, GUri *uri)
{
  gboolean is_ipv6 = strchr (self->host, ':') != NULL;
  int port = g_uri_get_port (uri);
  const AlcovePreset *preset = preset_of_host (self->host, port, self->reach);
  g_autofree char *cut = normalize_path (g_uri_get_path (uri));
  g_autofree char *path = complete_path (cut, preset);
  g_autoptr (GString) prefix = g_string_new (g_uri_get_scheme (uri));

  g_string_append_printf (prefix, is_ipv6 ? "://[%s]" : "://%s", self->host);
  /* the zone of a link-local address (RFC 6874) */
  g_string_replace (prefix, "%", "%25", 0);
  if (port > 0 && port != (self->is_plain_http ? 80 : 443))
    g_string_append_printf (prefix, ":%d", port);
  g_string_append (prefix, path);
  self->prefix = g_string_free_and_steal (g_steal_pointer (&prefix));
  self->query = keep_query (g_uri_get_query (uri));
  self->base_url
      = self->query ? g_strconcat (self->prefix, "?", self->query, NULL) : g_strdup (self->prefix);
  if (preset != NULL)
    self->dialect = preset->dialect;
  else if (g_str_has_suffix (self->host, ".openai.azure.com"))
    self->dialect = ALCOVE_DIALECT_OPENAI;
}

/**
 * alcove_endpoint_new:
 * @address: (nullable): what a person pasted
 * @error: %ALCOVE_ERROR_BAD_URL where it is no address, %ALCOVE_ERROR_INSECURE for plain http to
 *   a public host
 *
 * Accepts a host, a host with a port, a base URL, and the full URL of a request. Without a scheme
 * this computer and private addresses get http, all others https. What it gives back as
 * [method@Endpoint.get_base_url] makes the same endpoint again.
 *
 * Returns: (nullable) (transfer full): the endpoint
 */
AlcoveEndpoint *
alcove_endpoint_new (const char *address, GError **error)
{
  g_autoptr (AlcoveEndpoint) self = NULL;
  g_autoptr (GUri) uri = parse_address (address, error);

  if (uri == NULL)
    return NULL;
  self = g_object_new (ALCOVE_TYPE_ENDPOINT, NULL);
  self->host = normalize_host (g_uri_get_host (uri));
  self->reach = reach_of_host (self->host);
  self->is_plain_http = g_str_equal (g_uri_get_scheme (uri), "http");
  if (self->is_plain_http && self->reach == ALCOVE_REACH_PUBLIC)
    {
      g_set_error (error, ALCOVE_ERROR, ALCOVE_ERROR_INSECURE,
                   "%s is not on this network, so it needs https", self->host);
      return NULL;
    }
  endpoint_fill (self, uri);
  /* what was pasted is read with patience, what is sent is not */
  if (!g_uri_is_valid (self->base_url, G_URI_FLAGS_ENCODED, NULL))
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_BAD_URL, "this is not an address");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * alcove_endpoint_get_base_url:
 * @self: an endpoint
 *
 * Returns: (transfer none): the base URL to show and to keep, without a slash at its end
 */
const char *
alcove_endpoint_get_base_url (AlcoveEndpoint *self)
{
  g_return_val_if_fail (ALCOVE_IS_ENDPOINT (self), NULL);
  return self->base_url;
}

/**
 * alcove_endpoint_get_host:
 * @self: an endpoint
 *
 * Returns: (transfer none): the host, in ASCII and without brackets
 */
const char *
alcove_endpoint_get_host (AlcoveEndpoint *self)
{
  g_return_val_if_fail (ALCOVE_IS_ENDPOINT (self), NULL);
  return self->host;
}

/**
 * alcove_endpoint_get_dialect:
 * @self: an endpoint
 *
 * Returns: whose rules apply, by the host or, on this computer, by the port
 */
AlcoveDialect
alcove_endpoint_get_dialect (AlcoveEndpoint *self)
{
  g_return_val_if_fail (ALCOVE_IS_ENDPOINT (self), ALCOVE_DIALECT_GENERIC);
  return self->dialect;
}

/**
 * alcove_endpoint_get_reach:
 * @self: an endpoint
 *
 * Returns: how far away it is
 */
AlcoveReach
alcove_endpoint_get_reach (AlcoveEndpoint *self)
{
  g_return_val_if_fail (ALCOVE_IS_ENDPOINT (self), ALCOVE_REACH_PUBLIC);
  return self->reach;
}

/**
 * alcove_endpoint_is_plain_http:
 * @self: an endpoint
 *
 * Returns: whether what is sent can be read on the way
 */
gboolean
alcove_endpoint_is_plain_http (AlcoveEndpoint *self)
{
  g_return_val_if_fail (ALCOVE_IS_ENDPOINT (self), FALSE);
  return self->is_plain_http;
}

/**
 * alcove_endpoint_dup_url:
 * @self: an endpoint
 * @path: what to ask, for example "/chat/completions"
 *
 * Returns: (transfer full): the full URL of a request
 */
char *
alcove_endpoint_dup_url (AlcoveEndpoint *self, const char *path)
{
  g_return_val_if_fail (ALCOVE_IS_ENDPOINT (self), NULL);
  return g_strconcat (self->prefix, *path == '/' ? "" : "/", path, self->query ? "?" : NULL,
                      self->query, NULL);
}
