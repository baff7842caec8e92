/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The labels of links in the source of Markdown, so that a definition that comes late is looked for where it may be
 * wanted and nowhere else. This is no parser: whatever stands between brackets counts, in code too, and a key leaves
 * out more than the match of labels does. So it names too many, but none is missed. Pure; any thread. */

#include "alcove-link-labels.h"

#include <string.h>

/* 999 characters, and what quotes put between them */
#define MAX_LABEL 4096

/* In a label no bracket stands without a backslash. NULL where none ends it. */
static const char *
find_end (const char *at, const char *end)
{
  const char *limit = end - at > MAX_LABEL ? at + MAX_LABEL : end;

  for (; at < limit; at++)
    if (*at == '\\')
      at++;
    else if (*at == '[')
      return NULL;
    else if (*at == ']')
      return at;
  return NULL;
}

/* Upper and lower case are one, and white space is one blank: none at all here, nor the ">" of a quote that the label
 * goes on in. */
static char *
dup_key (const char *label, const char *end)
{
  g_autofree char *folded = g_utf8_casefold (label, end - label);
  GString *key = g_string_sized_new ((gsize) (end - label));

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);

      if (character > ' ' && character != '>' && !g_unichar_isspace (character))
        g_string_append_unichar (key, character);
    }
  return g_string_free_and_steal (key);
}

static void
tell (const char *label, const char *end, AlcoveLinkLabelFunc func, gpointer data)
{
  g_autofree char *key = dup_key (label, end);

  if (*key != '\0')
    func (key, data);
}

void
alcove_link_labels_used (const char *text, gsize length, AlcoveLinkLabelFunc func, gpointer data)
{
  const char *end = text + length;

  for (const char *at = text; at < end && (at = memchr (at, '[', (gsize) (end - at))) != NULL; at++)
    {
      const char *label_end = find_end (at + 1, end);

      if (label_end != NULL)
        tell (at + 1, label_end, func, data);
    }
}

void
alcove_link_labels_defined (const char *text, gsize length, AlcoveLinkLabelFunc func, gpointer data)
{
  const char *end = text + length;

  for (const char *at = text; at < end && (at = memchr (at, '[', (gsize) (end - at))) != NULL; at++)
    {
      const char *label_end = find_end (at + 1, end);

      if (label_end != NULL && label_end + 1 < end && label_end[1] == ':')
        tell (at + 1, label_end, func, data);
    }
}
