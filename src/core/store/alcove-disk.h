/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean alcove_disk_fail (const char *doing, int number, GError **error);
gboolean alcove_disk_sync_file (const char *path, GError **error);
gboolean alcove_disk_sync_folder_of (const char *path, GError **error);
gboolean alcove_disk_rename (const char *from, const char *to, GError **error);
gboolean alcove_disk_copy (const char *from, const char *to, GError **error);
void alcove_disk_remove_database (const char *path);
char *alcove_disk_dup_dated (const char *folder, const char *stem, const char *suffix);

G_END_DECLS
