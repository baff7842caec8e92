/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a person types for a parameter, and back. Pure. A number may have a comma for a point. Stop sequences are
 * separated by commas; "\n" is a new line and "\054" a comma, as in C. */

#include "alcove-parameter-text.h"

#include <math.h>
#include <string.h>

/**
 * alcove_parameter_text_read_double:
 * @text: what stands in the row
 * @max: the end of the range that begins with 0
 * @value: (out): the number, NaN for an empty text
 *
 * Returns: whether it is one
 */
gboolean
alcove_parameter_text_read_double (const char *text, double max, double *value)
{
  g_autofree char *number = g_strstrip (g_strdelimit (g_strdup (text), ",", '.'));
  char *end = NULL;

  *value = NAN;
  if (*number == '\0')
    return TRUE;
  *value = g_ascii_strtod (number, &end);
  return *end == '\0' && *value >= 0 && *value <= max;
}

/**
 * alcove_parameter_text_read_int:
 * @text: what stands in the row
 * @min: the least
 * @max: the most
 * @not_set: the number for an empty text
 * @value: (out): the number
 *
 * Returns: whether it is one
 */
gboolean
alcove_parameter_text_read_int (const char *text, gint64 min, gint64 max, gint64 not_set,
                                gint64 *value)
{
  g_autofree char *number = g_strstrip (g_strdup (text));

  *value = not_set;
  return *number == '\0' || g_ascii_string_to_signed (number, 10, min, max, value, NULL);
}

/**
 * alcove_parameter_text_read_stop:
 * @text: what stands in the row
 * @max: how many there may be
 * @stop: (out) (nullable) (transfer full): the sequences, %NULL for none
 *
 * Returns: whether there are not too many
 */
gboolean
alcove_parameter_text_read_stop (const char *text, guint max, GStrv *stop)
{
  g_auto (GStrv) pieces = g_strsplit (text, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;

  *stop = NULL;
  for (guint i = 0; pieces[i]; i++)
    {
      g_autofree char *piece = g_strcompress (g_strstrip (pieces[i]));

      if (*piece == '\0' || !g_utf8_validate (piece, -1, NULL))
        continue;
      g_strv_builder_add (builder, piece);
      n++;
    }
  if (n > 0)
    *stop = g_strv_builder_end (builder);
  return n <= max;
}

/**
 * alcove_parameter_text_dup_double:
 * @value: a number, NaN where it is not set
 *
 * Returns: (transfer full): as it is typed
 */
char *
alcove_parameter_text_dup_double (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return g_strdup ("");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

/**
 * alcove_parameter_text_dup_int:
 * @value: a number
 * @not_set: the one that stands for none
 *
 * Returns: (transfer full): as it is typed
 */
char *
alcove_parameter_text_dup_int (gint64 value, gint64 not_set)
{
  return value == not_set ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static void
append_escaped (GString *text, const char *piece)
{
  const gsize length = strlen (piece);

  for (gsize i = 0; i < length; i++)
    {
      const gboolean would_be_trimmed = i == 0 || i == length - 1;
      const guchar c = (guchar) piece[i];

      if (c == '\n')
        g_string_append (text, "\\n");
      else if (c == '\\')
        g_string_append (text, "\\\\");
      else if (c < 0x20 || c == ',' || (c == ' ' && would_be_trimmed))
        g_string_append_printf (text, "\\%03o", c);
      else
        g_string_append_c (text, (char) c);
    }
}

/**
 * alcove_parameter_text_dup_stop:
 * @stop: (nullable): the sequences
 *
 * Returns: (transfer full): as they are typed
 */
char *
alcove_parameter_text_dup_stop (GStrv stop)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; stop && stop[i]; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      append_escaped (text, stop[i]);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
