/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <adwaita.h>

#include "alcove-attachment.h"

G_BEGIN_DECLS

/* What goes with the prompt: a small picture or a sign, the name, the size, Remove. ::remove (). */
#define ALCOVE_TYPE_ATTACHMENT_CHIP (alcove_attachment_chip_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveAttachmentChip, alcove_attachment_chip, ALCOVE, ATTACHMENT_CHIP, AdwBin)

GtkWidget *alcove_attachment_chip_new (AlcoveAttachment *attachment);

G_END_DECLS
