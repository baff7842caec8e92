/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One block on the screen: draws a layout that its message keeps. Main thread.
 *
 * It asks for no size: the conversation allocates it what its layout needs. Code has a heading line with its
 * language and Copy; what is wider than the column has a scroll bar of its own. */

#include "alcove-block-widget.h"

#include <glib/gi18n.h>

#include "alcove-block-drawing.h"
#include "alcove-code-highlighter.h"
#include "alcove-message-outline.h"

struct _AlcoveBlockWidget
{
  GtkWidget parent_instance;

  AlcoveBlockLayout *layout;
  const AlcoveBlockStyle *style;
  AlcoveBlockLook look;
  AlcoveFinder *finder;
  GArray *found; /* AlcoveFound in the text of the layout */
  GtkWidget *heading;
  GtkWidget *language;
  GtkWidget *wrap;
  GtkWidget *scrollbar;
  GtkAdjustment *shift;
  guint link; /* the one that has the focus */
};

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveBlockWidget, alcove_block_widget, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE,
                                                      alcove_block_accessible_init_parts)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT,
                                                          alcove_block_accessible_init))

static void
alcove_block_widget_dispose (GObject *object)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (object);

  alcove_code_highlighter_cancel (alcove_code_highlighter_get_default (), self);
  self->layout = NULL;
  alcove_block_accessible_forget (self);
  self->look.found = NULL;
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->finder, alcove_finder_unref);
  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->scrollbar, gtk_widget_unparent);
  g_clear_object (&self->shift);
  G_OBJECT_CLASS (alcove_block_widget_parent_class)->dispose (object);
}

static void
alcove_block_widget_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
alcove_block_widget_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (widget);
  int least;

  if (self->layout == NULL)
    return;
  if (self->heading != NULL)
    {
      gtk_widget_measure (self->heading, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_allocate (self->heading, MAX (width, least), self->layout->header, -1, NULL);
    }
  if (self->scrollbar != NULL)
    {
      gtk_adjustment_configure (self->shift, gtk_adjustment_get_value (self->shift), 0,
                                alcove_block_layout_get_span_width (self->layout), 40, width * 0.9,
                                width);
      gtk_widget_measure (self->scrollbar, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_allocate (
          self->scrollbar, width, least, -1,
          gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) (height - least))));
    }
}

static void
alcove_block_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (widget);
  const float shift = (float) alcove_block_widget_get_shift (self);

  if (self->layout == NULL)
    return;
  gtk_widget_get_color (widget, &self->look.color);
  self->look.width = gtk_widget_get_width (widget);
  self->look.height = gtk_widget_get_height (widget);
  alcove_block_drawing_around (self->layout, self->style, &self->look, snapshot);
  if (self->scrollbar != NULL)
    {
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->look.width,
                                                             (float) self->look.height));
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-shift, 0));
    }
  alcove_block_drawing_text (self->layout, self->style, &self->look, snapshot);
  if (self->scrollbar != NULL)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (shift, 0));
      gtk_snapshot_pop (snapshot);
    }
  if (self->heading != NULL)
    gtk_widget_snapshot_child (widget, self->heading, snapshot);
  if (self->scrollbar != NULL)
    gtk_widget_snapshot_child (widget, self->scrollbar, snapshot);
}

