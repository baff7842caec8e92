/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-transfer.h"

G_BEGIN_DECLS

#define ALCOVE_TYPE_SHARE_DIALOG (alcove_share_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveShareDialog, alcove_share_dialog, ALCOVE, SHARE_DIALOG, AdwDialog)

AdwDialog *alcove_share_dialog_new (AlcoveSession *session, const char *chat_id);

G_END_DECLS
