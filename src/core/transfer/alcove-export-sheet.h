/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-bundle.h"
#include "alcove-export-files.h"
#include "alcove-export-words.h"
#include "alcove-part.h"

G_BEGIN_DECLS

/**
 * AlcoveExportSheet:
 * @text: what is written next; the writers of formats append to it
 * @words: what things are called
 * @files: (nullable): where attachments go
 * @n_chats: how many were begun
 * @n_messages: how many were written
 * @error: the first thing that went wrong with @files
 *
 * What an export is written on. Blocks; one thread at a time.
 */
typedef struct
{
  GString *text;
  const AlcoveExportWords *words;
  AlcoveExportFiles *files;
  gint64 n_chats;
  gint64 n_messages;
  GError *error;
  /*< private >*/
  GHashTable *folders; /* ids of those that the lossless format has written */
} AlcoveExportSheet;

/* How chats are written; what a writer has to say it appends to the sheet's text. */
typedef struct
{
  const char *name;
  const char *suffix;    /* of a file */
  gboolean has_branches; /* all of them; else what is shown */
  gboolean is_file_each; /* each chat is a file of its own */
  void (*begin) (AlcoveExportSheet *sheet);
  void (*folder) (AlcoveExportSheet *sheet, const AlcoveFolderRecord *folder); /* nullable */
  void (*begin_chat) (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle);
  void (*message) (AlcoveExportSheet *sheet, const AlcoveChatRecord *chat,
                   const AlcoveMessageRecord *message);
  void (*end_chat) (AlcoveExportSheet *sheet, const AlcoveChatBundle *bundle);
  void (*end) (AlcoveExportSheet *sheet);
} AlcoveExportFormat;

extern const AlcoveExportFormat alcove_export_json;
extern const AlcoveExportFormat alcove_export_markdown;
extern const AlcoveExportFormat alcove_export_html;
extern const AlcoveExportFormat alcove_export_text;

const AlcoveExportFormat *alcove_export_format_find (const char *name);

extern const AlcoveExportWords alcove_export_words_english;

AlcoveExportSheet *alcove_export_sheet_new (const AlcoveExportWords *words);
void alcove_export_sheet_free (AlcoveExportSheet *self);
const char *alcove_export_sheet_get_title (AlcoveExportSheet *self, const AlcoveChatRecord *chat);
const char *alcove_export_sheet_get_role (AlcoveExportSheet *self, AlcoveRole role);
const char *alcove_export_sheet_get_status (AlcoveExportSheet *self, AlcoveStatus status);
char *alcove_export_sheet_add_file (AlcoveExportSheet *self, const AlcovePart *part);
char *alcove_export_dup_time (gint64 ms);
char *alcove_export_dup_url (const AlcovePart *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveExportSheet, alcove_export_sheet_free)

G_END_DECLS
