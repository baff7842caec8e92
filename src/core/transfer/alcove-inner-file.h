/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-folder.h"
#include "alcove-import-reader.h"

G_BEGIN_DECLS

/* The kinds of files that are found among others, but for texts. */
typedef enum
{
  ALCOVE_INNER_NONE,
  ALCOVE_INNER_DATABASE,
  ALCOVE_INNER_PICKLE,
  ALCOVE_INNER_ARCHIVE,
} AlcoveInnerKind;

AlcoveInnerKind alcove_inner_file_sniff (const guint8 *head, gsize length);
gboolean alcove_inner_file_open (AlcoveInnerKind kind, AlcoveImportFolder *folder, guint index,
                                 GInputStream *stream, AlcoveImportReader **reader,
                                 AlcoveSkipReason *reason, GCancellable *cancellable,
                                 GError **error);
AlcoveSkipReason alcove_inner_file_get_reason (const GError *error);

G_END_DECLS
