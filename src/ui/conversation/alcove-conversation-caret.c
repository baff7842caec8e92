/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Selecting by key: Shift with the arrows, Home and End, as in any text. Main thread.
 *
 * There is no caret to be seen; the selection's moving end is one. Where nothing is selected it starts with the
 * first text in view. By characters and words it goes through the blocks, also those that have no widget; by
 * lines it goes by what stands on the screen. */

#include "alcove-conversation-view-private.h"

#include <string.h>

#include "alcove-block-widget.h"

#define TOP 12

static AlcoveConversationEntry *
entry_at (AlcoveConversationView *self, guint row)
{
  return g_ptr_array_index (self->entries, row);
}

/* The block next to a place, in its message or in the one before or behind it. FALSE at the ends of what is here. */
static gboolean
step_block (AlcoveConversationView *self, AlcoveTextPoint *point, gboolean is_back)
{
  guint row = point->row, item = 0;
  gboolean is_there = alcove_conversation_entry_find_block (entry_at (self, row), point->section,
                                                            point->block, &item);

  for (;;)
    {
      AlcoveConversationEntry *entry = entry_at (self, row);
      const guint n_items = alcove_conversation_entry_get_n_items (entry);

      for (guint at = item + (is_there && !is_back ? 1 : 0); is_back ? at-- > 0 : at < n_items;
           at += is_back ? 0 : 1)
        {
          const AlcoveEntryItem *next = alcove_conversation_entry_get_item (entry, at);

          if (next->kind != ALCOVE_ENTRY_BLOCK)
            continue;
          *point = (AlcoveTextPoint) { row, next->section, next->index, 0 };
          return TRUE;
        }
      if (is_back ? row == 0 : row + 1 >= self->entries->len)
        return FALSE;
      row += is_back ? (guint) -1 : 1;
      alcove_conversation_entry_expand (entry_at (self, row));
      is_there = FALSE;
      item = is_back ? alcove_conversation_entry_get_n_items (entry_at (self, row)) : 0;
    }
}

static char *
dup_text (AlcoveConversationView *self, const AlcoveTextPoint *point)
{
  GPtrArray *blocks
      = alcove_conversation_entry_get_blocks (entry_at (self, point->row), point->section);

  if (blocks == NULL || point->block >= blocks->len)
    return g_strdup ("");
  return alcove_block_dup_plain_text (g_ptr_array_index (blocks, point->block));
}

/* The next place at which a caret, or a word, may stand in a text; its length or 0 for none. */
static guint
next_stop (const char *text, guint byte, gboolean by_word, gboolean is_back)
{
  const int length = (int) strlen (text);
  const glong n_chars = g_utf8_strlen (text, -1);
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n_chars + 1);
  glong at = g_utf8_strlen (text, (gssize) MIN (byte, (guint) length));

  pango_get_log_attrs (text, length, -1, NULL, attrs, (int) n_chars + 1);
  do
    at += is_back ? -1 : 1;
  while (at > 0 && at < n_chars
         && !(by_word ? (is_back ? attrs[at].is_word_start : attrs[at].is_word_end)
                      : attrs[at].is_cursor_position));
  at = CLAMP (at, 0, n_chars);
  return (guint) (g_utf8_offset_to_pointer (text, at) - text);
}

static gboolean
step_text (AlcoveConversationView *self, AlcoveTextPoint *point, gboolean by_word, gboolean is_back)
{
  g_autofree char *text = dup_text (self, point);
  const guint length = (guint) strlen (text);

  if (is_back ? point->byte > 0 : point->byte < length)
    {
      point->byte = next_stop (text, point->byte, by_word, is_back);
      return TRUE;
    }
  if (!step_block (self, point, is_back))
    return FALSE;
  if (is_back)
    {
      g_autofree char *before = dup_text (self, point);

      point->byte = (guint) strlen (before);
    }
  return TRUE;
}

