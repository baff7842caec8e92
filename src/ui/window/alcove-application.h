/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ALCOVE_TYPE_APPLICATION (alcove_application_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveApplication, alcove_application, ALCOVE, APPLICATION, AdwApplication)

AlcoveApplication *alcove_application_new (void);

/* After the last window: whether the process is to begin anew, with "--locked". */
void alcove_application_lock (AlcoveApplication *self);
gboolean alcove_application_get_is_locking (AlcoveApplication *self);
void alcove_application_release_name (AlcoveApplication *self);

G_END_DECLS
