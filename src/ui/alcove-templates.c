/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The templates and the style sheet, linked into the program. Main thread. A file of its own, so that a
 * test of one widget does not link all of them. */

#include "alcove-templates.h"

#include "alcove-ui-resources.h"

/**
 * alcove_templates_register:
 *
 * Makes the widgets' templates known. Needed once, before any of them is made.
 */
void
alcove_templates_register (void)
{
  g_resources_register (alcove_ui_get_resource ());
}
