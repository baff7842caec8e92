/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-bundle.h"
#include "alcove-json.h"

G_BEGIN_DECLS

/* The records of our own export, docs/export-format.md. */
#define ALCOVE_EXPORT_TYPE "alcove-export"
#define ALCOVE_EXPORT_VERSION 1
/* Bytes of an attachment that stand in its message; a larger one stands before it, in pieces of that size. */
#define ALCOVE_EXPORT_PIECE (4 * 1024 * 1024)

AlcoveFolderRecord *alcove_export_record_read_folder (JsonObject *object);
AlcoveChatRecord *alcove_export_record_read_chat (JsonObject *object);
AlcoveMessageRecord *alcove_export_record_read_message (JsonObject *object, GArray *pieces);
AlcoveArtifact *alcove_export_record_read_artifact (JsonObject *object);

char *alcove_export_record_write_head (gint64 now);
char *alcove_export_record_write_folder (const AlcoveFolderRecord *folder);
char *alcove_export_record_write_chat (const AlcoveChatRecord *chat);
char *alcove_export_record_write_piece (gconstpointer data, gsize length);
char *alcove_export_record_write_message (const AlcoveMessageRecord *message, const char *chat_id);
char *alcove_export_record_write_artifact (const AlcoveArtifact *artifact);
char *alcove_export_record_write_end (gint64 chats, gint64 messages);

G_END_DECLS
