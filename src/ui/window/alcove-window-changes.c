/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the window does with where chats stand: the trash, the archive, folders, the top of the list. Main thread. A change
 * shows at once, and what takes a chat out of sight can be undone for a moment. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-toast.h"
#include "alcove-window-private.h"

static void
done (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  if (error != NULL)
    alcove_window_report (ALCOVE_WINDOW (owner), error);
  alcove_window_update_actions (ALCOVE_WINDOW (owner));
}

/* A change of several chats, and what undoes it. */
typedef struct
{
  AlcoveSession *session;
  GPtrArray *chats;
  AlcoveConversation *shown;   /* nullable: it was open, and another took its place */
  AlcoveConversation *instead; /* nullable: the other */
  AlcoveChatChange change;
  GPtrArray *before; /* nullable: for each of the chats the folder that it was in, "" for none */
  char *folder_id;   /* nullable: the one that they go to */
} Change;

static Change *
change_new (AlcoveWindow *self, GPtrArray *chats, AlcoveChatChange change)
{
  Change *data = g_new0 (Change, 1);

  data->session = g_object_ref (self->place->session);
  data->chats = g_ptr_array_copy (chats, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (data->chats, g_object_unref);
  data->change = change;
  return data;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->session);
  g_ptr_array_unref (change->chats);
  g_clear_object (&change->shown);
  g_clear_object (&change->instead);
  g_clear_pointer (&change->before, g_ptr_array_unref);
  g_free (change->folder_id);
  g_free (change);
}

static void
remember_folders (Change *change, const char *folder_id)
{
  change->folder_id = *folder_id ? g_strdup (folder_id) : NULL;
  change->before = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < change->chats->len; i++)
    {
      const char *before = alcove_conversation_get_folder_id (g_ptr_array_index (change->chats, i));

      g_ptr_array_add (change->before, g_strdup (before ? before : ""));
    }
}

/* Each to where it was; they may have come from several folders. */
static void
undo_move (AlcoveWindow *self, const Change *change)
{
  g_autoptr (GHashTable) groups
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer folder, chats;

  for (guint i = 0; i < change->chats->len; i++)
    {
      folder = g_ptr_array_index (change->before, i);
      chats = g_hash_table_lookup (groups, folder);
      if (chats == NULL)
        g_hash_table_insert (groups, folder, chats = g_ptr_array_new ());
      g_ptr_array_add (chats, g_ptr_array_index (change->chats, i));
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &folder, &chats))
    alcove_completion_await (alcove_session_change_chats (change->session, chats,
                                                          ALCOVE_CHAT_CHANGE_MOVE,
                                                          *(char *) folder ? folder : NULL),
                             self, done, NULL, NULL);
}

static void
undo (AdwToast *toast, AlcoveWindow *self)
{
  Change *change = g_object_get_data (G_OBJECT (toast), "change");

  if (change->change == ALCOVE_CHAT_CHANGE_MOVE)
    {
      undo_move (self, change);
      return;
    }
  alcove_completion_await (alcove_session_change_chats (change->session, change->chats,
                                                        change->change == ALCOVE_CHAT_CHANGE_TRASH
                                                            ? ALCOVE_CHAT_CHANGE_RESTORE
                                                            : ALCOVE_CHAT_CHANGE_UNARCHIVE,
                                                        NULL),
                           self, done, NULL, NULL);
  if (change->shown != NULL && self->place != NULL && self->place->session == change->session)
    alcove_window_show_chat (self, change->shown);
}

static gboolean
was_there (const Change *change)
{
  for (guint i = 0; i < change->before->len; i++)
    if (g_strcmp0 (g_ptr_array_index (change->before, i),
                   change->folder_id ? change->folder_id : "")
        != 0)
      return FALSE;
  return TRUE;
}

