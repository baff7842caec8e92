/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-transfer.h"

G_BEGIN_DECLS

#define ALCOVE_TYPE_IMPORT_DIALOG (alcove_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveImportDialog, alcove_import_dialog, ALCOVE, IMPORT_DIALOG, AdwDialog)

AdwDialog *alcove_import_dialog_new (AlcoveSession *session, GListModel *files);

G_END_DECLS
