/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The search and the statistics in the window. The search takes the place of the list of chats, opens what it found, and leaves the list and
 * the keyboard focus as they were. Main thread. Made when it is first asked for. */

#include "alcove-completion.h"
#include "alcove-statistics-dialog.h"
#include "alcove-window-private.h"

static gboolean
is_searching (AlcoveWindow *self)
{
  return self->search != NULL
         && gtk_stack_get_visible_child (self->sidebar_stack) == GTK_WIDGET (self->search);
}

/* Of several hits that are asked for one after the other the last one counts. */
typedef struct
{
  AlcoveSession *session;
  AlcoveSearchResult *result;
  char *words;
  guint nth;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->session);
  g_object_unref (wanted->result);
  g_free (wanted->words);
  g_free (wanted);
}

static void
loaded (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  const Wanted *wanted = data;
  const char *message_id;

  if (self->place == NULL || self->place->session != wanted->session
      || wanted->nth != self->n_hits_chosen)
    return;
  if (error != NULL)
    {
      alcove_window_report (self, error);
      return;
    }
  alcove_window_show_chat (self, g_value_get_object (value));
  message_id = alcove_search_result_get_message_id (wanted->result);
  if (message_id != NULL)
    alcove_conversation_page_show_message (self->page, message_id, wanted->words);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
hit_chosen (AlcoveWindow *self, AlcoveSearchResult *result, const char *words)
{
  Wanted *wanted;

  if (self->place == NULL)
    return;
  wanted = g_new0 (Wanted, 1);
  wanted->session = g_object_ref (self->place->session);
  wanted->result = g_object_ref (result);
  wanted->words = g_strdup (words);
  wanted->nth = ++self->n_hits_chosen;
  alcove_completion_await (alcove_session_load_conversation (
                               wanted->session, alcove_search_result_get_conversation_id (result)),
                           self, loaded, wanted, wanted_free);
}

static gboolean
can_take_focus_back (AlcoveWindow *self)
{
  return self->focus_before_search != NULL && gtk_widget_get_mapped (self->focus_before_search)
         && gtk_widget_get_root (self->focus_before_search) == GTK_ROOT (self);
}

static void
leave_search (AlcoveWindow *self)
{
  if (!is_searching (self))
    return;
  gtk_stack_set_visible_child (self->sidebar_stack, GTK_WIDGET (self->sidebar));
  alcove_search_page_clear (self->search);
  if (!can_take_focus_back (self) || !gtk_widget_grab_focus (self->focus_before_search))
    gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
  g_clear_weak_pointer (&self->focus_before_search);
}

/* From the search to the chats in the trash. */
static void
look_in_trash (AlcoveWindow *self)
{
  leave_search (self);
  gtk_widget_activate_action (GTK_WIDGET (self->sidebar), "sidebar.show-shelf", "s", "trash");
}

static void
ensure_page (AlcoveWindow *self)
{
  if (self->search != NULL)
    return;
  self->search = ALCOVE_SEARCH_PAGE (alcove_search_page_new ());
  g_signal_connect_object (self->search, "chosen", G_CALLBACK (hit_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "closed", G_CALLBACK (leave_search), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->sidebar_stack, GTK_WIDGET (self->search), "search");
}

/* Shows the search, ready to be typed into. */
static void
begin_search (AlcoveWindow *self)
{
  if (self->place == NULL)
    return;
  if (!is_searching (self))
    g_set_weak_pointer (&self->focus_before_search, gtk_root_get_focus (GTK_ROOT (self)));
  ensure_page (self);
  alcove_search_page_set_session (self->search, self->place->session);
  if (adw_navigation_split_view_get_collapsed (self->split_view))
    adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_stack_set_visible_child (self->sidebar_stack, GTK_WIDGET (self->search));
  alcove_search_page_begin (self->search);
}

/**
 * alcove_window_follow_place:
 * @self: a window that shows another account, or none
 *
 * A search is of one account.
 */
void
alcove_window_follow_place (AlcoveWindow *self)
{
  if (self->search == NULL)
    return;
  alcove_search_page_set_session (self->search, self->place ? self->place->session : NULL);
  gtk_stack_set_visible_child (self->sidebar_stack, GTK_WIDGET (self->sidebar));
}

/* A letter in the list of chats begins a search. */
static gboolean
key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
             AlcoveWindow *self)
{
  if (self->place == NULL || !alcove_search_page_is_letter (keys))
    return GDK_EVENT_PROPAGATE;
  begin_search (self);
  return alcove_search_page_type (self->search, keys);
}

/**
 * alcove_window_watch_typing:
 * @self: a new window
 */
void
alcove_window_watch_typing (AlcoveWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->sidebar), keys);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_search (ALCOVE_WINDOW (widget));
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  look_in_trash (ALCOVE_WINDOW (widget));
}

static void
statistics_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcovePlace *place = ALCOVE_WINDOW (widget)->place;

  if (place != NULL)
    adw_dialog_present (alcove_statistics_dialog_new (place->session), widget);
}

/**
 * alcove_window_install_search:
 * @widget_class: the window's class
 */
void
alcove_window_install_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.look-in-trash", NULL, trash_action);
  gtk_widget_class_install_action (widget_class, "win.statistics", NULL, statistics_action);
}
