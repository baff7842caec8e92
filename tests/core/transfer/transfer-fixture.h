/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-exporter.h"
#include "alcove-importer.h"
#include "disk-fixture.h"

G_BEGIN_DECLS

/* A chat with every kind of part, role, status and branch, another one for each seed. */
AlcoveChatBundle *make_bundle (guint seed);
void fill_store (AlcoveStore *store, guint n_chats);

AlcoveExportReport *export_all (AlcoveStore *store, const char *format, const char *path,
                                GError **error);
AlcoveExportReport *export_chat (AlcoveStore *store, const char *id, const char *path,
                                 GError **error);
AlcoveImportReport *import_file (AlcoveStore *store, const char *path, gboolean is_dry,
                                 GError **error);
AlcoveChatBundle *read_whole (AlcoveStore *store, const char *id);
void assert_same_bundle (const AlcoveChatBundle *a, const AlcoveChatBundle *b);
gpointer await_boxed (DexFuture *future);
char *await_failure (DexFuture *future, GQuark domain, int code);

G_END_DECLS
