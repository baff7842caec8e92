/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Whether a link in an answer may be opened. Its text and its target were written by a machine that
 * may have been told what to write, so nothing about them is believed: only a few schemes, a host that
 * can be seen, and a warning where the text promises another place than the target leads to.
 * Pure; any thread. */

#include "alcove-link-policy.h"
#include "alcove-hidden-characters.h"
#include "alcove-host-looks.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_TARGET 8192

static char *
reveal (const char *text)
{
  return alcove_hidden_characters_reveal (text, -1, NULL);
}

static gboolean
has_hidden (const char *text)
{
  guint count;
  g_autofree char *revealed = alcove_hidden_characters_reveal (text, -1, &count);

  return count > 0;
}

/* What no address holds: it would be read one way here and another by who opens it. */
static gboolean
has_forbidden (const char *target)
{
  if (!g_utf8_validate (target, -1, NULL) || strlen (target) > MAX_TARGET)
    return TRUE;
  for (const char *p = target; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || g_unichar_isspace (c) || c == '\\' || c == '<'
          || c == '>' || c == '"')
        return TRUE;
    }
  return FALSE;
}

/* The parts of an address as they are written, or NULL. */
static GUri *
parse_target (const char *target)
{
  /* the host is taken as it stands, to be looked at before it is turned into anything */
  return g_uri_parse (target, G_URI_FLAGS_ENCODED | G_URI_FLAGS_NON_DNS, NULL);
}

/* The host as a server is asked for it: decoded and in ASCII. NULL where there is none. */
static char *
dup_ascii_host (GUri *uri)
{
  g_autofree char *host = g_uri_unescape_string (g_uri_get_host (uri), NULL);
  g_autofree char *ascii = NULL;

  if (!host || !*host)
    return NULL;
  if (strchr (host, ':')) /* an IPv6 address, without its brackets */
    return g_hostname_is_ip_address (host) ? g_ascii_strdown (host, -1) : NULL;
  if (g_hostname_is_non_ascii (host))
    ascii = g_hostname_to_ascii (host);
  else
    ascii = g_ascii_strdown (host, -1);
  if (!ascii || strspn (ascii, "abcdefghijklmnopqrstuvwxyz0123456789-._") != strlen (ascii)
      || strspn (ascii, ".") == strlen (ascii) || *ascii == '.')
    return NULL;
  return g_steal_pointer (&ascii);
}

static char *
show_web (GUri *uri, const char *host)
{
  g_autofree char *shown
      = g_uri_join (G_URI_FLAGS_ENCODED | G_URI_FLAGS_NON_DNS, g_uri_get_scheme (uri), NULL, host,
                    g_uri_get_port (uri), g_uri_get_path (uri), g_uri_get_query (uri),
                    g_uri_get_fragment (uri));

  return reveal (shown);
}

/* "mailto:" may carry headers; one that attaches a file of the reader's, or breaks a line, is an attack. */
static gboolean
is_mail_allowed (GUri *uri)
{
  const char *query = g_uri_get_query (uri);
  g_autofree char *lower = g_ascii_strdown (query ? query : "", -1);

  if (!strchr (g_uri_get_path (uri), '@') && !g_strrstr (g_uri_get_path (uri), "%40"))
    return FALSE;
  return !g_strrstr (lower, "attach") && !g_strrstr (lower, "%0a%0d") && !g_strrstr (lower, "%00");
}

static AlcoveLinkVerdict
judge_mail (GUri *uri, const char *target, const char *label, char **shown)
{
  g_autofree char *address = g_uri_unescape_string (g_uri_get_path (uri), NULL);
  const char *domain = address ? strrchr (address, '@') : NULL;

  *shown = reveal (target);
  if (!domain || !is_mail_allowed (uri))
    return ALCOVE_LINK_REFUSED;
  if (has_hidden (target) || has_hidden (address) || has_hidden (label)
      || !alcove_host_looks_plain (domain + 1) || !alcove_label_agrees_with_mail (label, address))
    return ALCOVE_LINK_SUSPICIOUS;
  return ALCOVE_LINK_PLAIN;
}

static AlcoveLinkVerdict
judge_web (GUri *uri, const char *target, const char *label, char **shown)
{
  g_autofree char *host = dup_ascii_host (uri);

  if (!host || g_uri_get_userinfo (uri))
    {
      *shown = reveal (target);
      return ALCOVE_LINK_REFUSED;
    }
  *shown = show_web (uri, host);
  if (has_hidden (target) || has_hidden (label) || !alcove_host_looks_plain (host)
      || !alcove_label_agrees_with_host (label, host))
    return ALCOVE_LINK_SUSPICIOUS;
  return ALCOVE_LINK_PLAIN;
}

/**
 * alcove_link_policy_judge:
 * @target: (nullable): where a link leads
 * @label: (nullable): its text
 * @shown_target: (out) (optional) (transfer full): the target as it must be shown before it is opened:
 *   the host in ASCII ("xn--…"), hidden characters visible
 *
 * Only http, https and mailto lead anywhere, with a host, without user name or password, and without
 * characters that an address cannot hold (RFC 3986). Rules for what is suspicious: UTS #39 on mixed
 * scripts; a text that names another host.
 *
 * Returns: what may be done with the link
 */
AlcoveLinkVerdict
alcove_link_policy_judge (const char *target, const char *label, char **shown_target)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *shown = NULL;
  AlcoveLinkVerdict verdict = ALCOVE_LINK_REFUSED;
  const char *scheme;

  target = target ? target : "";
  label = label ? label : "";
  if (!has_forbidden (target))
    uri = parse_target (target);
  scheme = uri ? g_uri_get_scheme (uri) : "";
  if (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
    verdict = judge_web (uri, target, label, &shown);
  else if (g_str_equal (scheme, "mailto"))
    verdict = judge_mail (uri, target, label, &shown);
  else
    shown = reveal (target);
  if (shown_target)
    *shown_target = g_steal_pointer (&shown);
  return verdict;
}
