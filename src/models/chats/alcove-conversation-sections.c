/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The sections of a list of chats, and how many rows of each are still to be read. Main thread.
 *
 * What is known is a prefix of what the store has, so that all that is still to be read lies behind the last row,
 * in its section and in later ones. The numbers of the store are a moment old: they say how long the list will
 * about be, and the last page says where it ends. */

#include "alcove-conversation-list-private.h"

#define FEW 8 /* skeleton rows where nobody counted */

static guint
section_of (AlcoveConversationList *self, guint row)
{
  const AlcoveConversationRow *key = g_ptr_array_index (self->rows, row);

  return alcove_chat_sections_find (&self->sections, key->is_pinned, key->updated_at);
}

/* The row behind the last one of the section of the row. */
static guint
find_end (AlcoveConversationList *self, guint row, guint section)
{
  guint low = row + 1;
  guint high = self->rows->len;

  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (section_of (self, middle) <= section)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_end (AlcoveConversationList *self, guint section, guint end)
{
  const AlcoveSectionEnd entry = { section, end };
  AlcoveSectionEnd *last
      = self->ends->len ? &g_array_index (self->ends, AlcoveSectionEnd, self->ends->len - 1) : NULL;

  if (last != NULL && last->section == section)
    last->end = end;
  else
    g_array_append_val (self->ends, entry);
}

/* Rows that are still to be read, by what the store counted; what does not add up goes to the last section. */
static void
add_rest (AlcoveConversationList *self, guint section, guint n_known)
{
  guint position = self->rows->len;
  const guint n = self->rows->len + self->n_rest;

  for (guint i = section; self->counts && i < self->counts->len && position < n; i++)
    {
      const gint64 count = g_array_index (self->counts, gint64, i) - (i == section ? n_known : 0);

      if (count <= 0)
        continue;
      position = (guint) MIN ((gint64) position + count, (gint64) n);
      add_end (self, i, position);
      section = i;
    }
  if (position < n)
    add_end (self, section, n);
}

static void
ensure_ends (AlcoveConversationList *self)
{
  guint section = ALCOVE_SECTION_PINNED;
  guint n_known = 0;

  if (self->ends->len > 0)
    return;
  for (guint row = 0; row < self->rows->len;)
    {
      guint end;

      section = section_of (self, row);
      end = find_end (self, row, section);
      n_known = end - row;
      add_end (self, section, end);
      row = end;
    }
  add_rest (self, section, n_known);
}

/**
 * alcove_conversation_list_get_section:
 * @self: a list
 * @position: a row, known or not
 * @start: (out): the first row of its section
 * @end: (out): the row behind the last one
 *
 * Returns: an #AlcoveSection, or a later number for an earlier month
 */
guint
alcove_conversation_list_get_section (AlcoveConversationList *self, guint position, guint *start,
                                      guint *end)
{
  guint low = 0;
  guint high;

  ensure_ends (self);
  high = self->ends->len;
  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (g_array_index (self->ends, AlcoveSectionEnd, middle).end <= position)
        low = middle + 1;
      else
        high = middle;
    }
  *start = low > 0 ? g_array_index (self->ends, AlcoveSectionEnd, low - 1).end : 0;
  if (low == self->ends->len)
    {
      *end = G_MAXUINT;
      return ALCOVE_SECTION_PINNED;
    }
  *end = g_array_index (self->ends, AlcoveSectionEnd, low).end;
  return g_array_index (self->ends, AlcoveSectionEnd, low).section;
}

/**
 * alcove_conversation_list_take_counts:
 * @self: a list
 * @counts: (transfer full) (nullable) (element-type gint64): how many chats the store has of each section; %NULL
 *   where nobody counted
 */
void
alcove_conversation_list_take_counts (AlcoveConversationList *self, GArray *counts)
{
  gint64 n = 0;

  g_clear_pointer (&self->counts, g_array_unref);
  self->counts = counts;
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    n += g_array_index (counts, gint64, i);
  for (guint i = 0; counts != NULL && i < self->rows->len; i++)
    {
      const AlcoveConversationRow *row = g_ptr_array_index (self->rows, i);

      n -= alcove_conversation_get_home (row->conversation) == ALCOVE_HOME_VAULT;
    }
  if (!self->has_more)
    n = 0;
  else if (n <= 0)
    n = FEW;
  alcove_conversation_list_set_n_rest (self, (guint) n);
}

/**
 * alcove_conversation_list_get_n_rest:
 * @self: a list
 *
 * Returns: about how many rows the store has behind the last one known
 */
guint
alcove_conversation_list_get_n_rest (AlcoveConversationList *self)
{
  return self->n_rest;
}

/**
 * alcove_conversation_list_get_sections:
 * @self: a list
 *
 * Returns: (transfer none): where the sections begin
 */
const AlcoveChatSections *
alcove_conversation_list_get_sections (AlcoveConversationList *self)
{
  return &self->sections;
}

/**
 * alcove_conversation_list_set_now:
 * @self: a list
 * @now_ms: the present, Unix milliseconds
 *
 * Returns: whether another day has begun, so that chats stand in other sections
 */
gboolean
alcove_conversation_list_set_now (AlcoveConversationList *self, gint64 now_ms)
{
  AlcoveChatSections sections;

  alcove_chat_sections_init (&sections, now_ms);
  if (memcmp (&sections, &self->sections, sizeof sections) == 0)
    return FALSE;
  self->sections = sections;
  g_array_set_size (self->ends, 0);
  alcove_conversation_list_count (self);
  return TRUE;
}

/**
 * alcove_conversation_list_get_shelf:
 * @self: a list
 *
 * Returns: which chats it shows
 */
AlcoveShelf
alcove_conversation_list_get_shelf (AlcoveConversationList *self)
{
  return self->shelf;
}
