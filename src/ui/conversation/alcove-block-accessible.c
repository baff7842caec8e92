/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a screen reader finds in a block: what it is, its text with the marker before it, the cells of a table and
 * the links. Main thread. */

#include "alcove-block-part.h"
#include "alcove-block-widget.h"

#include <glib/gi18n.h>

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

/* ---- what it is, and its parts ---- */

#define PARTS "alcove-block-parts"

static GtkAccessibleInterface *parent_interface;

/**
 * alcove_block_accessible_get_role:
 * @block: a block
 *
 * Returns: what its widget is for a screen reader; GTK has no role for code, which is a group with its language. The
 *   lists and quotes that it stands in are told by alcove_message_outline_get_first ()
 */
GtkAccessibleRole
alcove_block_accessible_get_role (const AlcoveBlock *block)
{
  switch (block->kind)
    {
    case ALCOVE_BLOCK_HEADING:
      return GTK_ACCESSIBLE_ROLE_HEADING;
    case ALCOVE_BLOCK_CODE:
      return GTK_ACCESSIBLE_ROLE_GROUP;
    case ALCOVE_BLOCK_TABLE:
      return GTK_ACCESSIBLE_ROLE_TABLE;
    case ALCOVE_BLOCK_RULE:
      return GTK_ACCESSIBLE_ROLE_SEPARATOR;
    case ALCOVE_BLOCK_PARAGRAPH:
    case ALCOVE_BLOCK_HTML:
    default:
      return GTK_ACCESSIBLE_ROLE_PARAGRAPH;
    }
}

/**
 * alcove_block_accessible_describe:
 * @self: a widget
 * @block: what it is to show
 *
 * Tells the level of a heading and the language of code.
 */
void
alcove_block_accessible_describe (AlcoveBlockWidget *self, const AlcoveBlock *block)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);

  if (block->kind == ALCOVE_BLOCK_HEADING)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) block->level,
                                    -1);
  else if (block->kind == ALCOVE_BLOCK_CODE)
    {
      const gboolean is_named = block->language && *block->language;
      g_autofree char *name = g_strdup_printf (_ ("Code: %s"), is_named ? block->language : "");

      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      is_named ? name : _ ("Code"), -1);
    }
}

static GdkRectangle
place_of (AlcoveBlockWidget *self, guint start, guint end)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  GdkRectangle first, last, both;

  alcove_block_layout_get_place (layout, start, &first);
  alcove_block_layout_get_place (layout, end > start ? end - 1 : start, &last);
  gdk_rectangle_union (&first, &last, &both);
  both.x -= (int) alcove_block_widget_get_shift (self);
  return both;
}

/* The links between two bytes; nth goes on to the first behind them. */
static void
add_links (AlcoveBlockWidget *self, GtkAccessible *parent, guint until, guint *nth,
           const GdkRectangle *origin, GPtrArray *parts)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  const AlcoveSpan *span;
  guint start, end;

  while ((span = alcove_block_links_get (layout, *nth, &start, &end)) != NULL && start < until)
    {
      g_autofree char *words = g_strndup (layout->text + start, end - start);
      g_autofree char *label = span->flags & ALCOVE_SPAN_IMAGE
                                   ? g_strdup_printf (_ ("Image: %s"), words)
                                   : g_steal_pointer (&words);
      GdkRectangle place = place_of (self, start, end);
      AlcoveBlockPart *part;

      place.x -= origin->x;
      place.y -= origin->y;
      part = alcove_block_part_new (parent, GTK_ACCESSIBLE_ROLE_LINK, label, &place);
      gtk_accessible_update_property (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      span->target, -1);
      g_ptr_array_add (parts, part);
      (*nth)++;
    }
}

