/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* What an answer cost in tokens, money and time. */
#define ALCOVE_TYPE_MESSAGE_INFO (alcove_message_info_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveMessageInfo, alcove_message_info, ALCOVE, MESSAGE_INFO, GtkPopover)

GtkWidget *alcove_message_info_new (AlcoveMessage *message);
/* The button behind an answer that opens it. */
GtkWidget *alcove_message_info_button_new (AlcoveMessage *message);
void alcove_message_info_button_set_message (GtkWidget *button, AlcoveMessage *message);

G_END_DECLS
