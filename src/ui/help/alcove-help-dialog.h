/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The help: a list of its pages, and each of them. */
#define ALCOVE_TYPE_HELP_DIALOG (alcove_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveHelpDialog, alcove_help_dialog, ALCOVE, HELP_DIALOG, AdwDialog)

/* page is the name of a file in docs/help; "" for the list. */
AdwDialog *alcove_help_dialog_new (const char *page);

G_END_DECLS
