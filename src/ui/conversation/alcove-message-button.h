/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* A small button beneath a message; it activates an action with the message's id. */
GtkWidget *alcove_message_button_new (AlcoveMessage *message, const char *icon, const char *name,
                                      const char *action);
void alcove_message_button_set_message (GtkWidget *button, AlcoveMessage *message);

G_END_DECLS