/* The ring, and what a screen reader says, go to the link that has the focus. */
static void
show_link (AlcoveBlockWidget *self)
{
  const gboolean has_focus = gtk_widget_is_focus (GTK_WIDGET (self)) && self->layout != NULL;
  const AlcoveSpan *span = NULL;

  self->look.focus_start = self->look.focus_end = 0;
  if (has_focus)
    span = alcove_block_links_get (self->layout, self->link, &self->look.focus_start,
                                   &self->look.focus_end);
  if (span != NULL)
    {
      g_autofree char *label = g_strndup (self->layout->text + self->look.focus_start,
                                          self->look.focus_end - self->look.focus_start);
      g_autofree char *words = g_strdup_printf (_ ("Link: %s, %s"), label, span->target);

      /* a paragraph has no description for AT-SPI (4.18), and the context for tests crashes on this */
      if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
        gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                                 GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      alcove_block_widget_show_byte (self, self->look.focus_start);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Tab goes from link to link, as it does from button to button. */
static gboolean
alcove_block_widget_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (widget);
  const guint n_links = self->layout ? alcove_block_links_count (self->layout) : 0;
  const gboolean is_back = direction == GTK_DIR_TAB_BACKWARD;

  if (n_links == 0 || (direction != GTK_DIR_TAB_FORWARD && !is_back))
    return GTK_WIDGET_CLASS (alcove_block_widget_parent_class)->focus (widget, direction);
  if (!gtk_widget_is_focus (widget))
    {
      self->link = is_back ? n_links - 1 : 0;
      return gtk_widget_grab_focus (widget);
    }
  if (is_back ? self->link == 0 : self->link + 1 >= n_links)
    return FALSE;
  self->link += is_back ? (guint) -1 : 1;
  show_link (self);
  return TRUE;
}

const AlcoveSpan *
alcove_block_widget_get_focused_link (AlcoveBlockWidget *self)
{
  guint start, end;

  if (self->layout == NULL || !gtk_widget_is_focus (GTK_WIDGET (self)))
    return NULL;
  return alcove_block_links_get (self->layout, self->link, &start, &end);
}

static gboolean
open_link (GtkWidget *widget, GVariant *args, gpointer data)
{
  AlcoveBlockWidget *self = ALCOVE_BLOCK_WIDGET (widget);
  g_autofree char *label = NULL;
  const AlcoveSpan *span;
  guint start, end;

  span = self->layout ? alcove_block_links_get (self->layout, self->link, &start, &end) : NULL;
  if (span == NULL)
    return FALSE;
  label = g_strndup (self->layout->text + start, end - start);
  gtk_widget_activate_action (widget, "link.open", "(ss)", span->target, label);
  return TRUE;
}

static void
alcove_block_widget_class_init (AlcoveBlockWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_block_widget_dispose;
  widget_class->measure = alcove_block_widget_measure;
  widget_class->size_allocate = alcove_block_widget_size_allocate;
  widget_class->snapshot = alcove_block_widget_snapshot;
  widget_class->focus = alcove_block_widget_focus;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, open_link, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, open_link, NULL);
  gtk_widget_class_set_css_name (widget_class, "block");
}

static void
alcove_block_widget_init (AlcoveBlockWidget *self)
{
  self->look.bottom = G_MAXINT;
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (show_link), NULL);
}

/**
 * alcove_block_widget_new:
 * @block: what it will show; another block of the same kind may follow it
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
alcove_block_widget_new (const AlcoveBlock *block)
{
  static const char *const classes[] = {
    [ALCOVE_BLOCK_PARAGRAPH] = "paragraph", [ALCOVE_BLOCK_HEADING] = "heading",
    [ALCOVE_BLOCK_CODE] = "code",           [ALCOVE_BLOCK_TABLE] = "table",
    [ALCOVE_BLOCK_RULE] = "rule",           [ALCOVE_BLOCK_HTML] = "html",
  };
  GtkWidget *widget = g_object_new (ALCOVE_TYPE_BLOCK_WIDGET, "accessible-role",
                                    alcove_block_accessible_get_role (block), NULL);

  gtk_widget_add_css_class (widget, classes[block->kind]);
  alcove_block_accessible_describe (ALCOVE_BLOCK_WIDGET (widget), block);
  return widget;
}

/**
 * alcove_block_widget_can_reuse:
 * @self: a widget that is not needed any more
 * @block: (nullable): what it may be needed for; any paragraph or item
 *
 * Returns: whether it may be shown by it: a widget is for ever what it is for a screen reader
 */
gboolean
alcove_block_widget_can_reuse (AlcoveBlockWidget *self, const AlcoveBlock *block)
{
  if (!gtk_widget_has_css_class (GTK_WIDGET (self), "paragraph"))
    return FALSE;
  return block == NULL
         || (block->kind == ALCOVE_BLOCK_PARAGRAPH
             && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self))
                    == alcove_block_accessible_get_role (block));
}

/**
 * alcove_block_widget_reset:
 * @self: a widget that goes from one paragraph to another
 *
 * Nothing of the one before stays.
 */
void
alcove_block_widget_reset (AlcoveBlockWidget *self)
{
  alcove_block_widget_set_layout (self, NULL, NULL);
  alcove_message_outline_leave (GTK_WIDGET (self));
  alcove_block_widget_set_finder (self, NULL);
  g_clear_pointer (&self->found, g_array_unref);
  self->look = (AlcoveBlockLook) { .bottom = G_MAXINT };
  gtk_widget_remove_css_class (GTK_WIDGET (self), "reasoning");
}

static void
copy_clicked (AlcoveBlockWidget *self)
{
  if (self->layout != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "conversation.copy-text", "s",
                                self->layout->text);
}

