/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-attachment.h"

G_BEGIN_DECLS

/**
 * AlcoveAttachmentBar:
 *
 * What goes with the prompt, above it; not shown while there is nothing.
 *
 * ::changed (): something came, went, or is being read.
 * ::attached (AlcoveAttachment): something came. ::failed (GError *): something could not come.
 */
#define ALCOVE_TYPE_ATTACHMENT_BAR (alcove_attachment_bar_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAttachmentBar, alcove_attachment_bar, ALCOVE, ATTACHMENT_BAR, AdwBin)

void alcove_attachment_bar_choose (AlcoveAttachmentBar *self);
void alcove_attachment_bar_take_files (AlcoveAttachmentBar *self, GSList *files);
gboolean alcove_attachment_bar_take_clipboard (AlcoveAttachmentBar *self, GdkClipboard *clipboard);
void alcove_attachment_bar_remove (AlcoveAttachmentBar *self, AlcoveAttachment *attachment);
GPtrArray *alcove_attachment_bar_dup_attachments (AlcoveAttachmentBar *self);
void alcove_attachment_bar_set_attachments (AlcoveAttachmentBar *self, GPtrArray *attachments);
gboolean alcove_attachment_bar_get_is_empty (AlcoveAttachmentBar *self);
gboolean alcove_attachment_bar_get_is_reading (AlcoveAttachmentBar *self);

G_END_DECLS
