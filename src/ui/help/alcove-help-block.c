/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A block of a help page as labels. Main thread. Not the widgets of a conversation: a page is short and does not grow,
 * and labels give each link a name, a role and a place in the order of Tab by themselves. Their markup is made of the
 * program's own pages alone, never of what a model says. */

#include "alcove-help-block.h"

typedef struct
{
  GFunc each_label;
  gpointer data;
} Labels;

static void
append_span (GString *markup, const AlcoveRun *run, const AlcoveSpan *span)
{
  g_autofree char *text
      = g_markup_escape_text (run->text + span->start, (gssize) (span->end - span->start));
  g_autofree char *target = span->target && (span->flags & ALCOVE_SPAN_LINK)
                                ? g_markup_escape_text (span->target, -1)
                                : NULL;

  if (target != NULL)
    g_string_append_printf (markup, "<a href=\"%s\">", target);
  g_string_append (markup, span->flags & ALCOVE_SPAN_STRONG ? "<b>" : "");
  g_string_append (markup, span->flags & ALCOVE_SPAN_EMPHASIS ? "<i>" : "");
  g_string_append (markup, span->flags & ALCOVE_SPAN_CODE ? "<tt>" : "");
  g_string_append (markup, text);
  g_string_append (markup, span->flags & ALCOVE_SPAN_CODE ? "</tt>" : "");
  g_string_append (markup, span->flags & ALCOVE_SPAN_EMPHASIS ? "</i>" : "");
  g_string_append (markup, span->flags & ALCOVE_SPAN_STRONG ? "</b>" : "");
  g_string_append (markup, target ? "</a>" : "");
}

static void
append_text (GString *markup, const AlcoveRun *run, guint start, guint end)
{
  g_autofree char *text = g_markup_escape_text (run->text + start, (gssize) (end - start));

  g_string_append (markup, text);
}

static char *
dup_markup (const AlcoveRun *run)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      append_text (markup, run, at, span->start);
      append_span (markup, run, span);
      at = span->end;
    }
  append_text (markup, run, at, run->length);
  return g_string_free_and_steal (g_steal_pointer (&markup));
}

static GtkWidget *
make_label (const AlcoveRun *run, const Labels *labels)
{
  g_autofree char *markup = dup_markup (run);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", markup, "use-markup", TRUE, "wrap",
                                   TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0f,
                                   "yalign", 0.0f, "hexpand", TRUE, NULL);

  labels->each_label (label, labels->data);
  return label;
}

static GtkWidget *
make_heading (const AlcoveBlock *block)
{
  GtkWidget *label
      = g_object_new (GTK_TYPE_LABEL, "label", block->run.text, "wrap", TRUE, "xalign", 0.0f,
                      "margin-top", 12, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                      "css-classes",
                      (const char *[]) { block->level > 2 ? "heading" : "title-4", NULL }, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  (int) block->level, -1);
  return label;
}

/* Commands and paths run from left to right in every language. */
static GtkWidget *
make_code (const AlcoveBlock *block)
{
  g_autofree char *text = g_strchomp (g_strdup (block->run.text));
  GtkWidget *label
      = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "wrap-mode", PANGO_WRAP_CHAR,
                      "xalign", 0.0f, "selectable", TRUE, "css-classes",
                      (const char *[]) { "monospace", "card", "help-code", NULL }, NULL);

  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  return label;
}

static GtkWidget *
make_table (const AlcoveBlock *block, const Labels *labels)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "row-spacing", 6, "column-spacing", 18, NULL);

  for (guint i = 0; i < block->cells->len; i++)
    {
      const int column = (int) (i % block->n_columns), row = (int) (i / block->n_columns);
      GtkWidget *label = make_label (g_ptr_array_index (block->cells, i), labels);

      gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "body");
      gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
    }
  return grid;
}

static GtkWidget *
make_item (const AlcoveBlock *block, const Labels *labels)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *marker = g_object_new (GTK_TYPE_LABEL, "label", block->marker ? block->marker : "",
                                    "xalign", 1.0f, "yalign", 0.0f, "width-chars", 2, NULL);

  gtk_widget_set_margin_start (box, (int) (block->list_depth - 1) * 18);
  gtk_box_append (GTK_BOX (box), marker);
  gtk_box_append (GTK_BOX (box), make_label (&block->run, labels));
  return box;
}

static GtkWidget *
make (const AlcoveBlock *block, const Labels *labels)
{
  if (block->kind == ALCOVE_BLOCK_HEADING)
    return make_heading (block);
  if (block->kind == ALCOVE_BLOCK_CODE)
    return make_code (block);
  if (block->kind == ALCOVE_BLOCK_TABLE)
    return make_table (block, labels);
  return block->list_depth > 0 ? make_item (block, labels) : make_label (&block->run, labels);
}

/**
 * alcove_help_block_new:
 * @block: a block of a help page
 * @each_label: (scope call): called for each label that may hold links
 * @data: for @each_label
 *
 * Returns: (transfer floating): what shows it
 */
GtkWidget *
alcove_help_block_new (const AlcoveBlock *block, GFunc each_label, gpointer data)
{
  const Labels labels = { .each_label = each_label, .data = data };

  GtkWidget *widget = make (block, &labels);

  if (block->kind == ALCOVE_BLOCK_HEADING)
    gtk_widget_set_margin_top (widget, 24);
  else
    gtk_widget_set_margin_top (widget, block->is_tight ? 6 : 12);
  return widget;
}
