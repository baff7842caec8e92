/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean alcove_backup_file_write (const char *path, const char *id, const char *slots,
                                   const char *database, GError **error);
char *alcove_backup_file_extract (const char *path, const char *folder, GError **error);

G_END_DECLS
