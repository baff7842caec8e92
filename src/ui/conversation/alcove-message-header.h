/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* The line above a message: who speaks. */
#define ALCOVE_TYPE_MESSAGE_HEADER (alcove_message_header_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveMessageHeader, alcove_message_header, ALCOVE, MESSAGE_HEADER, GtkWidget)

GtkWidget *alcove_message_header_new (AlcoveMessage *message);
void alcove_message_header_set_message (AlcoveMessageHeader *self, AlcoveMessage *message);

G_END_DECLS