static char *
dup_said_of_move (const Change *change, guint n)
{
  g_autoptr (AlcoveFolder) folder
      = change->folder_id ? alcove_session_dup_folder (change->session, change->folder_id) : NULL;

  if (was_there (change))
    return NULL;
  if (n == 1 && change->folder_id == NULL)
    return g_strdup (_ ("Moved out of the folder"));
  if (n == 1 && folder != NULL) /* Translators: the name of a folder */
    return g_strdup_printf (_ ("Moved to “%s”"), alcove_folder_get_name (folder));
  return g_strdup_printf (ngettext ("%u chat moved", "%u chats moved", n), n);
}

/* Not all chats that were asked about need have changed: one that is not saved goes into no folder. */
static char *
dup_said (const Change *change, guint n)
{
  if (n == 0)
    return NULL;
  switch (change->change)
    {
    case ALCOVE_CHAT_CHANGE_TRASH:
      return n == 1 ? g_strdup (_ ("Moved to the trash"))
                    : g_strdup_printf (ngettext ("%u chat moved to the trash",
                                                 "%u chats moved to the trash", n),
                                       n);
    case ALCOVE_CHAT_CHANGE_ARCHIVE:
      return n == 1 ? g_strdup (_ ("Archived"))
                    : g_strdup_printf (ngettext ("%u chat archived", "%u chats archived", n), n);
    case ALCOVE_CHAT_CHANGE_DELETE:
      return g_strdup_printf (ngettext ("%u chat deleted", "%u chats deleted", n), n);
    case ALCOVE_CHAT_CHANGE_MOVE:
      return dup_said_of_move (change, n);
    case ALCOVE_CHAT_CHANGE_RESTORE:
    case ALCOVE_CHAT_CHANGE_UNARCHIVE:
    case ALCOVE_CHAT_CHANGE_PIN:
    case ALCOVE_CHAT_CHANGE_UNPIN:
    default:
      return NULL;
    }
}

/* The reader may have gone on, to another chat or account. */
static gboolean
is_instead (AlcoveWindow *self, const Change *change)
{
  return change->shown != NULL && self->place != NULL && self->place->session == change->session
         && self->place->shown == change->instead;
}

