/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* "| 1 || 3 |" has an empty cell in the middle (GFM); md4c leaves it out, and what follows stands in the wrong
 * column. With a blank between the two bars md4c has it as well. Pure; any thread. */

#include "alcove-empty-cells.h"

#include <string.h>

/* Behind the code that begins with these ticks; behind the ticks alone where it does not end in the line. */
static const char *
skip_code (const char *text, const char *end)
{
  const char *behind = text;

  while (behind < end && *behind == '`')
    behind++;
  for (const char *at = behind; at < end && *at != '\n';)
    {
      const char *ticks = at;

      while (at < end && *at == '`')
        at++;
      if (at - ticks == behind - text)
        return at;
      if (at == ticks)
        at++;
    }
  return behind;
}

/**
 * alcove_empty_cells_open:
 * @text: the lines of a table
 * @length: their bytes
 *
 * Returns: (transfer full) (nullable): them with a blank in each empty cell, %NULL where they need none
 */
char *
alcove_empty_cells_open (const char *text, gsize length)
{
  const char *end = text + length;
  g_autoptr (GString) opened = NULL;

  if (g_strstr_len (text, (gssize) length, "||") == NULL)
    return NULL;
  opened = g_string_sized_new (length + 16);
  while (text < end)
    {
      const char *next = text + 1;

      if (*text == '\\' && next < end)
        next++;
      else if (*text == '`')
        next = skip_code (text, end);
      g_string_append_len (opened, text, next - text);
      if (*text == '|' && next < end && *next == '|')
        g_string_append_c (opened, ' ');
      text = next;
    }
  return g_string_free_and_steal (g_steal_pointer (&opened));
}

static const AlcoveRun *
next_full (const AlcoveBlock *table, guint *at)
{
  while (*at < table->cells->len)
    {
      const AlcoveRun *cell = g_ptr_array_index (table->cells, (*at)++);

      if (cell->length > 0)
        return cell;
    }
  return NULL;
}

/**
 * alcove_empty_cells_are_all:
 * @before: a table
 * @after: what became of it
 *
 * Returns: whether they have the same texts in the same order: only empty cells came in between
 */
gboolean
alcove_empty_cells_are_all (const AlcoveBlock *before, const AlcoveBlock *after)
{
  guint i = 0, j = 0;

  if (before->cells == NULL || after->cells == NULL || before->n_columns != after->n_columns
      || before->cells->len != after->cells->len)
    return FALSE;
  for (;;)
    {
      const AlcoveRun *left = next_full (before, &i);
      const AlcoveRun *right = next_full (after, &j);

      if (left == NULL || right == NULL)
        return left == right;
      if (!g_str_equal (left->text, right->text))
        return FALSE;
    }
}
