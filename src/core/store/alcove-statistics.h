/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What was asked of one model, on one day, or of one model on one day. */
typedef struct
{
  char *day;   /* as YYYY-MM-DD by this place's clock, NULL for all of them */
  char *model; /* NULL for all of them, and for what people wrote */
  gint64 messages;
  gint64 tokens_in;
  gint64 tokens_out;
  double cost;           /* US dollars, of the messages whose cost is known */
  double cost_estimated; /* how much of it is tokens times the prices of the server's list */
  gint64 timed_tokens;   /* of the answers whose length and time are known: tokens */
  gint64 timed_us;       /* and from the question to the end */
  gint64 first_us;       /* from the question to the first token */
  gint64 n_first;        /* of so many answers */
} AlcoveUsageCount;

/* Counts of a whole history, all branches and the trash included. Boxed; whoever makes one fills it before
 * sharing it. */
typedef struct
{
  gint64 chats; /* active + archived + trashed */
  gint64 active;
  gint64 archived;
  gint64 trashed;
  AlcoveUsageCount total;
  GPtrArray
      *usage; /* (element-type AlcoveUsageCount), each model on each day, the newest day first */
  GPtrArray *models; /* (element-type AlcoveUsageCount), the most used first */
  GPtrArray *days;   /* (element-type AlcoveUsageCount), the newest first */
  /*< private >*/
  gatomicrefcount refs;
} AlcoveStatistics;

#define ALCOVE_TYPE_STATISTICS (alcove_statistics_get_type ())

GType alcove_statistics_get_type (void) G_GNUC_CONST;
AlcoveStatistics *alcove_statistics_new (void);
void alcove_statistics_take (AlcoveStatistics *self, AlcoveUsageCount *usage);
void alcove_statistics_sort (AlcoveStatistics *self);
double alcove_usage_count_get_speed (const AlcoveUsageCount *self);
gint64 alcove_usage_count_get_first_us (const AlcoveUsageCount *self);
AlcoveStatistics *alcove_statistics_ref (AlcoveStatistics *self);
void alcove_statistics_unref (AlcoveStatistics *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcoveStatistics, alcove_statistics_unref)

G_END_DECLS
