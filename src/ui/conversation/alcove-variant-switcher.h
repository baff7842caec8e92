/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* ‹ 2/3 ›: which of the messages that could stand here is shown, and the ones beside it. Hidden where there is
 * only one. Activates message.variant-before and message.variant-after with the message's id. */
#define ALCOVE_TYPE_VARIANT_SWITCHER (alcove_variant_switcher_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveVariantSwitcher, alcove_variant_switcher, ALCOVE, VARIANT_SWITCHER,
                      GtkWidget)

GtkWidget *alcove_variant_switcher_new (AlcoveMessage *message);
void alcove_variant_switcher_set_message (AlcoveVariantSwitcher *self, AlcoveMessage *message);

G_END_DECLS
