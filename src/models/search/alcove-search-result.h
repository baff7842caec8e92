/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One hit of a search. Properties, constant: conversation-id, message-id (nullable: a hit in the title),
 * title, snippet (plain text; hits are marked by U+E000 before and U+E001 behind), created-at (ms), is-saved. */
#define ALCOVE_TYPE_SEARCH_RESULT (alcove_search_result_get_type ())
G_DECLARE_FINAL_TYPE (AlcoveSearchResult, alcove_search_result, ALCOVE, SEARCH_RESULT, GObject)

const char *alcove_search_result_get_conversation_id (AlcoveSearchResult *self);
const char *alcove_search_result_get_message_id (AlcoveSearchResult *self);
const char *alcove_search_result_get_title (AlcoveSearchResult *self);
const char *alcove_search_result_get_snippet (AlcoveSearchResult *self);
gint64 alcove_search_result_get_created_at (AlcoveSearchResult *self);
gboolean alcove_search_result_get_is_saved (AlcoveSearchResult *self);

G_END_DECLS
