/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gtk/gtk.h>

#include "alcove-message.h"

G_BEGIN_DECLS

/* The line beneath a prompt: its variants, Edit, Copy, and more in a menu. */
#define ALCOVE_TYPE_PROMPT_FOOTER (alcove_prompt_footer_get_type ())
G_DECLARE_FINAL_TYPE (AlcovePromptFooter, alcove_prompt_footer, ALCOVE, PROMPT_FOOTER, GtkWidget)

GtkWidget *alcove_prompt_footer_new (AlcoveMessage *message);
void alcove_prompt_footer_set_message (AlcovePromptFooter *self, AlcoveMessage *message);

G_END_DECLS
