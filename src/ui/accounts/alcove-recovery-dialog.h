/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-session.h"

G_BEGIN_DECLS

void alcove_recovery_dialog_run (GtkWidget *parent, AlcoveSession *session);

G_END_DECLS
