/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include "alcove-pickle-value.h"

G_BEGIN_DECLS

/* The values on which the operations of a pickle work, those that they can come back to, and what owns them. */
typedef struct
{
  AlcovePickleHeap *heap;
  GPtrArray *values; /* AlcovePickleValue; NULL is a mark */
  GHashTable *memo;  /* number → AlcovePickleValue */
  guint64 n_memo;
} AlcovePickleStack;

AlcovePickleStack *alcove_pickle_stack_new (gsize max_bytes);
void alcove_pickle_stack_free (AlcovePickleStack *self);
gboolean alcove_pickle_stack_push (AlcovePickleStack *self, AlcovePickleValue *value,
                                   GError **error);
gboolean alcove_pickle_stack_push_mark (AlcovePickleStack *self, GError **error);
gboolean alcove_pickle_stack_push_integer (AlcovePickleStack *self, AlcovePickleKind kind,
                                           gint64 integer, GError **error);
gboolean alcove_pickle_stack_push_number (AlcovePickleStack *self, double number, GError **error);
gboolean alcove_pickle_stack_push_text (AlcovePickleStack *self, AlcovePickleKind kind, char *text,
                                        gsize length, GError **error);
gboolean alcove_pickle_stack_push_empty (AlcovePickleStack *self, AlcovePickleKind kind,
                                         GError **error);
gboolean alcove_pickle_stack_copy_top (AlcovePickleStack *self, GError **error);
gboolean alcove_pickle_stack_drop (AlcovePickleStack *self, GError **error);
AlcovePickleValue *alcove_pickle_stack_pop (AlcovePickleStack *self, GError **error);

/* What lies above the last mark: dropped, made one value, or added to the value below it. */
gboolean alcove_pickle_stack_drop_to_mark (AlcovePickleStack *self, GError **error);
gboolean alcove_pickle_stack_gather (AlcovePickleStack *self, AlcovePickleKind kind,
                                     GError **error);
gboolean alcove_pickle_stack_add_items (AlcovePickleStack *self, AlcovePickleKind kind,
                                        GError **error);
/* The last n: made one list, or added to the value below them. */
gboolean alcove_pickle_stack_gather_last (AlcovePickleStack *self, guint n, GError **error);
gboolean alcove_pickle_stack_add_last (AlcovePickleStack *self, AlcovePickleKind kind,
                                       GError **error);

gboolean alcove_pickle_stack_remember (AlcovePickleStack *self, guint64 number, GError **error);
gboolean alcove_pickle_stack_remember_next (AlcovePickleStack *self, GError **error);
gboolean alcove_pickle_stack_recall (AlcovePickleStack *self, guint64 number, GError **error);
void alcove_pickle_stack_forget (AlcovePickleStack *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcovePickleStack, alcove_pickle_stack_free)

G_END_DECLS
