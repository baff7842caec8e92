/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What went into a file or came out of it, in words and numbers that a person can be told. */
typedef struct
{
  char *format; /* nullable: a file of no chats */
  gint64 chats; /* written, or new here */
  gint64 messages;
  gint64 duplicates; /* of an import: messages that are here already */
  gint64 files;      /* of an import: pictures and files that these lack, or lacked */
  char *title;       /* nullable: of the first chat that came */
  char *text;        /* nullable: how that chat begins, before anything is kept */
  GStrv
      skipped; /* of an import: which entries, and at the same place why: "broken", "empty", "too-large", … */
  GStrv reasons;
  /*< private >*/
  gatomicrefcount refs;
} AlcoveTransferReport;

#define ALCOVE_TYPE_TRANSFER_REPORT (alcove_transfer_report_get_type ())

GType alcove_transfer_report_get_type (void) G_GNUC_CONST;
AlcoveTransferReport *alcove_transfer_report_new (void);
AlcoveTransferReport *alcove_transfer_report_ref (AlcoveTransferReport *self);
void alcove_transfer_report_unref (AlcoveTransferReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveTransferReport, alcove_transfer_report_unref)

G_END_DECLS
