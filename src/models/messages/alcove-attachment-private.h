/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-attachment.h"

G_BEGIN_DECLS

AlcoveAttachment *alcove_attachment_new (AlcovePart *part, GBytes *thumbnail);
AlcoveAttachment *alcove_attachment_new_from_bytes (GBytes *bytes, const char *name,
                                                    GError **error);

/* alcove-attachment-image.c; any thread */
GBytes *alcove_image_prepare (GBytes *bytes, const char **mime, GBytes **thumbnail, GError **error);
GBytes *alcove_jpeg_strip (GBytes *bytes);

G_END_DECLS
