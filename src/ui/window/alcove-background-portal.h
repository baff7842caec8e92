/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

DexFuture *alcove_background_portal_request (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
