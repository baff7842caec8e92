/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Comma-separated values (RFC 4180). Pure; any thread. Names come from servers: what a spreadsheet would take for a
 * formula is made text by an apostrophe before it (owasp.org/www-community/attacks/CSV_Injection). */

#include "alcove-csv.h"

#include <string.h>

static gboolean
is_number (const char *field)
{
  char *end = NULL;

  g_ascii_strtod (field, &end);
  return end != field && *end == '\0' && strspn (field, "-.0123456789eE+") == strlen (field);
}

static gboolean
would_be_a_formula (const char *field)
{
  return *field != '\0' && strchr ("=+-@\t\r", *field) != NULL && !is_number (field);
}

static void
append_field (GString *out, const char *field)
{
  const gboolean is_formula = would_be_a_formula (field);

  if (!is_formula && strpbrk (field, ",\"\r\n\t ;") == NULL)
    {
      g_string_append (out, field);
      return;
    }
  g_string_append (out, is_formula ? "\"'" : "\"");
  for (const char *p = field; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/**
 * alcove_csv_append_row:
 * @out: where to
 * @fields: the fields of one row
 */
void
alcove_csv_append_row (GString *out, const char *const *fields)
{
  for (guint i = 0; fields[i]; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_field (out, fields[i]);
    }
  g_string_append (out, "\r\n");
}
