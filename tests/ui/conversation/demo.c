/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Shows a sample conversation, to look at and to try: demo [WIDTH [HEIGHT [top|end|parts|stream|N]]]. Not installed. */

#include <adwaita.h>
#include <stdlib.h>

#include "alcove-conversation-view.h"
#include "sample-chat.h"

typedef struct
{
  int width;
  int height;
  const char *mode;
  char *text;
  gsize at;
  AlcoveMessage *message;
} Demo;

static gboolean
stream (gpointer data)
{
  Demo *demo = data;
  g_autofree char *piece = NULL;
  const char *from = demo->text + demo->at, *to = from;

  for (guint i = 0; i < 4 && *to != '\0'; i++)
    to = g_utf8_next_char (to);
  piece = g_strndup (from, (gsize) (to - from));
  alcove_message_set_status (demo->message, ALCOVE_STATUS_STREAMING);
  alcove_message_append (demo->message, ALCOVE_PART_TEXT, piece);
  demo->at += (gsize) (to - from);
  if (*to != '\0')
    return G_SOURCE_CONTINUE;
  alcove_message_set_status (demo->message, ALCOVE_STATUS_COMPLETE);
  return G_SOURCE_REMOVE;
}

static void
link_activated (GtkWidget *view, const char *target, const char *label)
{
  g_message ("a link was pressed");
}

static GListStore *
make_messages (Demo *demo)
{
  GListStore *store = atoi (demo->mode) > 0 ? sample_history_new ((guint) atoi (demo->mode), TRUE)
                                            : sample_chat_new ();

  if (g_str_equal (demo->mode, "parts"))
    sample_chat_add_parts (store);
  if (g_str_equal (demo->mode, "stream"))
    {
      demo->text = sample_markdown (16384);
      demo->message = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING);
      alcove_message_set_model (demo->message, "heron-2-large");
      g_list_store_append (store, demo->message);
      g_timeout_add (20, stream, demo);
    }
  return store;
}

static void
go_up (GtkWidget *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  gtk_adjustment_set_value (adjustment, 0);
}

static void
activate (GtkApplication *app, Demo *demo)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = alcove_conversation_view_new ();
  g_autoptr (GListStore) messages = make_messages (demo);

  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (view), G_LIST_MODEL (messages));
  g_signal_connect (view, "link-activated", G_CALLBACK (link_activated), NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), scrolled);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), toolbar);
  gtk_window_set_title (GTK_WINDOW (window), "Conversation");
  gtk_window_set_default_size (GTK_WINDOW (window), demo->width, demo->height);
  gtk_widget_set_size_request (window, 360, 200);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (view);
  if (g_str_equal (demo->mode, "top"))
    g_timeout_add_once (300, (GSourceOnceFunc) go_up, view);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) app = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  Demo demo = { argc > 1 ? atoi (argv[1]) : 1000, argc > 2 ? atoi (argv[2]) : 800,
                argc > 3 ? argv[3] : "top" };

  g_signal_connect (app, "activate", G_CALLBACK (activate), &demo);
  return g_application_run (G_APPLICATION (app), 1, argv);
}
