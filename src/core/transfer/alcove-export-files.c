/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A folder of an export: hidden, NAME.part, until it is complete. Its name is one that nothing has yet, so that nothing
 * is ever replaced or deleted but what was made here. Blocks; one thread at a time. */

#include "alcove-export-files.h"

#include <string.h>

#include "alcove-file-error.h"

#define NAME_BYTES 120
#define TRIES 1000

struct _AlcoveExportFiles
{
  GFile *parent;
  char *name;
  GFile *part;       /* NULL before the first file */
  GHashTable *names; /* lower-case: of what is in it */
  gboolean is_committed;
};

/**
 * alcove_export_files_dup_safe_name:
 * @name: (nullable): what a chat or a file is called
 * @otherwise: where nothing of it can be used
 *
 * Returns: (transfer full): a name for a file on any file system: no separators, no control or hidden characters, not
 *   hidden, not too long
 */
char *
alcove_export_files_dup_safe_name (const char *name, const char *otherwise)
{
  g_autofree char *valid = g_utf8_make_valid (name ? name : "", -1);
  GString *safe = g_string_new (NULL);

  for (const char *p = valid; *p && safe->len < NAME_BYTES; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (c < 0x80 && strchr ("/\\:*?\"<>|%#", (int) c) != NULL)
        g_string_append_c (safe, '-');
      else if (g_unichar_isspace (c))
        g_string_append_c (safe, ' ');
      else if (g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (safe, c);
    }
  g_strstrip (safe->str);
  safe->len = strlen (safe->str);
  while (safe->len > 0 && strchr (".- ", safe->str[0]) != NULL)
    g_string_erase (safe, 0, 1);
  while (safe->len > 0 && safe->str[safe->len - 1] == '.')
    g_string_truncate (safe, safe->len - 1);
  if (safe->len == 0)
    g_string_assign (safe, otherwise);
  return g_string_free_and_steal (safe);
}

/* NAME, or "NAME 2" and so on. */
static char *
dup_numbered (const char *name, guint number)
{
  const char *dot = strrchr (name, '.');

  if (number < 2)
    return g_strdup (name);
  if (dot == NULL || dot == name)
    return g_strdup_printf ("%s %u", name, number);
  return g_strdup_printf ("%.*s %u%s", (int) (dot - name), name, number, dot);
}

/**
 * alcove_export_files_new:
 * @parent: where it is to be
 * @name: what it is to be called; a number follows where something has that name
 *
 * Returns: (transfer full): a folder that is not there yet
 */
AlcoveExportFiles *
alcove_export_files_new (GFile *parent, const char *name)
{
  AlcoveExportFiles *self = g_new0 (AlcoveExportFiles, 1);

  self->parent = g_object_ref (parent);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint number = 1; self->name == NULL && number < TRIES; number++)
    {
      g_autofree char *numbered
          = number < 2 ? g_strdup (name) : g_strdup_printf ("%s %u", name, number);
      g_autoptr (GFile) file = g_file_get_child (parent, numbered);

      if (!g_file_query_exists (file, NULL))
        self->name = g_steal_pointer (&numbered);
    }
  if (self->name == NULL)
    self->name = g_strdup_printf ("%s %08x", name, g_random_int ());
  return self;
}

const char *
alcove_export_files_get_name (AlcoveExportFiles *self)
{
  return self->name;
}

/**
 * alcove_export_files_ensure:
 * @self: a folder
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): where its files are until the end
 */
GFile *
alcove_export_files_ensure (AlcoveExportFiles *self, GError **error)
{
  g_autofree char *hidden = NULL;
  g_autoptr (GFile) part = NULL;

  if (self->part != NULL)
    return self->part;
  hidden = g_strdup_printf (".%s.%08x.part", self->name, g_random_int ());
  part = g_file_get_child (self->parent, hidden);
  if (!g_file_make_directory (part, NULL, error))
    {
      alcove_file_error_translate (error);
      return NULL;
    }
  g_file_set_attribute_uint32 (part, G_FILE_ATTRIBUTE_UNIX_MODE, 0700, G_FILE_QUERY_INFO_NONE, NULL,
                               NULL);
  self->part = g_steal_pointer (&part);
  return self->part;
}

/* What no file in it is called yet, in whatever case. */
static char *
dup_free_name (AlcoveExportFiles *self, const char *name)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *numbered = dup_numbered (name, number);

      if (g_hash_table_add (self->names, g_utf8_casefold (numbered, -1)))
        return g_steal_pointer (&numbered);
    }
}

/**
 * alcove_export_files_add:
 * @self: a folder
 * @name: what the file is to be called
 * @data: (nullable): what is in it; %NULL to reserve the name alone
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it is called
 */
char *
alcove_export_files_add (AlcoveExportFiles *self, const char *name, GBytes *data, GError **error)
{
  GFile *part = alcove_export_files_ensure (self, error);
  g_autofree char *free_name = NULL;
  g_autoptr (GFile) file = NULL;
  gsize length;
  const char *bytes;

  if (part == NULL)
    return NULL;
  free_name = dup_free_name (self, name);
  if (data == NULL)
    return g_steal_pointer (&free_name);
  bytes = g_bytes_get_data (data, &length);
  file = g_file_get_child (part, free_name);
  if (g_file_replace_contents (file, bytes ? bytes : "", length, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                               NULL, NULL, error))
    return g_steal_pointer (&free_name);
  alcove_file_error_translate (error);
  return NULL;
}

/* Gives it its name. */
gboolean
alcove_export_files_commit (AlcoveExportFiles *self, GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (self->parent, self->name);

  if (self->part == NULL)
    return TRUE;
  self->is_committed
      = g_file_move (self->part, file, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, error);
  alcove_file_error_translate (error);
  return self->is_committed;
}

/* Only what was made here is in it; links are removed, never followed. */
static void
remove_folder (GFile *folder)
{
  g_autoptr (GFileEnumerator) list = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (list != NULL && g_file_enumerator_iterate (list, &info, &child, NULL, NULL) && info)
    {
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        remove_folder (child);
      else
        g_file_delete (child, NULL, NULL);
    }
  g_file_delete (folder, NULL, NULL);
}

void
alcove_export_files_free (AlcoveExportFiles *self)
{
  if (self->part != NULL && !self->is_committed)
    remove_folder (self->part);
  g_clear_object (&self->part);
  g_clear_object (&self->parent);
  g_hash_table_unref (self->names);
  g_free (self->name);
  g_free (self);
}
