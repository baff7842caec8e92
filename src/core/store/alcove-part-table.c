/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The table part: texts, reasoning, files of a message, in their order. The search index is kept by
 * the caller, who knows when a message is at its end. Thread of the connection. */

#include "alcove-part-table.h"

#include "alcove-numbers.h"

static AlcovePart *
read_row (AlcoveStatement *row)
{
  AlcovePart *part = alcove_part_new ((AlcovePartKind) alcove_statement_get_int (row, 0), NULL);

  part->mime = alcove_statement_dup_string (row, 1);
  part->name = alcove_statement_dup_string (row, 2);
  part->text = alcove_statement_dup_string (row, 3);
  part->data = alcove_statement_dup_bytes (row, 4);
  part->extra = alcove_statement_dup_string (row, 5);
  return part;
}

/* (element-type AlcovePart): the parts of a message. */
GPtrArray *
alcove_part_table_list (AlcoveDb *db, gint64 message, GError **error)
{
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (db, error, "part-list", "i", message);
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    g_ptr_array_add (parts, read_row (stmt));
  if (local == NULL)
    return g_steal_pointer (&parts);
  g_propagate_error (error, local);
  return NULL;
}

/**
 * alcove_part_table_replace: (skip)
 * @db: a connection in a transaction
 * @message: n of the message
 * @created_at: when the message came to be: the place of its parts in the order of n
 * @parts: (element-type AlcovePart): all that it has now
 * @error: return location for an error
 *
 * Returns: whether they are in
 */
gboolean
alcove_part_table_replace (AlcoveDb *db, gint64 message, gint64 created_at, GPtrArray *parts,
                           GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);
      gint64 n;

      if (!alcove_numbers_next (db, created_at, &n, error)
          || !alcove_db_run (db, error, "part-put", "iiiisssbs", n, message, (gint64) i,
                             (gint64) part->kind, part->mime, part->name, part->text, part->data,
                             part->extra))
        return FALSE;
    }
  return alcove_db_run (db, error, "part-trim", "ii", message, (gint64) parts->len);
}
