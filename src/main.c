/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Starts the window. The process is hardened before anything else can hold a key or a word of a chat. Locking
 * ends in a new process in place of this one, so that nothing of a history is left in memory. */

#include "alcove-config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>
#include <unistd.h>

#include "alcove-application.h"
#include "alcove-vault.h"

/* Returns only where it fails: then all is closed, which is as good as locked. */
static int
begin_locked (char *name)
{
  char *arguments[] = { name, (char *) "--locked", NULL };

  execv ("/proc/self/exe", arguments);
  g_warning ("Locking could not begin anew");
  return 1;
}

static gboolean
window_is_there (gpointer data)
{
  alcove_vault_overwrite_freed ();
  return G_SOURCE_REMOVE;
}

/* The first window and its style sheets are read when this comes, and no key: it goes before all events of windows, and
 * nothing is asked of the keyring before the first frame. */
static void
started (GApplication *application)
{
  g_idle_add_full (G_PRIORITY_HIGH, window_is_there, NULL, NULL);
}

int
main (int argc, char **argv)
{
  int status;
  g_autoptr (AlcoveApplication) application = NULL;

  alcove_vault_harden_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ALCOVE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Alcove");
  dex_init ();
  application = alcove_application_new ();
  g_signal_connect (application, "startup", G_CALLBACK (started), NULL);
  status = g_application_run (G_APPLICATION (application), argc, argv);
  if (!alcove_application_get_is_locking (application))
    return status;
  alcove_application_release_name (application);
  return begin_locked (argv[0]);
}