/**
 * alcove_conversation_caret_locate:
 * @self: a view
 * @point: a place of the text
 * @at: (out): where it stands in the view
 *
 * Returns: whether it has a widget
 */
gboolean
alcove_conversation_caret_locate (AlcoveConversationView *self, const AlcoveTextPoint *point,
                                  GdkRectangle *at)
{
  AlcoveConversationEntry *entry = entry_at (self, point->row);
  const AlcoveEntryItem *item;
  graphene_point_t origin;
  guint index;

  if (!alcove_conversation_entry_find_block (entry, point->section, point->block, &index))
    return FALSE;
  item = alcove_conversation_entry_get_item (entry, index);
  if (item->widget == NULL
      || !gtk_widget_compute_point (item->widget, GTK_WIDGET (self), &GRAPHENE_POINT_INIT (0, 0),
                                    &origin))
    return FALSE;
  alcove_block_layout_get_place (item->layout, point->byte, at);
  at->x += (int) (origin.x - alcove_block_widget_get_shift (ALCOVE_BLOCK_WIDGET (item->widget)));
  at->y += (int) origin.y;
  return TRUE;
}

/* Whether lines go from the right to the left there: then so does what the arrows and Home are about. */
static gboolean
is_rtl (AlcoveConversationView *self, const AlcoveTextPoint *point)
{
  AlcoveConversationEntry *entry = entry_at (self, point->row);
  guint index;

  if (!alcove_conversation_entry_find_block (entry, point->section, point->block, &index))
    return FALSE;
  alcove_conversation_stage_source.measure (self, point->row, index);
  return alcove_conversation_entry_get_item (entry, index)->layout->is_rtl;
}

/* A line up or down, or to an end of the line: by the place on the screen. */
static gboolean
step_line (AlcoveConversationView *self, AlcoveTextPoint *point, GtkMovementStep step, int count)
{
  AlcoveTextPoint found;
  GdkRectangle at;
  double x, y;

  if (!alcove_conversation_caret_locate (self, point, &at))
    return FALSE;
  x = at.x;
  y = at.y + at.height / 2.0;
  if (step == GTK_MOVEMENT_DISPLAY_LINE_ENDS)
    x = (count < 0) != is_rtl (self, point) ? -1 : gtk_widget_get_width (GTK_WIDGET (self)) + 1;
  /* a line away there may be the space between two blocks */
  for (int tries = 1; tries <= 8; tries++)
    {
      const double away = step == GTK_MOVEMENT_DISPLAY_LINES ? count * at.height * tries * 0.75 : 0;

      if (alcove_conversation_stage_find_block (self, x, y + away, &found) == NULL)
        return FALSE;
      if (alcove_text_point_compare (&found, point) != 0
          && (count < 0) == (alcove_text_point_compare (&found, point) < 0))
        {
          *point = found;
          return TRUE;
        }
    }
  return FALSE;
}

/* To the first or the last character of the chat. */
static void
step_to_end (AlcoveConversationView *self, AlcoveTextPoint *point, int count)
{
  const guint last = self->entries->len - 1;
  g_autofree char *text = NULL;

  *point = count < 0 ? (AlcoveTextPoint) { 0, 0, 0, 0 }
                     : (AlcoveTextPoint) { last, ALCOVE_N_SECTIONS - 1, G_MAXUINT, G_MAXUINT };
  alcove_conversation_entry_expand (entry_at (self, point->row));
  if (!step_block (self, point, count > 0))
    return;
  text = dup_text (self, point);
  point->byte = count < 0 ? 0 : (guint) strlen (text);
}

/* The moving end is brought into view. */
static void
show (AlcoveConversationView *self, const AlcoveTextPoint *point)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self));
  const double value = gtk_adjustment_get_value (self->vadjustment);
  GdkRectangle at;

  if (!alcove_conversation_caret_locate (self, point, &at))
    return;
  if (at.y < TOP)
    gtk_adjustment_set_value (self->vadjustment, value + at.y - TOP);
  else if (at.y + at.height > height - TOP)
    gtk_adjustment_set_value (self->vadjustment, value + at.y + at.height - height + TOP);
}

