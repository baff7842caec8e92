/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* The line beneath an answer: that it is awaited, Copy, or why it is not complete and Retry. */
#define ALCOVE_TYPE_MESSAGE_FOOTER (alcove_message_footer_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveMessageFooter, alcove_message_footer, ALCOVE, MESSAGE_FOOTER, GtkWidget)

/* Emits ::copy () and ::retry (). */
GtkWidget *alcove_message_footer_new (AlcoveMessage *message);
void alcove_message_footer_set_message (AlcoveMessageFooter *self, AlcoveMessage *message);
AlcoveMessage *alcove_message_footer_get_message (AlcoveMessageFooter *self);
char *alcove_message_footer_dup_status (AlcoveMessage *message);

G_END_DECLS
