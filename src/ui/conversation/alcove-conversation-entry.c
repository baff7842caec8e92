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

static const AlcovePartKind section_parts[ALCOVE_N_TEXTS] = {
  [ALCOVE_SECTION_REASONING] = ALCOVE_PART_REASONING,
  [ALCOVE_SECTION_TEXT] = ALCOVE_PART_TEXT,
  [ALCOVE_SECTION_REFUSAL] = ALCOVE_PART_REFUSAL,
};

static void
tell (AlcoveConversationEntry *self)
{
  self->changed (self, self->owner);
}

static void
message_appended (AlcoveConversationEntry *self, AlcovePartKind kind, const char *piece)
{
  for (guint i = 0; i < ALCOVE_N_TEXTS; i++)
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
  for (guint i = 0; i < ALCOVE_N_TEXTS; i++)
    self->pending[i] = g_string_new (NULL);
  g_signal_connect_swapped (self->message, "appended", G_CALLBACK (message_appended), self);
  g_signal_connect_swapped (self->message, "replaced", G_CALLBACK (message_replaced), self);
  g_signal_connect_swapped (self->message, "notify", G_CALLBACK (message_notified), self);
}

static void
ignore (AlcoveConversationEntry *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  for (guint i = 0; i < ALCOVE_N_TEXTS; i++)
    {
      g_string_free (g_steal_pointer (&self->pending[i]), TRUE);
      self->taken[i] = 0;
    }
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
  alcove_entry_parts_clear (self);
  g_clear_pointer (&self->group, gtk_widget_unparent);
  for (guint i = 0; i < ALCOVE_N_TEXTS; i++)
    g_clear_pointer (&self->texts[i], alcove_markdown_free);
  self->bubble_width = 0;
  self->is_finished = self->is_wanted = FALSE;
}

/**
 * alcove_conversation_entry_free:
 * @self: (transfer full): an entry
 */
void
alcove_conversation_entry_free (AlcoveConversationEntry *self)
{
  alcove_conversation_entry_collapse (self);
  g_clear_pointer (&self->open_parts, g_hash_table_unref);
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

  if (*text != '\0')
    g_ptr_array_add (blocks, alcove_block_new_plain (ALCOVE_BLOCK_PARAGRAPH, text, NULL));
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
  self->taken[section] = strlen (text);
  if (alcove_status_is_open (alcove_message_get_status (self->message)))
    {
      self->texts[section] = alcove_markdown_new ();
      alcove_markdown_append (self->texts[section], text, -1);
    }
  else
    self->texts[section] = alcove_markdown_new_finished (text, -1);
}

