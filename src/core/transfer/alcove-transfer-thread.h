/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* On another thread. FALSE with an error, else the future is of what it answers. */
typedef gboolean (*AlcoveTransferFunc) (gpointer data, GCancellable *cancellable, GError **error);

DexFuture *alcove_transfer_run (AlcoveTransferFunc func, gpointer data,
                                GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