static void
wrap_clicked (AlcoveBlockWidget *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "conversation.wrap-code", NULL);
}

static GtkWidget *
make_wrap (AlcoveBlockWidget *self)
{
  GtkWidget *wrap = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (wrap), "format-justify-left-symbolic");
  gtk_widget_add_css_class (wrap, "flat");
  gtk_widget_set_valign (wrap, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (wrap, _ ("Wrap Long Lines"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (wrap), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Wrap Long Lines"), -1);
  gtk_widget_set_cursor_from_name (wrap, "default");
  g_signal_connect_swapped (wrap, "clicked", G_CALLBACK (wrap_clicked), self);
  return wrap;
}

static void
save_clicked (AlcoveBlockWidget *self)
{
  if (self->layout != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "conversation.save-code", "(ss)",
                                self->layout->block->language ? self->layout->block->language : "",
                                self->layout->text);
}

static void
add_button (AlcoveBlockWidget *self, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_cursor_from_name (button, "default");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (self->heading), button);
}

static void
make_heading (AlcoveBlockWidget *self)
{
  self->heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->heading, "code-heading");
  self->language = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->language), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->language), 0);
  gtk_widget_set_hexpand (self->language, TRUE);
  gtk_widget_add_css_class (self->language, "caption");
  gtk_box_append (GTK_BOX (self->heading), self->language);
  self->wrap = make_wrap (self);
  gtk_box_append (GTK_BOX (self->heading), self->wrap);
  add_button (self, "edit-copy-symbolic", _ ("Copy Code"), G_CALLBACK (copy_clicked));
  add_button (self, "document-save-as-symbolic", _ ("Save Code As…"), G_CALLBACK (save_clicked));
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
}

static gboolean
scrolled (AlcoveBlockWidget *self, double dx, double dy)
{
  double value;

  if (dx > -0.001 && dx < 0.001)
    return GDK_EVENT_PROPAGATE;
  value = gtk_adjustment_get_value (self->shift);
  gtk_adjustment_set_value (self->shift, value + dx * 40);
  return value < gtk_adjustment_get_value (self->shift)
                 || value > gtk_adjustment_get_value (self->shift)
             ? GDK_EVENT_STOP
             : GDK_EVENT_PROPAGATE;
}

static void
make_scrollbar (AlcoveBlockWidget *self)
{
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_HORIZONTAL);

  self->shift = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_object (self->shift, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  self->scrollbar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, self->shift);
  gtk_widget_add_css_class (self->scrollbar, "overlay-indicator");
  /* code starts at the left in every language; the bar's range must know, too */
  gtk_widget_set_direction (gtk_widget_get_first_child (self->scrollbar), GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (self->scrollbar, GTK_WIDGET (self));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scrolled), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

static void
highlights_came (gpointer owner, guint from, GArray *highlights)
{
  AlcoveBlockWidget *self = owner;

  if (self->layout == NULL)
    return;
  alcove_block_layout_set_highlights (self->layout, self->style, from, highlights);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ask_for_highlights (AlcoveBlockWidget *self)
{
  const GArray *known = self->layout->highlights;
  const guint from
      = known && known->len > 0 ? g_array_index (known, AlcoveHighlight, known->len - 1).end : 0;

  if (from < self->layout->length)
    alcove_code_highlighter_request (alcove_code_highlighter_get_default (), self,
                                     self->layout->block, from, self->style->is_dark,
                                     highlights_came);
}

static void
update_code (AlcoveBlockWidget *self)
{
  const char *language = self->layout->block->language;
  const char *title = language && *language ? language : _ ("Code");

  if (self->heading == NULL)
    make_heading (self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->wrap), self->style->wraps_code);
  gtk_widget_set_visible (self->wrap,
                          self->style->wraps_code || alcove_block_layout_is_wide (self->layout));
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (self->language)), title))
    alcove_block_accessible_describe (self, self->layout->block);
  gtk_label_set_text (GTK_LABEL (self->language), title);
  ask_for_highlights (self);
}

static void
update_found (AlcoveBlockWidget *self)
{
  g_clear_pointer (&self->found, g_array_unref);
  if (self->finder != NULL && self->layout != NULL)
    self->found = alcove_finder_find (self->finder, self->layout->text, self->layout->length);
  self->look.found = self->found;
}

/**
 * alcove_block_widget_set_layout:
 * @self: a widget
 * @layout: (nullable): what it draws from now on; borrowed
 * @style: fonts and colours; borrowed
 *
 * To be called again when @layout was updated.
 */
