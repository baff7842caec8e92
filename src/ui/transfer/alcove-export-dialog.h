/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-transfer.h"

G_BEGIN_DECLS

#define ALCOVE_TYPE_EXPORT_DIALOG (alcove_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveExportDialog, alcove_export_dialog, ALCOVE, EXPORT_DIALOG, AdwDialog)

/* chat_ids: NULL for all that is saved; name: what to call the file, nullable. */
AdwDialog *alcove_export_dialog_new (AlcoveSession *session, const char *const *chat_ids,
                                     const char *name);

G_END_DECLS
