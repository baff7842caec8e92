/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The desktop locks, and we hear of it: screen savers, logind and the portal, each played by this test on a bus of
 * its own. */

#include "ui-fixture.h"

#include "alcove-screen-watch.h"

#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SESSION_PATH "/org/freedesktop/login1/session/_31"

static const char xml[]
    = "<node><interface name=\"org.freedesktop.login1.Manager\"><method name=\"GetSession\">"
      "<arg type=\"s\" direction=\"in\"/><arg type=\"o\" direction=\"out\"/></method></interface>"
      "<interface name=\"org.freedesktop.portal.Inhibit\"><method name=\"CreateMonitor\">"
      "<arg type=\"s\" direction=\"in\"/><arg type=\"a{sv}\" direction=\"in\"/>"
      "<arg type=\"o\" direction=\"out\"/></method><method name=\"QueryEndResponse\">"
      "<arg type=\"o\" direction=\"in\"/></method></interface></node>";

typedef struct
{
  GDBusConnection *desktop; /* who plays it */
  AlcoveScreenWatch *watch;
  char *monitor; /* the portal's session, once it was asked for */
  guint n_locked;
  guint n_answers; /* to the end of the session */
  gboolean was_login_asked;
} Stage;

static char *
dup_session_path (const char *sender, GVariant *options)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "session_handle_token", "&s", &token));
  return g_strdup_printf (PORTAL_PATH "/session/%s/%s", name, token);
}

static void
called (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
        const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  Stage *stage = data;

  if (g_str_equal (method, "GetSession"))
    {
      stage->was_login_asked = TRUE;
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", SESSION_PATH));
    }
  else if (g_str_equal (method, "CreateMonitor"))
    {
      g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);

      stage->monitor = dup_session_path (sender, options);
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(o)", PORTAL_PATH "/request/1/2"));
    }
  else
    {
      const char *monitor = NULL;

      g_variant_get (parameters, "(&o)", &monitor);
      g_assert_cmpstr (monitor, ==, stage->monitor);
      stage->n_answers++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
own (Stage *stage, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_sync (stage->desktop, "org.freedesktop.DBus",
                                     "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                     g_variant_new ("(su)", name, 4), NULL, G_DBUS_CALL_FLAGS_NONE,
                                     -1, NULL, &error);

  g_assert_no_error (error);
}

static void
play (Stage *stage, const char *path, const char *interface)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (stage->desktop, path,
                                     g_dbus_node_info_lookup_interface (info, interface), &vtable,
                                     stage, NULL, &error);
  g_assert_no_error (error);
}

static void
count (Stage *stage)
{
  stage->n_locked++;
}

static gboolean
is_set_up (gpointer data)
{
  Stage *stage = data;

  return stage->monitor != NULL && stage->was_login_asked;
}

