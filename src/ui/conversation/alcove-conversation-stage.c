/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The widgets near the viewport. Main thread, inside of an allocation.
 *
 * The layout says which items stand where; here they get their heights, and widgets while they are near.
 * Groups and blocks stand in document order among their siblings, so a screen reader reads them so. */

#include "alcove-conversation-view-private.h"

#include "alcove-block-widget.h"
#include "alcove-message-group.h"

#define MOST_WIDTH 44 /* lines high: some 90 characters */
#define BUBBLE_PADDING_X 14
#define BUBBLE_PADDING_Y 9
#define GAP 22
/* The bubble of a short question about a picture. */
#define PARTS_WIDTH 360
#define SHORT_TEXT 60
/* Allocations for which stays what was laid out before it was seen. */
#define PREPARED_FOR 8

static AlcoveConversationEntry *
entry_at (AlcoveConversationView *self, guint row)
{
  return g_ptr_array_index (self->entries, row);
}

static int
scale (AlcoveConversationView *self, int pixels)
{
  return alcove_block_style_scale (self->style, pixels);
}

/**
 * alcove_conversation_stage_set_column:
 * @self: a view
 * @width: of the view
 *
 * Texts stand in the middle of a wide window, in a column that can be read.
 */
void
alcove_conversation_stage_set_column (AlcoveConversationView *self, int width)
{
  const int margin = width < 500 ? 14 : 24;

  self->column_width = CLAMP (width - 2 * margin, 1, MOST_WIDTH * self->style->line);
  self->column_x = (width - self->column_width) / 2;
  alcove_conversation_layout_set_margins (self->layout, scale (self, 6), scale (self, 18));
}

static int
block_room (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  if (!alcove_conversation_entry_is_user (entry))
    return self->column_width;
  return MAX (1, self->column_width * 85 / 100 - 2 * scale (self, BUBBLE_PADDING_X));
}

static int
space_between (const AlcoveBlock *before, const AlcoveBlock *block)
{
  if (block->is_continued)
    return 0;
  if (block->kind == ALCOVE_BLOCK_HEADING)
    return block->level <= 2 ? 22 : 18;
  if (block->is_tight)
    return 3;
  if (before != NULL && before->kind == ALCOVE_BLOCK_HEADING)
    return 8;
  if (block->kind == ALCOVE_BLOCK_RULE || (before && before->kind == ALCOVE_BLOCK_RULE))
    return 18;
  return block->list_depth > 0 && before && before->list_depth > 0 ? 8 : 11;
}

static int
space_above (AlcoveConversationView *self, AlcoveConversationEntry *entry, guint index)
{
  const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, index);
  const AlcoveEntryItem *before;

  if (index == 0)
    return 0;
  before = alcove_conversation_entry_get_item (entry, index - 1);
  if (item->kind == ALCOVE_ENTRY_FOOTER)
    return scale (self, alcove_conversation_entry_is_user (entry) ? BUBBLE_PADDING_Y + 2 : 4);
  if (item->kind == ALCOVE_ENTRY_SOURCE)
    return 0;
  if (item->kind == ALCOVE_ENTRY_IMAGE || item->kind == ALCOVE_ENTRY_PART)
    return scale (self, 10);
  if (item->kind != ALCOVE_ENTRY_BLOCK)
    return scale (self, 6);
  if (before->kind == ALCOVE_ENTRY_IMAGE)
    return scale (self, 14);
  if (before->kind != ALCOVE_ENTRY_BLOCK)
    return scale (self, before->kind == ALCOVE_ENTRY_HEADER ? 4 : 6);
  if (before->section != item->section)
    return scale (self, 14);
  return scale (self, space_between (before->block, item->block));
}

