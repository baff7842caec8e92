/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The pictures and files that stand beside the texts of an export. Chats call them by ids with which their names begin:
 * "file-abc" is "file-abc-holiday.png", in whatever folder; or it is "file-abc.dat", and a list beside them has the names
 * that files had. Blocks; one thread at a time. */

#include "alcove-import-assets.h"

#include <string.h>

#include "alcove-image-kind.h"
#include "alcove-import-asset.h"
#include "alcove-import-image.h"
#include "alcove-json.h"

#define ASSET_MAX ((gsize) 32 * 1024 * 1024)
/* A chat is in memory as a whole, and the next one with it. */
#define CHAT_MAX ((gsize) 64 * 1024 * 1024)

#define N_NAMES_LOOKED_AT 64

/* What ChatGPT's export of 2026 calls the list: an object, from a file's name to the one that it had. */
#define NAMES_FILE "conversation_asset_file_names.json"
#define NAMES_MAX ((gsize) 4 * 1024 * 1024)

typedef struct
{
  const char *name;
  guint index;
} Named;

struct _AlcoveImportAssets
{
  AlcoveImportFolder *folder;
  GArray *by_name;     /* Named */
  GHashTable *renamed; /* a name → the one that the file had; NULL before it is wanted */
};

/* A part that wants the bytes of a file. */
typedef struct
{
  AlcovePart *part;
  guint index;
} Wish;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Named *) a)->name, ((const Named *) b)->name);
}

AlcoveImportAssets *
alcove_import_assets_new (AlcoveImportFolder *folder)
{
  AlcoveImportAssets *self = g_new0 (AlcoveImportAssets, 1);
  GArray *files = alcove_import_folder_list (folder);

  self->folder = g_object_ref (folder);
  self->by_name = g_array_sized_new (FALSE, FALSE, sizeof (Named), files->len);
  for (guint i = 0; i < files->len; i++)
    {
      const Named named = { g_array_index (files, AlcoveImportFile, i).name, i };

      g_array_append_val (self->by_name, named);
    }
  g_array_sort (self->by_name, compare_names);
  return self;
}

void
alcove_import_assets_free (AlcoveImportAssets *self)
{
  g_object_unref (self->folder);
  g_array_unref (self->by_name);
  g_clear_pointer (&self->renamed, g_hash_table_unref);
  g_free (self);
}

/* Where the names that are not before this one begin. */
static guint
find_first (AlcoveImportAssets *self, const char *id)
{
  guint low = 0, high = self->by_name->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (strcmp (g_array_index (self->by_name, Named, middle).name, id) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* "file-a" is "file-a-x.png" and "file-a.png" and not "file-ab.png". */
static gboolean
find_file (AlcoveImportAssets *self, const char *id, guint *index)
{
  const gsize length = strlen (id);

  const guint first = find_first (self, id);

  for (guint i = first; length > 0 && i < MIN (self->by_name->len, first + N_NAMES_LOOKED_AT); i++)
    {
      const Named *named = &g_array_index (self->by_name, Named, i);

      if (strncmp (named->name, id, length) != 0)
        return FALSE;
      *index = named->index;
      if (!g_ascii_isalnum (named->name[length]))
        return TRUE;
    }
  return FALSE;
}

static int
compare_wishes (gconstpointer a, gconstpointer b)
{
  const guint one = ((const Wish *) a)->index, other = ((const Wish *) b)->index;

  return (one > other) - (one < other);
}

/* (transfer full) (element-type Wish): in the order in which they are read best. */
static GArray *
list_wishes (AlcoveImportAssets *self, AlcoveChatBundle *bundle)
{
  GArray *wishes = g_array_new (FALSE, FALSE, sizeof (Wish));

  for (guint i = 0; i < bundle->messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);

      for (guint k = 0; k < message->parts->len; k++)
        {
          AlcovePart *part = g_ptr_array_index (message->parts, k);
          g_autofree char *id = part->data ? NULL : alcove_part_dup_asset (part);
          Wish wish = { .part = part };

          if (id != NULL && find_file (self, id, &wish.index))
            g_array_append_val (wishes, wish);
        }
    }
  g_array_sort (wishes, compare_wishes);
  return wishes;
}

static void
read_names (AlcoveImportAssets *self, GBytes *bytes)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonObjectIter iter;
  const char *name;
  JsonNode *root, *member;

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &member))
    if (JSON_NODE_HOLDS_VALUE (member) && json_node_get_value_type (member) == G_TYPE_STRING)
      g_hash_table_replace (self->renamed, g_strdup (name),
                            alcove_import_folder_dup_name (json_node_get_string (member)));
}

/* Without the list files have the names by which they are found. FALSE with an error. */
static gboolean
want_names (AlcoveImportAssets *self, GCancellable *cancellable, GError **error)
{
  GArray *files = alcove_import_folder_list (self->folder);
  const guint at = find_first (self, NAMES_FILE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  const Named *named;

  if (self->renamed != NULL || files->len == 0)
    return TRUE;
  self->renamed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  named = at < self->by_name->len ? &g_array_index (self->by_name, Named, at) : NULL;
  if (named == NULL || !g_str_equal (named->name, NAMES_FILE))
    return TRUE;
  bytes = alcove_import_folder_read (self->folder, named->index, NAMES_MAX, cancellable, &local);
  if (bytes != NULL)
    read_names (self, bytes);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What a file is called where the chat does not tell. */
static const char *
get_name (AlcoveImportAssets *self, guint index)
{
  const char *name
      = g_array_index (alcove_import_folder_list (self->folder), AlcoveImportFile, index).name;
  const char *had = g_hash_table_lookup (self->renamed, name);

  return had != NULL && *had ? had : name;
}

/* What it is its own bytes say. */
static void
give (AlcovePart *part, GBytes *bytes, const char *name)
{
  const char *kind = alcove_image_kind_sniff (bytes);

  part->data = g_bytes_ref (bytes);
  part->kind = kind ? ALCOVE_PART_IMAGE : ALCOVE_PART_FILE;
  if (kind != NULL || part->mime == NULL)
    g_set_str (&part->mime, kind ? kind : "application/octet-stream");
  if (part->name == NULL)
    part->name = g_strdup (name);
}

gboolean
alcove_import_assets_attach (AlcoveImportAssets *self, AlcoveChatBundle *bundle, gsize *n_bytes,
                             AlcoveImportSink *sink, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) wishes = list_wishes (self, bundle);
  g_autoptr (GBytes) bytes = NULL;

  *n_bytes = 0;
  if (wishes->len > 0 && !want_names (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < wishes->len; i++)
    {
      const Wish *wish = &g_array_index (wishes, Wish, i);
      const char *name = get_name (self, wish->index);
      g_autoptr (GError) local = NULL;

      if (i == 0 || g_array_index (wishes, Wish, i - 1).index != wish->index)
        {
          g_clear_pointer (&bytes, g_bytes_unref);
          bytes = alcove_import_folder_read (
              self->folder, wish->index, MIN (ASSET_MAX, CHAT_MAX - *n_bytes), cancellable, &local);
          if (local != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local));
              return FALSE;
            }
          if (bytes == NULL)
            alcove_import_sink_skip (sink, name, ALCOVE_SKIP_TOO_LARGE);
          else
            *n_bytes += g_bytes_get_size (bytes);
        }
      if (bytes != NULL)
        give (wish->part, bytes, name);
    }
  alcove_import_asset_drop_voices (bundle);
  return TRUE;
}
