/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-part.h"

G_BEGIN_DECLS

/* What stands for a part that is no text. ::toggled (gboolean is_open), ::save, ::copy. */
#define ALCOVE_TYPE_PART_CARD (alcove_part_card_get_type ())
G_DECLARE_FINAL_TYPE (AlcovePartCard, alcove_part_card, ALCOVE, PART_CARD, GtkWidget)

GtkWidget *alcove_part_card_new (const AlcovePart *part, gboolean can_open, gboolean is_open);
/* An image that is somewhere else: nothing of it is fetched. */
GtkWidget *alcove_part_card_new_for_address (const char *target);

G_END_DECLS
