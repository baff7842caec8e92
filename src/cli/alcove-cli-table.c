/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Rows that stay in line whatever they are written in: a terminal gives a Chinese letter or a picture two columns, a mark
 * above a letter none. Text from right to left stands between isolates, so that it does not take the numbers beside it
 * along. Times and numbers are those of the person's region. Pure. */

#include "alcove-cli.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>

#define ISOLATE "\xe2\x81\xa8"     /* U+2068 first strong isolate */
#define END_ISOLATE "\xe2\x81\xa9" /* U+2069 pop directional isolate */

struct _AlcoveCliTable
{
  char *sides;     /* l or r for each column */
  GPtrArray *rows; /* (element-type GStrv) */
};

static int
width_of_letter (gunichar letter)
{
  if (g_unichar_iszerowidth (letter) || g_unichar_iscntrl (letter))
    return 0;
  return g_unichar_iswide (letter) ? 2 : 1;
}

/**
 * alcove_cli_get_width:
 * @text: UTF-8
 *
 * Returns: how many columns of a terminal it takes
 */
int
alcove_cli_get_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    width += width_of_letter (g_utf8_get_char (p));
  return width;
}

/* The blocks of the scripts that run from right to left, and their forms for printing. */
static gboolean
runs_from_right (gunichar letter)
{
  return (letter >= 0x0590 && letter <= 0x08ff) || (letter >= 0xfb1d && letter <= 0xfdff)
         || (letter >= 0xfe70 && letter <= 0xfeff) || (letter >= 0x10800 && letter <= 0x10fff)
         || (letter >= 0x1e800 && letter <= 0x1efff);
}

/**
 * alcove_cli_dup_cell:
 * @text: UTF-8
 *
 * Returns: (transfer full): the same on one line, between isolates where some of it runs from right to left
 */
char *
alcove_cli_dup_cell (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\r\t", ' ');

  for (const char *p = line; *p; p = g_utf8_next_char (p))
    if (runs_from_right (g_utf8_get_char (p)))
      return g_strconcat (ISOLATE, line, END_ISOLATE, NULL);
  return g_steal_pointer (&line);
}

/**
 * alcove_cli_table_new:
 * @sides: a letter for each column: l or r, the side that its cells keep to
 *
 * Returns: (transfer full): a table without rows
 */
AlcoveCliTable *
alcove_cli_table_new (const char *sides)
{
  AlcoveCliTable *self = g_new0 (AlcoveCliTable, 1);

  self->sides = g_strdup (sides);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

/**
 * alcove_cli_table_add:
 * @self: a table
 * @first: the first cell
 * @...: the others, one for each column
 */
void
alcove_cli_table_add (AlcoveCliTable *self, const char *first, ...)
{
  const gsize n = strlen (self->sides);
  GStrv row = g_new0 (char *, n + 1);
  va_list args;

  va_start (args, first);
  for (gsize i = 0; i < n; i++)
    row[i] = alcove_cli_dup_cell (i == 0 ? first : va_arg (args, const char *));
  va_end (args);
  g_ptr_array_add (self->rows, row);
}

static int
width_of_column (const AlcoveCliTable *self, gsize column)
{
  int width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    width = MAX (width, alcove_cli_get_width (((GStrv) g_ptr_array_index (self->rows, i))[column]));
  return width;
}

static void
append_cell (GString *text, const char *cell, int width, gboolean is_right, gboolean is_last)
{
  const int room = width - alcove_cli_get_width (cell);

  if (is_right)
    g_string_append_printf (text, "%*s%s", room, "", cell);
  else if (is_last)
    g_string_append (text, cell);
  else
    g_string_append_printf (text, "%s%*s", cell, room, "");
}

/* Without blanks at the end, as where the last cells are empty. */
static void
end_row (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

/**
 * alcove_cli_table_dup_text:
 * @self: a table
 *
 * Returns: (transfer full): its rows, each with a line break
 */
char *
alcove_cli_table_dup_text (const AlcoveCliTable *self)
{
  const gsize n = strlen (self->sides);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree int *widths = g_new0 (int, n);

  for (gsize i = 0; i < n; i++)
    widths[i] = width_of_column (self, i);
  for (guint r = 0; r < self->rows->len; r++)
    {
      GStrv row = g_ptr_array_index (self->rows, r);

      for (gsize i = 0; i < n; i++)
        {
          append_cell (text, row[i], widths[i], self->sides[i] == 'r', i == n - 1);
          if (i < n - 1)
            g_string_append (text, "  ");
        }
      end_row (text);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * alcove_cli_table_write:
 * @self: a table, for standard output
 */
void
alcove_cli_table_write (const AlcoveCliTable *self)
{
  g_autofree char *text = alcove_cli_table_dup_text (self);

  alcove_cli_write (text);
}

/**
 * alcove_cli_table_free:
 * @self: (transfer full): a table
 */
void
alcove_cli_table_free (AlcoveCliTable *self)
{
  g_free (self->sides);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* A region that has none says its dates in the American way, which is no help to anybody. */
static gboolean
has_region (void)
{
  const char *name = setlocale (LC_TIME, NULL);

  return name && !g_str_equal (name, "C") && !g_str_has_prefix (name, "C.")
         && !g_str_equal (name, "POSIX");
}

static gboolean
has_twelve_hours (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%r") || strstr (format, "%I") || strstr (format, "%l");
}

/**
 * alcove_cli_dup_time:
 * @ms: Unix milliseconds
 *
 * Returns: (transfer full): the moment by this place's clock, as the person's region writes it
 */
char *
alcove_cli_dup_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (ms / 1000);

  if (!has_region ())
    return g_date_time_format (time, "%Y-%m-%d %H:%M");
  return g_date_time_format (time, has_twelve_hours () ? "%x %I:%M %p" : "%x %H:%M");
}
