/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A chat on paper: its blocks as the window lays them out and draws them, in one strip that is cut into pages between
 * lines. Light, code wrapped, wide tables made narrower. Main thread; lives with its print operation. */

#include "alcove-chat-print.h"

#include "alcove-block-drawing.h"
#include "alcove-code-highlighter.h"
#include "alcove-markdown.h"
#include "alcove-strip-cut.h"
#include "alcove-transfer-message.h"

/* Points for each pixel of the layout: text has the size that it has on the screen. */
#define SCALE 0.75
#define FOOT 28 /* room for the page's number, in pixels */

/* One of these has content: a block, a line of words, a picture. */
typedef struct
{
  AlcoveBlockLayout *block;
  PangoLayout *words;
  GdkTexture *picture;
  double x, y, width, height;
  double squeeze; /* below 1 for what is wider than the page */
  gboolean is_faint;
} Item;

typedef struct
{
  AlcoveBlockStyle *style;
  GPtrArray *messages;
  const AlcoveExportWords *words;
  char *title;
  GPtrArray *items;
  GArray *cuts;  /* double: where the strip may be cut */
  GArray *pages; /* double: where each page begins, and the end */
  int width;
  double y;
} Print;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->block, alcove_block_layout_free);
  g_clear_object (&item->words);
  g_clear_object (&item->picture);
  g_free (item);
}

static void
print_free (gpointer data)
{
  Print *print = data;

  alcove_block_style_free (print->style);
  g_ptr_array_unref (print->messages);
  g_ptr_array_unref (print->items);
  g_array_unref (print->cuts);
  g_array_unref (print->pages);
  g_free (print->title);
  g_free (print);
}

static void
add_cut (Print *print, double y)
{
  g_array_append_val (print->cuts, y);
}

static Item *
add_item (Print *print, double gap)
{
  Item *item = g_new0 (Item, 1);

  print->y += gap;
  add_cut (print, print->y);
  item->y = print->y;
  item->squeeze = 1;
  g_ptr_array_add (print->items, item);
  return item;
}

