/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One history taken into another, chat by chat, by their ids: done twice it changes nothing the second time.
 * What stands in both stays as it is in the one that takes, but for files that it lacks. Functions that write run within a transaction of
 * their caller. Thread of the connections. */

#include "alcove-merge.h"

#include <string.h>

#include "alcove-bundle-read.h"
#include "alcove-chat-table.h"
#include "alcove-message-table.h"

G_DEFINE_BOXED_TYPE (AlcoveMerge, alcove_merge, alcove_merge_copy, alcove_merge_free)

AlcoveMerge *
alcove_merge_copy (const AlcoveMerge *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
alcove_merge_free (AlcoveMerge *self)
{
  g_free (self);
}

/* Whether stmt has come to its end without an error. */
static gboolean
at_end (GError *local, GError **error)
{
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/**
 * alcove_merge_list_chats: (skip)
 * @from: a history
 * @with_trash: whether those in the trash too
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of all its chats, oldest first
 */
GPtrArray *
alcove_merge_list_chats (AlcoveDb *from, gboolean with_trash, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AlcoveStatement) stmt
      = alcove_db_query (from, error, "chat-list-ids", "i", (gint64) !!with_trash);
  GError *local = NULL;

  if (stmt == NULL)
    return NULL;
  while (alcove_statement_next (stmt, &local))
    g_ptr_array_add (ids, alcove_statement_dup_id (stmt, 0));
  return at_end (local, error) ? g_steal_pointer (&ids) : NULL;
}

static gboolean
take_folders (AlcoveDb *from, AlcoveDb *to, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (from, error, "folder-list", "");
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      g_autofree char *id = alcove_statement_dup_id (stmt, 0);
      g_autofree char *name = alcove_statement_dup_string (stmt, 1);

      if (!alcove_db_run (to, error, "folder-add", "ksii", id, name,
                          alcove_statement_get_int (stmt, 2), alcove_statement_get_int (stmt, 3)))
        return FALSE;
    }
  return at_end (local, error);
}

static gboolean
take_settings (AlcoveDb *from, AlcoveDb *to, GError **error)
{
  g_autoptr (AlcoveStatement) stmt = alcove_db_query (from, error, "setting-list", "");
  GError *local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (alcove_statement_next (stmt, &local))
    {
      g_autofree char *key = alcove_statement_dup_string (stmt, 0);
      g_autofree char *value = alcove_statement_dup_string (stmt, 1);

      if (!alcove_db_run (to, error, "setting-add", "ss", key, value))
        return FALSE;
    }
  return at_end (local, error);
}

/* Folders and settings that are not there yet; before the chats, which stand in the folders. */
gboolean
alcove_merge_take_head (AlcoveDb *from, AlcoveDb *to, GError **error)
{
  return take_folders (from, to, error) && take_settings (from, to, error);
}

/* What was being received when the copy was made has ended since. */
static void
end_open (GPtrArray *messages)
{
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (alcove_status_is_open (message->status))
        message->status = ALCOVE_STATUS_INTERRUPTED;
    }
}

static gboolean
put_new (AlcoveDb *to, const AlcoveChatBundle *bundle, GError **error)
{
  AlcoveChatRecord *chat = bundle->chat;
  const AlcoveFolderRecord *folder = bundle->folder;

  if (folder != NULL
      && !alcove_db_run (to, error, "folder-add", "ksii", folder->id, folder->name,
                         folder->position, folder->created_at))
    return FALSE;
  return alcove_chat_table_insert (to, chat, error)
         && (bundle->messages->len == 0
             || alcove_message_table_import (to, chat->id, bundle->messages, chat->active_leaf,
                                             chat->updated_at, error));
}

static gboolean
put_artifacts (AlcoveDb *to, GPtrArray *artifacts, GError **error)
{
  for (guint i = 0; i < artifacts->len; i++)
    {
      const AlcoveArtifact *a = g_ptr_array_index (artifacts, i);

      if (!alcove_db_run (to, error, "artifact-add", "kksssissi", a->id, a->message_id, a->kind,
                          a->chart_type, a->title, a->version, a->spec, a->data_snapshot,
                          a->created_at))
        return FALSE;
    }
  return TRUE;
}

/* (element-type utf8): the ids of a chat's messages. */
static GHashTable *
list_there (AlcoveDb *to, const char *chat_id, GError **error)
{
  GHashTable *there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) messages = alcove_message_table_list_all (to, chat_id, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      g_hash_table_add (there, g_strdup (message->id));
    }
  if (messages == NULL)
    g_clear_pointer (&there, g_hash_table_unref);
  return there;
}

/* What a chat lacks; it goes on showing what it shows. */
static gboolean
take_missing (AlcoveDb *to, const char *chat_id, GPtrArray *messages, GHashTable *there,
              GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_table_get (to, chat_id, error);
  guint n = 0;

  if (chat == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (g_hash_table_contains (there, message->id))
        continue;
      if (!alcove_message_table_add (to, message, error))
        return FALSE;
      n++;
    }
  return n == 0 || chat->active_leaf == NULL
         || alcove_message_table_show (to, chat->active_leaf, error);
}

