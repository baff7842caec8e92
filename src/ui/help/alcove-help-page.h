/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AlcoveHelpPage:
 *
 * A page of the help. Its tag is its name.
 *
 * ::link (const char *target, const char *label): a link was pressed. Nothing is opened here.
 */
#define ALCOVE_TYPE_HELP_PAGE (alcove_help_page_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveHelpPage, alcove_help_page, ALCOVE, HELP_PAGE, AdwNavigationPage)

AdwNavigationPage *alcove_help_page_new (const char *name);
/* What has the focus while it is read. */
GtkWidget *alcove_help_page_get_focus (AlcoveHelpPage *self);

G_END_DECLS
