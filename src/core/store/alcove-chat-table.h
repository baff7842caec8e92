/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"
#include "alcove-store.h"

G_BEGIN_DECLS

/* What a change of its messages needs to know of a chat. */
typedef struct
{
  gint64 n;
  gint64 next_sequence;
  gint64 active_leaf; /* n, 0 for none */
  gint64 message_count;
  AlcoveTitleSource title_source;
} AlcoveChatState;

gboolean alcove_chat_table_find (AlcoveDb *db, const char *id, AlcoveChatState *state,
                                 GError **error);
AlcoveChatRecord *alcove_chat_table_get (AlcoveDb *db, const char *id, GError **error);
GPtrArray *alcove_chat_table_list (AlcoveDb *db, AlcoveChatsWhich which,
                                   const AlcoveChatRecord *after, guint limit, GError **error);
GPtrArray *alcove_chat_table_list_folder (AlcoveDb *db, const char *folder_id,
                                          const AlcoveChatRecord *after, guint limit,
                                          GError **error);
GPtrArray *alcove_chat_table_list_recent (AlcoveDb *db, gint64 since, guint limit, GError **error);
gboolean alcove_chat_table_check_json (AlcoveDb *db, const char *json, GError **error);
gboolean alcove_chat_table_count (AlcoveDb *db, AlcoveChatsWhich which, gint64 *count,
                                  GError **error);
gboolean alcove_chat_table_insert (AlcoveDb *db, AlcoveChatRecord *chat, GError **error);
gboolean alcove_chat_table_rename (AlcoveDb *db, const char *id, const char *title,
                                   AlcoveTitleSource source, GError **error);
gboolean alcove_chat_table_show_path (AlcoveDb *db, gint64 n, gint64 leaf, gint64 message_count,
                                      gint64 next_sequence, gint64 updated_at, GError **error);
gboolean alcove_chat_table_refresh_preview (AlcoveDb *db, gint64 n, gint64 leaf, GError **error);
gboolean alcove_chat_table_delete_all (AlcoveDb *db, GError **error);

G_END_DECLS
