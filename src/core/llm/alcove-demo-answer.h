/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GStrv alcove_demo_answer_split (const char *text);
char *alcove_demo_answer_write (const char *question, guint n_turns);

G_END_DECLS
