/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tells a sandbox's keeper that this program goes on without a window for a while. */
void alcove_background_portal_request (void);

G_END_DECLS
