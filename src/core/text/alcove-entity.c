/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* HTML entities to characters. md4c hands them over as they are written; the table of the 2,125
 * names is in its HTML renderer, which is asked for the names that are not among the common ones.
 * Pure; any thread. */

#include "alcove-entity.h"

#include <md4c-html.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *text;
} common[] = {
  { "&amp;", "&" },   { "&lt;", "<" },   { "&gt;", ">" },
  { "&quot;", "\"" }, { "&apos;", "'" }, { "&nbsp;", "\302\240" },
};

/* CommonMark 0.31, section 2.5: not a character, or NUL, is U+FFFD. */
static void
append_number (GString *out, const char *digits, int base)
{
  guint64 code = g_ascii_strtoull (digits, NULL, base);

  if (code == 0 || code > 0x10ffff || !g_unichar_validate ((gunichar) code))
    code = 0xfffd;
  g_string_append_unichar (out, (gunichar) code);
}

static void
collect (const MD_CHAR *text, MD_SIZE size, void *data)
{
  g_string_append_len (data, text, (gssize) size);
}

/* The renderer answers with "<p>…</p>" in which only four characters are escaped. */
static gboolean
append_rendered (GString *out, const char *html)
{
  static const char *const escaped[] = { "&amp;", "&lt;", "&gt;", "&quot;" };
  const char *end = strstr (html, "</p>");

  if (!g_str_has_prefix (html, "<p>") || !end)
    return FALSE;
  for (const char *p = html + 3; p < end;)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (escaped) && !found; i++)
        if (g_str_has_prefix (p, escaped[i]))
          {
            g_string_append (out, common[i].text);
            p += strlen (escaped[i]);
            found = TRUE;
          }
      if (!found)
        g_string_append_c (out, *p++);
    }
  return TRUE;
}

void
alcove_entity_append (GString *out, const char *entity, gsize length)
{
  g_autofree char *name = g_strndup (entity, length);
  g_autoptr (GString) html = NULL;

  if (g_str_has_prefix (name, "&#"))
    {
      gboolean is_hex = name[2] == 'x' || name[2] == 'X';

      append_number (out, name + (is_hex ? 3 : 2), is_hex ? 16 : 10);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_str_equal (name, common[i].name))
      {
        g_string_append (out, common[i].text);
        return;
      }
  html = g_string_new (NULL);
  if (md_html (name, (MD_SIZE) length, collect, html, 0, 0) != 0
      || !append_rendered (out, html->str))
    g_string_append (out, name);
}
