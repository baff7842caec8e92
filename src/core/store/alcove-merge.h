/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

#include "alcove-chat-bundle.h"
#include "alcove-db.h"

G_BEGIN_DECLS

/* What a merge brings, or would bring. */
typedef struct
{
  gint64 chats;      /* that were not there */
  gint64 messages;   /* that were not there, in all branches */
  gint64 duplicates; /* messages that are there already */
  gint64 files;      /* pictures and files that these lacked */
} AlcoveMerge;

#define ALCOVE_TYPE_MERGE (alcove_merge_get_type ())

GType alcove_merge_get_type (void) G_GNUC_CONST;
AlcoveMerge *alcove_merge_copy (const AlcoveMerge *self);
void alcove_merge_free (AlcoveMerge *self);

GPtrArray *alcove_merge_list_chats (AlcoveDb *from, gboolean with_trash, GError **error);
gboolean alcove_merge_take_head (AlcoveDb *from, AlcoveDb *to, GError **error);
gboolean alcove_merge_put (AlcoveDb *to, AlcoveChatBundle *bundle, gboolean is_dry,
                           AlcoveMerge *merge, GError **error);
gboolean alcove_merge_take_chat (AlcoveDb *from, AlcoveDb *to, const char *id, gboolean is_dry,
                                 AlcoveMerge *merge, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveMerge, alcove_merge_free)

G_END_DECLS
