/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a screen reader finds in a block: its text with the marker before it. Main thread. */

#include "alcove-block-widget.h"

#include <string.h>

/**
 * alcove_block_dup_prefix:
 * @block: a block
 *
 * Returns: (transfer full): what stands before its text when it is copied or read aloud, "" for nothing
 */
char *
alcove_block_dup_prefix (const AlcoveBlock *block)
{
  if (block->task != ALCOVE_TASK_NONE)
    return g_strdup (block->task == ALCOVE_TASK_DONE ? "[x] " : "[ ] ");
  return block->marker ? g_strconcat (block->marker, " ", NULL) : g_strdup ("");
}

static char *
dup_contents (AlcoveBlockWidget *self)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  g_autofree char *prefix = NULL;

  if (layout == NULL)
    return g_strdup ("");
  prefix = alcove_block_dup_prefix (layout->block);
  return g_strconcat (prefix, layout->text, NULL);
}

static GBytes *
slice (const char *text, glong start, glong end)
{
  const glong length = g_utf8_strlen (text, -1);
  const char *from, *to;

  end = MIN (end, length);
  start = MIN (start, end);
  from = g_utf8_offset_to_pointer (text, start);
  to = g_utf8_offset_to_pointer (text, end);
  return g_bytes_new (from, (gsize) (to - from));
}

static GBytes *
get_contents (GtkAccessibleText *accessible, unsigned int start, unsigned int end)
{
  g_autofree char *text = dup_contents (ALCOVE_BLOCK_WIDGET (accessible));

  return slice (text, (glong) start, end == G_MAXUINT ? G_MAXLONG : (glong) end);
}

static gboolean
is_start (const PangoLogAttr *attr, GtkAccessibleTextGranularity granularity)
{
  switch (granularity)
    {
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_WORD:
      return attr->is_word_start;
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_SENTENCE:
      return attr->is_sentence_start;
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE:
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_PARAGRAPH:
      return attr->is_mandatory_break;
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_CHARACTER:
    default:
      return attr->is_cursor_position;
    }
}

static GBytes *
get_contents_at (GtkAccessibleText *accessible, unsigned int offset,
                 GtkAccessibleTextGranularity granularity, unsigned int *start, unsigned int *end)
{
  g_autofree char *text = dup_contents (ALCOVE_BLOCK_WIDGET (accessible));
  const glong length = g_utf8_strlen (text, -1);
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, length + 1);
  glong from = MIN ((glong) offset, length), to;

  pango_get_log_attrs (text, (int) strlen (text), -1, NULL, attrs, (int) length + 1);
  while (from > 0 && !is_start (&attrs[from], granularity))
    from--;
  for (to = from + 1; to < length && !is_start (&attrs[to], granularity); to++)
    ;
  to = MIN (to, length);
  *start = (guint) from;
  *end = (guint) to;
  return slice (text, from, to);
}

/* Characters of what is read aloud → bytes of the layout's text, and back: the marker stands before it. */
static guint
byte_of (AlcoveBlockWidget *self, guint offset)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  g_autofree char *prefix = alcove_block_dup_prefix (layout->block);
  const glong before = g_utf8_strlen (prefix, -1);
  const glong at = MIN (MAX (0, (glong) offset - before), g_utf8_strlen (layout->text, -1));

  return (guint) (g_utf8_offset_to_pointer (layout->text, at) - layout->text);
}

static guint
offset_of (AlcoveBlockWidget *self, guint byte)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  g_autofree char *prefix = alcove_block_dup_prefix (layout->block);

  return (guint) (g_utf8_strlen (prefix, -1) + g_utf8_strlen (layout->text, (gssize) byte));
}

/* There is no caret; the end of the selection is where a reader is. */
static unsigned int
get_caret_position (GtkAccessibleText *accessible)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (accessible);
  guint start, end;

  if (alcove_block_widget_get_layout (self) == NULL)
    return 0;
  alcove_block_widget_get_selection (self, &start, &end);
  return end > start ? offset_of (self, end) : 0;
}

static gboolean
get_extents (GtkAccessibleText *accessible, unsigned int start, unsigned int end,
             graphene_rect_t *extents)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (accessible);
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  GdkRectangle first, last, both;

  if (layout == NULL)
    return FALSE;
  alcove_block_layout_get_place (layout, byte_of (self, start), &first);
  alcove_block_layout_get_place (layout, byte_of (self, end > start ? end - 1 : start), &last);
  gdk_rectangle_union (&first, &last, &both);
  graphene_rect_init (extents, (float) (both.x - alcove_block_widget_get_shift (self)),
                      (float) both.y, (float) both.width, (float) both.height);
  return TRUE;
}

static gboolean
get_offset (GtkAccessibleText *accessible, const graphene_point_t *point, unsigned int *offset)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (accessible);
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);

  if (layout == NULL)
    return FALSE;
  *offset = offset_of (
      self, alcove_block_layout_get_byte (layout, point->x + alcove_block_widget_get_shift (self),
                                          point->y, NULL));
  return TRUE;
}

static gboolean
get_selection (GtkAccessibleText *accessible, gsize *n_ranges, GtkAccessibleTextRange **ranges)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (accessible);
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  g_autofree char *prefix = NULL;
  guint start, end;

  alcove_block_widget_get_selection (self, &start, &end);
  if (layout == NULL || start >= end)
    return FALSE;
  prefix = alcove_block_dup_prefix (layout->block);
  *n_ranges = 1;
  *ranges = g_new0 (GtkAccessibleTextRange, 1);
  (*ranges)->start = (gsize) (g_utf8_strlen (prefix, -1) + g_utf8_strlen (layout->text, start));
  (*ranges)->length = (gsize) g_utf8_strlen (layout->text + start, end - start);
  return TRUE;
}

static gboolean
get_attributes (GtkAccessibleText *accessible, unsigned int offset, gsize *n_ranges,
                GtkAccessibleTextRange **ranges, char ***names, char ***values)
{
  *n_ranges = 0;
  return FALSE;
}

static void
get_default_attributes (GtkAccessibleText *accessible, char ***names, char ***values)
{
  *names = g_new0 (char *, 1);
  *values = g_new0 (char *, 1);
}

void
alcove_block_accessible_init (GtkAccessibleTextInterface *interface)
{
  interface->get_contents = get_contents;
  interface->get_contents_at = get_contents_at;
  interface->get_caret_position = get_caret_position;
  interface->get_extents = get_extents;
  interface->get_offset = get_offset;
  interface->get_selection = get_selection;
  interface->get_attributes = get_attributes;
  interface->get_default_attributes = get_default_attributes;
}