static int
estimate (AlcoveConversationView *self, AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  const int line = self->style->line;
  const int per_line = MAX (10, block_room (self, entry) * 2 / line);

  if (item->kind == ALCOVE_ENTRY_PLACEHOLDER)
    return line + (int) (alcove_message_get_text_length (entry->message) / (gsize) per_line) * line;
  if (item->kind != ALCOVE_ENTRY_BLOCK)
    return 2 * line;
  if (item->block->kind == ALCOVE_BLOCK_TABLE)
    return 2 * line * (int) (item->block->cells->len / MAX (1, item->block->n_columns));
  if (item->block->kind == ALCOVE_BLOCK_CODE)
    {
      int lines = 1;

      for (const char *at = item->block->run.text; *at != '\0'; at++)
        lines += *at == '\n' ? 1 : 0;
      return 3 * line + lines * line * 5 / 4;
    }
  return (1 + (int) item->block->run.length / per_line) * line * 5 / 4;
}

/* The foot of a prompt stands beneath its bubble. */
static gboolean
is_below_bubble (AlcoveConversationEntry *entry, const AlcoveEntryItem *item)
{
  return item->kind == ALCOVE_ENTRY_FOOTER && alcove_conversation_entry_is_user (entry);
}

static gboolean
ends_below_bubble (AlcoveConversationEntry *entry)
{
  const guint n = alcove_conversation_entry_get_n_items (entry);

  return n > 0 && is_below_bubble (entry, alcove_conversation_entry_get_item (entry, n - 1));
}

static void
expand (gpointer owner, guint row, guint from, GArray *items, int *before, int *after)
{
  AlcoveConversationView *self = owner;
  AlcoveConversationEntry *entry = entry_at (self, row);
  const gboolean is_user = alcove_conversation_entry_is_user (entry);

  entry->row = row;
  if (alcove_conversation_entry_get_n_items (entry) == 0)
    alcove_conversation_keeping_note_parsed (self, entry);
  alcove_conversation_entry_expand (entry);
  for (guint i = from; i < alcove_conversation_entry_get_n_items (entry); i++)
    {
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, i);
      const AlcoveLayoutItem place = { .height = estimate (self, entry, item),
                                       .above = space_above (self, entry, i),
                                       .is_loose = item->kind == ALCOVE_ENTRY_PLACEHOLDER };

      g_array_append_val (items, place);
    }
  *before = scale (self, GAP) + (is_user ? scale (self, BUBBLE_PADDING_Y) : 0);
  *after = is_user && !ends_below_bubble (entry) ? scale (self, BUBBLE_PADDING_Y) : 0;
  if (!alcove_message_get_is_loaded (entry->message) && !entry->is_wanted)
    {
      entry->is_wanted = TRUE;
      alcove_conversation_view_want (self, row);
    }
}

/* Seen in no allocation since, nor prepared for one that is to come. */
static gboolean
is_past (const AlcoveConversationView *self, guint seen)
{
  return (int) (self->generation - seen) > 0;
}

static void
make_live (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  if (entry->is_live)
    return;
  entry->is_live = TRUE;
  g_ptr_array_add (self->live, entry);
}

/* The widget of the nearest message above that has one; NULL for none. Looked for among the few that have any. */
static GtkWidget *
group_before (AlcoveConversationView *self, guint row)
{
  const AlcoveConversationEntry *nearest = NULL;

  for (guint i = 0; i < self->live->len; i++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (self->live, i);
      guint at;

      if (entry->group != NULL && alcove_conversation_view_find_row (self, entry, &at) && at < row
          && (nearest == NULL || at > nearest->row))
        nearest = entry;
    }
  return nearest ? nearest->group : NULL;
}

static void
ensure_group (AlcoveConversationView *self, AlcoveConversationEntry *entry, guint row)
{
  make_live (self, entry);
  if (entry->group != NULL)
    return;
  entry->group = alcove_conversation_widgets_take_group (self, entry->message);
  gtk_widget_insert_after (entry->group, GTK_WIDGET (self), group_before (self, row));
}

static void
ensure_widget (AlcoveConversationView *self, AlcoveConversationEntry *entry, guint row, guint index)
{
  AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, index);
  g_autoptr (GtkWidget) made = NULL;
  GtkWidget *before = NULL;

  if (item->widget != NULL)
    return;
  ensure_group (self, entry, row);
  for (guint i = index; i-- > 0 && before == NULL;)
    before = alcove_conversation_entry_get_item (entry, i)->widget;
  item->widget = made = alcove_conversation_widgets_make (self, entry, item);
  gtk_widget_insert_after (item->widget, entry->group, before);
}

