/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-accounts.h"

G_BEGIN_DECLS

/* What goes with each request of an account: headers, and fields of the body. */
#define ALCOVE_TYPE_EXTRAS_DIALOG (alcove_extras_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveExtrasDialog, alcove_extras_dialog, ALCOVE, EXTRAS_DIALOG, AdwDialog)

AdwDialog *alcove_extras_dialog_new (AlcoveAccounts *accounts, AlcoveAccountItem *item);

G_END_DECLS
