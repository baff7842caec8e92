/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-store-private.h"

G_BEGIN_DECLS

typedef struct _AlcoveReader AlcoveReader;

AlcoveReader *alcove_reader_new (AlcoveAccount *account, GAsyncQueue *otherwise,
                                 GMainContext *context);
void alcove_reader_free (AlcoveReader *self);

/* From the store's owner. */
gboolean alcove_reader_push (AlcoveReader *self, AlcoveJob *job); /* takes the job where TRUE */
void alcove_reader_interrupt (AlcoveReader *self);
void alcove_reader_stop (AlcoveReader *self);

/* From the store's thread. */
void alcove_reader_allow (AlcoveReader *self, gboolean holds_lock);
void alcove_reader_pause (AlcoveReader *self);
void alcove_reader_resume (AlcoveReader *self);
void alcove_reader_end (AlcoveReader *self);

G_END_DECLS
