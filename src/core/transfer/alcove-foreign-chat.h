/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-sink.h"

G_BEGIN_DECLS

/* A chat of another program on its way to be one of ours. */
typedef struct _AlcoveForeignChat AlcoveForeignChat;

AlcoveForeignChat *alcove_foreign_chat_new (const char *format, const char *key);
void alcove_foreign_chat_free (AlcoveForeignChat *self);
AlcoveChatRecord *alcove_foreign_chat_get_record (AlcoveForeignChat *self);
void alcove_foreign_chat_set_title (AlcoveForeignChat *self, const char *title);
void alcove_foreign_chat_set_folder (AlcoveForeignChat *self, const char *key, const char *name);
/* The message belongs to the chat; its parts are for the caller to add. */
AlcoveMessageRecord *alcove_foreign_chat_add (AlcoveForeignChat *self, const char *key,
                                              const char *parent_key, AlcoveRole role);
AlcoveMessageRecord *alcove_foreign_chat_append (AlcoveForeignChat *self, AlcoveRole role);
void alcove_foreign_chat_set_shown (AlcoveForeignChat *self, const char *key);
void alcove_foreign_chat_miss (AlcoveForeignChat *self, const char *key);
gboolean alcove_foreign_chat_grow (AlcoveForeignChat *self, gsize n_bytes);
gboolean alcove_foreign_chat_is_too_large (AlcoveForeignChat *self);
gsize alcove_foreign_chat_get_size (AlcoveForeignChat *self);
/* self: (transfer full) */
void alcove_foreign_chat_end (AlcoveForeignChat *self, const char *entry, AlcoveImportSink *sink);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveForeignChat, alcove_foreign_chat_free)

G_END_DECLS