/* The strip may be cut between the lines of a text. */
static void
add_lines (Print *print, PangoLayout *layout, double y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle line;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      add_cut (print, y + (double) (line.y + line.height) / PANGO_SCALE);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
add_words (Print *print, const char *text, double gap, double scale, gboolean is_bold,
           gboolean is_faint)
{
  Item *item = add_item (print, gap);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoRectangle extents;

  item->words = pango_layout_new (print->style->context);
  pango_layout_set_text (item->words, text, -1);
  pango_layout_set_width (item->words, print->width * PANGO_SCALE);
  pango_layout_set_wrap (item->words, PANGO_WRAP_WORD_CHAR);
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (is_bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (item->words, attributes);
  pango_layout_get_pixel_extents (item->words, NULL, &extents);
  item->height = extents.height;
  item->is_faint = is_faint;
  add_lines (print, item->words, item->y);
  print->y += item->height;
}

/* Rows of a table are not cut, nor is what is squeezed; lines of anything else are. */
static void
add_cuts_of_block (Print *print, const Item *item)
{
  const AlcoveBlockLayout *layout = item->block;

  for (guint i = 0; layout->row_ends != NULL && i < layout->row_ends->len; i++)
    add_cut (print, item->y + g_array_index (layout->row_ends, int, i) * item->squeeze);
  for (guint i = 0; layout->block->kind != ALCOVE_BLOCK_TABLE && i < layout->chunks->len; i++)
    {
      const AlcoveBlockChunk *chunk = &g_array_index (layout->chunks, AlcoveBlockChunk, i);

      add_lines (print, chunk->layout, item->y + chunk->y);
    }
}

static void
color_code (Print *print, Item *item)
{
  g_autoptr (GArray) highlights = alcove_code_highlighter_color (
      alcove_code_highlighter_get_default (), item->block->block, FALSE);

  alcove_block_layout_set_highlights (item->block, print->style, 0, highlights);
}

/* As wide as it is, on the side where its words begin. */
static void
place_table (Item *item, int room, int natural)
{
  item->width = natural;
  if (natural > room)
    item->squeeze = (double) room / natural;
  if (item->block->is_rtl)
    item->x = room - natural * item->squeeze;
}

static void
add_block (Print *print, AlcoveBlock *block)
{
  Item *item = add_item (print, print->style->line * (block->is_tight ? 0.25 : 0.7));
  const int room = print->width;
  int natural;

  item->block = alcove_block_layout_new ();
  alcove_block_layout_update (item->block, print->style, block, room);
  if (block->kind == ALCOVE_BLOCK_CODE)
    color_code (print, item);
  natural = alcove_block_layout_get_span_width (item->block);
  item->x = item->block->is_rtl ? 0 : item->block->inset;
  item->width = MAX (natural, room - item->block->inset);
  if (block->kind == ALCOVE_BLOCK_TABLE)
    place_table (item, room - item->block->inset, natural);
  item->height = item->block->height * item->squeeze;
  add_cuts_of_block (print, item);
  print->y += item->height;
}

static void
add_markdown (Print *print, const char *text)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (text, -1);

  for (guint i = 0; i < blocks->len; i++)
    add_block (print, g_ptr_array_index (blocks, i));
}

/* Nothing where it is no picture that can be read. */
static void
add_picture (Print *print, const AlcovePart *part)
{
  g_autoptr (GdkTexture) texture
      = part->data ? gdk_texture_new_from_bytes (part->data, NULL) : NULL;
  Item *item;

  if (texture == NULL)
    return;
  item = add_item (print, print->style->line * 0.7);
  item->width = MIN (gdk_texture_get_width (texture), print->width);
  item->height = item->width * gdk_texture_get_height (texture) / gdk_texture_get_width (texture);
  item->picture = g_steal_pointer (&texture);
  print->y += item->height;
}

static void
add_named (Print *print, const char *what, const char *name)
{
  g_autofree char *text = name ? g_strdup_printf ("%s: %s", what, name) : g_strdup (what);

  add_words (print, text, print->style->line * 0.7, 0.85, FALSE, TRUE);
}

static void
add_part (Print *print, const AlcovePart *part)
{
  const char *text = part->text ? part->text : "";

  switch (part->kind)
    {
    case ALCOVE_PART_IMAGE:
      add_picture (print, part);
      add_named (print, print->words->attachment, part->name);
      break;
    case ALCOVE_PART_FILE:
      add_named (print, print->words->attachment, part->name);
      break;
    case ALCOVE_PART_TOOL_CALL:
      add_named (print, print->words->tool_call, part->name);
      break;
    case ALCOVE_PART_TOOL_RESULT:
      add_named (print, print->words->tool_result, part->name);
      break;
    case ALCOVE_PART_CITATION:
      add_named (print, print->words->source, text);
      break;
    case ALCOVE_PART_REFUSAL:
      add_named (print, print->words->refusal, text);
      break;
    case ALCOVE_PART_REASONING: /* folded on the screen, too */
      break;
    case ALCOVE_PART_TEXT:
    default:
      add_markdown (print, text);
      break;
    }
}

static void
add_message (Print *print, const AlcoveTransferMessage *message)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local_usec (message->created_at * 1000);
  g_autofree char *when = time ? g_date_time_format (time, "%x %R") : g_strdup ("");
  const gboolean is_answer = message->role == ALCOVE_ROLE_ASSISTANT;
  g_autofree char *facts
      = g_strdup_printf ("%s%s%s", when, is_answer && message->model ? " · " : "",
                         is_answer && message->model ? message->model : "");

  add_words (print, is_answer ? print->words->assistant : print->words->you,
             print->style->line * 1.6, 1, TRUE, FALSE);
  add_words (print, facts, 0, 0.8, FALSE, TRUE);
  for (guint i = 0; i < message->parts->len; i++)
    add_part (print, g_ptr_array_index (message->parts, i));
}

/* ---- pages ---- */

static void
begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Print *print)
{
  const double height = gtk_print_context_get_height (context) / SCALE - FOOT;

  print->width = (int) (gtk_print_context_get_width (context) / SCALE);
  print->y = 0;
  g_ptr_array_set_size (print->items, 0);
  g_array_set_size (print->cuts, 0);
  add_words (print, print->title, 0, 1.6, TRUE, FALSE);
  for (guint i = 0; i < print->messages->len; i++)
    add_message (print, g_ptr_array_index (print->messages, i));
  add_cut (print, print->y);
  g_array_unref (print->pages);
  print->pages = alcove_strip_cut (print->cuts, height);
  gtk_print_operation_set_n_pages (operation, MAX ((int) print->pages->len - 1, 1));
}

