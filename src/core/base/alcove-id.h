/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ALCOVE_ID_LENGTH 36

char *alcove_id_new (void);

G_END_DECLS
