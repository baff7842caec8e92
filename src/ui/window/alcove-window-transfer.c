/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The window's ways out of a history and into it: export, share, import, backups; from menus, keys and by drop on the list of
 * chats. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-chat-print.h"
#include "alcove-completion.h"
#include "alcove-export-dialog.h"
#include "alcove-import-dialog.h"
#include "alcove-share-dialog.h"
#include "alcove-transfer-words.h"
#include "alcove-window-private.h"

/* ---- paper ---- */

static void
printed (GtkPrintOperation *operation, GtkPrintOperationResult result, AlcoveWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  alcove_window_report (self, error);
}

static void
collected (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  AlcoveConversation *chat = data;
  const char *title = alcove_conversation_get_title (chat);
  g_autoptr (GtkPrintOperation) operation = NULL;

  if (value == NULL)
    {
      alcove_window_report (self, error);
      return;
    }
  operation = alcove_chat_print_new (GTK_WIDGET (self), title ? title : _ ("New Chat"),
                                     g_value_get_boxed (value), alcove_transfer_words_get ());
  /* The queue of a printer is seen by others: no word of the chat there. */
  gtk_print_operation_set_job_name (operation, "Alcove");
  g_signal_connect_object (operation, "done", G_CALLBACK (printed), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self),
                           NULL);
}

static void
print_chat (AlcoveWindow *self, AlcoveConversation *chat)
{
  g_autoptr (AlcoveTransfer) transfer = alcove_transfer_new (self->place->session);

  alcove_completion_await (alcove_transfer_collect (transfer, alcove_conversation_get_id (chat)),
                           self, collected, g_object_ref (chat), g_object_unref);
}

/* ---- files ---- */

/* Nullable: the chat that is shown, once it has begun. */
static AlcoveConversation *
get_begun (AlcoveWindow *self)
{
  AlcoveConversation *chat = self->place ? self->place->shown : NULL;

  return chat != NULL && alcove_conversation_get_id (chat) != NULL ? chat : NULL;
}

static void
export_ids (AlcoveWindow *self, const char *const *ids, const char *name)
{
  if (self->place != NULL)
    adw_dialog_present (alcove_export_dialog_new (self->place->session, ids, name),
                        GTK_WIDGET (self));
}

static void
import_files (AlcoveWindow *self, GListModel *files)
{
  if (self->place != NULL && g_list_model_get_n_items (files) > 0)
    adw_dialog_present (alcove_import_dialog_new (self->place->session, files), GTK_WIDGET (self));
}

static void
import_chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files
      = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (dialog), result, &error);

  if (files != NULL)
    import_files (self, files);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    alcove_window_report (self, error);
}

static void
choose_import (AlcoveWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Import Chats"));
  gtk_file_dialog_set_accept_label (dialog, C_ ("button", "_Import"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), NULL, import_chosen_cb,
                                 g_object_ref (self));
}

static void
transfer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);
  AlcoveConversation *chat = get_begun (self);

  if (g_str_equal (name, "win.back-up"))
    alcove_window_back_up (self);
  else if (g_str_equal (name, "win.restore-backup"))
    alcove_window_restore (self);
  else if (g_str_equal (name, "win.export-all"))
    export_ids (self, NULL, NULL);
  else if (g_str_equal (name, "win.import"))
    choose_import (self);
  else if (chat != NULL && g_str_equal (name, "win.export-chat"))
    {
      const char *ids[] = { alcove_conversation_get_id (chat), NULL };

      export_ids (self, ids, alcove_conversation_get_title (chat));
    }
  else if (chat != NULL && g_str_equal (name, "win.print-chat"))
    print_chat (self, chat);
  else if (chat != NULL && g_str_equal (name, "win.share-chat"))
    adw_dialog_present (
        alcove_share_dialog_new (self->place->session, alcove_conversation_get_id (chat)), widget);
}

/* win.export-chats, with the ids of chats. */
static void
export_chats_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);
  AlcoveConversation *chat = NULL;

  if (self->place == NULL || ids[0] == NULL)
    return;
  if (ids[1] == NULL)
    chat = alcove_conversation_list_find (alcove_session_get_conversations (self->place->session),
                                          ids[0], NULL);
  export_ids (self, ids, chat ? alcove_conversation_get_title (chat) : NULL);
}

void
alcove_window_install_transfer_actions (GtkWidgetClass *widget_class)
{
  static const char *const names[]
      = { "win.back-up",    "win.restore-backup", "win.export-chat", "win.export-all",
          "win.share-chat", "win.import",         "win.print-chat" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, transfer_action);
  gtk_widget_class_install_action (widget_class, "win.export-chats", "as", export_chats_action);
}

void
alcove_window_update_transfer_actions (AlcoveWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AlcoveSession *session = self->place ? self->place->session : NULL;
  const gboolean is_begun = get_begun (self) != NULL;

  gtk_widget_action_set_enabled (widget, "win.export-chat", is_begun);
  gtk_widget_action_set_enabled (widget, "win.share-chat", is_begun);
  gtk_widget_action_set_enabled (widget, "win.print-chat", is_begun);
  gtk_widget_action_set_enabled (widget, "win.export-chats", session != NULL);
  gtk_widget_action_set_enabled (widget, "win.export-all",
                                 session != NULL && alcove_session_get_n_saved (session) > 0);
  gtk_widget_action_set_enabled (widget, "win.import",
                                 session != NULL && alcove_session_get_can_save (session));
  gtk_widget_action_set_enabled (widget, "win.back-up",
                                 session != NULL && alcove_session_get_n_saved (session) > 0);
  gtk_widget_action_set_enabled (widget, "win.restore-backup",
                                 session != NULL && alcove_session_get_can_save (session));
}

static gboolean
dropped (AlcoveWindow *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (self->place == NULL || !alcove_session_get_can_save (self->place->session))
    return FALSE;
  for (GSList *each = g_value_get_boxed (value); each != NULL; each = each->next)
    g_list_store_append (files, each->data);
  import_files (self, G_LIST_MODEL (files));
  return TRUE;
}

/* Files that are dropped on the list of chats are looked at. */
void
alcove_window_take_drops (AlcoveWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->sidebar_stack), GTK_EVENT_CONTROLLER (target));
}
