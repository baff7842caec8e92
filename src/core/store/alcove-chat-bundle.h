/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-artifact.h"
#include "alcove-folder-record.h"
#include "alcove-records.h"

G_BEGIN_DECLS

/**
 * AlcoveChatBundle:
 * @chat: the chat
 * @folder: (nullable): the folder that it stands in; its id is that of @chat
 * @messages: (element-type AlcoveMessageRecord): its messages in all branches, by sequence
 * @artifacts: (element-type AlcoveArtifact): what was made of them, whole
 * @has_more: more messages follow; the artifacts come with the last of them
 *
 * A chat with all that belongs to it, or a page of that: what leaves a history, and what comes into one.
 */
typedef struct
{
  AlcoveChatRecord *chat;
  AlcoveFolderRecord *folder;
  GPtrArray *messages;
  GPtrArray *artifacts;
  gboolean has_more;
  /*< private >*/
  gatomicrefcount refs;
} AlcoveChatBundle;

#define ALCOVE_TYPE_CHAT_BUNDLE (alcove_chat_bundle_get_type ())

GType alcove_chat_bundle_get_type (void) G_GNUC_CONST;
AlcoveChatBundle *alcove_chat_bundle_new (AlcoveChatRecord *chat);
AlcoveChatBundle *alcove_chat_bundle_ref (AlcoveChatBundle *self);
void alcove_chat_bundle_unref (AlcoveChatBundle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveChatBundle, alcove_chat_bundle_unref)

G_END_DECLS
