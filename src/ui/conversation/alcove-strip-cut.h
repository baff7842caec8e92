/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *alcove_strip_cut (GArray *cuts, double height);

G_END_DECLS
