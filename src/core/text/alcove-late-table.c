/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A table right behind a line of text, without a blank line between them. GFM and every model mean a
 * table by it, md4c reads on in the paragraph. This finds the place in the source of such a paragraph;
 * who asks parses the two parts and believes it only if a table comes of it. Pure; any thread. */

#include "alcove-late-table.h"

#include <string.h>

typedef struct
{
  const char *begin;
  const char *end;
} Line;

static Line
trim (const char *begin, const char *end)
{
  while (begin < end && g_ascii_isspace (*begin))
    begin++;
  while (begin < end && g_ascii_isspace (end[-1]))
    end--;
  return (Line) { begin, end };
}

/* Cells of a row; 0 where it holds no bar. */
static guint
count_cells (Line row)
{
  guint n_bars = 0;
  const char *last = NULL;

  for (const char *p = row.begin; p < row.end; p++)
    if (*p == '\\')
      p++;
    else if (*p == '|')
      n_bars++, last = p;
  if (n_bars == 0)
    return 0;
  /* the bars at both ends part nothing */
  return n_bars + 1 - (*row.begin == '|' ? 1 : 0)
         - (last == row.end - 1 && last > row.begin ? 1 : 0);
}

/* "|:--|--:|": cells of dashes with a colon at an end or both. */
static gboolean
is_delimiter_row (Line row)
{
  const char *p = row.begin;

  if (p < row.end && *p == '|')
    p++;
  while (p < row.end)
    {
      const char *bar = memchr (p, '|', (gsize) (row.end - p));
      Line cell = trim (p, bar ? bar : row.end);

      if (cell.begin < cell.end && *cell.begin == ':')
        cell.begin++;
      if (cell.begin < cell.end && cell.end[-1] == ':')
        cell.end--;
      if (cell.begin == cell.end || strspn (cell.begin, "-") < (gsize) (cell.end - cell.begin))
        return FALSE;
      p = bar ? bar + 1 : row.end;
    }
  return row.begin < row.end;
}

gsize
alcove_late_table_find (const char *paragraph, gsize length)
{
  const char *end = paragraph + length;
  const char *previous = NULL;

  if (!memchr (paragraph, '|', length))
    return 0;
  for (const char *line = paragraph; line < end;)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));

      next = next ? next + 1 : end;
      if (previous > paragraph && is_delimiter_row (trim (line, next)))
        {
          guint n_cells = count_cells (trim (line, next));

          if (n_cells > 0 && n_cells == count_cells (trim (previous, line)))
            return (gsize) (previous - paragraph);
        }
      previous = line;
      line = next;
    }
  return 0;
}