static void
update_layout (AlcoveConversationView *self, AlcoveConversationEntry *entry, AlcoveEntryItem *item)
{
  const int room = entry->bubble_width > 0 ? entry->bubble_width : block_room (self, entry);

  make_live (self, entry);
  if (item->layout == NULL)
    item->layout = alcove_block_layout_new ();
  if (item->layout->block == item->block && item->layout->width == room)
    return;
  alcove_block_layout_update (item->layout, self->style, item->block, room);
  if (item->widget != NULL)
    alcove_block_widget_set_layout (ALCOVE_BLOCK_WIDGET (item->widget), item->layout, self->style);
}

/* A bubble is as wide as what was typed; with files and images it has a width of its own. */
static void
fit_bubble (AlcoveConversationView *self, AlcoveConversationEntry *entry, AlcoveEntryItem *item)
{
  if (!alcove_conversation_entry_is_user (entry) || entry->bubble_width > 0)
    return;
  if (entry->parts != NULL && entry->parts->len > 0)
    {
      const gboolean is_short = alcove_message_get_text_length (entry->message) < SHORT_TEXT;
      const int room = block_room (self, entry);

      entry->bubble_width = is_short ? MIN (room, scale (self, PARTS_WIDTH)) : room;
    }
  else if (item->layout != NULL)
    entry->bubble_width = CLAMP (item->layout->natural_width, 1, block_room (self, entry));
  if (item->layout != NULL)
    update_layout (self, entry, item);
}

static int
item_room (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  return entry->bubble_width > 0 ? entry->bubble_width : block_room (self, entry);
}

static int
measure (gpointer owner, guint row, guint index)
{
  AlcoveConversationView *self = owner;
  AlcoveConversationEntry *entry = entry_at (self, row);
  AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, index);
  int height, room, least;

  if (item->kind == ALCOVE_ENTRY_PLACEHOLDER)
    return estimate (self, entry, item);
  if (item->kind == ALCOVE_ENTRY_BLOCK)
    {
      update_layout (self, entry, item);
      fit_bubble (self, entry, item);
      return item->layout->height;
    }
  fit_bubble (self, entry, item);
  ensure_widget (self, entry, row, index);
  room = is_below_bubble (entry, item) ? self->column_width : item_room (self, entry);
  gtk_widget_measure (item->widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (item->widget, GTK_ORIENTATION_VERTICAL, MAX (room, least), &height, NULL,
                      NULL, NULL);
  return height;
}

const AlcoveLayoutSource alcove_conversation_stage_source = { expand, measure };

/**
 * alcove_conversation_stage_prepare:
 * @self: a view that has a style
 * @row: of a message that is parsed
 * @index: an item of it
 *
 * Lays the item out before it comes into view, as far as that needs no widget. It keeps that for some allocations.
 *
 * Returns: its height, roughly
 */
int
alcove_conversation_stage_prepare (AlcoveConversationView *self, guint row, guint index)
{
  AlcoveConversationEntry *entry = entry_at (self, row);
  AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, index);

  if (item->kind != ALCOVE_ENTRY_BLOCK)
    return 2 * self->style->line;
  update_layout (self, entry, item);
  fit_bubble (self, entry, item);
  if (is_past (self, item->seen))
    item->seen = self->generation + PREPARED_FOR;
  return item->layout->height;
}

/* Drops what the last allocation did not place and what was not prepared for a next one. Answers with whether the
 * entry is still live. */
static gboolean
drop_unseen (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  const gboolean is_seen = entry->seen == self->generation;
  gboolean is_live = is_seen;

  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    {
      AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, i);

      if (item->layout == NULL && item->widget == NULL)
        continue;
      if (is_past (self, item->seen))
        alcove_conversation_widgets_drop (self, item);
      else
        is_live = TRUE;
    }
  if (!is_seen && entry->group != NULL
      && gtk_widget_get_focus_child (GTK_WIDGET (self)) == entry->group)
    gtk_widget_grab_focus (GTK_WIDGET (self)); /* keys go on to work */
  if (!is_seen && entry->group != NULL)
    alcove_conversation_widgets_drop_group (self, g_steal_pointer (&entry->group));
  return is_live;
}

