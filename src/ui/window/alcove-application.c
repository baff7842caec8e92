/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The application: one process, its windows, its keys and its command line. Main thread. A second start
 * brings the first one's window forward, or asks it for another. */

#include "alcove-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "alcove-application.h"
#include "alcove-preferences.h"
#include "alcove-templates.h"
#include "alcove-window.h"

struct _AlcoveApplication
{
  AdwApplication parent_instance;
  AlcoveAccounts *accounts;
  guint signal_sources[3];
  gboolean is_locking;
  GDBusConnection *bus; /* nullable: kept beyond the end of the main loop for what locks */
};

G_DEFINE_FINAL_TYPE (AlcoveApplication, alcove_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "win.new-chat", { "<Control>n", NULL } },
  { "win.rename-chat", { "F2", NULL } },
  { "win.suggest-title", { "<Shift>F2", NULL } },
  { "win.pin-chat", { "<Control>d", NULL } },
  { "win.archive-chat", { "<Control><Shift>m", NULL } },
  { "win.duplicate-chat", { "<Control><Shift>d", NULL } },
  { "win.new-folder", { "<Control><Shift>F2", NULL } },
  { "win.keep-chat", { "<Control>s", NULL } },
  { "win.choose-model", { "<Control>m", NULL } },
  { "win.attach", { "<Control>u", NULL } },
  { "win.chat-settings", { "<Control><Shift>comma", "<Control><Shift>less", NULL } },
  { "win.save-history", { "<Control><Shift>h", NULL } },
  { "win.toggle-sidebar", { "F9", NULL } },
  { "win.switch-focus", { "<Control>k", NULL } },
  { "win.previous-chat", { "<Control>Page_Up", NULL } },
  { "win.next-chat", { "<Control>Page_Down", NULL } },
  { "win.open-newest", { "<Control><Shift>Page_Up", NULL } },
  { "win.search", { "<Control><Shift>f", NULL } },
  { "win.statistics", { "<Control><Shift>t", NULL } },
  { "win.find", { "<Control>f", NULL } },
  { "win.copy-answer", { "<Control><Shift>c", NULL } },
  { "win.regenerate", { "<Control><Shift>r", NULL } },
  { "win.export-chat", { "<Control>e", NULL } },
  { "win.export-all", { "<Control><Shift>e", NULL } },
  { "win.share-chat", { "<Control><Shift>s", NULL } },
  { "win.print-chat", { "<Control>p", NULL } },
  { "win.import", { "<Control>o", NULL } },
  { "win.add-account", { "<Control><Shift>k", NULL } },
  { "win.help", { "F1", NULL } },
  { "win.shortcuts", { "<Control>question", "<Control>F1", NULL } },
  { "win.preferences", { "<Control>comma", NULL } },
  { "win.lock", { "<Control>l", NULL } },
  { "window.close", { "<Control>w", NULL } },
  { "app.new-window", { "<Control><Shift>n", NULL } },
  { "app.quit", { "<Control>q", NULL } },
};

/* The one that was used last; one that is closed, and waits for an answer, only where there is no other. */
static AlcoveWindow *
find_window (AlcoveApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  AlcoveWindow *found = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (ALCOVE_IS_WINDOW (l->data)
        && (found == NULL || !gtk_widget_get_visible (GTK_WIDGET (found))))
      found = l->data;
  return found;
}

static AlcoveWindow *
new_window (AlcoveApplication *self)
{
  if (self->accounts == NULL)
    self->accounts = alcove_accounts_new (NULL);
  return alcove_window_new (GTK_APPLICATION (self), self->accounts);
}

static AlcoveWindow *
get_window (AlcoveApplication *self)
{
  AlcoveWindow *window = find_window (self);

  return window ? window : new_window (self);
}

static void
open_window (AlcoveApplication *self, gboolean demo, gboolean locked)
{
  AlcoveWindow *window = get_window (self);

  gtk_window_present (GTK_WINDOW (window));
  if (!demo
      && (locked
          || !alcove_preferences_get_unlock_with_keyring (alcove_preferences_get_default ())))
    alcove_window_start_locked (window);
  else
    alcove_window_start (window, demo);
}

/* Beside one that has an account open. Where a key is still asked for a second window would only ask again. */
static gboolean
open_another (AlcoveApplication *self)
{
  AlcoveWindow *other = find_window (self);
  AlcoveWindow *window;

  if (other == NULL || !alcove_window_has_account (other))
    return FALSE;
  window = new_window (self);
  gtk_window_present (GTK_WINDOW (window));
  alcove_window_start_beside (window, other);
  return TRUE;
}

static void
alcove_application_activate (GApplication *application)
{
  open_window (ALCOVE_APPLICATION (application), FALSE, FALSE);
}

