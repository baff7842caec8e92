/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Makes the widget of an item. Main thread. What a widget wants goes to its view, which it finds above itself. */

#include "alcove-conversation-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "alcove-block-widget.h"
#include "alcove-data-image.h"
#include "alcove-fold-toggle.h"
#include "alcove-image-kind.h"
#include "alcove-image-view.h"
#include "alcove-message-footer.h"
#include "alcove-message-group.h"
#include "alcove-message-header.h"
#include "alcove-part-card.h"
#include "alcove-prompt-footer.h"
#include "alcove-source-row.h"

#define SPARE_BLOCKS 64
#define SPARE_GROUPS 24

static AlcoveConversationView *
view_of (GtkWidget *widget)
{
  return ALCOVE_CONVERSATION_VIEW (gtk_widget_get_ancestor (widget, ALCOVE_TYPE_CONVERSATION_VIEW));
}

static void
footer_copies (AlcoveMessageFooter *footer)
{
  alcove_conversation_actions_copy_message (view_of (GTK_WIDGET (footer)),
                                            alcove_message_footer_get_message (footer));
}

static void
footer_retries (AlcoveMessageFooter *footer)
{
  alcove_conversation_view_retry (view_of (GTK_WIDGET (footer)),
                                  alcove_message_footer_get_message (footer));
}

/* The item that a widget stands for. The widget dies with it, so it is there. */
static const AlcoveEntryItem *
item_of (AlcoveConversationEntry *entry, GtkWidget *widget)
{
  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    if (alcove_conversation_entry_get_item (entry, i)->widget == widget)
      return alcove_conversation_entry_get_item (entry, i);
  return NULL;
}

static void
toggled (GtkWidget *widget, gboolean is_open, AlcoveConversationEntry *entry)
{
  const AlcoveEntryItem *item = item_of (entry, widget);

  if (item != NULL)
    alcove_conversation_view_set_open (view_of (widget), entry, item, is_open);
}

static void
resized (GtkWidget *widget, AlcoveConversationEntry *entry)
{
  alcove_conversation_view_item_resized (view_of (widget), entry, widget);
}

static void
save (GtkWidget *widget, AlcoveConversationEntry *entry)
{
  const AlcoveEntryItem *item = item_of (entry, widget);
  const AlcovePart *part = item ? g_ptr_array_index (entry->parts, item->index) : NULL;

  if (part != NULL && part->data != NULL)
    alcove_conversation_view_save (view_of (widget), part->name, part->data);
}

static void
source_activated (GtkWidget *widget, AlcoveConversationEntry *entry)
{
  const AlcoveEntryItem *item = item_of (entry, widget);

  if (item != NULL)
    alcove_conversation_view_link_activated (
        view_of (widget), entry->targets[item->index],
        ((AlcovePart *) g_ptr_array_index (entry->sources, item->index))->text);
}

static const AlcoveSpan *
image_of (const AlcoveEntryItem *item)
{
  return alcove_entry_items_get_image (item->block, item->image, NULL);
}

static void
copy_address (GtkWidget *widget, AlcoveConversationEntry *entry)
{
  const AlcoveEntryItem *item = item_of (entry, widget);

  if (item != NULL)
    alcove_conversation_actions_copy_text (view_of (widget), image_of (item)->target);
}

/* What an image in the text is called: what it shows, or nothing. */
static char *
dup_caption (const AlcoveEntryItem *item)
{
  const char *text;
  const AlcoveSpan *span = alcove_entry_items_get_image (item->block, item->image, &text);

  if (g_str_has_prefix (text + span->start, "data:"))
    return NULL;
  return g_strndup (text + span->start, span->end - span->start);
}

/* For another program, which goes by the ending. */
static void
image_saved (GtkWidget *widget, GBytes *bytes, AlcoveConversationEntry *entry)
{
  const AlcoveEntryItem *item = item_of (entry, widget);
  g_autofree char *caption = item && item->kind == ALCOVE_ENTRY_IMAGE ? dup_caption (item) : NULL;
  g_autofree char *file = NULL;
  const char *name = caption, *kind = NULL;

  if (item == NULL)
    return;
  if (item->kind == ALCOVE_ENTRY_PART)
    {
      const AlcovePart *part = g_ptr_array_index (entry->parts, item->index);

      name = part->name;
      kind = part->mime;
    }
  else
    kind = image_of (item)->target;
  file = alcove_image_kind_name_file (name && *name ? name : _ ("image"), kind, bytes);
  alcove_conversation_view_save (view_of (widget), file, bytes);
}

static GtkWidget *
make_image_view (AlcoveConversationEntry *entry, const char *name, guint64 key, GBytes *bytes)
{
  GtkWidget *widget = alcove_image_view_new (name, key, bytes);

  g_signal_connect (widget, "resized", G_CALLBACK (resized), entry);
  g_signal_connect (widget, "save", G_CALLBACK (image_saved), entry);
  return widget;
}

