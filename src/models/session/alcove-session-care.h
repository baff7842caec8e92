/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-session.h"

G_BEGIN_DECLS

/* What came of a recovery or of a restore, in numbers that a person can be told. */
typedef struct
{
  gint64 chats; /* saved, or brought */
  gint64 messages;
  gint64 chats_lost; /* of a recovery; what is known to be lost */
  gint64 messages_lost;
  gint64 duplicates;       /* of a restore: messages that were there already */
  gboolean is_from_backup; /* nothing could be read, and the last backup took its place */
} AlcoveCareReport;

#define ALCOVE_TYPE_CARE_REPORT (alcove_care_report_get_type ())

GType alcove_care_report_get_type (void) G_GNUC_CONST;
AlcoveCareReport *alcove_care_report_copy (const AlcoveCareReport *self);
void alcove_care_report_free (AlcoveCareReport *self);

/* Whether the history does not open because it is damaged, so that recovering is what helps. */
gboolean alcove_session_get_is_damaged (AlcoveSession *self);
DexFuture *
alcove_session_recover_store (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT; /* AlcoveCareReport */
DexFuture *alcove_session_reencrypt (AlcoveSession *self) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
DexFuture *alcove_session_take_recovery_offer (AlcoveSession *self)
    G_GNUC_WARN_UNUSED_RESULT; /* boolean, TRUE once */
DexFuture *alcove_session_back_up (AlcoveSession *self,
                                   const char *path) G_GNUC_WARN_UNUSED_RESULT; /* TRUE */
DexFuture *alcove_session_preview_backup (AlcoveSession *self, const char *path,
                                          const char *old_key)
    G_GNUC_WARN_UNUSED_RESULT; /* AlcoveCareReport */
DexFuture *alcove_session_restore_backup (AlcoveSession *self, const char *path,
                                          const char *old_key)
    G_GNUC_WARN_UNUSED_RESULT; /* AlcoveCareReport */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveCareReport, alcove_care_report_free)

G_END_DECLS
