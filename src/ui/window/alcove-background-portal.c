/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The Background portal: without its word a desktop may end a sandboxed program that shows no window. Main thread. A
 * desktop that has no such portal, or does not answer, ends nobody; a refusal is the person's own word. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-background-portal.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define ANSWER_SECONDS 5

/* Held by each of the call, the subscription and the timeout. */
typedef struct
{
  GDBusConnection *bus;
  DexPromise *promise; /* NULL once it is settled */
  guint subscription;
  guint timeout;
} Request;

static void
request_clear (gpointer data)
{
  g_object_unref (((Request *) data)->bus);
}

static void
request_release (gpointer data)
{
  g_rc_box_release_full (data, request_clear);
}

static void
settle (Request *request, gboolean is_allowed)
{
  g_autoptr (DexPromise) promise = g_steal_pointer (&request->promise);

  if (promise == NULL)
    return;
  g_dbus_connection_signal_unsubscribe (request->bus, request->subscription);
  g_clear_handle_id (&request->timeout, g_source_remove);
  dex_promise_resolve_boolean (promise, is_allowed);
}

/* Desktops tell a refusal by the response, by the result, or by both. */
static void
responded (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
           const char *name, GVariant *parameters, gpointer data)
{
  g_autoptr (GVariant) results = NULL;
  gboolean is_allowed = TRUE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &is_allowed);
  settle (data, response == 0 && is_allowed);
}

static void
asked (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GVariant) answer
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer == NULL)
    settle (request, TRUE);
  request_release (request);
}

static gboolean
not_answered (gpointer data)
{
  Request *request = data;

  request->timeout = 0;
  settle (request, TRUE);
  return G_SOURCE_REMOVE;
}

/* The portal names the request after us, so that no answer is missed. */
static char *
dup_request_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  return g_strconcat (PORTAL_PATH "/request/", g_strdelimit (sender, ".", '_'), "/", token, NULL);
}

static Request *
request_new (GDBusConnection *bus, const char *token)
{
  Request *request = g_rc_box_new0 (Request);
  g_autofree char *path = dup_request_path (bus, token);

  request->bus = g_object_ref (bus);
  request->promise = dex_promise_new ();
  request->subscription
      = g_dbus_connection_signal_subscribe (bus, PORTAL_NAME, "org.freedesktop.portal.Request",
                                            "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                            responded, g_rc_box_acquire (request), request_release);
  request->timeout = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, ANSWER_SECONDS, not_answered,
                                                 g_rc_box_acquire (request), request_release);
  return request;
}

/**
 * alcove_background_portal_request:
 *
 * Asks, inside a sandbox, to go on without a window for a while.
 *
 * Returns: (transfer full) (nullable): a future of whether the desktop allows it; %NULL where nobody minds
 */
DexFuture *
alcove_background_portal_request (void)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application ? g_application_get_dbus_connection (application) : NULL;
  g_autofree char *token = g_strdup_printf ("alcove%u", g_random_int ());
  GVariantBuilder options;
  Request *request;
  DexFuture *answer;

  if (bus == NULL || g_getenv ("FLATPAK_ID") == NULL)
    return NULL;
  request = request_new (bus, token);
  answer = dex_ref (DEX_FUTURE (request->promise));
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  /* Translators: why the program goes on without a window; shown by the desktop */
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("An answer is still being written")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.portal.Background",
                          "RequestBackground", g_variant_new ("(sa{sv})", "", &options),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, asked, request);
  return answer;
}
