/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Starts the window. The process is hardened before anything else can hold a key or a word of a chat. */

#include "alcove-config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>

#include "alcove-application.h"
#include "alcove-vault.h"

int
main (int argc, char **argv)
{
  g_autoptr (AlcoveApplication) application = NULL;

  alcove_vault_harden_process ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, ALCOVE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Alcove");
  dex_init ();
  application = alcove_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
