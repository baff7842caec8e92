/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-part.h"

G_BEGIN_DECLS

/* What stands for a part that is no text: an image, a file, a call of a tool. */
#define ALCOVE_TYPE_PART_CHIP (alcove_part_chip_get_type ())
G_DECLARE_FINAL_TYPE (AlcovePartChip, alcove_part_chip, ALCOVE, PART_CHIP, GtkWidget)

GtkWidget *alcove_part_chip_new (const AlcovePart *part);

G_END_DECLS
