/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-history.h"

G_BEGIN_DECLS

/* Seen by alcove-history*.c alone. */
struct _AlcoveHistory
{
  AlcoveAccount *account; /* NULL: never on a disk */
  AlcoveDb *db;           /* NULL while closed */
  gint64 data_version;
  int lock;                   /* a file descriptor, -1 while another process has the lock */
  int presence;               /* while it is open; -1 where the folder takes no lock */
  const AlcoveLadder *ladder; /* NULL: ours */
  gboolean is_reader;
  gboolean is_locked_for; /* a reader: the history beside it has the lock */
};

void alcove_history_take_lock (AlcoveHistory *self);
gboolean alcove_history_be_alone (AlcoveHistory *self, GError **error);
void alcove_history_share (AlcoveHistory *self);

G_END_DECLS