static void
changed (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  Change *change = data;
  g_autofree char *text = error ? NULL : dup_said (change, (guint) g_value_get_int64 (value));
  AdwToast *toast;

  done (owner, value, error, NULL);
  if (error != NULL && is_instead (self, change))
    alcove_window_show_chat (self, change->shown);
  if (text == NULL || self->place == NULL)
    return;
  toast = alcove_toast_new (GTK_WIDGET (self->toasts), text,
                            change->change == ALCOVE_CHAT_CHANGE_DELETE ? NULL
                                                                        : C_ ("button", "_Undo"));
  if (change->change != ALCOVE_CHAT_CHANGE_DELETE)
    {
      Change *kept = change_new (self, change->chats, change->change);

      g_set_object (&kept->session, change->session);
      g_set_object (&kept->shown, change->shown);
      kept->before = change->before ? g_ptr_array_ref (change->before) : NULL;
      /* Before one of an earlier change: Undo is of what was done last. That one comes again behind it. */
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      g_object_set_data_full (G_OBJECT (toast), "change", kept, change_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo), self, 0);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static gboolean
leaves_list (AlcoveChatChange change)
{
  return change == ALCOVE_CHAT_CHANGE_TRASH || change == ALCOVE_CHAT_CHANGE_ARCHIVE
         || change == ALCOVE_CHAT_CHANGE_DELETE;
}

/* When the open chat goes, the next one is opened, or a fresh one. */
static void
change_now (AlcoveWindow *self, GPtrArray *chats, AlcoveChatChange what, const char *folder_id)
{
  Change *change = change_new (self, chats, what);
  g_autoptr (AlcoveConversation) next = NULL;
  DexFuture *future;

  if (leaves_list (what) && g_ptr_array_find (chats, self->place->shown, NULL))
    {
      next = alcove_sidebar_find_neighbour (self->sidebar, chats);
      change->shown = g_object_ref (self->place->shown);
    }
  if (what == ALCOVE_CHAT_CHANGE_MOVE)
    remember_folders (change, folder_id);
  alcove_sidebar_end_choosing (self->sidebar);
  future = alcove_session_change_chats (self->place->session, chats, what,
                                        *folder_id ? folder_id : NULL);
  if (next != NULL)
    alcove_window_show_chat (self, next);
  else if (change->shown != NULL)
    alcove_window_show_new_chat (self);
  g_set_object (&change->instead, self->place->shown);
  alcove_completion_await (future, self, changed, change, change_free);
}

static void
delete_answered (AdwAlertDialog *dialog, const char *response, AlcoveWindow *self)
{
  Change *change = g_object_get_data (G_OBJECT (dialog), "change");

  if (g_str_equal (response, "delete") && self->place != NULL
      && self->place->session == change->session)
    change_now (self, change->chats, ALCOVE_CHAT_CHANGE_DELETE, "");
}

static void
ask_deletion (AlcoveWindow *self, GPtrArray *chats)
{
  AdwDialog *dialog = adw_alert_dialog_new (NULL, NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_heading (
      alert, ngettext ("Delete %u Chat for Good?", "Delete %u Chats for Good?", chats->len),
      chats->len);
  adw_alert_dialog_set_body (alert, _ ("Nobody can bring back what it said, not even you."));
  adw_alert_dialog_add_responses (alert, "cancel", C_ ("button", "_Cancel"), "delete",
                                  C_ ("button", "_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "change",
                          change_new (self, chats, ALCOVE_CHAT_CHANGE_DELETE), change_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * alcove_window_change_chats:
 * @self: a window
 * @change: an #AlcoveChatChange
 * @chats: (element-type AlcoveConversation): chats of the account in use
 * @folder_id: the folder that they go to, "" for none
 *
 * Shows at once and offers to undo it, which is better than to ask before; only what cannot be undone is asked.
 */
void
alcove_window_change_chats (AlcoveWindow *self, int change, GPtrArray *chats, const char *folder_id)
{
  if (self->place == NULL || chats->len == 0)
    return;
  if (change == ALCOVE_CHAT_CHANGE_DELETE)
    ask_deletion (self, chats);
  else
    change_now (self, chats, (AlcoveChatChange) change, folder_id);
}

static void
change_one (AlcoveWindow *self, AlcoveConversation *chat, AlcoveChatChange change)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, chat);
  alcove_window_change_chats (self, (int) change, one, "");
}

/**
 * alcove_window_trash_chat:
 * @self: a window
 * @conversation: a chat of the account in use
 *
 * To the trash, or out of it for good.
 */
void
alcove_window_trash_chat (AlcoveWindow *self, AlcoveConversation *conversation)
{
  change_one (self, conversation,
              alcove_conversation_get_is_trashed (conversation) ? ALCOVE_CHAT_CHANGE_DELETE
                                                                : ALCOVE_CHAT_CHANGE_TRASH);
}

/**
 * alcove_window_toggle_chat:
 * @self: a window
 * @conversation: a chat of the account in use
 * @pin: whether it is pinned or not; else whether it is archived or not
 */
void
alcove_window_toggle_chat (AlcoveWindow *self, AlcoveConversation *conversation, gboolean pin)
{
  if (pin)
    change_one (self, conversation,
                alcove_conversation_get_is_pinned (conversation) ? ALCOVE_CHAT_CHANGE_UNPIN
                                                                 : ALCOVE_CHAT_CHANGE_PIN);
  else
    change_one (self, conversation,
                alcove_conversation_get_is_archived (conversation) ? ALCOVE_CHAT_CHANGE_UNARCHIVE
                                                                   : ALCOVE_CHAT_CHANGE_ARCHIVE);
}
