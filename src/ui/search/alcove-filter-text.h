/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-session.h"

G_BEGIN_DECLS

char *alcove_filter_text_dup (const char *filter);
GMenuModel *alcove_filter_text_build_menu (AlcoveSession *session, gint64 now_ms);

G_END_DECLS
