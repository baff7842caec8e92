/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-vault-folder.h"

G_BEGIN_DECLS

/* The mark of a first save: a file "first-save" in an account's folder, locked by the process that
 * is saving, gone when the slots file stands. It tells an aborted first save from a folder that
 * lost its slots file, which is never touched. */

#define ALCOVE_FIRST_SAVE_MARK "first-save"

int alcove_first_save_begin (const char *accounts_dir, const char *folder, GError **error);
void alcove_first_save_end (const char *folder, int *mark);
gboolean alcove_first_save_is_marked (const char *folder);
gboolean alcove_first_save_clean (const char *folder);

G_END_DECLS
