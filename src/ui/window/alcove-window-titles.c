/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* "Suggest a Title". Main thread. A title of the user's own is not replaced: the suggestion is offered to be
 * taken. */

#include "alcove-completion.h"
#include "alcove-window-private.h"

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *conversation;
} Matter;

static void
matter_free (gpointer data)
{
  Matter *matter = data;

  g_object_unref (matter->session);
  g_object_unref (matter->conversation);
  g_free (matter);
}

static void
suggested (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;
  const Matter *matter = data;
  const char *title = value ? g_value_get_string (value) : NULL;

  if (self->place == NULL || self->place->session != matter->session)
    return;
  if (error != NULL)
    alcove_window_report (self, error);
  else if (g_strcmp0 (title, alcove_conversation_get_title (matter->conversation)) != 0)
    alcove_window_rename_chat_to (self, matter->conversation, title);
}

/**
 * alcove_window_suggest_title:
 * @self: a window
 * @conversation: a chat of the account in use
 *
 * Asks a model what to call it.
 */
void
alcove_window_suggest_title (AlcoveWindow *self, AlcoveConversation *conversation)
{
  Matter *matter = g_new0 (Matter, 1);

  matter->session = g_object_ref (self->place->session);
  matter->conversation = g_object_ref (conversation);
  alcove_completion_await (alcove_session_suggest_title (matter->session, conversation, NULL), self,
                           suggested, matter, matter_free);
}

static void
found (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveWindow *self = owner;

  if (error != NULL)
    alcove_window_report (self, error);
  else if (self->place != NULL && self->place->session == data)
    alcove_window_suggest_title (self, g_value_get_object (value));
}

static void
suggest_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveWindow *self = ALCOVE_WINDOW (widget);

  if (self->place != NULL)
    alcove_completion_await (alcove_session_load_conversation (
                                 self->place->session, g_variant_get_string (parameter, NULL)),
                             self, found, g_object_ref (self->place->session), g_object_unref);
}

/**
 * alcove_window_install_titles:
 * @widget_class: of the window
 *
 * Installs win.suggest-title-of with the id of a chat, for its menu in the list.
 */
void
alcove_window_install_titles (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.suggest-title-of", "s", suggest_action);
}
