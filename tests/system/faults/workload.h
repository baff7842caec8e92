/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "disk-fixture.h"

G_BEGIN_DECLS

/* A little life of a history, and what was promised of it: what a future resolved for. */
typedef struct
{
  char *id;
  char *chat_id;        /* NULL: it is a chat */
  char *text;           /* of a message */
  guint made;           /* the number of the promise that it is there */
  guint gone;           /* that it is gone for good; 0 for never */
  gboolean may_be_gone; /* its deletion was asked for, and may have happened */
} Promised;

typedef struct
{
  GPtrArray *promised; /* (element-type Promised) */
  guint n_promises;
  void (*promise) (guint number); /* told at each */
  GPtrArray *errors;              /* (element-type GError) */
} Workload;

Workload *workload_new (void (*promise) (guint number));
void workload_free (Workload *self);
void workload_run (Workload *self, AlcoveAccount *account, guint n_rounds);
/* What was promised up to a number is in the open store, and what was promised to be gone is not. */
void workload_check (Workload *self, AlcoveStore *store, guint promise);
guint get_count (const char *variable, guint by_itself);

G_END_DECLS
