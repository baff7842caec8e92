/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The values of a pickle, and what owns them: plain data that refers to each other, freed together. Pure; any thread,
 * one at a time.
 * What always holds: all of them together are no larger than the heap may be. */

#include "alcove-pickle-value.h"

/* What the allocator needs beside. */
#define OVERHEAD 16

struct _AlcovePickleHeap
{
  GPtrArray *values;
  gsize n_bytes;
  gsize max_bytes;
};

AlcovePickleHeap *
alcove_pickle_heap_new (gsize max_bytes)
{
  AlcovePickleHeap *self = g_new0 (AlcovePickleHeap, 1);

  self->values = g_ptr_array_new ();
  self->max_bytes = max_bytes;
  return self;
}

static gboolean
has_items (const AlcovePickleValue *value)
{
  return value->kind == ALCOVE_PICKLE_LIST || value->kind == ALCOVE_PICKLE_DICT;
}

void
alcove_pickle_heap_free (AlcovePickleHeap *self)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      AlcovePickleValue *value = g_ptr_array_index (self->values, i);

      if (has_items (value))
        g_free (value->items);
      else if (value->kind == ALCOVE_PICKLE_TEXT || value->kind == ALCOVE_PICKLE_BYTES)
        g_free (value->text);
      g_free (value);
    }
  g_ptr_array_unref (self->values);
  g_free (self);
}

/* Counts what is allocated; FALSE where it is too much. */
gboolean
alcove_pickle_heap_take (AlcovePickleHeap *self, gsize n_bytes)
{
  if (n_bytes > self->max_bytes - self->n_bytes)
    return FALSE;
  self->n_bytes += n_bytes;
  return TRUE;
}

gsize
alcove_pickle_heap_get_size (AlcovePickleHeap *self)
{
  return self->n_bytes;
}

/* (transfer none) (nullable): of nothing yet; NULL where there is no room. */
AlcovePickleValue *
alcove_pickle_heap_add (AlcovePickleHeap *self, AlcovePickleKind kind)
{
  AlcovePickleValue *value;

  if (!alcove_pickle_heap_take (self, sizeof *value + OVERHEAD + 2 * sizeof (gpointer)))
    return NULL;
  value = g_new0 (AlcovePickleValue, 1);
  value->kind = kind;
  g_ptr_array_add (self->values, value);
  return value;
}

/* Room for twice as many, whenever a power of two is full. */
gboolean
alcove_pickle_heap_append (AlcovePickleHeap *self, AlcovePickleValue *list, AlcovePickleValue *item)
{
  if ((list->n & (list->n - 1)) == 0 && (list->n == 0 || list->n >= 4))
    {
      const gsize room = list->n == 0 ? 4 : (gsize) list->n * 2;

      if (list->n > G_MAXUINT / 4
          || !alcove_pickle_heap_take (self, (room - list->n) * sizeof (gpointer) + OVERHEAD))
        return FALSE;
      list->items = g_renew (AlcovePickleValue *, list->items, room);
    }
  list->items[list->n++] = item;
  return TRUE;
}

/**
 * alcove_pickle_value_get:
 * @self: (nullable): a value
 * @key: a name
 *
 * Returns: (transfer none) (nullable): what a dict has by that name
 */
const AlcovePickleValue *
alcove_pickle_value_get (const AlcovePickleValue *self, const char *key)
{
  if (self == NULL || self->kind != ALCOVE_PICKLE_DICT)
    return NULL;
  /* The last one counts. */
  for (guint i = self->n; i >= 2; i -= 2)
    if (self->items[i - 2]->kind == ALCOVE_PICKLE_TEXT
        && g_str_equal (self->items[i - 2]->text, key))
      return self->items[i - 1];
  return NULL;
}

/* (transfer none) (nullable): the list that a dict has by that name. */
const AlcovePickleValue *
alcove_pickle_value_get_list (const AlcovePickleValue *self, const char *key)
{
  const AlcovePickleValue *value = alcove_pickle_value_get (self, key);

  return value != NULL && value->kind == ALCOVE_PICKLE_LIST ? value : NULL;
}

/* (transfer full) (nullable): a text, valid; NULL for anything else. */
char *
alcove_pickle_value_dup_text (const AlcovePickleValue *self)
{
  if (self == NULL || self->kind != ALCOVE_PICKLE_TEXT)
    return NULL;
  return g_utf8_make_valid (self->text, self->n);
}

/* (transfer full) (nullable): the text that a dict has by that name. */
char *
alcove_pickle_value_dup_member (const AlcovePickleValue *self, const char *key)
{
  return alcove_pickle_value_dup_text (alcove_pickle_value_get (self, key));
}
