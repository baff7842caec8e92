/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Grey bars where text will be. Properties: rows (how many), lines (bars of each row), row-spacing. */
#define ALCOVE_TYPE_SKELETON (alcove_skeleton_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSkeleton, alcove_skeleton, ALCOVE, SKELETON, GtkWidget)

G_END_DECLS