static guint
finish_texts (AlcoveConversationEntry *self)
{
  guint first = G_MAXUINT;

  self->is_finished = TRUE;
  for (guint i = 0; i < ALCOVE_N_TEXTS; i++)
    if (self->texts[i] != NULL)
      {
        const guint changed = alcove_markdown_finish (self->texts[i]);
        guint item = 0;

        if (i == ALCOVE_SECTION_TEXT)
          alcove_entry_parts_cite (self, changed);
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
  if (section == ALCOVE_SECTION_PARTS)
    return self->part_blocks;
  if (section == ALCOVE_SECTION_TEXT && self->plain != NULL)
    return self->plain;
  if (section == ALCOVE_SECTION_TEXT && self->cited != NULL)
    return self->cited;
  return self->texts[section] ? alcove_markdown_get_blocks (self->texts[section]) : NULL;
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
  const AlcoveEntryItem like = { .kind = ALCOVE_ENTRY_BLOCK, .section = section, .index = block };
  const AlcoveEntryItem *found;

  *item = alcove_entry_items_find (self, &like);
  if (*item >= self->items->len)
    return FALSE;
  found = g_ptr_array_index (self->items, *item);
  return found->kind == like.kind && found->section == section && found->index == block;
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
  self->items = g_ptr_array_new_with_free_func (alcove_entry_item_free);
  self->is_changed = self->is_replaced = FALSE;
  if (!alcove_message_get_is_loaded (self->message))
    {
      AlcoveEntryItem *item = g_new0 (AlcoveEntryItem, 1);

      item->kind = ALCOVE_ENTRY_PLACEHOLDER;
      g_ptr_array_add (self->items, item);
      return;
    }
  for (guint i = 0; i < ALCOVE_N_TEXTS; i++)
    parse_section (self, i);
  alcove_entry_parts_update (self);
  if (!alcove_status_is_open (alcove_message_get_status (self->message)))
    finish_texts (self);
  alcove_entry_items_rebuild (self, 0);
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
  if (section == ALCOVE_SECTION_TEXT)
    alcove_entry_parts_cite (self, block);
  self->taken[section] += self->pending[section]->len;
  g_string_truncate (self->pending[section], 0);
  alcove_conversation_entry_find_block (self, section, block, &item);
  /* the first reasoning puts its toggle before it */
  return section == ALCOVE_SECTION_REASONING && block == 0 ? MIN (item, 1) : item;
}

/* Parts that do not stream come with the end of an answer: then the texts are what they were. */
static gboolean
has_same_texts (AlcoveConversationEntry *self)
{
  if (self->items == NULL || is_plain (self) || !alcove_message_get_is_loaded (self->message))
    return FALSE;
  for (guint i = 0; i < ALCOVE_N_TEXTS; i++)
    {
      const char *shown = self->texts[i] ? alcove_markdown_get_source (self->texts[i]) : "";
      const char *text = section_text (self, i);

      /* what came last waits for the next frame, or for the rest of its character */
      if (!g_str_has_prefix (text, shown)
          || strlen (text) != self->taken[i] + self->pending[i]->len)
        return FALSE;
    }
  return TRUE;
}

static guint
drain_pending (AlcoveConversationEntry *self)
{
  guint from = G_MAXUINT;

  for (guint i = 0; i < ALCOVE_N_TEXTS && !self->is_finished; i++)
    {
      const guint changed = drain_section (self, i);

      from = MIN (from, changed);
    }
  return from;
}

/**
 * alcove_conversation_entry_take_replaced:
 * @self: an entry
 *
 * Returns: whether its texts were set anew since the last call; then it is collapsed
 */
gboolean
alcove_conversation_entry_take_replaced (AlcoveConversationEntry *self)
{
  if (!self->is_replaced)
    return FALSE;
  self->is_replaced = FALSE;
  if (has_same_texts (self))
    {
      self->has_other_parts = TRUE;
      return FALSE;
    }
  alcove_conversation_entry_collapse (self);
  return TRUE;
}

static guint
drain_parts (AlcoveConversationEntry *self)
{
  const AlcoveEntryItem part = { .kind = ALCOVE_ENTRY_PART };
  const guint cited = alcove_entry_parts_update (self);
  guint item;

  self->has_other_parts = FALSE;
  if (cited == G_MAXUINT)
    return alcove_entry_items_find (self, &part);
  alcove_conversation_entry_find_block (self, ALCOVE_SECTION_TEXT, cited, &item);
  return item;
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
  guint from, changed;

  if (self->items == NULL || !alcove_message_get_is_loaded (self->message))
    return G_MAXUINT;
  from = drain_pending (self);
  if (self->is_changed)
    {
      const AlcoveStatus status = alcove_message_get_status (self->message);

      changed
          = self->is_finished || alcove_status_is_open (status) ? G_MAXUINT : finish_texts (self);
      from = MIN (from, changed);
      from = MIN (from, self->items->len - 1);
      self->is_changed = FALSE;
    }
  if (self->has_other_parts)
    {
      changed = drain_parts (self);
      from = MIN (from, changed);
    }
  if (from != G_MAXUINT)
    {
      from = MIN (from, self->items->len);
      alcove_entry_items_rebuild (self, from);
    }
  return from;
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
