/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tells when the desktop locks. ::locked comes on the main thread; where no desktop tells, it never comes. */
#define ALCOVE_TYPE_SCREEN_WATCH (alcove_screen_watch_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveScreenWatch, alcove_screen_watch, ALCOVE, SCREEN_WATCH, GObject)

AlcoveScreenWatch *alcove_screen_watch_new (void);

G_END_DECLS
