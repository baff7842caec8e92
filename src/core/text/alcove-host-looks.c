/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How hosts look to a reader, as against what they are: the ways in which a name can pass for another
 * one, and the addresses that stand in the text of a link. Pure; any thread. */

#include "alcove-host-looks.h"

#include <gio/gio.h>
#include <string.h>

/* Endings that make a word an address when no scheme stands before it. Left out are those that are
 * endings of files as well (md, py, rs, sh, pl, …): "main.rs" promises no host. */
static const char *const endings[]
    = { "com",  "org",   "net", "edu",  "gov",  "mil",   "int",  "info", "biz",  "io",
        "co",   "app",   "dev", "ai",   "me",   "tv",    "eu",   "uk",   "us",   "ca",
        "de",   "fr",    "it",  "es",   "nl",   "be",    "ch",   "at",   "se",   "no",
        "dk",   "fi",    "cz",  "hu",   "ro",   "gr",    "pt",   "ie",   "ru",   "ua",
        "tr",   "il",    "in",  "cn",   "jp",   "kr",    "tw",   "hk",   "sg",   "au",
        "nz",   "br",    "mx",  "ar",   "za",   "xyz",   "top",  "shop", "site", "online",
        "bank", "cloud", "gg",  "link", "page", "store", "tech", "wiki", "blog" };

/* Letters of other scripts that a reader takes for Latin ones. */
static const char lookalikes[] = "авеһіјѕоррсԁԛԝхуӏкмнтгбзьґѡѵα"
                                 "βγεηικνορτυχωϲϳ0123456789-";

typedef struct
{
  gboolean latin, han, kana, hangul, bopomofo;
  guint n_others; /* distinct further scripts */
  GUnicodeScript other;
} Scripts;

static void
note_script (Scripts *scripts, GUnicodeScript script)
{
  if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
    return;
  if (script == G_UNICODE_SCRIPT_LATIN)
    scripts->latin = TRUE;
  else if (script == G_UNICODE_SCRIPT_HAN)
    scripts->han = TRUE;
  else if (script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA)
    scripts->kana = TRUE;
  else if (script == G_UNICODE_SCRIPT_HANGUL)
    scripts->hangul = TRUE;
  else if (script == G_UNICODE_SCRIPT_BOPOMOFO)
    scripts->bopomofo = TRUE;
  else if (scripts->n_others == 0 || scripts->other != script)
    {
      scripts->n_others++;
      scripts->other = script;
    }
}

/* UTS #39, "Highly Restrictive": one script, or Latin with the scripts of one East Asian language. */
static gboolean
is_one_writing (const Scripts *scripts)
{
  guint asian = (guint) scripts->kana + (guint) scripts->hangul + (guint) scripts->bopomofo;

  if (scripts->n_others == 0)
    return asian <= 1;
  return scripts->n_others == 1 && asian == 0 && !scripts->han && !scripts->latin;
}

static gboolean
is_lookalike (const char *part)
{
  for (const char *p = part; *p; p = g_utf8_next_char (p))
    if (!g_utf8_strchr (lookalikes, -1, g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
part_looks_plain (const char *part)
{
  Scripts scripts = { 0 };

  for (const char *p = part; *p; p = g_utf8_next_char (p))
    note_script (&scripts, g_unichar_get_script (g_utf8_get_char (p)));
  return is_one_writing (&scripts) && !(scripts.n_others > 0 && is_lookalike (part));
}

/* "2130706433" and "0x7f.1" are read as addresses by some and look like none. */
static gboolean
is_disguised_number (const char *host, const char *last_part)
{
  if (!*last_part || g_hostname_is_ip_address (host))
    return FALSE;
  return strspn (last_part, "0123456789") == strlen (last_part)
         || g_str_has_prefix (last_part, "0x");
}

gboolean
alcove_host_looks_plain (const char *host)
{
  g_autofree char *unicode = g_hostname_to_unicode (host);
  g_auto (GStrv) parts = NULL;

  if (!unicode)
    return FALSE;
  parts = g_strsplit (unicode, ".", -1);
  for (guint i = 0; parts[i]; i++)
    {
      if (!part_looks_plain (parts[i]))
        return FALSE;
      if (!parts[i + 1] && is_disguised_number (host, parts[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_known_ending (const char *host)
{
  const char *ending = strrchr (host, '.');

  if (!ending || ending == host)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_equal (ending + 1, endings[i]))
      return TRUE;
  return FALSE;
}

/* The host that a word names, in ASCII and without "www."; NULL for a word that is no address. */
static char *
dup_host_of_word (const char *word)
{
  const char *scheme = strstr (word, "://");
  const char *begin = scheme ? scheme + 3 : word;
  g_autofree char *authority = g_strndup (begin, strcspn (begin, "/?#\\"));
  const char *at = strrchr (authority, '@');
  const char *host = at ? at + 1 : authority;
  g_autofree char *ascii = NULL;
  char *port = strrchr (authority, ':');

  if (port && port > host)
    *port = '\0';
  ascii = g_hostname_to_ascii (host);
  if (!ascii || !*ascii)
    return NULL;
  if (!scheme && !g_str_has_prefix (ascii, "www.") && !has_known_ending (ascii))
    return NULL;
  return g_strdup (g_str_has_prefix (ascii, "www.") ? ascii + 4 : ascii);
}

/* The words of a label as they look: compatibility forms folded, small letters, bare of punctuation. */
static char **
split_words (const char *label)
{
  g_autofree char *normal = g_utf8_normalize (label, -1, G_NORMALIZE_NFKC);
  g_autofree char *lower = normal ? g_utf8_strdown (normal, -1) : NULL;
  char **words = g_strsplit_set (lower ? lower : "", " \t\n", -1);

  for (guint i = 0; words[i]; i++)
    {
      gsize end = strlen (words[i]);
      gsize begin = strspn (words[i], "([{<\"'*_`.,;:!?");

      while (end > begin && strchr (")]}>\"'*_`.,;:!?", words[i][end - 1]))
        end--;
      words[i][end] = '\0';
      memmove (words[i], words[i] + begin, end - begin + 1);
    }
  return words;
}

gboolean
alcove_label_agrees_with_host (const char *label, const char *host)
{
  g_auto (GStrv) words = split_words (label);

  if (g_str_has_prefix (host, "www."))
    host += 4;
  for (guint i = 0; words[i]; i++)
    {
      g_autofree char *named = dup_host_of_word (words[i]);

      if (named && !g_str_equal (named, host))
        return FALSE;
    }
  return TRUE;
}

gboolean
alcove_label_agrees_with_mail (const char *label, const char *address)
{
  g_auto (GStrv) words = split_words (label);
  g_autofree char *lower = g_utf8_strdown (address, -1);

  for (guint i = 0; words[i]; i++)
    {
      const char *word = words[i];

      if (g_str_has_prefix (word, "mailto:"))
        word += strlen ("mailto:");
      if (strchr (word, '@') && !g_str_equal (word, lower))
        return FALSE;
      if (!strchr (word, '@') && !alcove_label_agrees_with_host (word, strrchr (lower, '@') + 1))
        return FALSE;
    }
  return TRUE;
}
