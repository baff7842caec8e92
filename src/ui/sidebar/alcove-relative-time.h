/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *alcove_relative_time_dup (gint64 when_ms, gint64 now_ms);

G_END_DECLS
