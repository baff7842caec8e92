/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A message as a sequence of items: who speaks, reasoning, blocks, parts, a foot. Main thread.
 *
 * It is parsed when the layout comes near it. What streams waits in pending until the next frame drains it;
 * then only the items from the first block that differs are made anew, and an item whose block is the same
 * keeps its layout and its widget. */

#include "alcove-conversation-entry.h"

#include <string.h>

#include "alcove-block-widget.h"
#include "alcove-hidden-characters.h"

static const AlcovePartKind section_parts[ALCOVE_N_SECTIONS] = {
  [ALCOVE_SECTION_REASONING] = ALCOVE_PART_REASONING,
  [ALCOVE_SECTION_TEXT] = ALCOVE_PART_TEXT,
  [ALCOVE_SECTION_REFUSAL] = ALCOVE_PART_REFUSAL,
};

/**
 * alcove_entry_item_drop_widget:
 * @item: an item that is far from the viewport, or going away
 *
 * Lets its widget and its layout go.
 */
void
alcove_entry_item_drop_widget (AlcoveEntryItem *item)
{
  if (ALCOVE_IS_BLOCK_WIDGET (item->widget))
    alcove_block_widget_set_layout (ALCOVE_BLOCK_WIDGET (item->widget), NULL, NULL);
  g_clear_pointer (&item->widget, gtk_widget_unparent);
  g_clear_pointer (&item->layout, alcove_block_layout_free);
}

/* NULL stands where another list has taken the item. */
static void
item_free (gpointer data)
{
  AlcoveEntryItem *item = data;

  if (item == NULL)
    return;
  alcove_entry_item_drop_widget (item);
  g_clear_pointer (&item->block, alcove_block_unref);
  g_free (item);
}

static void
tell (AlcoveConversationEntry *self)
{
  self->changed (self, self->owner);
}

static void
message_appended (AlcoveConversationEntry *self, AlcovePartKind kind, const char *piece)
{
  for (guint i = 0; i < ALCOVE_N_SECTIONS; i++)
    if (section_parts[i] == kind)
      g_string_append (self->pending[i], piece);
  tell (self);
}

static void
message_replaced (AlcoveConversationEntry *self)
{
  self->is_replaced = TRUE;
  self->is_wanted = FALSE;
  tell (self);
}

static void
message_notified (AlcoveConversationEntry *self)
{
  self->is_changed = TRUE;
  tell (self);
}

/**
 * alcove_conversation_entry_new:
 * @message: what it shows
 * @changed: called with the entry and @owner whenever anything waits to be drained
 * @owner: for @changed
 *
 * Returns: (transfer full): an entry that is not expanded
 */
AlcoveConversationEntry *
alcove_conversation_entry_new (AlcoveMessage *message, GFunc changed, gpointer owner)
{
  AlcoveConversationEntry *self = g_new0 (AlcoveConversationEntry, 1);

  self->message = g_object_ref (message);
  self->changed = changed;
  self->owner = owner;
  return self;
}

/* Only what was parsed must hear of changes: of 10,000 entries these are few. */
static void
listen (AlcoveConversationEntry *self)
{
  for (guint i = 0; i < ALCOVE_N_SECTIONS; i++)
    self->pending[i] = g_string_new (NULL);
  g_signal_connect_swapped (self->message, "appended", G_CALLBACK (message_appended), self);
  g_signal_connect_swapped (self->message, "replaced", G_CALLBACK (message_replaced), self);
  g_signal_connect_swapped (self->message, "notify", G_CALLBACK (message_notified), self);
}

static void
ignore (AlcoveConversationEntry *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  for (guint i = 0; i < ALCOVE_N_SECTIONS; i++)
    g_string_free (g_steal_pointer (&self->pending[i]), TRUE);
}

/**
 * alcove_conversation_entry_collapse:
 * @self: an entry
 *
 * Forgets all that was parsed; the next expand starts from the message.
 */
void
alcove_conversation_entry_collapse (AlcoveConversationEntry *self)
{
  if (self->items == NULL)
    return;
  ignore (self);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->plain, g_ptr_array_unref);
  g_clear_pointer (&self->group, gtk_widget_unparent);
  for (guint i = 0; i < ALCOVE_N_SECTIONS; i++)
    g_clear_pointer (&self->texts[i], alcove_markdown_free);
  self->bubble_width = 0;
  self->is_finished = FALSE;
}