/* An image in the text: carried inside of it, or named by an address from which nothing is fetched. */
static GtkWidget *
make_image (AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  const char *text;
  const AlcoveSpan *span = alcove_entry_items_get_image (item->block, item->image, &text);
  g_autofree char *name = g_strndup (text + span->start, span->end - span->start);
  GtkWidget *widget;

  if (alcove_data_image_is_one (span->target))
    {
      g_autoptr (GBytes) bytes = g_bytes_new (span->target, strlen (span->target));

      return make_image_view (entry, name, item->block->hash + item->image, bytes);
    }
  widget = alcove_part_card_new_for_address (span->target);
  g_signal_connect (widget, "copy", G_CALLBACK (copy_address), entry);
  return widget;
}

static GtkWidget *
make_part (AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  const AlcovePart *part = g_ptr_array_index (entry->parts, item->index);
  const AlcoveBlock *words = g_ptr_array_index (entry->part_blocks, item->index);
  GtkWidget *widget;

  if (part->kind == ALCOVE_PART_IMAGE && part->data != NULL)
    return make_image_view (entry, part->name, (guint64) GPOINTER_TO_SIZE (part->data), part->data);
  widget = alcove_part_card_new (part, words->run.length > 0,
                                 alcove_conversation_entry_get_open (entry, item));
  g_signal_connect (widget, "toggled", G_CALLBACK (toggled), entry);
  g_signal_connect (widget, "save", G_CALLBACK (save), entry);
  return widget;
}

static GtkWidget *
make_sources (AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  const guint n = entry->sources->len;
  g_autofree char *words = g_strdup_printf (ngettext ("%u source", "%u sources", n), n);
  GtkWidget *widget
      = alcove_fold_toggle_new (words, alcove_conversation_entry_get_open (entry, item));

  g_signal_connect (widget, "toggled", G_CALLBACK (toggled), entry);
  return widget;
}

static GtkWidget *
make_source (AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  const AlcovePart *part = g_ptr_array_index (entry->sources, item->index);
  GtkWidget *widget
      = alcove_source_row_new (item->index + 1, part->text, entry->targets[item->index]);

  g_signal_connect (widget, "activated", G_CALLBACK (source_activated), entry);
  return widget;
}

/* Most of what comes into view is paragraphs, and as many go: the same widgets serve both. */
static GtkWidget *
take_spare (AlcoveConversationView *self, const AlcoveBlock *block)
{
  for (guint i = self->spare_blocks->len; i-- > 0;)
    if (alcove_block_widget_can_reuse (g_ptr_array_index (self->spare_blocks, i), block))
      return g_ptr_array_steal_index_fast (self->spare_blocks, i);
  return NULL;
}

static GtkWidget *
make_block (AlcoveConversationView *self, const AlcoveEntryItem *item)
{
  GtkWidget *widget = NULL;

  if (item->block->kind == ALCOVE_BLOCK_PARAGRAPH)
    widget = take_spare (self, item->block);
  if (widget == NULL)
    widget = g_object_ref_sink (alcove_block_widget_new (item->block));

  if (item->section == ALCOVE_SECTION_REASONING)
    gtk_widget_add_css_class (widget, "reasoning");
  return widget;
}

static GtkWidget *
make_footer (AlcoveConversationEntry *entry)
{
  GtkWidget *widget;

  if (alcove_conversation_entry_is_user (entry))
    return alcove_prompt_footer_new (entry->message);
  widget = alcove_message_footer_new (entry->message);
  g_signal_connect (widget, "copy", G_CALLBACK (footer_copies), NULL);
  g_signal_connect (widget, "retry", G_CALLBACK (footer_retries), NULL);
  return widget;
}

/* A group has kept its header or its foot from a message that it stood for before. */
static GtkWidget *
take_kept (AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  AlcoveMessageGroup *group = ALCOVE_MESSAGE_GROUP (entry->group);
  GtkWidget *widget;

  if (item->kind == ALCOVE_ENTRY_HEADER)
    {
      widget = alcove_message_group_take (group, ALCOVE_TYPE_MESSAGE_HEADER);
      if (widget != NULL)
        alcove_message_header_set_message (ALCOVE_MESSAGE_HEADER (widget), entry->message);
      return widget;
    }
  if (alcove_conversation_entry_is_user (entry))
    {
      widget = alcove_message_group_take (group, ALCOVE_TYPE_PROMPT_FOOTER);
      if (widget != NULL)
        alcove_prompt_footer_set_message (ALCOVE_PROMPT_FOOTER (widget), entry->message);
      return widget;
    }
  widget = alcove_message_group_take (group, ALCOVE_TYPE_MESSAGE_FOOTER);
  if (widget != NULL)
    alcove_message_footer_set_message (ALCOVE_MESSAGE_FOOTER (widget), entry->message);
  return widget;
}

