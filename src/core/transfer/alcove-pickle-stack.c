/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The values on which the operations of a pickle work. Whatever an operation expects and does not find is damage, and
 * whatever does not fit is too large. Pure; one thread at a time. */

#include "alcove-pickle-stack.h"

#include "alcove-pickle-input.h"

#define VALUES_MAX 2000000

AlcovePickleStack *
alcove_pickle_stack_new (gsize max_bytes)
{
  AlcovePickleStack *self = g_new0 (AlcovePickleStack, 1);

  self->heap = alcove_pickle_heap_new (max_bytes);
  self->values = g_ptr_array_new ();
  self->memo = g_hash_table_new (NULL, NULL);
  return self;
}

void
alcove_pickle_stack_free (AlcovePickleStack *self)
{
  alcove_pickle_heap_free (self->heap);
  g_ptr_array_unref (self->values);
  g_clear_pointer (&self->memo, g_hash_table_unref);
  g_free (self);
}

/* Behind the last operation: what the values do not need. */
void
alcove_pickle_stack_forget (AlcovePickleStack *self)
{
  g_hash_table_remove_all (self->memo);
  g_ptr_array_set_size (self->values, 0);
}

/* ---- one value ---- */

static gboolean
push (AlcovePickleStack *self, AlcovePickleValue *value, GError **error)
{
  if (self->values->len >= VALUES_MAX)
    return alcove_pickle_set_too_large (error);
  g_ptr_array_add (self->values, value);
  return TRUE;
}

/* value: (nullable): of the heap, which had no room for NULL */
gboolean
alcove_pickle_stack_push (AlcovePickleStack *self, AlcovePickleValue *value, GError **error)
{
  return value != NULL ? push (self, value, error) : alcove_pickle_set_too_large (error);
}

gboolean
alcove_pickle_stack_push_mark (AlcovePickleStack *self, GError **error)
{
  return push (self, NULL, error);
}

gboolean
alcove_pickle_stack_push_empty (AlcovePickleStack *self, AlcovePickleKind kind, GError **error)
{
  return alcove_pickle_stack_push (self, alcove_pickle_heap_add (self->heap, kind), error);
}

gboolean
alcove_pickle_stack_push_integer (AlcovePickleStack *self, AlcovePickleKind kind, gint64 integer,
                                  GError **error)
{
  AlcovePickleValue *value = alcove_pickle_heap_add (self->heap, kind);

  if (value != NULL)
    value->integer = integer;
  return alcove_pickle_stack_push (self, value, error);
}

gboolean
alcove_pickle_stack_push_number (AlcovePickleStack *self, double number, GError **error)
{
  AlcovePickleValue *value = alcove_pickle_heap_add (self->heap, ALCOVE_PICKLE_FLOAT);

  if (value != NULL)
    value->number = number;
  return alcove_pickle_stack_push (self, value, error);
}

/* text: (transfer full): with a NUL behind its length; the heap was asked for its bytes */
gboolean
alcove_pickle_stack_push_text (AlcovePickleStack *self, AlcovePickleKind kind, char *text,
                               gsize length, GError **error)
{
  AlcovePickleValue *value = alcove_pickle_heap_add (self->heap, kind);

  if (value == NULL)
    {
      g_free (text);
      return alcove_pickle_set_too_large (error);
    }
  value->text = text;
  value->n = (guint) length;
  return push (self, value, error);
}

/* (nullable): what lies on top and is no mark. */
static AlcovePickleValue *
top (AlcovePickleStack *self, GError **error)
{
  AlcovePickleValue *value
      = self->values->len > 0 ? g_ptr_array_index (self->values, self->values->len - 1) : NULL;

  if (value == NULL)
    alcove_pickle_set_damaged (error);
  return value;
}

static void
cut (AlcovePickleStack *self, guint length)
{
  g_ptr_array_set_size (self->values, (gint) length);
}

gboolean
alcove_pickle_stack_copy_top (AlcovePickleStack *self, GError **error)
{
  AlcovePickleValue *value = top (self, error);

  return value != NULL && push (self, value, error);
}

/* Also a mark. */
gboolean
alcove_pickle_stack_drop (AlcovePickleStack *self, GError **error)
{
  if (self->values->len == 0)
    return alcove_pickle_set_damaged (error);
  cut (self, self->values->len - 1);
  return TRUE;
}

AlcovePickleValue *
alcove_pickle_stack_pop (AlcovePickleStack *self, GError **error)
{
  AlcovePickleValue *value = top (self, error);

  if (value != NULL)
    cut (self, self->values->len - 1);
  return value;
}

/* ---- many ---- */

