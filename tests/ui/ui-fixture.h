/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>
#include <libdex.h>

#include "alcove-templates.h"

/* What each test of a widget begins with, and how it ends: nothing may keep the widget alive. */

static inline void
ui_fixture_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  dex_init ();
  adw_init ();
  alcove_templates_register ();
}

/* Lets everything that is due happen. */
static inline void
ui_fixture_flush (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static inline void
ui_fixture_run_until (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}
