/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The Background portal: without its word a desktop may end a sandboxed program that shows no window. Main thread. A
 * refusal is the person's own and shows as the program being ended; answers are stored as they come. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-background-portal.h"

static void
asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL) /* a desktop without that portal ends nobody */
    g_debug ("No Background portal: %s", error->message);
}

/**
 * alcove_background_portal_request:
 *
 * Asks, inside a sandbox; elsewhere nobody minds.
 */
void
alcove_background_portal_request (void)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application ? g_application_get_dbus_connection (application) : NULL;
  GVariantBuilder options;

  if (bus == NULL || g_getenv ("FLATPAK_ID") == NULL)
    return;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  /* Translators: why the program goes on without a window; shown by the desktop */
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("An answer is still being written")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                          "org.freedesktop.portal.Background", "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, asked, NULL);
}
