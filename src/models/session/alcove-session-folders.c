/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The lists of a session beside that of its chats: its folders, one list for each, the archive, the trash. Main
 * thread. A list lives as long as somebody shows it, and follows what is done to chats. */

#include "alcove-session-private.h"

#include "alcove-error.h"
#include "alcove-folder-private.h"

static void
forget_shelf (gpointer data, GObject *gone)
{
  g_ptr_array_remove_fast (((AlcoveSession *) data)->shelves, gone);
}

/**
 * alcove_session_dup_shelf:
 * @self: a session
 * @shelf: which chats
 * @folder_id: (nullable): of which folder
 *
 * Returns: (transfer full): a list of them, which is read from now on
 */
AlcoveConversationList *
alcove_session_dup_shelf (AlcoveSession *self, AlcoveShelf shelf, const char *folder_id)
{
  AlcoveConversationList *list;

  if (shelf == ALCOVE_SHELF_CHATS)
    return g_object_ref (self->conversations);
  list = alcove_conversation_list_new_shelf (self->conversations, shelf, folder_id);
  g_ptr_array_add (self->shelves, list);
  g_object_weak_ref (G_OBJECT (list), forget_shelf, self);
  alcove_conversation_list_set_store (list, self->store);
  return list;
}

/* Before the session goes. */
void
alcove_session_let_shelves_go (AlcoveSession *self)
{
  for (guint i = 0; i < self->shelves->len; i++)
    {
      AlcoveConversationList *list = g_ptr_array_index (self->shelves, i);

      g_object_weak_unref (G_OBJECT (list), forget_shelf, self);
      alcove_conversation_list_set_store (list, NULL);
    }
  g_ptr_array_set_size (self->shelves, 0);
}

/* Chats went somewhere: every list looks which of them belong there. */
void
alcove_session_place_all (AlcoveSession *self, GPtrArray *conversations)
{
  g_autoptr (GPtrArray) saved = g_ptr_array_new ();

  for (guint i = 0; i < conversations->len; i++)
    if (alcove_conversation_get_home (g_ptr_array_index (conversations, i)) == ALCOVE_HOME_VAULT)
      g_ptr_array_add (saved, g_ptr_array_index (conversations, i));
  alcove_conversation_list_place_all (self->conversations, conversations);
  for (guint i = 0; i < self->shelves->len; i++)
    alcove_conversation_list_place_all (g_ptr_array_index (self->shelves, i), saved);
}

void
alcove_session_place (AlcoveSession *self, AlcoveConversation *conversation)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, conversation);
  alcove_session_place_all (self, one);
}

void
alcove_session_set_lists_store (AlcoveSession *self, AlcoveStore *store)
{
  alcove_conversation_list_set_store (self->conversations, store);
  for (guint i = 0; i < self->shelves->len; i++)
    alcove_conversation_list_set_store (g_ptr_array_index (self->shelves, i), store);
}

void
alcove_session_refresh_lists (AlcoveSession *self)
{
  alcove_conversation_list_refresh (self->conversations);
  for (guint i = 0; i < self->shelves->len; i++)
    alcove_conversation_list_refresh (g_ptr_array_index (self->shelves, i));
}

void
alcove_session_clear_lists (AlcoveSession *self, AlcoveHome home)
{
  alcove_conversation_list_clear (self->conversations, home);
  for (guint i = 0; i < self->shelves->len; i++)
    alcove_conversation_list_clear (g_ptr_array_index (self->shelves, i), home);
}

/* ---- folders ---- */

static int
by_name (gconstpointer a, gconstpointer b, gpointer data)
{
  const int order = g_utf8_collate (alcove_folder_get_name ((AlcoveFolder *) a),
                                    alcove_folder_get_name ((AlcoveFolder *) b));

  return order ? order
               : g_strcmp0 (alcove_folder_get_id ((AlcoveFolder *) a),
                            alcove_folder_get_id ((AlcoveFolder *) b));
}

static AlcoveFolder *
find_folder (AlcoveSession *self, const char *id, guint *position)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->folders));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AlcoveFolder) folder = g_list_model_get_item (G_LIST_MODEL (self->folders), i);

      if (g_strcmp0 (alcove_folder_get_id (folder), id) != 0)
        continue;
      if (position != NULL)
        *position = i;
      return folder; /* the list holds it */
    }
  return NULL;
}

/* The same object for the same folder. */
static void
take_folders (AlcoveSession *self, GPtrArray *records)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    {
      const AlcoveFolderRecord *record = g_ptr_array_index (records, i);
      AlcoveFolder *known = find_folder (self, record->id, NULL);
      g_autoptr (AlcoveFolder) folder = NULL;

      g_hash_table_add (present, record->id);
      if (known != NULL)
        {
          alcove_folder_update (known, record->name, record->n_chats);
          continue;
        }
      folder = alcove_folder_new (record->id, record->name, record->n_chats);
      g_list_store_append (self->folders, folder);
    }
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->folders)); i-- > 0;)
    {
      g_autoptr (AlcoveFolder) folder = g_list_model_get_item (G_LIST_MODEL (self->folders), i);

      if (!g_hash_table_contains (present, alcove_folder_get_id (folder)))
        g_list_store_remove (self->folders, i);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (self->folders)) > 1)
    g_list_store_sort (self->folders, by_name, NULL);
}