static gboolean
find_mark (AlcovePickleStack *self, guint *mark, GError **error)
{
  for (guint i = self->values->len; i > 0; i--)
    if (g_ptr_array_index (self->values, i - 1) == NULL)
      {
        *mark = i - 1;
        return TRUE;
      }
  return alcove_pickle_set_damaged (error);
}

/* Moves what lies from there on, none of it a mark, into a list or a dict. */
static gboolean
move_into (AlcovePickleStack *self, AlcovePickleValue *into, guint from, GError **error)
{
  if (into->kind == ALCOVE_PICKLE_DICT && (self->values->len - from) % 2 != 0)
    return alcove_pickle_set_damaged (error);
  for (guint i = from; i < self->values->len; i++)
    if (!alcove_pickle_heap_append (self->heap, into, g_ptr_array_index (self->values, i)))
      return alcove_pickle_set_too_large (error);
  cut (self, from);
  return TRUE;
}

gboolean
alcove_pickle_stack_drop_to_mark (AlcovePickleStack *self, GError **error)
{
  guint mark = 0;

  if (!find_mark (self, &mark, error))
    return FALSE;
  cut (self, mark);
  return TRUE;
}

gboolean
alcove_pickle_stack_gather (AlcovePickleStack *self, AlcovePickleKind kind, GError **error)
{
  AlcovePickleValue *value = alcove_pickle_heap_add (self->heap, kind);
  guint mark = 0;

  if (value == NULL)
    return alcove_pickle_set_too_large (error);
  if (!find_mark (self, &mark, error) || !move_into (self, value, mark + 1, error))
    return FALSE;
  cut (self, mark);
  return push (self, value, error);
}

gboolean
alcove_pickle_stack_add_items (AlcovePickleStack *self, AlcovePickleKind kind, GError **error)
{
  AlcovePickleValue *into;
  guint mark = 0;

  if (!find_mark (self, &mark, error))
    return FALSE;
  into = mark > 0 ? g_ptr_array_index (self->values, mark - 1) : NULL;
  if (into == NULL || into->kind != kind)
    return alcove_pickle_set_damaged (error);
  if (!move_into (self, into, mark + 1, error))
    return FALSE;
  cut (self, mark);
  return TRUE;
}

/* Whether there are so many, and no mark among them. */
static gboolean
has_last (AlcovePickleStack *self, guint n, GError **error)
{
  if (self->values->len < n)
    return alcove_pickle_set_damaged (error);
  for (guint i = self->values->len - n; i < self->values->len; i++)
    if (g_ptr_array_index (self->values, i) == NULL)
      return alcove_pickle_set_damaged (error);
  return TRUE;
}

gboolean
alcove_pickle_stack_gather_last (AlcovePickleStack *self, guint n, GError **error)
{
  AlcovePickleValue *value = alcove_pickle_heap_add (self->heap, ALCOVE_PICKLE_LIST);

  if (value == NULL)
    return alcove_pickle_set_too_large (error);
  return has_last (self, n, error) && move_into (self, value, self->values->len - n, error)
         && push (self, value, error);
}

/* A list takes one, a dict a key and what belongs to it. */
gboolean
alcove_pickle_stack_add_last (AlcovePickleStack *self, AlcovePickleKind kind, GError **error)
{
  const guint n = kind == ALCOVE_PICKLE_DICT ? 2 : 1;
  AlcovePickleValue *into;

  if (!has_last (self, n + 1, error))
    return FALSE;
  into = g_ptr_array_index (self->values, self->values->len - n - 1);
  if (into->kind != kind)
    return alcove_pickle_set_damaged (error);
  return move_into (self, into, self->values->len - n, error);
}

/* ---- the memo ---- */

/* What lies on top can be had again by that number. */
gboolean
alcove_pickle_stack_remember (AlcovePickleStack *self, guint64 number, GError **error)
{
  AlcovePickleValue *value = top (self, error);

  if (value == NULL)
    return FALSE;
  if (number > G_MAXUINT)
    return alcove_pickle_set_damaged (error);
  if (!alcove_pickle_heap_take (self->heap, 4 * sizeof (gpointer)))
    return alcove_pickle_set_too_large (error);
  g_hash_table_insert (self->memo, GUINT_TO_POINTER ((guint) number), value);
  self->n_memo++;
  return TRUE;
}

gboolean
alcove_pickle_stack_remember_next (AlcovePickleStack *self, GError **error)
{
  return alcove_pickle_stack_remember (self, self->n_memo, error);
}

gboolean
alcove_pickle_stack_recall (AlcovePickleStack *self, guint64 number, GError **error)
{
  AlcovePickleValue *value
      = number <= G_MAXUINT ? g_hash_table_lookup (self->memo, GUINT_TO_POINTER ((guint) number))
                            : NULL;

  return value != NULL ? push (self, value, error) : alcove_pickle_set_damaged (error);
}
