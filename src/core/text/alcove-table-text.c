/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A table as the Markdown that makes it again. Pure; any thread. */

#include "alcove-table-text.h"

static void
append_cell (GString *text, const AlcoveRun *cell)
{
  g_string_append (text, "| ");
  for (guint i = 0; i < cell->length; i++)
    {
      const char c = cell->text[i];

      if (c == '|' || c == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, c == '\n' || c == '\r' ? ' ' : c);
    }
  g_string_append_c (text, ' ');
}

static void
append_rule (GString *text, const AlcoveBlock *table)
{
  static const char *const rules[] = { "| --- ", "| :-- ", "| :-: ", "| --: " };

  for (guint i = 0; i < table->n_columns; i++)
    g_string_append (text, rules[((AlcoveRun *) g_ptr_array_index (table->cells, i))->align]);
  g_string_append (text, "|\n");
}

/**
 * alcove_table_text_to_markdown:
 * @table: a table
 *
 * Returns: (transfer full): it as Markdown; what styles its cells have is left out
 */
char *
alcove_table_text_to_markdown (const AlcoveBlock *table)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->cells->len; i++)
    {
      append_cell (text, g_ptr_array_index (table->cells, i));
      if (i % table->n_columns != table->n_columns - 1)
        continue;
      g_string_append (text, "|\n");
      if (i + 1 == table->n_columns)
        append_rule (text, table);
    }
  return g_string_free_and_steal (text);
}
