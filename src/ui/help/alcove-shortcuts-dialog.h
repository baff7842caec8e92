/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AlcoveShortcutsDialog:
 *
 * All keys of the program and what they do, to look through and to search.
 */
#define ALCOVE_TYPE_SHORTCUTS_DIALOG (alcove_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveShortcutsDialog, alcove_shortcuts_dialog, ALCOVE, SHORTCUTS_DIALOG,
                      AdwDialog)

AdwDialog *alcove_shortcuts_dialog_new (GtkApplication *application);

G_END_DECLS