void
alcove_block_widget_set_layout (AlcoveBlockWidget *self, AlcoveBlockLayout *layout,
                                const AlcoveBlockStyle *style)
{
  self->layout = layout;
  self->style = style;
  alcove_block_accessible_forget (self);
  if (layout == NULL)
    {
      alcove_code_highlighter_cancel (alcove_code_highlighter_get_default (), self);
      return;
    }
  update_found (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), alcove_block_links_count (layout) > 0);
  if (layout->block->kind == ALCOVE_BLOCK_CODE)
    update_code (self);
  if (self->scrollbar == NULL && alcove_block_layout_is_wide (layout))
    make_scrollbar (self);
  if (self->scrollbar != NULL)
    gtk_widget_set_visible (self->scrollbar, alcove_block_layout_is_wide (layout));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * alcove_block_widget_get_layout:
 * @self: a widget
 *
 * Returns: (transfer none) (nullable): what it draws
 */
AlcoveBlockLayout *
alcove_block_widget_get_layout (AlcoveBlockWidget *self)
{
  return self->layout;
}

/**
 * alcove_block_widget_set_selection:
 * @self: a widget
 * @start: first byte that is selected
 * @end: behind the last one; the same as @start for none
 */
void
alcove_block_widget_set_selection (AlcoveBlockWidget *self, guint start, guint end)
{
  if (self->look.selection_start == start && self->look.selection_end == end)
    return;
  self->look.selection_start = start;
  self->look.selection_end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * alcove_block_widget_set_finder:
 * @self: a widget
 * @finder: (nullable): what is looked for
 */
void
alcove_block_widget_set_finder (AlcoveBlockWidget *self, AlcoveFinder *finder)
{
  if (self->finder == finder)
    return;
  g_clear_pointer (&self->finder, alcove_finder_unref);
  self->finder = finder ? alcove_finder_ref (finder) : NULL;
  update_found (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * alcove_block_widget_set_current:
 * @self: a widget
 * @start: first byte of what the reader was led to
 * @end: behind the last one; the same as @start for none
 */
void
alcove_block_widget_set_current (AlcoveBlockWidget *self, guint start, guint end)
{
  if (self->look.current_start == start && self->look.current_end == end)
    return;
  self->look.current_start = start;
  self->look.current_end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * alcove_block_widget_show_byte:
 * @self: a widget that has its size
 * @byte: of its text
 *
 * What is wider than the column is scrolled sideways to it.
 */
void
alcove_block_widget_show_byte (AlcoveBlockWidget *self, guint byte)
{
  GdkRectangle at;

  if (self->layout == NULL || self->scrollbar == NULL)
    return;
  alcove_block_layout_get_place (self->layout, byte, &at);
  gtk_adjustment_clamp_page (self->shift, at.x - 24, at.x + at.width + 80);
}

/**
 * alcove_block_widget_get_selection:
 * @self: a widget
 * @start: (out): first byte that is selected
 * @end: (out): behind the last one
 */
void
alcove_block_widget_get_selection (AlcoveBlockWidget *self, guint *start, guint *end)
{
  *end = self->layout ? MIN (self->look.selection_end, self->layout->length) : 0;
  *start = MIN (self->look.selection_start, *end);
}

/**
 * alcove_block_widget_set_bar_above:
 * @self: a widget
 * @bar_above: how far the bars of quotes reach upwards, in pixels
 */
void
alcove_block_widget_set_bar_above (AlcoveBlockWidget *self, int bar_above)
{
  if (self->look.bar_above == bar_above)
    return;
  self->look.bar_above = bar_above;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * alcove_block_widget_set_visible_range:
 * @self: a widget
 * @top: first pixel that can be seen
 * @bottom: last one
 *
 * Long code draws only the layouts in view. GTK keeps what a widget drew while it only moves, so a new range
 * draws again.
 */
void
alcove_block_widget_set_visible_range (AlcoveBlockWidget *self, int top, int bottom)
{
  if (self->look.top == top && self->look.bottom == bottom)
    return;
  self->look.top = top;
  self->look.bottom = bottom;
  if (self->layout != NULL && self->layout->chunks->len > 1)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * alcove_block_widget_get_shift:
 * @self: a widget
 *
 * Returns: how far it is scrolled sideways, in pixels
 */
double
alcove_block_widget_get_shift (AlcoveBlockWidget *self)
{
  return self->scrollbar && gtk_widget_get_visible (self->scrollbar)
             ? gtk_adjustment_get_value (self->shift)
             : 0;
}
