/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

/* Shows a recovery key that was just made, to be printed or written down. */
#define ALCOVE_TYPE_RECOVERY_KEY_DIALOG (alcove_recovery_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveRecoveryKeyDialog, alcove_recovery_key_dialog, ALCOVE,
                      RECOVERY_KEY_DIALOG, AdwDialog)

AdwDialog *alcove_recovery_key_dialog_new (const char *account, AlcoveLockedBytes *key);
/* (transfer full) what Print runs: one page */
GtkPrintOperation *alcove_recovery_key_dialog_new_print (AlcoveRecoveryKeyDialog *self);

G_END_DECLS
