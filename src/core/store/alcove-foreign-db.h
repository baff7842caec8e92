/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A database of another program, open to be read and for nothing else. */
typedef struct _AlcoveForeignDb AlcoveForeignDb;
/* A statement of it. */
typedef struct _AlcoveForeignRows AlcoveForeignRows;

gboolean alcove_foreign_db_is_one (const guint8 *head, gsize length);
AlcoveForeignDb *alcove_foreign_db_open (GFile *file, const char *const *tables,
                                         GCancellable *cancellable, GError **error);
AlcoveForeignDb *alcove_foreign_db_open_bytes (GBytes *bytes, const char *const *tables,
                                               GError **error);
void alcove_foreign_db_free (AlcoveForeignDb *self);
gboolean alcove_foreign_db_has_column (AlcoveForeignDb *self, const char *table,
                                       const char *column);
/* (transfer full) (element-type utf8): the names of files beside it that it may not be whole without */
GPtrArray *alcove_foreign_db_list_logs (GFile *file);

AlcoveForeignRows *alcove_foreign_rows_new (AlcoveForeignDb *db, const char *sql, GError **error);
void alcove_foreign_rows_free (AlcoveForeignRows *self);
void alcove_foreign_rows_bind (AlcoveForeignRows *self, gint64 value);
gboolean alcove_foreign_rows_next (AlcoveForeignRows *self, GCancellable *cancellable,
                                   GError **error);
gint64 alcove_foreign_rows_get_int (AlcoveForeignRows *self, int column);
const char *alcove_foreign_rows_get_text (AlcoveForeignRows *self, int column, gsize *length);
char *alcove_foreign_rows_dup_text (AlcoveForeignRows *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveForeignDb, alcove_foreign_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveForeignRows, alcove_foreign_rows_free)

G_END_DECLS