/* All is selected up to behind the last block: its end is the same place. */
static void
settle (AlcoveConversationView *self, AlcoveTextPoint *point)
{
  g_autofree char *text = NULL;

  if (point->block != G_MAXUINT || !step_block (self, point, TRUE))
    return;
  text = dup_text (self, point);
  point->byte = (guint) strlen (text);
}

static gboolean
begin (AlcoveConversationView *self)
{
  AlcoveTextPoint point;

  if (alcove_conversation_stage_find_block (self, 0, TOP, &point) == NULL)
    return FALSE;
  self->selection.anchor = self->selection.focus = point;
  self->selection.is_set = TRUE;
  return TRUE;
}

/**
 * alcove_conversation_caret_extend:
 * @self: a view
 * @step: by what
 * @count: 1 or -1
 *
 * Moves the end of the selection.
 *
 * Returns: whether it moved
 */
gboolean
alcove_conversation_caret_extend (AlcoveConversationView *self, GtkMovementStep step, int count)
{
  AlcoveTextPoint *focus = &self->selection.focus;
  gboolean is_moved = TRUE, is_back;

  if (self->entries->len == 0 || (!self->selection.is_set && !begin (self)))
    return FALSE;
  focus->row = MIN (focus->row, self->entries->len - 1);
  alcove_conversation_entry_expand (entry_at (self, focus->row));
  settle (self, focus);
  alcove_conversation_layout_set_following (self->layout, FALSE);
  is_back = (count < 0) != is_rtl (self, focus);
  if (step == GTK_MOVEMENT_BUFFER_ENDS)
    step_to_end (self, focus, count);
  else if (step == GTK_MOVEMENT_DISPLAY_LINES || step == GTK_MOVEMENT_DISPLAY_LINE_ENDS)
    is_moved = step_line (self, focus, step, count);
  else
    is_moved = step_text (self, focus, step == GTK_MOVEMENT_WORDS, is_back);
  show (self, focus);
  alcove_conversation_stage_show_selection (self);
  alcove_conversation_actions_selection_changed (self);
  return is_moved;
}

static gboolean
extend_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  gint32 step, count;

  g_variant_get (args, "(ii)", &step, &count);
  alcove_conversation_caret_extend (ALCOVE_CONVERSATION_VIEW (widget), (GtkMovementStep) step,
                                    count);
  return TRUE;
}

void
alcove_conversation_caret_class_init (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad;
    GdkModifierType modifiers;
    GtkMovementStep step;
    int count;
  } keys[] = {
    { GDK_KEY_Right, GDK_KEY_KP_Right, 0, GTK_MOVEMENT_VISUAL_POSITIONS, 1 },
    { GDK_KEY_Left, GDK_KEY_KP_Left, 0, GTK_MOVEMENT_VISUAL_POSITIONS, -1 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK, GTK_MOVEMENT_WORDS, 1 },
    { GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK, GTK_MOVEMENT_WORDS, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, GTK_MOVEMENT_DISPLAY_LINES, 1 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, GTK_MOVEMENT_DISPLAY_LINES, -1 },
    { GDK_KEY_End, GDK_KEY_KP_End, 0, GTK_MOVEMENT_DISPLAY_LINE_ENDS, 1 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, 0, GTK_MOVEMENT_DISPLAY_LINE_ENDS, -1 },
    { GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, GTK_MOVEMENT_BUFFER_ENDS, 1 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, GTK_MOVEMENT_BUFFER_ENDS, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers | GDK_SHIFT_MASK,
                                    extend_key, "(ii)", (gint32) keys[i].step, keys[i].count);
      gtk_widget_class_add_binding (widget_class, keys[i].keypad,
                                    keys[i].modifiers | GDK_SHIFT_MASK, extend_key, "(ii)",
                                    (gint32) keys[i].step, keys[i].count);
    }
}
