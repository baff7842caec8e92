/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-export-words.h"
#include "alcove-session.h"
#include "alcove-transfer-message.h"
#include "alcove-transfer-report.h"

G_BEGIN_DECLS

/**
 * AlcoveTransfer:
 *
 * Chats of a session on their way into a file, or a file on its way into its history. Each act gives a future of an
 * AlcoveTransferReport; one runs at a time. Properties: progress (from 0 to 1, notifies). Main thread.
 */
#define ALCOVE_TYPE_TRANSFER (alcove_transfer_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveTransfer, alcove_transfer, ALCOVE, TRANSFER, GObject)

AlcoveTransfer *alcove_transfer_new (AlcoveSession *session);
double alcove_transfer_get_progress (AlcoveTransfer *self);
/* What runs ends with G_IO_ERROR_CANCELLED. */
void alcove_transfer_cancel (AlcoveTransfer *self);

/* Out: what is to be written, then where to. Formats are "json", "markdown", "html" and "text". */
void alcove_transfer_add_chat (AlcoveTransfer *self, const char *chat_id);
void alcove_transfer_add_all (AlcoveTransfer *self, gboolean with_trash);
void alcove_transfer_clear (AlcoveTransfer *self);
void alcove_transfer_set_words (AlcoveTransfer *self, const AlcoveExportWords *words); /* static */
const char *alcove_transfer_get_suffix (const char *format);
/* TRUE where the format makes a folder of what is to be written: a future of it. */
DexFuture *alcove_transfer_wants_folder (AlcoveTransfer *self,
                                         const char *format) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_transfer_export (AlcoveTransfer *self, GFile *file,
                                   const char *format) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_transfer_export_folder (AlcoveTransfer *self, GFile *parent, const char *name,
                                          const char *format) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_transfer_seal (AlcoveTransfer *self, GFile *file,
                                 const char *passphrase) G_GNUC_WARN_UNUSED_RESULT;

/* For paper: a future of a list of AlcoveTransferMessage, what is shown of a chat. */
DexFuture *alcove_transfer_collect (AlcoveTransfer *self,
                                    const char *chat_id) G_GNUC_WARN_UNUSED_RESULT;

/* In: what files would bring, and bringing it. files: of GFile. passphrase: nullable, for a sealed one. */
DexFuture *alcove_transfer_preview (AlcoveTransfer *self, GListModel *files,
                                    const char *passphrase) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_transfer_import (AlcoveTransfer *self, GListModel *files,
                                   const char *passphrase) G_GNUC_WARN_UNUSED_RESULT;
/* Chats that the last one brought, also where it was cancelled or failed. */
gint64 alcove_transfer_get_n_imported (AlcoveTransfer *self);

char *alcove_transfer_generate_passphrase (void);
guint alcove_transfer_estimate_bits (const char *passphrase);

G_END_DECLS