static AlcoveBlockPart *
make_cell (AlcoveBlockWidget *self, AlcoveBlockPart *row, guint index, const GdkRectangle *at,
           guint *nth_link)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  const AlcoveRun *run = g_ptr_array_index (layout->block->cells, index);
  const AlcoveBlockChunk *chunk = &g_array_index (layout->chunks, AlcoveBlockChunk, index);
  const int shift = (int) alcove_block_widget_get_shift (self);
  const GdkRectangle inside = { chunk->x - shift, chunk->y, chunk->width, chunk->height };
  const GdkRectangle place = { inside.x - at->x, inside.y - at->y, inside.width, inside.height };
  const AlcoveRun *header
      = g_ptr_array_index (layout->block->cells, index % layout->block->n_columns);
  /* those of the first row, too: a column header is a filler for AT-SPI, which has no way to find the one of a cell
     either (GTK 4.18); so it is said */
  AlcoveBlockPart *cell
      = alcove_block_part_new (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_CELL, run->text, &place);
  g_autoptr (GPtrArray) links = g_ptr_array_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  run == header ? _ ("Column header") : header->text, -1);
  add_links (self, GTK_ACCESSIBLE (cell), chunk->end, nth_link, &inside, links);
  for (guint i = 0; i < links->len; i++)
    alcove_block_part_add (cell, g_ptr_array_index (links, i));
  return cell;
}

static void
add_rows (AlcoveBlockWidget *self, GPtrArray *parts)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  const guint n_columns = layout->block->n_columns;
  guint nth_link = 0;
  int top = 0;

  for (guint row = 0; row < layout->row_ends->len; row++)
    {
      const int end = g_array_index (layout->row_ends, int, row);
      const GdkRectangle at = { 0, top, gtk_widget_get_width (GTK_WIDGET (self)), end - top };
      AlcoveBlockPart *part
          = alcove_block_part_new (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_ROLE_ROW, NULL, &at);

      for (guint i = row * n_columns; i < (row + 1) * n_columns && i < layout->chunks->len; i++)
        alcove_block_part_add (part, make_cell (self, part, i, &at, &nth_link));
      g_ptr_array_add (parts, part);
      top = end;
    }
}

static GPtrArray *
ensure_parts (AlcoveBlockWidget *self)
{
  const AlcoveBlockLayout *layout = alcove_block_widget_get_layout (self);
  GPtrArray *parts = g_object_get_data (G_OBJECT (self), PARTS);
  guint nth_link = 0;

  if (parts != NULL)
    return parts;
  parts = g_ptr_array_new_with_free_func (g_object_unref);
  if (layout->block->kind == ALCOVE_BLOCK_TABLE)
    add_rows (self, parts);
  else
    add_links (self, GTK_ACCESSIBLE (self), G_MAXUINT, &nth_link, &(GdkRectangle) { 0 }, parts);
  g_object_set_data_full (G_OBJECT (self), PARTS, parts, (GDestroyNotify) g_ptr_array_unref);
  return parts;
}

static GtkAccessible *
get_first_accessible_child (GtkAccessible *accessible)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (accessible);
  g_autoptr (GtkAccessible) widget = parent_interface->get_first_accessible_child (accessible);
  GPtrArray *parts;

  if (alcove_block_widget_get_layout (self) == NULL)
    return g_steal_pointer (&widget);
  parts = ensure_parts (self);
  if (parts->len == 0)
    return g_steal_pointer (&widget);
  alcove_block_part_link (parts, widget);
  return g_object_ref (g_ptr_array_index (parts, 0));
}

/**
 * alcove_block_accessible_forget:
 * @self: a widget that shows something else from now on
 */
void
alcove_block_accessible_forget (AlcoveBlockWidget *self)
{
  GPtrArray *parts = g_object_get_data (G_OBJECT (self), PARTS);

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    alcove_block_part_forget (g_ptr_array_index (parts, i));
  if (parts != NULL)
    g_object_set_data (G_OBJECT (self), PARTS, NULL);
}

void
alcove_block_accessible_init_parts (GtkAccessibleInterface *interface)
{
  parent_interface = g_type_interface_peek_parent (interface);
  interface->get_first_accessible_child = get_first_accessible_child;
}
