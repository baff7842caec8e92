/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The files of sql/, compiled in as a resource. Read-only for the life of the process; any thread. */

#include "alcove-sql.h"

#include <gio/gio.h>

#include "alcove-sql-resource.h"

/**
 * alcove_sql_get: (skip)
 * @name: a file of sql/ without its suffix
 * @size: (out): its length in bytes; no NUL need stand behind
 *
 * Returns: (transfer none) (nullable): its text
 */
const char *
alcove_sql_get (const char *name, gsize *size)
{
  g_autofree char *path = g_strdup_printf ("/sql/%s.sql", name);
  g_autoptr (GBytes) text = g_resource_lookup_data (alcove_sql_get_resource (), path,
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  /* The bytes belong to the resource, which stays. */
  return text ? g_bytes_get_data (text, size) : NULL;
}