/**
 * alcove_conversation_entry_free:
 * @self: (transfer full): an entry
 */
void
alcove_conversation_entry_free (AlcoveConversationEntry *self)
{
  alcove_conversation_entry_collapse (self);
  g_object_unref (self->message);
  g_free (self);
}

/**
 * alcove_conversation_entry_is_user:
 * @self: an entry
 *
 * Returns: whether the user wrote it: plain text in a bubble
 */
gboolean
alcove_conversation_entry_is_user (AlcoveConversationEntry *self)
{
  return alcove_message_get_role (self->message) == ALCOVE_ROLE_USER;
}

static const char *
section_text (AlcoveConversationEntry *self, AlcoveEntrySection section)
{
  if (section == ALCOVE_SECTION_REASONING)
    return alcove_message_get_reasoning (self->message);
  return section == ALCOVE_SECTION_TEXT ? alcove_message_get_text (self->message)
                                        : alcove_message_get_refusal (self->message);
}

/* What a person typed is shown as it was typed: its lines are lines, its stars are stars. */
static GPtrArray *
parse_plain (const char *text)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_block_unref);
  AlcoveBlock *block;

  if (*text == '\0')
    return blocks;
  block = g_new0 (AlcoveBlock, 1);
  g_atomic_ref_count_init (&block->refs);
  block->kind = ALCOVE_BLOCK_PARAGRAPH;
  block->run.text = alcove_hidden_characters_reveal (text, -1, NULL);
  block->run.length = (guint) strlen (block->run.text);
  g_ptr_array_add (blocks, block);
  return blocks;
}

static gboolean
is_plain (AlcoveConversationEntry *self)
{
  const AlcoveRole role = alcove_message_get_role (self->message);

  return role == ALCOVE_ROLE_USER || role == ALCOVE_ROLE_TOOL;
}

static void
parse_section (AlcoveConversationEntry *self, AlcoveEntrySection section)
{
  const char *text = section_text (self, section);

  if (section == ALCOVE_SECTION_TEXT && is_plain (self))
    {
      self->plain = parse_plain (text);
      return;
    }
  if (*text == '\0')
    return;
  self->texts[section] = alcove_markdown_new ();
  alcove_markdown_append (self->texts[section], text, -1);
}

static guint
finish_texts (AlcoveConversationEntry *self)
{
  guint first = G_MAXUINT;

  self->is_finished = TRUE;
  for (guint i = 0; i < ALCOVE_N_SECTIONS; i++)
    if (self->texts[i] != NULL)
      {
        const guint changed = alcove_markdown_finish (self->texts[i]);
        guint item = 0;

        alcove_conversation_entry_find_block (self, i, changed, &item);
        first = MIN (first, item);
      }
  return first;
}

/**
 * alcove_conversation_entry_get_blocks:
 * @self: an expanded entry
 * @section: which of its texts
 *
 * Returns: (transfer none) (nullable) (element-type AlcoveBlock): its blocks, %NULL for none
 */
GPtrArray *
alcove_conversation_entry_get_blocks (AlcoveConversationEntry *self, AlcoveEntrySection section)
{
  if (section == ALCOVE_SECTION_TEXT && self->plain != NULL)
    return self->plain;
  return self->texts[section] ? alcove_markdown_get_blocks (self->texts[section]) : NULL;
}

static guint
n_blocks (AlcoveConversationEntry *self, AlcoveEntrySection section)
{
  const GPtrArray *blocks = alcove_conversation_entry_get_blocks (self, section);

  if (section == ALCOVE_SECTION_REASONING && !self->is_reasoning_open)
    return 0;
  return blocks ? blocks->len : 0;
}

