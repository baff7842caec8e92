/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <json-glib/json-glib.h>

#include "alcove-import-sink.h"
#include "alcove-json-slices.h"

G_BEGIN_DECLS

/**
 * AlcoveImportFormat:
 * @name: its stable name, as `alcove-cli import --json` tells it
 * @matches: whether an element of the file's top-level array is one of this format; where the file is one object, that
 *   object is the only element
 * @begin: (nullable): makes what @read keeps between elements
 * @read: takes an element that is JSON, and gives chats and what cannot be one to the sink; @entry tells where it
 *   stands. It never fails: what is broken is skipped
 * @read_slices: (nullable): takes an element that has too many values to be parsed whole
 * @lost: (nullable): where an element stood that could not be read, and was told
 * @end: (nullable): behind the last element; @is_whole is %FALSE where the file ends too early
 * @free: (nullable): lets go what @begin made
 *
 * How the chats of another program are read from JSON (docs/import-formats.md). Any thread, one at a time.
 */
typedef struct
{
  const char *name;
  gboolean (*matches) (JsonNode *element);
  gpointer (*begin) (void);
  void (*read) (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink);
  void (*read_slices) (gpointer state, AlcoveJsonSlices *slices, const char *entry,
                       AlcoveImportSink *sink);
  void (*lost) (gpointer state);
  void (*end) (gpointer state, gboolean is_whole, AlcoveImportSink *sink);
  void (*free) (gpointer state);
} AlcoveImportFormat;

extern const AlcoveImportFormat alcove_format_alcove;
extern const AlcoveImportFormat alcove_format_chatgpt;
extern const AlcoveImportFormat alcove_format_claude;
extern const AlcoveImportFormat alcove_format_alpaca;
extern const AlcoveImportFormat alcove_format_chatbotui;
extern const AlcoveImportFormat alcove_format_librechat;
extern const AlcoveImportFormat alcove_format_newelle;
extern const AlcoveImportFormat alcove_format_openwebui;

const AlcoveImportFormat *alcove_import_format_find (JsonNode *element);
/* What is told of files that stand together: "several" where they are not of one format. Both nullable. */
const char *alcove_import_format_join (const char *one, const char *other);

G_END_DECLS