static GtkWidget *
make_reasoning_toggle (AlcoveConversationEntry *entry)
{
  GtkWidget *widget
      = alcove_fold_toggle_new_for_reasoning (entry->message, entry->is_reasoning_open);

  g_signal_connect (widget, "toggled", G_CALLBACK (toggled), entry);
  return widget;
}

static GtkWidget *
make_other (AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  switch (item->kind)
    {
    case ALCOVE_ENTRY_HEADER:
      return alcove_message_header_new (entry->message);
    case ALCOVE_ENTRY_TOGGLE:
      return make_reasoning_toggle (entry);
    case ALCOVE_ENTRY_IMAGE:
      return make_image (entry, item);
    case ALCOVE_ENTRY_PART:
      return make_part (entry, item);
    case ALCOVE_ENTRY_SOURCES:
      return make_sources (entry, item);
    case ALCOVE_ENTRY_SOURCE:
      return make_source (entry, item);
    case ALCOVE_ENTRY_FOOTER:
      return make_footer (entry);
    case ALCOVE_ENTRY_BLOCK:
    case ALCOVE_ENTRY_PLACEHOLDER:
    default:
      return g_object_new (ADW_TYPE_BIN, "css-name", "message-placeholder", NULL);
    }
}

/**
 * alcove_conversation_widgets_make:
 * @self: a view
 * @entry: a message of it, which has a group
 * @item: what of it
 *
 * Returns: (transfer full): a widget for @item; it may be a child of the group already
 */
GtkWidget *
alcove_conversation_widgets_make (AlcoveConversationView *self, AlcoveConversationEntry *entry,
                                  const AlcoveEntryItem *item)
{
  GtkWidget *kept = NULL;

  if (item->kind == ALCOVE_ENTRY_HEADER || item->kind == ALCOVE_ENTRY_FOOTER)
    kept = take_kept (entry, item);
  if (kept != NULL)
    return g_object_ref (kept);
  return item->kind == ALCOVE_ENTRY_BLOCK ? make_block (self, item)
                                          : g_object_ref_sink (make_other (entry, item));
}

/**
 * alcove_conversation_widgets_drop:
 * @self: a view
 * @item: an item that is far from the viewport
 *
 * Lets its widget and its layout go. A paragraph's widget waits for another paragraph, a header and a foot for
 * the next message of their group.
 */
void
alcove_conversation_widgets_drop (AlcoveConversationView *self, AlcoveEntryItem *item)
{
  if (item->widget != NULL
      && (item->kind == ALCOVE_ENTRY_HEADER || item->kind == ALCOVE_ENTRY_FOOTER))
    {
      GtkWidget *group = gtk_widget_get_parent (item->widget);

      alcove_message_group_keep (ALCOVE_MESSAGE_GROUP (group), g_steal_pointer (&item->widget));
    }
  if (ALCOVE_IS_BLOCK_WIDGET (item->widget) && self->spare_blocks->len < SPARE_BLOCKS
      && alcove_block_widget_can_reuse (ALCOVE_BLOCK_WIDGET (item->widget), NULL))
    {
      g_ptr_array_add (self->spare_blocks, g_object_ref (item->widget));
      alcove_block_widget_reset (ALCOVE_BLOCK_WIDGET (item->widget));
    }
  alcove_entry_item_drop_widget (item);
}

/**
 * alcove_conversation_widgets_take_group:
 * @self: a view
 * @message: one that comes into view
 *
 * Returns: (transfer none): a group for @message; it is a child of @self, somewhere among the others
 */
GtkWidget *
alcove_conversation_widgets_take_group (AlcoveConversationView *self, AlcoveMessage *message)
{
  GtkWidget *group;

  for (guint i = self->spare_groups->len; i-- > 0;)
    {
      group = g_ptr_array_index (self->spare_groups, i);
      if (!alcove_message_group_can_reuse (ALCOVE_MESSAGE_GROUP (group), message))
        continue;
      g_ptr_array_steal_index_fast (self->spare_groups, i);
      gtk_widget_set_visible (group, TRUE);
      return group;
    }
  group = alcove_message_group_new (message);
  gtk_widget_set_parent (group, GTK_WIDGET (self));
  return group;
}

/**
 * alcove_conversation_widgets_drop_group:
 * @self: a view
 * @group: (transfer full): a child of it that no message needs
 *
 * It waits, hidden, for another message of the same role: what comes into view is mostly what goes.
 */
void
alcove_conversation_widgets_drop_group (AlcoveConversationView *self, GtkWidget *group)
{
  if (self->spare_groups->len >= SPARE_GROUPS)
    {
      gtk_widget_unparent (group);
      return;
    }
  gtk_widget_set_visible (group, FALSE);
  g_ptr_array_add (self->spare_groups, group);
}