/* With the name of the language above the code, as on the screen. */
static void
draw_code_ground (const Print *print, const Item *item, cairo_t *cr)
{
  const char *language = item->block->block->language;
  g_autoptr (PangoLayout) layout = pango_layout_new (print->style->context);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  cairo_set_source_rgb (cr, 0.95, 0.95, 0.96);
  cairo_rectangle (cr, 0, 0, item->width, item->block->height);
  cairo_fill (cr);
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.8));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, language ? language : "", -1);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_move_to (cr, item->block->padding, (item->block->header - print->style->line) / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr); /* all text begins at the current point, if there is one */
}

static void
draw_block (const Print *print, const Item *item, cairo_t *cr)
{
  const AlcoveBlockLook look = { .color = { 0, 0, 0, 1 },
                                 .bottom = G_MAXINT,
                                 .width = (int) item->width,
                                 .height = item->block->height };
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  if (item->block->block->kind == ALCOVE_BLOCK_CODE)
    draw_code_ground (print, item, cr);
  else if (item->block->block->kind == ALCOVE_BLOCK_TABLE)
    {
      cairo_set_source_rgba (cr, 0, 0, 0, 0.2);
      cairo_set_line_width (cr, 1);
      cairo_rectangle (cr, 0.5, 0.5, item->width - 1, item->block->height - 1);
      cairo_stroke (cr);
    }
  alcove_block_drawing_around (item->block, print->style, &look, snapshot);
  alcove_block_drawing_text (item->block, print->style, &look, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return;
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
}

static void
draw_picture (const Item *item, cairo_t *cr)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gtk_snapshot_append_texture (snapshot, item->picture,
                               &GRAPHENE_RECT_INIT (0, 0, (float) item->width,
                                                    (float) item->height));
  node = gtk_snapshot_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
}

static void
draw_item (const Print *print, const Item *item, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  cairo_scale (cr, item->squeeze, item->squeeze);
  if (item->block != NULL)
    draw_block (print, item, cr);
  else if (item->picture != NULL)
    draw_picture (item, cr);
  else
    {
      cairo_set_source_rgba (cr, 0, 0, 0, item->is_faint ? 0.6 : 1);
      pango_cairo_show_layout (cr, item->words);
    }
  cairo_restore (cr);
}

static void
draw_number (const Print *print, int page, double bottom, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (print->style->context);
  g_autofree char *text = g_strdup_printf ("%d / %u", page + 1, print->pages->len - 1);

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, print->width * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_move_to (cr, 0, bottom - print->style->line);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Print *print)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  const double from = g_array_index (print->pages, double, page);
  const double to = g_array_index (print->pages, double, page + 1);

  cairo_scale (cr, SCALE, SCALE);
  draw_number (print, page, gtk_print_context_get_height (context) / SCALE, cr);
  cairo_rectangle (cr, 0, 0, print->width, to - from);
  cairo_clip (cr);
  cairo_translate (cr, 0, -from);
  for (guint i = 0; i < print->items->len; i++)
    {
      const Item *item = g_ptr_array_index (print->items, i);

      if (item->y < to && item->y + item->height > from)
        draw_item (print, item, cr);
    }
}

/**
 * alcove_chat_print_new:
 * @widget: whose fonts it has
 * @title: the chat's
 * @messages: (element-type AlcoveTransferMessage): what is shown, oldest first
 * @words: what things are called; static
 *
 * Returns: (transfer full): an operation that prints it, to be run
 */
GtkPrintOperation *
alcove_chat_print_new (GtkWidget *widget, const char *title, GPtrArray *messages,
                       const AlcoveExportWords *words)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Print *print = g_new0 (Print, 1);

  print->style = alcove_block_style_new (widget);
  print->style->is_dark = FALSE;
  print->style->wraps_code = TRUE;
  print->messages = g_ptr_array_ref (messages);
  print->words = words;
  print->title = g_strdup (title);
  print->items = g_ptr_array_new_with_free_func (item_free);
  print->cuts = g_array_new (FALSE, FALSE, sizeof (double));
  print->pages = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page), print);
  g_object_set_data_full (G_OBJECT (operation), "print", print, print_free);
  return operation;
}
