/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The window as a whole, with the real models and the demo behind it: ask, read, the switch, the way out. */

#include <glib/gstdio.h>

#include "ui-fixture.h"

#include "alcove-application.h"
#include "alcove-close-dialog.h"
#include "alcove-composer.h"
#include "alcove-conversation-page.h"
#include "alcove-preferences.h"
#include "alcove-save-history-dialog.h"
#include "alcove-shortcut-list.h"
#include "alcove-sidebar.h"
#include "alcove-welcome-page.h"
#include "alcove-window.h"

typedef struct
{
  char *data_dir;
  AlcoveAccounts *accounts;
  AlcoveWindow *window; /* weak */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->data_dir = g_dir_make_tmp ("alcove-window-XXXXXX", NULL);
  fixture->accounts = alcove_accounts_new (fixture->data_dir);
  fixture->window = alcove_window_new (NULL, fixture->accounts);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  alcove_preferences_set_ask_on_close (alcove_preferences_get_default (), TRUE);
  gtk_window_present (GTK_WINDOW (fixture->window));
  alcove_window_start (fixture->window, data != NULL);
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->window == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    alcove_window_finish (fixture->window);
  ui_fixture_wait (is_gone, fixture);
  ui_fixture_flush ();
  g_assert_finalize_object (fixture->accounts);
  g_rmdir (fixture->data_dir);
  g_free (fixture->data_dir);
}

static gboolean
has_account (gpointer data)
{
  g_autofree char *account = NULL;

  g_object_get (((Fixture *) data)->window, "account", &account, NULL);
  return *account != '\0';
}

static AlcoveConversation *
get_shown (Fixture *fixture)
{
  GtkWidget *page = ui_fixture_find (GTK_WIDGET (fixture->window), ALCOVE_TYPE_CONVERSATION_PAGE);

  return alcove_conversation_page_get_conversation (ALCOVE_CONVERSATION_PAGE (page));
}

static gboolean
is_answered (gpointer data)
{
  AlcoveConversation *chat = get_shown (data);
  GListModel *messages = G_LIST_MODEL (alcove_conversation_get_messages (chat));
  g_autoptr (AlcoveMessage) answer = g_list_model_get_item (messages, 1);

  return answer != NULL && !alcove_status_is_open (alcove_message_get_status (answer));
}

static gboolean
has_begun (gpointer data)
{
  return alcove_conversation_get_is_streaming (get_shown (data));
}

/* The first words are there. */
static gboolean
has_words (gpointer data)
{
  GListModel *messages = G_LIST_MODEL (alcove_conversation_get_messages (get_shown (data)));
  g_autoptr (AlcoveMessage) answer = g_list_model_get_item (messages, 1);

  return answer != NULL && *alcove_message_get_text (answer) != '\0';
}

static void
ask (Fixture *fixture, const char *text)
{
  GtkWidget *composer = ui_fixture_find (GTK_WIDGET (fixture->window), ALCOVE_TYPE_COMPOSER);

  ui_fixture_wait ((UiCondition) has_account, fixture);
  alcove_composer_set_text (ALCOVE_COMPOSER (composer), text);
  while (!alcove_composer_can_send (ALCOVE_COMPOSER (composer)))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (composer, "composer.send", NULL);
}

static gboolean
has_welcome (gpointer data)
{
  GtkWidget *page
      = ui_fixture_find (GTK_WIDGET (((Fixture *) data)->window), ALCOVE_TYPE_WELCOME_PAGE);

  return page != NULL && gtk_widget_get_mapped (page);
}

static void
test_welcome (Fixture *fixture, gconstpointer data)
{
  ui_fixture_wait (has_welcome, fixture);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Alcove");
}

static void
test_ask (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "A very private question");
  ui_fixture_wait (is_answered, fixture);
  g_assert_cmpstr (alcove_conversation_get_title (get_shown (fixture)), ==,
                   "A very private question");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Alcove");
  g_assert_false (alcove_conversation_get_is_saved (get_shown (fixture)));
}

static gboolean
has_stopped (gpointer data)
{
  return !has_begun (data);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "Tell me everything");
  ui_fixture_wait (has_begun, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.stop", NULL);
  ui_fixture_wait (has_stopped, fixture);
}

