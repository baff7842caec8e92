/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An error with all that is known about it. */
#define ALCOVE_TYPE_DETAILS_DIALOG (alcove_details_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveDetailsDialog, alcove_details_dialog, ALCOVE, DETAILS_DIALOG,
                      AdwAlertDialog)

AdwDialog *alcove_details_dialog_new (const GError *error);

G_END_DECLS
