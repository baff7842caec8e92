/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

#include "alcove-account.h"

G_BEGIN_DECLS

/* What became of a damaged history. "lost" is what is known to be lost: rows that others still name. */
typedef struct
{
  gint64 chats_saved;
  gint64 chats_lost;
  gint64 messages_saved;
  gint64 messages_lost;
  gint64 parts_lost; /* texts and files of messages that are there */
  char *set_aside;   /* where the damaged file is kept */
  char *backup;      /* nullable: nothing could be read, and this backup took its place */
} AlcoveRecovery;

#define ALCOVE_TYPE_RECOVERY (alcove_recovery_get_type ())

GType alcove_recovery_get_type (void) G_GNUC_CONST;
AlcoveRecovery *alcove_recovery_copy (const AlcoveRecovery *self);
void alcove_recovery_free (AlcoveRecovery *self);

/* Both with the history's lock held and the history closed. */
AlcoveRecovery *alcove_recovery_run (AlcoveAccount *account, GError **error);
char *alcove_recovery_dup_ready_path (const char *database);
gboolean alcove_recovery_is_ready (const char *database);
gboolean alcove_recovery_finish (const char *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveRecovery, alcove_recovery_free)

G_END_DECLS
