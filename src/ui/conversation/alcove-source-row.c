/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A source beneath an answer: its number, its title, the host that it leads to. Main thread. */

#include "alcove-source-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "alcove-hidden-characters.h"
#include "alcove-link-policy.h"

struct _AlcoveSourceRow
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *number;
  GtkWidget *title;
  GtkWidget *host;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveSourceRow, alcove_source_row, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
alcove_source_row_dispose (GObject *object)
{
  g_clear_pointer (&ALCOVE_SOURCE_ROW (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (alcove_source_row_parent_class)->dispose (object);
}

static void
alcove_source_row_class_init (AlcoveSourceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_source_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "source-row");

  /**
   * AlcoveSourceRow::activated:
   * @self: the row
   *
   * It was pressed.
   */
  signals[ACTIVATED] = g_signal_new ("activated", ALCOVE_TYPE_SOURCE_ROW, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
clicked (AlcoveSourceRow *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
alcove_source_row_init (AlcoveSourceRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->number = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->number, "numeric");
  gtk_widget_add_css_class (self->number, "dimmed");
  self->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  self->host = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->host), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (self->host, "caption");
  gtk_widget_add_css_class (self->host, "dimmed");
  gtk_box_append (GTK_BOX (box), self->number);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->host);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked), self);
}

/* The host as a server is asked for it; nothing where the address has none. */
static char *
dup_host (const char *target)
{
  g_autofree char *shown = NULL;
  g_autoptr (GUri) uri = NULL;

  if (alcove_link_policy_judge (target, target, &shown) == ALCOVE_LINK_REFUSED)
    return NULL;
  uri = g_uri_parse (shown, G_URI_FLAGS_ENCODED | G_URI_FLAGS_NON_DNS, NULL);
  return uri ? g_strdup (g_uri_get_host (uri)) : NULL;
}

/**
 * alcove_source_row_new:
 * @number: as the marks in the text have it
 * @title: (nullable): what it is called
 * @target: its address
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
alcove_source_row_new (guint number, const char *title, const char *target)
{
  AlcoveSourceRow *self = g_object_new (ALCOVE_TYPE_SOURCE_ROW, NULL);
  g_autofree char *shown
      = alcove_hidden_characters_reveal (title && *title ? title : target, -1, NULL);
  g_autofree char *address = alcove_hidden_characters_reveal (target, -1, NULL);
  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_autofree char *host = dup_host (target);
  g_autofree char *words
      = g_strdup_printf (_ ("Source %u: %s, %s"), number, shown, host ? host : address);

  gtk_label_set_text (GTK_LABEL (self->number), digits);
  gtk_label_set_text (GTK_LABEL (self->title), shown);
  gtk_label_set_text (GTK_LABEL (self->host), host ? host : "");
  gtk_widget_set_visible (self->host, host != NULL && !g_str_equal (shown, target));
  gtk_widget_set_tooltip_text (self->button, address);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  return GTK_WIDGET (self);
}

static void
add (PangoAttrList *attrs, PangoAttribute *attr, const AlcoveFound *found)
{
  attr->start_index = found->start;
  attr->end_index = found->end;
  pango_attr_list_insert (attrs, attr);
}

static void
add_colour (PangoAttrList *attrs, const GdkRGBA *colour, const AlcoveFound *found)
{
  add (attrs,
       pango_attr_background_new ((guint16) (colour->red * 65535),
                                  (guint16) (colour->green * 65535),
                                  (guint16) (colour->blue * 65535)),
       found);
  add (attrs, pango_attr_background_alpha_new ((guint16) (colour->alpha * 65535)), found);
}

/**
 * alcove_source_row_mark:
 * @self: a row
 * @finder: (nullable): what is looked for
 * @style: colours
 * @current: where in the title the reader was led to, %G_MAXUINT for nowhere
 */
void
alcove_source_row_mark (AlcoveSourceRow *self, AlcoveFinder *finder, const AlcoveBlockStyle *style,
                        guint current)
{
  const char *title = gtk_label_get_text (GTK_LABEL (self->title));
  g_autoptr (GArray) found = NULL;
  g_autoptr (PangoAttrList) attrs = NULL;

  if (finder == NULL && gtk_label_get_attributes (GTK_LABEL (self->title)) == NULL)
    return;
  attrs = pango_attr_list_new ();
  found = finder ? alcove_finder_find (finder, title, strlen (title)) : NULL;
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const AlcoveFound *place = &g_array_index (found, AlcoveFound, i);

      add_colour (attrs, place->start == current ? &style->found_current : &style->found, place);
    }
  gtk_label_set_attributes (GTK_LABEL (self->title), found && found->len > 0 ? attrs : NULL);
}
