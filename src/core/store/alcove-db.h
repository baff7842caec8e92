/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

#include "alcove-error.h"
#include "alcove-locked-bytes.h"

G_BEGIN_DECLS

/* A database shorter than one page is not a history. */
#define ALCOVE_DB_MIN_SIZE 4096
#define ALCOVE_DB_KEY_SIZE 32

typedef struct _AlcoveDb AlcoveDb;
typedef struct sqlite3_stmt AlcoveStatement;

typedef enum
{
  ALCOVE_DB_EXISTING, /* the file must stand already, of at least ALCOVE_DB_MIN_SIZE */
  ALCOVE_DB_CREATE,   /* the file must not stand yet */
  ALCOVE_DB_READ,     /* beside a connection of this process, and nothing can be written */
} AlcoveDbMode;

AlcoveDb *alcove_db_open_in_memory (GError **error);
AlcoveDb *alcove_db_open (const char *path, AlcoveLockedBytes *key, AlcoveDbMode mode,
                          GError **error);
void alcove_db_close (AlcoveDb *self);
const char *alcove_db_get_path (AlcoveDb *self); /* NULL in memory */
gboolean alcove_db_has_written (AlcoveDb *self);
gboolean alcove_db_is_encrypted (AlcoveDb *self);
gboolean alcove_db_check_file (const char *path, GError **error);
gboolean alcove_db_check_place (const char *path, GError **error);

/* From another thread, while the connection is not being closed: its statement ends with G_IO_ERROR_CANCELLED. */
void alcove_db_interrupt (AlcoveDb *self);
gboolean alcove_db_exec (AlcoveDb *self, const char *sql, GError **error);
char *alcove_db_dup_pragma (AlcoveDb *self, const char *name);
gint64 alcove_db_get_pragma_int (AlcoveDb *self, const char *name);
gboolean alcove_db_is_defensive (AlcoveDb *self);
gboolean alcove_db_begin (AlcoveDb *self, GError **error);
gboolean alcove_db_commit (AlcoveDb *self, GError **error);
void alcove_db_rollback (AlcoveDb *self);
/* The next commit need not reach the disk at once: for the checkpoints of a running stream. */
gboolean alcove_db_set_relaxed (AlcoveDb *self, gboolean relaxed, GError **error);
void alcove_db_rest (AlcoveDb *self);
gboolean alcove_db_truncate_wal (AlcoveDb *self, GError **error);
gboolean alcove_db_vacuum (AlcoveDb *self, GError **error);
gboolean alcove_db_vacuum_into (AlcoveDb *self, const char *path, GError **error);

/* The connection is good for closing only then. */
gboolean alcove_db_rekey (AlcoveDb *self, AlcoveLockedBytes *key, GError **error);

/* Statements by the name of their file in sql/. Formats of inputs: i gint64, z gint64 with 0 as NULL,
 * u gint64 with a negative one as NULL, d double with a negative one as NULL, s string, k a UUID's text
 * as 16 bytes, b GBytes; a NULL pointer is NULL. */
AlcoveStatement *alcove_db_query (AlcoveDb *self, GError **error, const char *name,
                                  const char *format, ...);
gboolean alcove_db_run (AlcoveDb *self, GError **error, const char *name, const char *format, ...);
gboolean alcove_db_get_int (AlcoveDb *self, gint64 *value, GError **error, const char *name,
                            const char *format, ...);

gboolean alcove_statement_next (AlcoveStatement *self, GError **error);
void alcove_statement_reset (AlcoveStatement *self);
gint64 alcove_statement_get_int (AlcoveStatement *self, int column);     /* 0 for NULL */
gint64 alcove_statement_get_unknown (AlcoveStatement *self, int column); /* -1 for NULL */
double alcove_statement_get_double (AlcoveStatement *self, int column);  /* -1 for NULL */
char *alcove_statement_dup_string (AlcoveStatement *self, int column);
char *alcove_statement_dup_id (AlcoveStatement *self, int column);
GBytes *alcove_statement_dup_bytes (AlcoveStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveDb, alcove_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveStatement, alcove_statement_reset)

/* For the rooms of the store that meet the engine itself. */
struct sqlite3 *alcove_db_get_handle (AlcoveDb *self);
gboolean alcove_db_set_error (struct sqlite3 *handle, const char *doing, int rc, GError **error);
AlcoveStatement *alcove_db_get_statement (AlcoveDb *self, const char *name, GError **error);
gboolean alcove_db_check_head (struct sqlite3 *handle, GError **error);
gboolean alcove_db_guard (struct sqlite3 *handle, AlcoveLockedBytes *key, gboolean *may_attach,
                          GError **error);
gboolean alcove_db_guard_rekey (struct sqlite3 *handle, AlcoveLockedBytes *key, GError **error);
gboolean alcove_db_guard_wreck (struct sqlite3 *handle, AlcoveLockedBytes *key,
                                gboolean *may_attach, GError **error);

G_END_DECLS