static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  GtkWidget *composer = ui_fixture_find (GTK_WIDGET (fixture->window), ALCOVE_TYPE_COMPOSER);
  GtkWidget *sidebar = ui_fixture_find (GTK_WIDGET (fixture->window), ALCOVE_TYPE_SIDEBAR);
  g_autoptr (AlcoveConversation) first = NULL;
  g_autofree char *in_first = NULL;
  g_autofree char *in_new = NULL;

  ask (fixture, "First");
  ui_fixture_wait (has_begun, fixture);
  first = g_object_ref (get_shown (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-chat", NULL);
  g_assert_true (get_shown (fixture) != first);
  alcove_composer_set_text (ALCOVE_COMPOSER (composer), "half a thought");
  g_signal_emit_by_name (sidebar, "chosen", first);
  in_first = alcove_composer_dup_text (ALCOVE_COMPOSER (composer));
  g_assert_cmpstr (in_first, ==, "");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-chat", NULL);
  in_new = alcove_composer_dup_text (ALCOVE_COMPOSER (composer));
  g_assert_cmpstr (in_new, ==, "half a thought");
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static gboolean
is_on (GtkWidget *widget)
{
  return gtk_switch_get_active (GTK_SWITCH (widget)) || gtk_switch_get_state (GTK_SWITCH (widget));
}

static void
test_switch_waits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = ui_fixture_find (GTK_WIDGET (fixture->window), GTK_TYPE_SWITCH);

  ui_fixture_wait (has_account, fixture);
  g_assert_false (is_on (widget));
  g_signal_emit_by_name (widget, "activate");
  ui_fixture_flush ();
  g_assert_true (ALCOVE_IS_SAVE_HISTORY_DIALOG (get_dialog (fixture)));
  g_assert_false (is_on (widget));
  gtk_test_accessible_assert_state (widget, GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_FALSE);
  adw_dialog_close (get_dialog (fixture));
  ui_fixture_flush ();
  g_assert_false (is_on (widget));
}

static gboolean
has_close_dialog (gpointer data)
{
  return ALCOVE_IS_CLOSE_DIALOG (get_dialog (data));
}

static void
test_close_asks (Fixture *fixture, gconstpointer data)
{
  ask (fixture, "Not saved");
  ui_fixture_wait (has_words, fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_fixture_wait (has_close_dialog, fixture);
  adw_dialog_close (get_dialog (fixture));
  ui_fixture_flush ();
  g_assert_nonnull (fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_fixture_wait (has_close_dialog, fixture);
  g_signal_emit_by_name (get_dialog (fixture), "response::discard", "discard");
  ui_fixture_wait (is_gone, fixture);
}

static void
test_close_without_chats (Fixture *fixture, gconstpointer data)
{
  ui_fixture_wait (has_account, fixture);
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_fixture_wait (is_gone, fixture);
}

static guint
count_in_list (const char *action)
{
  guint n = 0;

  for (const AlcoveShortcutGroup *group = alcove_shortcut_list_get (); group->title != NULL;
       group++)
    for (const AlcoveShortcut *shortcut = group->shortcuts; shortcut->title != NULL; shortcut++)
      n += g_strcmp0 (shortcut->action, action) == 0;
  return n;
}

/* Two actions with one key: the second never comes to its turn. */
static void
test_keys (void)
{
  g_autoptr (AlcoveApplication) application = alcove_application_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) actions = NULL;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  actions = gtk_application_list_action_descriptions (GTK_APPLICATION (application));
  g_assert_cmpuint (g_strv_length (actions), >, 30);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) keys
          = gtk_application_get_accels_for_action (GTK_APPLICATION (application), actions[i]);

      for (guint j = 0; keys[j] != NULL; j++)
        {
          const char *other = g_hash_table_lookup (seen, keys[j]);

          if (other != NULL)
            g_error ("%s is for %s and for %s", keys[j], other, actions[i]);
          g_hash_table_insert (seen, g_strdup (keys[j]), g_strdup (actions[i]));
        }
      if (count_in_list (actions[i]) != 1)
        g_error ("%s stands %u times among the shortcuts", actions[i], count_in_list (actions[i]));
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
    gboolean demo;
  } cases[] = {
    { "/ui/window/welcome", test_welcome, FALSE },
    { "/ui/window/ask", test_ask, TRUE },
    { "/ui/window/stop", test_stop, TRUE },
    { "/ui/window/drafts", test_drafts, TRUE },
    { "/ui/window/switch-waits-for-the-notice", test_switch_waits, TRUE },
    { "/ui/window/close-asks", test_close_asks, TRUE },
    { "/ui/window/close-without-chats", test_close_without_chats, TRUE },
  };
  g_autoptr (GApplication) application = NULL;

  ui_fixture_init (&argc, &argv);
  application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_set_default (application);
  g_test_add_func ("/ui/window/keys", test_keys);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, GINT_TO_POINTER (cases[i].demo), set_up, cases[i].func,
                tear_down);
  return g_test_run ();
}
