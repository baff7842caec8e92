/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *alcove_toast_new (GtkWidget *inside, const char *text, const char *button);

G_END_DECLS