static void
sweep (AlcoveConversationView *self)
{
  for (guint i = self->live->len; i-- > 0;)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (self->live, i);

      if (drop_unseen (self, entry))
        continue;
      entry->is_live = FALSE;
      g_ptr_array_remove_index_fast (self->live, i);
    }
}

/**
 * alcove_conversation_stage_clear:
 * @self: a view
 *
 * Lets all widgets and layouts go: fonts or colours changed.
 */
void
alcove_conversation_stage_clear (AlcoveConversationView *self)
{
  self->generation += PREPARED_FOR + 1;
  sweep (self);
}

static void
place_block (AlcoveConversationView *self, AlcoveConversationEntry *entry,
             const AlcoveLayoutPlace *place, int height, GdkRectangle *at)
{
  AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, place->item);
  AlcoveBlockWidget *widget = ALCOVE_BLOCK_WIDGET (item->widget);
  const AlcoveBlockLayout *layout = item->layout;
  const AlcoveEntryItem *before
      = place->item > 0 ? alcove_conversation_entry_get_item (entry, place->item - 1) : NULL;
  const gboolean is_joined
      = before && before->block && before->block->quote_depth > 0 && layout->block->quote_depth > 0;
  int width = layout->width - layout->inset;

  if (layout->block->kind == ALCOVE_BLOCK_TABLE)
    width = MIN (width, layout->natural_width);
  at->x = layout->is_rtl ? layout->width - layout->inset - width : layout->inset;
  at->width = width;
  if (alcove_conversation_entry_is_user (entry))
    at->x += scale (self, BUBBLE_PADDING_X);
  alcove_block_widget_set_bar_above (widget,
                                     is_joined ? space_above (self, entry, place->item) : 0);
  if (layout->chunks->len > 1)
    alcove_block_widget_set_visible_range (widget, (-place->y - 1024) / 512 * 512,
                                           (-place->y + height + 1024) / 512 * 512);
}

static int
bubble_width (AlcoveConversationView *self, AlcoveConversationEntry *entry)
{
  if (!alcove_conversation_entry_is_user (entry) || entry->bubble_width == 0)
    return self->column_width;
  return entry->bubble_width + 2 * scale (self, BUBBLE_PADDING_X);
}

/* As wide as the column, whatever the bubble. */
static void
place_below_bubble (AlcoveConversationView *self, AlcoveConversationEntry *entry, GdkRectangle *at)
{
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  at->x = is_rtl ? 0 : bubble_width (self, entry) - self->column_width;
  at->width = self->column_width;
}

static void
place_item (AlcoveConversationView *self, AlcoveConversationEntry *entry,
            const AlcoveLayoutPlace *place, int group_y, int height)
{
  AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, place->item);
  GdkRectangle at = { 0, place->y - group_y, item_room (self, entry), place->height };

  if (item->kind == ALCOVE_ENTRY_BLOCK)
    update_layout (self, entry, item);
  if (item->widget == NULL)
    {
      ensure_widget (self, entry, place->row, place->item);
      if (item->kind == ALCOVE_ENTRY_BLOCK)
        alcove_block_widget_set_layout (ALCOVE_BLOCK_WIDGET (item->widget), item->layout,
                                        self->style);
    }
  item->seen = self->generation;
  if (item->kind == ALCOVE_ENTRY_BLOCK)
    place_block (self, entry, place, height, &at);
  else if (is_below_bubble (entry, item))
    place_below_bubble (self, entry, &at);
  else if (alcove_conversation_entry_is_user (entry))
    at.x = scale (self, BUBBLE_PADDING_X);
  alcove_message_group_place (ALCOVE_MESSAGE_GROUP (entry->group), item->widget, &at);
}

