/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-import-folder.h"
#include "alcove-import-sink.h"

G_BEGIN_DECLS

typedef struct _AlcoveImportAssets AlcoveImportAssets;

AlcoveImportAssets *alcove_import_assets_new (AlcoveImportFolder *folder);
void alcove_import_assets_free (AlcoveImportAssets *self);
/* Gives the parts of a chat the bytes that stand beside it; what is too large is told to the sink. */
gboolean alcove_import_assets_attach (AlcoveImportAssets *self, AlcoveChatBundle *bundle,
                                      gsize *n_bytes, AlcoveImportSink *sink,
                                      GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveImportAssets, alcove_import_assets_free)

G_END_DECLS
