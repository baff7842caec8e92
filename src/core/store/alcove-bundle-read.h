/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-chat-bundle.h"
#include "alcove-db.h"

G_BEGIN_DECLS

AlcoveChatBundle *alcove_bundle_read (AlcoveDb *db, const char *chat_id, gint64 after,
                                      gsize max_bytes, GError **error);

G_END_DECLS
