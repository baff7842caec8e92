/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ALCOVE_PICKLE_NONE,
  ALCOVE_PICKLE_BOOL,
  ALCOVE_PICKLE_INT,
  ALCOVE_PICKLE_FLOAT,
  ALCOVE_PICKLE_TEXT,
  ALCOVE_PICKLE_BYTES,
  ALCOVE_PICKLE_LIST, /* a tuple and a set as well */
  ALCOVE_PICKLE_DICT,
} AlcovePickleKind;

typedef struct _AlcovePickleValue AlcovePickleValue;

/* A value of a pickle. The same one can stand in many places, and within itself: whoever follows it must end. */
struct _AlcovePickleValue
{
  AlcovePickleKind kind;
  guint n; /* of items; of a dict two for each entry */
  union
  {
    gint64 integer; /* and a boolean */
    double number;
    char *text; /* followed by a NUL, and not known to be UTF-8 */
    AlcovePickleValue **items;
  };
};

const AlcovePickleValue *alcove_pickle_value_get (const AlcovePickleValue *self, const char *key);
const AlcovePickleValue *alcove_pickle_value_get_list (const AlcovePickleValue *self,
                                                       const char *key);
char *alcove_pickle_value_dup_text (const AlcovePickleValue *self);
char *alcove_pickle_value_dup_member (const AlcovePickleValue *self, const char *key);

/* Owns values, up to a number of bytes. */
typedef struct _AlcovePickleHeap AlcovePickleHeap;

AlcovePickleHeap *alcove_pickle_heap_new (gsize max_bytes);
void alcove_pickle_heap_free (AlcovePickleHeap *self);
gboolean alcove_pickle_heap_take (AlcovePickleHeap *self, gsize n_bytes);
gsize alcove_pickle_heap_get_size (AlcovePickleHeap *self);
AlcovePickleValue *alcove_pickle_heap_add (AlcovePickleHeap *self, AlcovePickleKind kind);
gboolean alcove_pickle_heap_append (AlcovePickleHeap *self, AlcovePickleValue *list,
                                    AlcovePickleValue *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AlcovePickleHeap, alcove_pickle_heap_free)

G_END_DECLS
