/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* owner: as given; value: what the future held, NULL where error is set. Both last for the call. */
typedef void (*AlcoveCompletionFunc) (gpointer owner, const GValue *value, const GError *error,
                                      gpointer data);

void alcove_completion_await (DexFuture *future, gpointer owner, AlcoveCompletionFunc func,
                              gpointer data, GDestroyNotify destroy);

G_END_DECLS