/* In a fiber. */
void
alcove_session_read_folders (AlcoveSession *self)
{
  g_autoptr (AlcoveStore) store = self->store ? g_object_ref (self->store) : NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (store == NULL)
    return;
  records = dex_await_boxed (alcove_store_list_folders (store), NULL);
  if (records != NULL && store == self->store && !self->is_closed)
    take_folders (self, records);
}

static DexFuture *
read_fiber (gpointer data)
{
  alcove_session_read_folders (data);
  return dex_future_new_true ();
}

/* How many chats stand in them has changed. */
void
alcove_session_reload_folders (AlcoveSession *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->folders)) > 0)
    dex_future_disown (
        dex_scheduler_spawn (NULL, 0, read_fiber, g_object_ref (self), g_object_unref));
}

/**
 * alcove_session_get_folders:
 * @self: a session
 *
 * Returns: (transfer none): a list of #AlcoveFolder by name
 */
GListModel *
alcove_session_get_folders (AlcoveSession *self)
{
  return G_LIST_MODEL (self->folders);
}

/**
 * alcove_session_dup_folder:
 * @self: a session
 * @id: (nullable): a folder's id
 *
 * Returns: (transfer full) (nullable): the folder
 */
AlcoveFolder *
alcove_session_dup_folder (AlcoveSession *self, const char *id)
{
  AlcoveFolder *folder = find_folder (self, id, NULL);

  return folder ? g_object_ref (folder) : NULL;
}

typedef struct
{
  AlcoveSession *session;
  char *id;
  char *name;
} FolderChange;

static void
folder_change_free (FolderChange *change)
{
  g_object_unref (change->session);
  g_free (change->id);
  g_free (change->name);
  g_free (change);
}

static DexFuture *
spawn (AlcoveSession *self, DexFiberFunc fiber, const char *id, const char *name)
{
  FolderChange *change = g_new0 (FolderChange, 1);

  change->session = g_object_ref (self);
  change->id = g_strdup (id);
  change->name = name ? g_strstrip (g_utf8_make_valid (name, -1)) : NULL;
  return dex_scheduler_spawn (NULL, 0, fiber, change, (GDestroyNotify) folder_change_free);
}

static gboolean
check_store (AlcoveSession *self, GError **error)
{
  if (self->store != NULL)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_NO_VAULT, "folders need a saved history");
  return FALSE;
}

static DexFuture *
create_fiber (gpointer data)
{
  const FolderChange *change = data;
  GError *error = NULL;
  g_autofree char *id = NULL;

  if (!dex_await (alcove_session_wait_open (change->session), &error)
      || !check_store (change->session, &error)
      || !(id = dex_await_string (alcove_store_create_folder (change->session->store, change->name),
                                  &error)))
    return dex_future_new_for_error (error);
  alcove_session_read_folders (change->session);
  return dex_future_new_take_string (g_steal_pointer (&id));
}

/**
 * alcove_session_create_folder:
 * @self: a session
 * @name: its name
 *
 * Returns: (transfer full): a future of its id, a string
 */
DexFuture *
alcove_session_create_folder (AlcoveSession *self, const char *name)
{
  return spawn (self, create_fiber, NULL, name);
}

static DexFuture *
rename_fiber (gpointer data)
{
  const FolderChange *change = data;
  AlcoveFolder *known = find_folder (change->session, change->id, NULL);
  g_autoptr (AlcoveFolder) folder = known ? g_object_ref (known) : NULL;
  g_autofree char *old = folder ? g_strdup (alcove_folder_get_name (folder)) : NULL;
  GError *error = NULL;

  if (!check_store (change->session, &error))
    return dex_future_new_for_error (error);
  if (folder != NULL)
    alcove_folder_update (folder, change->name, alcove_folder_get_n_chats (folder));
  if (dex_await (alcove_store_rename_folder (change->session->store, change->id, change->name),
                 &error))
    {
      g_list_store_sort (change->session->folders, by_name, NULL);
      return dex_future_new_true ();
    }
  if (folder != NULL)
    alcove_folder_update (folder, old, alcove_folder_get_n_chats (folder));
  return dex_future_new_for_error (error);
}

/**
 * alcove_session_rename_folder:
 * @self: a session
 * @folder_id: a folder
 * @name: its name
 *
 * Returns: (transfer full): a future of %TRUE; rejects, and the old name is back, where the store refuses
 */
DexFuture *
alcove_session_rename_folder (AlcoveSession *self, const char *folder_id, const char *name)
{
  return spawn (self, rename_fiber, folder_id, name);
}

static DexFuture *
delete_fiber (gpointer data)
{
  const FolderChange *change = data;
  GError *error = NULL;

  if (!check_store (change->session, &error)
      || !dex_await (alcove_store_delete_folder (change->session->store, change->id), &error))
    return dex_future_new_for_error (error);
  alcove_session_read_folders (change->session);
  alcove_session_refresh_lists (change->session);
  return dex_future_new_true ();
}

/**
 * alcove_session_delete_folder:
 * @self: a session
 * @folder_id: a folder
 *
 * Its chats stay, in no folder.
 *
 * Returns: (transfer full): a future of %TRUE
 */
DexFuture *
alcove_session_delete_folder (AlcoveSession *self, const char *folder_id)
{
  return spawn (self, delete_fiber, folder_id, NULL);
}
