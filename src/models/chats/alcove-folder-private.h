/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-folder.h"

G_BEGIN_DECLS

AlcoveFolder *alcove_folder_new (const char *id, const char *name, gint64 n_chats);
void alcove_folder_update (AlcoveFolder *self, const char *name, gint64 n_chats);

G_END_DECLS
