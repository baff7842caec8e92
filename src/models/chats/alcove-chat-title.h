/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *alcove_chat_title_from_prompt (const char *prompt);
char *alcove_chat_title_from_model (const char *answer);
char *alcove_chat_preview_from_text (const char *text);
char *alcove_chat_preview_without_marks (const char *preview);

G_END_DECLS
