/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Puts a secret on the clipboard for half a minute, marked so that clipboard managers leave it alone. Main
 * thread. It is taken away only while it is still ours: what somebody copied meanwhile stays. */

#include "alcove-secret-clipboard.h"

#define SECONDS 30
#define HINT_TYPE "x-kde-passwordManagerHint"

static guint source;
static GdkContentProvider *offered; /* a weak pointer */

static gboolean
time_is_up (gpointer data)
{
  GdkClipboard *clipboard = data;

  source = 0;
  if (offered != NULL && gdk_clipboard_get_content (clipboard) == offered)
    gdk_clipboard_set_content (clipboard, NULL);
  g_clear_weak_pointer (&offered);
  return G_SOURCE_REMOVE;
}

static GdkContentProvider *
provider_new (const char *text)
{
  static const char secret[] = "secret";
  g_autoptr (GBytes) hint = g_bytes_new_static (secret, sizeof secret - 1);
  GdkContentProvider *providers[] = { gdk_content_provider_new_typed (G_TYPE_STRING, text),
                                      gdk_content_provider_new_for_bytes (HINT_TYPE, hint) };

  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

/**
 * alcove_secret_clipboard_copy:
 * @widget: whose display's clipboard
 * @text: the secret
 *
 * Copies it, and takes it away after 30 seconds.
 */
void
alcove_secret_clipboard_copy (GtkWidget *widget, const char *text)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  g_autoptr (GdkContentProvider) provider = provider_new (text);

  g_clear_handle_id (&source, g_source_remove);
  gdk_clipboard_set_content (clipboard, provider);
  g_set_weak_pointer (&offered, provider);
  source = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, SECONDS, time_is_up,
                                       g_object_ref (clipboard), g_object_unref);
}