/* ---- what came without its files ---- */

/* The part that lacks these bytes; behind the last one for none. */
static guint
find_asset (GPtrArray *parts, const char *asset, gboolean *has_it)
{
  *has_it = FALSE;
  for (guint i = 0; i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);
      g_autofree char *other = alcove_part_dup_asset (part);

      if (g_strcmp0 (other, asset) != 0)
        continue;
      if (part->data == NULL)
        return i;
      *has_it = TRUE;
    }
  return parts->len;
}

/* What lacks its bytes gets them; what an earlier version did not take comes behind. How many. */
static gint64
join_parts (GPtrArray *parts, GPtrArray *given)
{
  gint64 n = 0;

  for (guint i = 0; i < given->len; i++)
    {
      AlcovePart *part = g_ptr_array_index (given, i);
      g_autofree char *asset = part->data ? alcove_part_dup_asset (part) : NULL;
      gboolean has_it = TRUE;
      const guint at = asset ? find_asset (parts, asset, &has_it) : parts->len;

      if (at == parts->len && has_it)
        continue;
      if (at < parts->len)
        alcove_part_unref (parts->pdata[at]);
      else
        g_ptr_array_add (parts, NULL);
      parts->pdata[at] = alcove_part_ref (part);
      n++;
    }
  return n;
}

/* What was written here stays as it was sent, whatever a file says of it: only what another program wrote was imported
 * without its files, and has an id that is made of its name there (a UUID of version 8). */
static gboolean
is_foreign (const AlcoveMessageRecord *message)
{
  return strlen (message->id) > 14 && message->id[14] == '8';
}

static gboolean
has_files (const AlcoveMessageRecord *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    if (((AlcovePart *) message->parts->pdata[i])->data != NULL)
      return TRUE;
  return FALSE;
}

/* A message that is there and was imported without what stood beside it. */
static gboolean
join_files (AlcoveDb *to, const AlcoveMessageRecord *message, gboolean is_dry, AlcoveMerge *merge,
            GError **error)
{
  g_autoptr (AlcoveMessageRecord) there = alcove_message_table_get_one (to, message->id, error);
  gint64 n;

  if (there == NULL)
    return FALSE;
  n = join_parts (there->parts, message->parts);
  merge->files += n;
  return n == 0 || is_dry || alcove_message_table_update (to, there, error);
}

static gboolean
join_all (AlcoveDb *to, GPtrArray *messages, GHashTable *there, gboolean is_dry, AlcoveMerge *merge,
          GError **error)
{
  for (guint i = 0; i < messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (is_foreign (message) && has_files (message) && g_hash_table_contains (there, message->id)
          && !join_files (to, message, is_dry, merge, error))
        return FALSE;
    }
  return TRUE;
}

static void
count (AlcoveMerge *merge, GPtrArray *messages, GHashTable *there)
{
  for (guint i = 0; i < messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (there != NULL && g_hash_table_contains (there, message->id))
        merge->duplicates++;
      else
        merge->messages++;
    }
  merge->chats += there == NULL;
}

/**
 * alcove_merge_put: (skip)
 * @to: the history that takes, in a transaction unless @is_dry
 * @bundle: a chat with its id and all of its messages, parents before their children; gets what it lacks
 * @is_dry: whether it is only counted
 * @merge: what came of it is added
 * @error: return location for an error
 *
 * Returns: whether all of it is there now
 */
gboolean
alcove_merge_put (AlcoveDb *to, AlcoveChatBundle *bundle, gboolean is_dry, AlcoveMerge *merge,
                  GError **error)
{
  const char *id = bundle->chat->id;
  g_autoptr (GHashTable) there = NULL;
  g_autoptr (GError) local = NULL;
  AlcoveChatState state;

  end_open (bundle->messages);
  if (alcove_chat_table_find (to, id, &state, &local))
    there = list_there (to, id, &local);
  if (local != NULL && !g_error_matches (local, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  count (merge, bundle->messages, there);
  if (there != NULL && !join_all (to, bundle->messages, there, is_dry, merge, error))
    return FALSE;
  if (is_dry)
    return TRUE;
  return (there ? take_missing (to, id, bundle->messages, there, error)
                : put_new (to, bundle, error))
         && put_artifacts (to, bundle->artifacts, error);
}

/**
 * alcove_merge_take_chat: (skip)
 * @from: the history that gives
 * @to: the one that takes, in a transaction unless @is_dry
 * @id: a chat of @from
 * @is_dry: whether it is only counted
 * @merge: what came of it is added
 * @error: return location for an error
 *
 * Returns: whether all of it is there now
 */
gboolean
alcove_merge_take_chat (AlcoveDb *from, AlcoveDb *to, const char *id, gboolean is_dry,
                        AlcoveMerge *merge, GError **error)
{
  g_autoptr (AlcoveChatBundle) bundle = alcove_bundle_read (from, id, 0, 0, error);

  return bundle != NULL && alcove_merge_put (to, bundle, is_dry, merge, error);
}
