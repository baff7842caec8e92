/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

#include "alcove-store.h"

G_BEGIN_DECLS

/**
 * AlcoveChatWriter:
 *
 * The writes of one chat, in order and one at a time. Checkpoints of one message that have not left yet
 * are one. A write that fails stays first in the line, with all behind it, until it is tried again, so
 * that nothing is lost while a store fails; whoever shows the chat goes on meanwhile.
 *
 * ::written (AlcoveChatRecord *chat): a write succeeded; chat: what the store made of a new chat, else NULL.
 * ::failed: a write failed, see alcove_chat_writer_get_error().
 */
#define ALCOVE_TYPE_CHAT_WRITER (alcove_chat_writer_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveChatWriter, alcove_chat_writer, ALCOVE, CHAT_WRITER, GObject)

AlcoveChatWriter *alcove_chat_writer_new (AlcoveStore *store);
AlcoveStore *alcove_chat_writer_get_store (AlcoveChatWriter *self);
void alcove_chat_writer_set_store (AlcoveChatWriter *self, AlcoveStore *store);
const GError *alcove_chat_writer_get_error (AlcoveChatWriter *self);
AlcoveChatRecord *alcove_chat_writer_get_unborn_chat (AlcoveChatWriter *self);

void alcove_chat_writer_create (AlcoveChatWriter *self, AlcoveChatRecord *chat,
                                AlcoveMessageRecord *first);
void alcove_chat_writer_add (AlcoveChatWriter *self, AlcoveMessageRecord *message);
void alcove_chat_writer_update (AlcoveChatWriter *self, AlcoveMessageRecord *message);

DexFuture *alcove_chat_writer_flush (AlcoveChatWriter *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_chat_writer_retry (AlcoveChatWriter *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_chat_writer_hold (AlcoveChatWriter *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean alcove_chat_writer_get_is_held (AlcoveChatWriter *self);
void alcove_chat_writer_release (AlcoveChatWriter *self);
void alcove_chat_writer_drop (AlcoveChatWriter *self);

G_END_DECLS