static void
set_up (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  stage->desktop = g_dbus_connection_new_for_address_sync (
      g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  play (stage, "/org/freedesktop/login1", "org.freedesktop.login1.Manager");
  play (stage, PORTAL_PATH, "org.freedesktop.portal.Inhibit");
  own (stage, "org.gnome.ScreenSaver");
  own (stage, "org.freedesktop.ScreenSaver");
  own (stage, "org.freedesktop.login1");
  own (stage, "org.freedesktop.portal.Desktop");
  stage->watch = alcove_screen_watch_new ();
  g_signal_connect_swapped (stage->watch, "locked", G_CALLBACK (count), stage);
  ui_fixture_wait (is_set_up, stage);
}

static void
emit (Stage *stage, const char *path, const char *interface, const char *signal,
      GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (stage->desktop, NULL, path, interface, signal, parameters, &error);
  g_assert_no_error (error);
}

/* A round trip over the bus: whatever was emitted before has arrived behind it. */
static void
settle (Stage *stage)
{
  g_autoptr (GDBusConnection) ours = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_dbus_connection_flush_sync (stage->desktop, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GVariant) answer
          = g_dbus_connection_call_sync (ours, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                         "org.freedesktop.DBus", "GetId", NULL, NULL,
                                         G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

      g_assert_nonnull (answer);
      ui_fixture_flush ();
    }
}

static void
tear_down (Stage *stage, gconstpointer data)
{
  const guint n = stage->n_locked;

  g_object_run_dispose (G_OBJECT (stage->watch));
  emit (stage, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged",
        g_variant_new ("(b)", TRUE));
  settle (stage);
  g_assert_cmpuint (stage->n_locked, ==, n); /* nobody listens any more */
  g_assert_finalize_object (stage->watch);
  g_dbus_connection_close_sync (stage->desktop, NULL, NULL);
  g_clear_object (&stage->desktop);
  g_free (stage->monitor);
}

static gboolean
heard (gpointer data)
{
  return ((Stage *) data)->n_locked == 1;
}

/* data: a screen saver's name */
static void
test_screen_saver (Stage *stage, gconstpointer data)
{
  emit (stage, "/org/gnome/ScreenSaver", data, "ActiveChanged", g_variant_new ("(b)", FALSE));
  emit (stage, "/org/gnome/ScreenSaver", data, "ActiveChanged", g_variant_new ("(s)", "yes"));
  settle (stage);
  g_assert_cmpuint (stage->n_locked, ==, 0);
  emit (stage, "/org/gnome/ScreenSaver", data, "ActiveChanged", g_variant_new ("(b)", TRUE));
  ui_fixture_wait (heard, stage);
}

/* Of this session, not of another person's. */
static void
test_login (Stage *stage, gconstpointer data)
{
  settle (stage);
  emit (stage, "/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock",
        NULL);
  settle (stage);
  g_assert_cmpuint (stage->n_locked, ==, 0);
  emit (stage, SESSION_PATH, "org.freedesktop.login1.Session", "Lock", NULL);
  ui_fixture_wait (heard, stage);
}

static void
emit_state (Stage *stage, const char *monitor, gboolean is_active, guint32 session_state)
{
  GVariantBuilder state;

  g_variant_builder_init (&state, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&state, "{sv}", "screensaver-active", g_variant_new_boolean (is_active));
  g_variant_builder_add (&state, "{sv}", "session-state", g_variant_new_uint32 (session_state));
  emit (stage, PORTAL_PATH, "org.freedesktop.portal.Inhibit", "StateChanged",
        g_variant_new ("(oa{sv})", monitor, &state));
}

static void
test_portal (Stage *stage, gconstpointer data)
{
  emit_state (stage, PORTAL_PATH "/session/1_1/somebody_else", TRUE, 1);
  emit_state (stage, stage->monitor, FALSE, 1);
  settle (stage);
  g_assert_cmpuint (stage->n_locked, ==, 0);
  emit_state (stage, stage->monitor, TRUE, 1);
  ui_fixture_wait (heard, stage);
}

static gboolean
has_answered (gpointer data)
{
  return ((Stage *) data)->n_answers == 1;
}

/* Who watches and does not answer would hold up the end of the session. */
static void
test_portal_end (Stage *stage, gconstpointer data)
{
  emit_state (stage, stage->monitor, FALSE, 2);
  ui_fixture_wait (has_answered, stage);
  g_assert_cmpuint (stage->n_locked, ==, 0);
}

int
main (int argc, char **argv)
{
  /* the system's bus is this one too: there is no other in a test */
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_getenv ("DBUS_SESSION_BUS_ADDRESS"), TRUE);
  ui_fixture_init (&argc, &argv);
#define ADD(path, data, func)                                                                      \
  g_test_add ("/ui/screen-watch/" path, Stage, data, set_up, func, tear_down)
  ADD ("gnome", "org.gnome.ScreenSaver", test_screen_saver);
  ADD ("freedesktop", "org.freedesktop.ScreenSaver", test_screen_saver);
  ADD ("login", NULL, test_login);
  ADD ("portal", NULL, test_portal);
  ADD ("portal-session-ends", NULL, test_portal_end);
  return g_test_run ();
}
