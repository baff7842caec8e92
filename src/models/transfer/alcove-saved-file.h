/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* (transfer full) what a file is called in the dialog that asks where it goes: no folders, nothing hidden */
char *alcove_saved_file_dup_name (const char *name, const char *otherwise);
/* A future of TRUE once bytes stand in the file that the user chose. */
DexFuture *alcove_saved_file_write (GFile *file, GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
