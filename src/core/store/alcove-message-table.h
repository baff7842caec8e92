/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"
#include "alcove-store.h"

G_BEGIN_DECLS

GPtrArray *alcove_message_table_list (AlcoveDb *db, const char *chat_id, const char *before_id,
                                      guint limit, GError **error);
GPtrArray *alcove_message_table_list_all (AlcoveDb *db, const char *chat_id, GError **error);
GPtrArray *alcove_message_table_list_after (AlcoveDb *db, gint64 chat, gint64 after, guint limit,
                                            gsize max_bytes, gboolean *has_more, GError **error);
GPtrArray *alcove_message_table_list_keys (AlcoveDb *db, const char *chat_id, GError **error);
GPtrArray *alcove_message_table_get (AlcoveDb *db, const char *chat_id, const char *const *ids,
                                     GError **error);
AlcoveMessageRecord *alcove_message_table_get_one (AlcoveDb *db, const char *id, GError **error);
gboolean alcove_message_table_add (AlcoveDb *db, AlcoveMessageRecord *message, GError **error);
gboolean alcove_message_table_import (AlcoveDb *db, const char *chat_id, GPtrArray *messages,
                                      const char *active_leaf, gint64 updated_at, GError **error);
gboolean alcove_message_table_update (AlcoveDb *db, AlcoveMessageRecord *message, GError **error);
gboolean alcove_message_table_show (AlcoveDb *db, const char *message_id, GError **error);
gboolean alcove_message_table_show_neighbour (AlcoveDb *db, const char *message_id,
                                              gint64 direction, GError **error);
gboolean alcove_message_table_delete (AlcoveDb *db, const char *message_id, GError **error);
gboolean alcove_message_table_delete_some (AlcoveDb *db, const char *chat_id,
                                           const char *const *ids, GError **error);
gboolean alcove_message_table_interrupt_open (AlcoveDb *db, GError **error);

G_END_DECLS
