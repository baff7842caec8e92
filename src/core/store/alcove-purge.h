/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-db.h"

G_BEGIN_DECLS

gboolean alcove_purge_condemn (AlcoveDb *db, const char *chat_id, GError **error);
gboolean alcove_purge_condemn_trash (AlcoveDb *db, gint64 before, guint limit, guint *n,
                                     GError **error);
gboolean alcove_purge_is_needed (AlcoveDb *db, gboolean *is_needed, GError **error);
gboolean alcove_purge_some (AlcoveDb *db, guint n_messages, gboolean *is_done, GError **error);

G_END_DECLS