/* Which item is to stand at index. FALSE behind the last one. */
static gboolean
wanted_item (AlcoveConversationEntry *self, guint index, AlcoveEntryItem *item)
{
  const gboolean is_answer = alcove_message_get_role (self->message) == ALCOVE_ROLE_ASSISTANT;
  const guint head = is_plain (self) && alcove_conversation_entry_is_user (self) ? 0 : 1;
  const guint toggle = self->texts[ALCOVE_SECTION_REASONING] != NULL ? 1 : 0;
  const guint counts[] = { head,
                           toggle,
                           n_blocks (self, ALCOVE_SECTION_REASONING),
                           n_blocks (self, ALCOVE_SECTION_TEXT),
                           n_blocks (self, ALCOVE_SECTION_REFUSAL),
                           alcove_message_get_parts (self->message)->len,
                           is_answer ? 1 : 0 };
  static const AlcoveEntryItem kinds[] = {
    { .kind = ALCOVE_ENTRY_HEADER },
    { .kind = ALCOVE_ENTRY_TOGGLE },
    { .kind = ALCOVE_ENTRY_BLOCK, .section = ALCOVE_SECTION_REASONING },
    { .kind = ALCOVE_ENTRY_BLOCK, .section = ALCOVE_SECTION_TEXT },
    { .kind = ALCOVE_ENTRY_BLOCK, .section = ALCOVE_SECTION_REFUSAL },
    { .kind = ALCOVE_ENTRY_PART },
    { .kind = ALCOVE_ENTRY_FOOTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      if (index < counts[i])
        {
          *item = kinds[i];
          item->index = index;
          return TRUE;
        }
      index -= counts[i];
    }
  return FALSE;
}

/**
 * alcove_conversation_entry_find_block:
 * @self: an entry
 * @section: which of its texts
 * @block: a block of it
 * @item: (out): the item that shows it, or that stands where it would
 *
 * Returns: whether it is shown
 */
gboolean
alcove_conversation_entry_find_block (AlcoveConversationEntry *self, AlcoveEntrySection section,
                                      guint block, guint *item)
{
  guint first = alcove_conversation_entry_is_user (self) ? 0 : 1;

  first += self->texts[ALCOVE_SECTION_REASONING] != NULL ? 1 : 0;
  for (guint i = 0; i < (guint) section; i++)
    first += n_blocks (self, i);
  *item = first + block;
  return block < n_blocks (self, section);
}

static gboolean
can_keep (const AlcoveEntryItem *old, const AlcoveEntryItem *new, const AlcoveBlock *block)
{
  if (old == NULL || old->kind != new->kind || old->section != new->section
      || old->index != new->index)
    return FALSE;
  return block == NULL || (old->block->kind == block->kind && old->block->level == block->level);
}

/* Takes a like item out of the old ones; what it skips will not be needed: both are in order. */
static AlcoveEntryItem *
take_old (GPtrArray *old, guint *from, const AlcoveEntryItem *new, const AlcoveBlock *block)
{
  for (guint i = *from; i < old->len; i++)
    if (can_keep (g_ptr_array_index (old, i), new, block))
      {
        *from = i + 1;
        return g_steal_pointer (&g_ptr_array_index (old, i));
      }
  return NULL;
}

static void
rebuild (AlcoveConversationEntry *self, guint from)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (item_free);
  AlcoveEntryItem wanted;
  guint taken = 0;

  for (guint i = from; i < self->items->len; i++)
    g_ptr_array_add (old, g_steal_pointer (&g_ptr_array_index (self->items, i)));
  g_ptr_array_set_size (self->items, (int) from);
  while (wanted_item (self, self->items->len, &wanted))
    {
      AlcoveBlock *block = NULL;
      AlcoveEntryItem *item;

      if (wanted.kind == ALCOVE_ENTRY_BLOCK)
        block = g_ptr_array_index (alcove_conversation_entry_get_blocks (self, wanted.section),
                                   wanted.index);
      item = take_old (old, &taken, &wanted, block);
      if (item == NULL)
        item = g_memdup2 (&wanted, sizeof wanted);
      if (item->block != block)
        {
          g_clear_pointer (&item->block, alcove_block_unref);
          item->block = block ? alcove_block_ref (block) : NULL;
        }
      g_ptr_array_add (self->items, item);
    }
}

/**
 * alcove_conversation_entry_expand:
 * @self: an entry
 *
 * Parses the message, if that was not done.
 */
