/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-bundle.h"

G_BEGIN_DECLS

/* Why an entry of a file is not taken. Each has a word for the terminal and a sentence in the window. */
typedef enum
{
  ALCOVE_SKIP_BROKEN = 1, /* not what this format has */
  ALCOVE_SKIP_EMPTY,      /* no message in it */
  ALCOVE_SKIP_TOO_LARGE,
  ALCOVE_SKIP_CYCLIC,     /* messages that answer each other */
  ALCOVE_SKIP_INCOMPLETE, /* the file ends within it */
  ALCOVE_SKIP_CONFLICT,   /* the history has something else by its name */
  ALCOVE_SKIP_NOT_WRITTEN, /* a file beside it, of what the other program has not written into it yet */
  ALCOVE_SKIP_UNKNOWN,     /* one file of several that is none of chats */
  ALCOVE_SKIP_LOCKED,      /* an archive within another that needs a password */
  ALCOVE_SKIP_UNSAFE,      /* a file within an archive that would run something when it is read */
} AlcoveSkipReason;

#define ALCOVE_TYPE_SKIP_REASON (alcove_skip_reason_get_type ())

GType alcove_skip_reason_get_type (void) G_GNUC_CONST;
const char *alcove_skip_reason_to_string (AlcoveSkipReason reason);

typedef struct
{
  char *entry; /* which one: its place in the file, counted from 1, where need be behind a name */
  AlcoveSkipReason reason;
} AlcoveSkip;

AlcoveSkip *alcove_skip_new (const char *entry, AlcoveSkipReason reason);
AlcoveSkip *alcove_skip_copy (const AlcoveSkip *self);
void alcove_skip_free (AlcoveSkip *self);

/* A chat that was read, and where it stood. */
typedef struct
{
  char *entry;
  AlcoveChatBundle *bundle;
} AlcoveImported;

void alcove_imported_free (AlcoveImported *self);

typedef struct _AlcoveImportSink AlcoveImportSink;

AlcoveImportSink *alcove_import_sink_new (void);
void alcove_import_sink_free (AlcoveImportSink *self);

/* For formats. bundle: (transfer full) */
void alcove_import_sink_add (AlcoveImportSink *self, const char *entry, AlcoveChatBundle *bundle);
void alcove_import_sink_skip (AlcoveImportSink *self, const char *entry, AlcoveSkipReason reason);
/* The file as a whole cannot be taken. error: (transfer full) */
void alcove_import_sink_fail (AlcoveImportSink *self, GError *error);

/* What is told of entries from now on has this before it; NULL for nothing. */
void alcove_import_sink_set_name (AlcoveImportSink *self, const char *name);
/* Bytes that parts lack are given to what comes out. */
void alcove_import_sink_set_has_files (AlcoveImportSink *self);
/* Of another sink, so in order already. imported: (transfer full) */
void alcove_import_sink_pass (AlcoveImportSink *self, AlcoveImported *imported);

/* For the importer. */
GError *alcove_import_sink_take_error (AlcoveImportSink *self);
guint alcove_import_sink_get_n_ready (AlcoveImportSink *self);
GPtrArray *alcove_import_sink_take (AlcoveImportSink *self);
GPtrArray *alcove_import_sink_take_skips (AlcoveImportSink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveSkip, alcove_skip_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveImportSink, alcove_import_sink_free)

G_END_DECLS
