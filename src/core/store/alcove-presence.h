/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean alcove_presence_enter (const char *folder, int *fd, GError **error);
gboolean alcove_presence_be_alone (int fd);
void alcove_presence_share (int fd);

G_END_DECLS
