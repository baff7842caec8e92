/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What can be done with chats and with a folder, as menus. Main thread. A menu's actions are of what it was shown for:
 * the sidebar keeps those chats. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-sidebar-menu.h"

static gboolean
all_have (GPtrArray *chats, gboolean (*has) (AlcoveConversation *))
{
  for (guint i = 0; i < chats->len; i++)
    if (!has (g_ptr_array_index (chats, i)))
      return FALSE;
  return chats->len > 0;
}

static void
append (GMenu *menu, gboolean is_offered, const char *label, const char *action)
{
  if (is_offered)
    g_menu_append (menu, label, action);
}

static void
append_change (GMenu *menu, gboolean is_offered, const char *label, AlcoveChatChange change)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "sidebar.change", "(is)", (int) change, "");
  if (is_offered)
    g_menu_append_item (menu, item);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* "_" in a folder's name is no mnemonic. */
static char *
escape (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static gboolean
is_all_in (GPtrArray *chats, const char *folder_id)
{
  for (guint i = 0; i < chats->len; i++)
    if (g_strcmp0 (alcove_conversation_get_folder_id (g_ptr_array_index (chats, i)), folder_id))
      return FALSE;
  return TRUE;
}

/**
 * alcove_sidebar_menu_new_for_moving:
 * @session: a session
 * @chats: (element-type AlcoveConversation): chats
 *
 * Returns: (transfer full): the folders that they can go to
 */
GMenuModel *
alcove_sidebar_menu_new_for_moving (AlcoveSession *session, GPtrArray *chats)
{
  GListModel *folders = alcove_session_get_folders (session);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) list = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr (AlcoveFolder) folder = g_list_model_get_item (folders, i);
      g_autofree char *label = escape (alcove_folder_get_name (folder));
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (is_all_in (chats, alcove_folder_get_id (folder)))
        continue;
      g_menu_item_set_action_and_target (item, "sidebar.change", "(is)",
                                         (int) ALCOVE_CHAT_CHANGE_MOVE,
                                         alcove_folder_get_id (folder));
      g_menu_append_item (list, item);
    }
  append_section (menu, list);
  append (more, TRUE, _ ("_New Folder…"), "sidebar.move-to-new-folder");
  append_change (more, !is_all_in (chats, NULL), _ ("_Out of the Folder"), ALCOVE_CHAT_CHANGE_MOVE);
  append_section (menu, more);
  return G_MENU_MODEL (menu);
}

static void
append_places (GMenu *menu, AlcoveSession *session, GPtrArray *chats)
{
  const gboolean are_archived = all_have (chats, alcove_conversation_get_is_archived);
  const gboolean are_saved = all_have (chats, alcove_conversation_get_is_saved);
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuModel) folders = alcove_sidebar_menu_new_for_moving (session, chats);

  if (are_saved && !are_archived)
    g_menu_append_submenu (section, _ ("Move to _Folder"), folders);
  append_change (section, are_saved && !are_archived, _ ("_Archive"), ALCOVE_CHAT_CHANGE_ARCHIVE);
  append_change (section, are_archived, _ ("Take Out of the _Archive"),
                 ALCOVE_CHAT_CHANGE_UNARCHIVE);
  append_section (menu, section);
}

static GMenuModel *
new_for_trash (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  append_change (menu, TRUE, _ ("_Restore"), ALCOVE_CHAT_CHANGE_RESTORE);
  append_change (last, TRUE, _ ("_Delete for Good…"), ALCOVE_CHAT_CHANGE_DELETE);
  append_section (menu, last);
  return G_MENU_MODEL (menu);
}

static void
append_suggestion (GMenu *section, AlcoveConversation *chat)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("S_uggest a Title"), NULL);

  if (alcove_conversation_get_is_streaming (chat))
    return;
  g_menu_item_set_action_and_target (item, "win.suggest-title-of", "s",
                                     alcove_conversation_get_id (chat));
  g_menu_append_item (section, item);
}

/**
 * alcove_sidebar_menu_new_for_chats:
 * @session: a session
 * @chats: (element-type AlcoveConversation): chats
 * @can_export: whether there is an action for that
 *
 * Returns: (transfer full): what can be done with all of them
 */
GMenuModel *
alcove_sidebar_menu_new_for_chats (AlcoveSession *session, GPtrArray *chats, gboolean can_export)
{
  const gboolean is_one = chats->len == 1;
  const gboolean are_pinned = all_have (chats, alcove_conversation_get_is_pinned);
  GMenu *menu;
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  if (all_have (chats, alcove_conversation_get_is_trashed))
    return new_for_trash ();
  menu = g_menu_new ();
  append (first, is_one && !alcove_conversation_get_is_saved (g_ptr_array_index (chats, 0)),
          _ ("_Keep This Chat"), "sidebar.keep");
  append (first, is_one, _ ("_Rename"), "sidebar.rename");
  if (is_one)
    append_suggestion (first, g_ptr_array_index (chats, 0));
  append_change (first, !are_pinned, _ ("_Pin"), ALCOVE_CHAT_CHANGE_PIN);
  append_change (first, are_pinned, _ ("Un_pin"), ALCOVE_CHAT_CHANGE_UNPIN);
  append (first, is_one, _ ("_Duplicate"), "sidebar.duplicate");
  append_section (menu, first);
  append_places (menu, session, chats);
  append (last, can_export, _ ("_Export…"), "sidebar.export");
  append_change (last, TRUE, _ ("Move to _Trash"), ALCOVE_CHAT_CHANGE_TRASH);
  append_section (menu, last);
  return G_MENU_MODEL (menu);
}

/**
 * alcove_sidebar_menu_new_for_folder:
 * @folder: a folder
 *
 * Returns: (transfer full): what can be done with it
 */
GMenuModel *
alcove_sidebar_menu_new_for_folder (AlcoveFolder *folder)
{
  static const struct
  {
    const char *label;
    const char *action;
  } items[] = {
    { N_ ("_Open"), "sidebar.open-folder" },
    { N_ ("_Rename…"), "win.rename-folder" },
    { N_ ("_Delete Folder"), "win.delete-folder" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s", alcove_folder_get_id (folder));
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/**
 * alcove_sidebar_menu_can_export:
 * @widget: a widget in a window
 *
 * Returns: whether this window can write chats to a file
 */
gboolean
alcove_sidebar_menu_can_export (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  const GVariantType *type;
  const char *name;
  const char *property;
  GType owner;

  for (guint i = 0; root != NULL
                    && gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (root), i, &owner, &name,
                                                      &type, &property);
       i++)
    if (g_str_equal (name, "win.export-chats"))
      return TRUE;
  return FALSE;
}