static int
alcove_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);

  if (!g_variant_dict_contains (options, "new-window")
      || !open_another (ALCOVE_APPLICATION (application))
      || g_variant_dict_contains (options, "demo"))
    open_window (ALCOVE_APPLICATION (application), g_variant_dict_contains (options, "demo"),
                 g_variant_dict_contains (options, "locked"));
  if (g_variant_dict_contains (options, "new-chat"))
    g_action_group_activate_action (G_ACTION_GROUP (application), "new-chat", NULL);
  return 0;
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AlcoveWindow *window = find_window (ALCOVE_APPLICATION (data));

  if (window == NULL)
    g_application_quit (G_APPLICATION (data));
  else
    alcove_window_quit (window);
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!open_another (ALCOVE_APPLICATION (data)))
    open_window (ALCOVE_APPLICATION (data), FALSE, FALSE);
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));
  AdwDialog *dialog = adw_about_dialog_new ();
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (dialog);

  adw_about_dialog_set_application_name (about, "Alcove");
  adw_about_dialog_set_application_icon (about, ALCOVE_APP_ID);
  adw_about_dialog_set_version (about, ALCOVE_VERSION);
  adw_about_dialog_set_developer_name (about, _ ("The Alcove authors"));
  adw_about_dialog_set_license_type (about, GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_website (about, "https://github.com/alcovechat/alcove");
  adw_about_dialog_set_comments (
      about,
      _ ("A private place to talk with language models. Your history is a vault that only your "
         "API key opens."));
  /* Translators: your names, one a line */
  adw_about_dialog_set_translator_credits (about, _ ("translator-credits"));
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

/* A notification was chosen. */
static void
show_answer_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_window (ALCOVE_APPLICATION (data), FALSE, FALSE);
  alcove_window_show_answer (get_window (ALCOVE_APPLICATION (data)));
}

static void
new_chat_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_window (ALCOVE_APPLICATION (data), FALSE, FALSE);
  alcove_window_begin_anew (get_window (ALCOVE_APPLICATION (data)));
}

/* The session ends or somebody stops us: what is running is stored, and nobody is asked. */
static gboolean
stop_signalled (gpointer data)
{
  AlcoveWindow *window = find_window (ALCOVE_APPLICATION (data));

  if (window != NULL)
    alcove_window_finish_all (window);
  else
    g_application_quit (G_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

static void
alcove_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_action },
    { .name = "about", .activate = about_action },
    { .name = "show-answer", .activate = show_answer_action },
    { .name = "new-chat", .activate = new_chat_action },
    { .name = "new-window", .activate = new_window_action },
  };
  static const int stops[] = { SIGTERM, SIGINT, SIGHUP };
  AlcoveApplication *self = ALCOVE_APPLICATION (application);

  alcove_templates_register ();
  G_APPLICATION_CLASS (alcove_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (ALCOVE_APP_ID);
  /* GTK's own file chooser would write the names of exports into a plain file. */
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-enabled", FALSE, NULL);
  /* A fingerprint or a key in a dialog is to be read; marked, it looks as if something were wrong with it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action,
                                           accels[i].accels);
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    self->signal_sources[i] = g_unix_signal_add (stops[i], stop_signalled, application);
}

static void
alcove_application_shutdown (GApplication *application)
{
  AlcoveApplication *self = ALCOVE_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  g_clear_object (&self->accounts);
  G_APPLICATION_CLASS (alcove_application_parent_class)->shutdown (application);
}

static void
alcove_application_finalize (GObject *object)
{
  g_clear_object (&ALCOVE_APPLICATION (object)->bus);
  G_OBJECT_CLASS (alcove_application_parent_class)->finalize (object);
}

static void
alcove_application_class_init (AlcoveApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = alcove_application_finalize;
  application_class->activate = alcove_application_activate;
  application_class->command_line = alcove_application_command_line;
  application_class->startup = alcove_application_startup;
  application_class->shutdown = alcove_application_shutdown;
}

static void
alcove_application_init (AlcoveApplication *self)
{
  static const GOptionEntry options[] = {
    { .long_name = "demo",
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Open the demo: a small server inside Alcove answers") },
    { .long_name = "new-chat", .arg = G_OPTION_ARG_NONE, .description = N_ ("Begin a new chat") },
    { .long_name = "new-window",
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Open another window") },
    { .long_name = "locked",
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Ask for a key before anything is opened") },
    { NULL },
  };

  g_application_set_version (G_APPLICATION (self), ALCOVE_VERSION);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * alcove_application_new:
 *
 * Returns: (transfer full): the application
 */
AlcoveApplication *
alcove_application_new (void)
{
  return g_object_new (ALCOVE_TYPE_APPLICATION, "application-id", ALCOVE_APP_ID,
                       "resource-base-path", "/io/github/alcovechat/Alcove", "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}

/**
 * alcove_application_lock:
 * @self: the application, whose window is about to go
 *
 * Asks for a new process that begins locked.
 */
void
alcove_application_lock (AlcoveApplication *self)
{
  self->is_locking = TRUE;
  g_set_object (&self->bus, g_application_get_dbus_connection (G_APPLICATION (self)));
}

gboolean
alcove_application_get_is_locking (AlcoveApplication *self)
{
  return self->is_locking;
}

/**
 * alcove_application_release_name:
 * @self: an application that has ended
 *
 * A new process wants the name on the bus that this one has: it is given back, and that is waited for.
 */
void
alcove_application_release_name (AlcoveApplication *self)
{
  g_autoptr (GVariant) answer = NULL;

  if (self->bus != NULL)
    answer = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus",
                                          "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                          "ReleaseName", g_variant_new ("(s)", ALCOVE_APP_ID), NULL,
                                          G_DBUS_CALL_FLAGS_NONE, 5000, NULL, NULL);
}