static void
allocate_group (AlcoveConversationView *self, AlcoveConversationEntry *entry, int y, int height)
{
  const gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const int width = bubble_width (self, entry);
  const int x = self->column_x + (is_rtl ? 0 : self->column_width - width);

  alcove_message_group_end (ALCOVE_MESSAGE_GROUP (entry->group));
  gtk_widget_allocate (entry->group, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
}

/* Places the items of one row; answers with how many places they were. */
static guint
place_row (AlcoveConversationView *self, guint first, int height)
{
  const AlcoveLayoutPlace *places = (const AlcoveLayoutPlace *) (void *) self->places->data;
  AlcoveConversationEntry *entry = entry_at (self, places[first].row);
  const int padding
      = alcove_conversation_entry_is_user (entry) ? scale (self, BUBBLE_PADDING_Y) : 0;
  const int y = places[first].y - padding;
  guint last = first, end;

  entry->row = places[first].row;
  ensure_group (self, entry, places[first].row);
  entry->seen = self->generation;
  alcove_message_group_begin (ALCOVE_MESSAGE_GROUP (entry->group));
  for (; last < self->places->len && places[last].row == places[first].row; last++)
    place_item (self, entry, &places[last], y, height);
  end = last - 1;
  if (end > first
      && is_below_bubble (entry, alcove_conversation_entry_get_item (entry, places[end].item)))
    end--;
  allocate_group (self, entry, y, places[end].y + places[end].height + padding - y);
  return last - first;
}

/**
 * alcove_conversation_stage_place:
 * @self: a view whose places are new
 * @height: of the viewport
 *
 * Gives widgets to all that has a place, and takes them from the rest.
 */
void
alcove_conversation_stage_place (AlcoveConversationView *self, int height)
{
  self->generation++;
  for (guint i = 0; i < self->places->len;)
    i += place_row (self, i, height);
  sweep (self);
  if (self->places->len > 0)
    {
      alcove_conversation_keeping_update (self);
      alcove_conversation_ahead_schedule (self);
    }
  alcove_conversation_stage_show_selection (self);
  alcove_conversation_finding_mark (self);
}

/**
 * alcove_conversation_stage_show_selection:
 * @self: a view
 *
 * Tells every block which of its bytes are selected.
 */
void
alcove_conversation_stage_show_selection (AlcoveConversationView *self)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);
      const AlcoveEntryItem *item
          = alcove_conversation_entry_get_item (entry_at (self, place->row), place->item);
      const AlcoveTextPoint point = { place->row, item->section, item->index, 0 };
      guint start = 0, end = 0;

      if (item->kind != ALCOVE_ENTRY_BLOCK || item->widget == NULL)
        continue;
      alcove_selection_get_bytes (&self->selection, &point, item->layout->text,
                                  item->layout->length, &start, &end);
      alcove_block_widget_set_selection (ALCOVE_BLOCK_WIDGET (item->widget), start, end);
    }
}

static int
away (double y, const AlcoveLayoutPlace *place)
{
  if (y < place->y)
    return place->y - (int) y;
  return y > place->y + place->height ? (int) y - place->y - place->height : 0;
}

/**
 * alcove_conversation_stage_find_block:
 * @self: a view
 * @x: a place in it
 * @y: a place in it
 * @point: (out): the text that is nearest
 *
 * Returns: (transfer none) (nullable): the block that is nearest
 */
GtkWidget *
alcove_conversation_stage_find_block (AlcoveConversationView *self, double x, double y,
                                      AlcoveTextPoint *point)
{
  const AlcoveLayoutPlace *best = NULL;
  const AlcoveEntryItem *item;
  graphene_point_t at;

  for (guint i = 0; i < self->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (self->places, AlcoveLayoutPlace, i);

      item = alcove_conversation_entry_get_item (entry_at (self, place->row), place->item);
      if (item->kind == ALCOVE_ENTRY_BLOCK && item->widget != NULL
          && (best == NULL || away (y, place) < away (y, best)))
        best = place;
    }
  if (best == NULL)
    return NULL;
  item = alcove_conversation_entry_get_item (entry_at (self, best->row), best->item);
  *point = (AlcoveTextPoint) { best->row, item->section, item->index, 0 };
  if (!gtk_widget_compute_point (GTK_WIDGET (self), item->widget,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &at))
    return NULL;
  point->byte = alcove_block_layout_get_byte (
      item->layout, at.x + alcove_block_widget_get_shift (ALCOVE_BLOCK_WIDGET (item->widget)), at.y,
      NULL);
  return item->widget;
}
