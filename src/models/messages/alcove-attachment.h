/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "alcove-part.h"

G_BEGIN_DECLS

/* What one prompt may carry. */
#define ALCOVE_ATTACHMENTS_MAX 10
#define ALCOVE_ATTACHMENTS_MAX_BYTES (32 * 1024 * 1024)

/**
 * AlcoveAttachment:
 *
 * A picture or a file that goes with a prompt, in memory alone: read, made small enough, and free of what a camera
 * wrote beside the picture. Immutable.
 */
#define ALCOVE_TYPE_ATTACHMENT (alcove_attachment_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAttachment, alcove_attachment, ALCOVE, ATTACHMENT, GObject)

/* Futures of an AlcoveAttachment; reject with ALCOVE_ERROR_ATTACHMENT_KIND, ALCOVE_ERROR_ATTACHMENT_SIZE, or what the
 * system says of the file. */
DexFuture *alcove_attachment_read_file (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_attachment_read_stream (GInputStream *stream,
                                          const char *name) G_GNUC_WARN_UNUSED_RESULT;

const char *alcove_attachment_get_name (AlcoveAttachment *self);
gboolean alcove_attachment_get_is_image (AlcoveAttachment *self);
gsize alcove_attachment_get_size (AlcoveAttachment *self);
GBytes *alcove_attachment_get_thumbnail (AlcoveAttachment *self); /* a small PNG; NULL for none */
AlcovePart *alcove_attachment_get_part (AlcoveAttachment *self);

G_END_DECLS