void
alcove_conversation_entry_expand (AlcoveConversationEntry *self)
{
  if (self->items != NULL)
    return;
  listen (self);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->is_changed = self->is_replaced = FALSE;
  if (!alcove_message_get_is_loaded (self->message))
    {
      AlcoveEntryItem *item = g_new0 (AlcoveEntryItem, 1);

      item->kind = ALCOVE_ENTRY_PLACEHOLDER;
      g_ptr_array_add (self->items, item);
      return;
    }
  for (guint i = 0; i < ALCOVE_N_SECTIONS; i++)
    parse_section (self, i);
  if (!alcove_status_is_open (alcove_message_get_status (self->message)))
    finish_texts (self);
  rebuild (self, 0);
}

/**
 * alcove_conversation_entry_take_replaced:
 * @self: an entry
 *
 * Returns: whether its content was set anew since the last call; then it is collapsed
 */
gboolean
alcove_conversation_entry_take_replaced (AlcoveConversationEntry *self)
{
  if (!self->is_replaced)
    return FALSE;
  self->is_replaced = FALSE;
  alcove_conversation_entry_collapse (self);
  return TRUE;
}

static guint
drain_section (AlcoveConversationEntry *self, AlcoveEntrySection section)
{
  guint block = 0, item = 0;

  if (self->pending[section]->len == 0)
    return G_MAXUINT;
  if (section == ALCOVE_SECTION_TEXT && is_plain (self))
    {
      g_clear_pointer (&self->plain, g_ptr_array_unref);
      self->plain = parse_plain (section_text (self, section));
    }
  else if (self->texts[section] == NULL)
    self->texts[section] = alcove_markdown_new ();
  if (self->texts[section] != NULL)
    block = alcove_markdown_append (self->texts[section], self->pending[section]->str,
                                    (gssize) self->pending[section]->len);
  g_string_truncate (self->pending[section], 0);
  alcove_conversation_entry_find_block (self, section, block, &item);
  /* the first reasoning puts its toggle before it */
  return section == ALCOVE_SECTION_REASONING && block == 0 ? MIN (item, 1) : item;
}

/**
 * alcove_conversation_entry_drain:
 * @self: an expanded entry
 *
 * Takes over what came since the last call.
 *
 * Returns: the first item that changed, %G_MAXUINT for none
 */
guint
alcove_conversation_entry_drain (AlcoveConversationEntry *self)
{
  guint from = G_MAXUINT;

  if (self->items == NULL || !alcove_message_get_is_loaded (self->message))
    return G_MAXUINT;
  for (guint i = 0; i < ALCOVE_N_SECTIONS && !self->is_finished; i++)
    {
      const guint changed = drain_section (self, i);

      from = MIN (from, changed);
    }
  if (self->is_changed)
    {
      const AlcoveStatus status = alcove_message_get_status (self->message);
      const guint finished
          = self->is_finished || alcove_status_is_open (status) ? G_MAXUINT : finish_texts (self);

      from = MIN (from, finished);
      from = MIN (from, self->items->len - 1);
      self->is_changed = FALSE;
    }
  if (from != G_MAXUINT)
    {
      from = MIN (from, self->items->len);
      rebuild (self, from);
    }
  return from;
}

/**
 * alcove_conversation_entry_set_reasoning_open:
 * @self: an expanded entry
 * @open: whether the reasoning is shown
 *
 * Returns: the first item that changed
 */
guint
alcove_conversation_entry_set_reasoning_open (AlcoveConversationEntry *self, gboolean open)
{
  guint item;

  alcove_conversation_entry_find_block (self, ALCOVE_SECTION_REASONING, 0, &item);
  self->is_reasoning_open = open;
  rebuild (self, item);
  return item;
}

/**
 * alcove_conversation_entry_get_n_items:
 * @self: an entry
 *
 * Returns: how many items it has, 0 where it is not expanded
 */
guint
alcove_conversation_entry_get_n_items (AlcoveConversationEntry *self)
{
  return self->items ? self->items->len : 0;
}

/**
 * alcove_conversation_entry_get_item:
 * @self: an expanded entry
 * @index: of an item
 *
 * Returns: (transfer none): the item
 */
AlcoveEntryItem *
alcove_conversation_entry_get_item (AlcoveConversationEntry *self, guint index)
{
  return g_ptr_array_index (self->items, index);
}
