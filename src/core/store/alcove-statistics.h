/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What was asked of one model, or on one day. */
typedef struct
{
  char *name; /* of the model, or the day as YYYY-MM-DD by this place's clock */
  gint64 messages;
  gint64 tokens_in;
  gint64 tokens_out;
  double cost; /* US dollars */
} AlcoveUsageCount;

/* Counts of a whole history, all branches and the trash included. Boxed; whoever makes one fills it before
 * sharing it. */
typedef struct
{
  gint64 chats; /* active + archived + trashed */
  gint64 active;
  gint64 archived;
  gint64 trashed;
  gint64 messages;
  gint64 tokens_in;
  gint64 tokens_out;
  double cost;       /* US dollars, of the messages whose cost is known */
  GPtrArray *models; /* (element-type AlcoveUsageCount), the most used first */
  GPtrArray *days;   /* (element-type AlcoveUsageCount), the newest first */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveStatistics;

#define ALCOVE_TYPE_STATISTICS (alcove_statistics_get_type ())

GType alcove_statistics_get_type (void) G_GNUC_CONST;
AlcoveStatistics *alcove_statistics_new (void);
AlcoveStatistics *alcove_statistics_ref (AlcoveStatistics *self);
void alcove_statistics_unref (AlcoveStatistics *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveStatistics, alcove_statistics_unref)

G_END_DECLS
