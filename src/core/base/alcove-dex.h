/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

DexFuture *alcove_dex_soup_send (SoupSession *session, SoupMessage *message,
                                 int io_priority) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *alcove_dex_cancellable_fiber (DexScheduler *scheduler, DexFiberFunc func, gpointer data,
                                         GDestroyNotify destroy,
                                         DexCancellable **cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
