/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

#define ALCOVE_TYPE_STATISTICS_DIALOG (alcove_statistics_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveStatisticsDialog, alcove_statistics_dialog, ALCOVE, STATISTICS_DIALOG,
                      AdwDialog)

AdwDialog *alcove_statistics_dialog_new (AlcoveSession *session);

G_END_DECLS
