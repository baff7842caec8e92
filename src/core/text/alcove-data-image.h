/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether an image of an answer is carried inside of it: "data:image/…". */
gboolean alcove_data_image_is_one (const char *target);
/* (transfer full) (nullable) its bytes */
GBytes *alcove_data_image_decode (const char *target, gsize length);

G_END_DECLS
