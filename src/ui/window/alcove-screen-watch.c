/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* When the desktop locks: the screen savers of the session bus, logind's word for this session, and for a Flatpak,
 * which hears neither, the portal's session monitor. Main thread. Nothing is started for it but that portal, and nothing
 * is waited for; a bus that is not there is no error. */

#include "alcove-screen-watch.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Inhibit"
#define TOKEN "alcove_screen_watch"
#define QUERY_END 2 /* a session-state: the session ends when all who watch have answered */

enum
{
  SAVER_GNOME,
  SAVER_FREEDESKTOP,
  MONITOR,
  LOGIN, /* the only one of the system bus */
  N_SUBSCRIPTIONS,
};

struct _AlcoveScreenWatch
{
  GObject parent_instance;
  GCancellable *cancellable;
  GDBusConnection *session; /* nullable */
  GDBusConnection *system;  /* nullable */
  guint subscriptions[N_SUBSCRIPTIONS];
  char *monitor; /* nullable: the portal's session that is ours */
};

G_DEFINE_FINAL_TYPE (AlcoveScreenWatch, alcove_screen_watch, G_TYPE_OBJECT)

static const char *const savers[] = { "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver" };

static guint locked_signal;

static void
active_changed (GDBusConnection *connection, const char *sender, const char *path,
                const char *interface, const char *name, GVariant *parameters, gpointer data)
{
  gboolean is_active = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &is_active);
  if (is_active)
    g_signal_emit (data, locked_signal, 0);
}

static void
session_locked (GDBusConnection *connection, const char *sender, const char *path,
                const char *interface, const char *name, GVariant *parameters, gpointer data)
{
  g_signal_emit (data, locked_signal, 0);
}

static void
state_changed (GDBusConnection *connection, const char *sender, const char *path,
               const char *interface, const char *name, GVariant *parameters, gpointer data)
{
  AlcoveScreenWatch *self = data;
  g_autoptr (GVariant) state = NULL;
  const char *monitor = NULL;
  gboolean is_active = FALSE;
  guint32 session_state = 0;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(oa{sv})")))
    return;
  g_variant_get (parameters, "(&o@a{sv})", &monitor, &state);
  if (g_strcmp0 (monitor, self->monitor) != 0)
    return;
  g_variant_lookup (state, "screensaver-active", "b", &is_active);
  g_variant_lookup (state, "session-state", "u", &session_state);
  if (session_state == QUERY_END) /* nothing of ours needs to be waited for */
    g_dbus_connection_call (connection, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE,
                            "QueryEndResponse", g_variant_new ("(o)", monitor), NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  if (is_active)
    g_signal_emit (self, locked_signal, 0);
}

/* The portal names the session after us, so that no change is missed before it answers. */
static char *
dup_monitor_path (GDBusConnection *connection)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  return g_strconcat (PORTAL_PATH "/session/", g_strdelimit (sender, ".", '_'), "/" TOKEN, NULL);
}

/* Only in a sandbox is the portal started for it: elsewhere the screen saver itself is heard. */
static void
watch_portal (AlcoveScreenWatch *self)
{
  const gboolean is_sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  GVariantBuilder options;

  self->monitor = dup_monitor_path (self->session);
  self->subscriptions[MONITOR]
      = g_dbus_connection_signal_subscribe (self->session, PORTAL_NAME, PORTAL_INTERFACE,
                                            "StateChanged", PORTAL_PATH, NULL,
                                            G_DBUS_SIGNAL_FLAGS_NONE, state_changed, self, NULL);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (TOKEN));
  g_variant_builder_add (&options, "{sv}", "session_handle_token", g_variant_new_string (TOKEN));
  g_dbus_connection_call (self->session, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE,
                          "CreateMonitor", g_variant_new ("(sa{sv})", "", &options), NULL,
                          is_sandboxed ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1, self->cancellable, NULL, NULL);
}

static void
got_session_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveScreenWatch) self = data;

  self->session = g_bus_get_finish (result, NULL);
  if (self->session == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (savers); i++)
    self->subscriptions[i]
        = g_dbus_connection_signal_subscribe (self->session, savers[i], savers[i], "ActiveChanged",
                                              NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, active_changed,
                                              self, NULL);
  watch_portal (self);
}

static void
got_login_session (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveScreenWatch) self = data;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  const char *path = NULL;

  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_variant_get (answer, "(&o)", &path);
  self->subscriptions[LOGIN]
      = g_dbus_connection_signal_subscribe (self->system, "org.freedesktop.login1",
                                            "org.freedesktop.login1.Session", "Lock", path, NULL,
                                            G_DBUS_SIGNAL_FLAGS_NONE, session_locked, self, NULL);
}

static void
got_system_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AlcoveScreenWatch) self = data;

  self->system = g_bus_get_finish (result, NULL);
  if (self->system == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_dbus_connection_call (self->system, "org.freedesktop.login1", "/org/freedesktop/login1",
                          "org.freedesktop.login1.Manager", "GetSession",
                          g_variant_new ("(s)", "auto"), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, got_login_session,
                          g_object_ref (self));
}

static void
alcove_screen_watch_dispose (GObject *object)
{
  AlcoveScreenWatch *self = ALCOVE_SCREEN_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (self->subscriptions); i++)
    if (self->subscriptions[i] != 0)
      {
        g_dbus_connection_signal_unsubscribe (i < LOGIN ? self->session : self->system,
                                              self->subscriptions[i]);
        self->subscriptions[i] = 0;
      }
  g_clear_object (&self->session);
  g_clear_object (&self->system);
  G_OBJECT_CLASS (alcove_screen_watch_parent_class)->dispose (object);
}

static void
alcove_screen_watch_finalize (GObject *object)
{
  g_clear_object (&ALCOVE_SCREEN_WATCH (object)->cancellable);
  g_free (ALCOVE_SCREEN_WATCH (object)->monitor);
  G_OBJECT_CLASS (alcove_screen_watch_parent_class)->finalize (object);
}

static void
alcove_screen_watch_class_init (AlcoveScreenWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = alcove_screen_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = alcove_screen_watch_finalize;
  locked_signal = g_signal_new ("locked", ALCOVE_TYPE_SCREEN_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
alcove_screen_watch_init (AlcoveScreenWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * alcove_screen_watch_new:
 *
 * Returns: (transfer full): a watch that begins at once; let it go with g_object_run_dispose() first
 */
AlcoveScreenWatch *
alcove_screen_watch_new (void)
{
  AlcoveScreenWatch *self = g_object_new (ALCOVE_TYPE_SCREEN_WATCH, NULL);

  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, got_session_bus, g_object_ref (self));
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, got_system_bus, g_object_ref (self));
  return self;
}
