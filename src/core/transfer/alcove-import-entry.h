/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As GInputStream.read_fn has it. */
typedef gssize (*AlcoveImportEntryFunc) (GObject *owner, gpointer place, void *buffer, gsize count,
                                         GError **error);

/* The bytes of one file of an archive. Blocks; one thread at a time. */
#define ALCOVE_TYPE_IMPORT_ENTRY (alcove_import_entry_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveImportEntry, alcove_import_entry, ALCOVE, IMPORT_ENTRY, GInputStream)

GInputStream *alcove_import_entry_new (GObject *owner, AlcoveImportEntryFunc func, gpointer place);

G_END_DECLS
