/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AlcoveFolder:
 *
 * A folder of an account. Properties (all notify): name, n-chats (neither archived nor in the trash).
 */
#define ALCOVE_TYPE_FOLDER (alcove_folder_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveFolder, alcove_folder, ALCOVE, FOLDER, GObject)

const char *alcove_folder_get_id (AlcoveFolder *self);
const char *alcove_folder_get_name (AlcoveFolder *self);
gint64 alcove_folder_get_n_chats (AlcoveFolder *self);

G_END_DECLS
