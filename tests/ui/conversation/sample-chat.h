/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-message.h"

G_BEGIN_DECLS

/* A conversation that has everything in it, for pictures and tests. */
GListStore *sample_chat_new (void);
/* A question with an image and a file, a tool, an answer with sources. */
void sample_chat_add_parts (GListStore *store);
GBytes *sample_image (void);
AlcoveMessage *sample_message (AlcoveRole role, AlcoveStatus status, const char *model,
                               const char *text);
/* n messages of many lengths, some with code and tables. */
GListStore *sample_history_new (guint n, gboolean is_loaded);
AlcoveMessage *sample_history_message (guint i, gboolean is_loaded);
void sample_history_load (AlcoveMessage *message, guint i);
/* Markdown of at least size bytes with all that there is. */
char *sample_markdown (gsize size);

G_END_DECLS
