/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* When the desktop locks: the screen savers of the session bus, and logind's word for this session. Main thread.
 * Nothing is started for it and nothing is waited for; a bus that is not there is no error. */

#include "alcove-screen-watch.h"

struct _AlcoveScreenWatch
{
  GObject parent_instance;
  GCancellable *cancellable;
  GDBusConnection *session; /* nullable */
  GDBusConnection *system;  /* nullable */
  guint subscriptions[3];   /* two of the session bus, one of the system's */
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
  self->subscriptions[2]
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
        g_dbus_connection_signal_unsubscribe (i < 2 ? self->session : self->system,
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
