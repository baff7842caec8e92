/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One page of the help. Main thread. */

#include "alcove-help-page.h"

#include "alcove-help-block.h"
#include "alcove-help-source.h"

struct _AlcoveHelpPage
{
  AdwNavigationPage parent_instance;
  GtkScrolledWindow *scroller;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (AlcoveHelpPage, alcove_help_page, ADW_TYPE_NAVIGATION_PAGE)

static guint link_signal;

static void
alcove_help_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_HELP_PAGE);
  G_OBJECT_CLASS (alcove_help_page_parent_class)->dispose (object);
}

/* Up, Down and the page keys scroll at once; Tab goes on to the first link. */
static void
alcove_help_page_shown (AdwNavigationPage *page)
{
  ADW_NAVIGATION_PAGE_CLASS (alcove_help_page_parent_class)->shown (page);
  gtk_widget_grab_focus (GTK_WIDGET (ALCOVE_HELP_PAGE (page)->scroller));
}

static gboolean
scroll (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkAdjustment *adjustment
      = gtk_scrolled_window_get_vadjustment (ALCOVE_HELP_PAGE (widget)->scroller);
  const double step = gtk_adjustment_get_step_increment (adjustment);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                            + g_variant_get_int32 (arguments) * step);
  return TRUE;
}

static void
alcove_help_page_class_init (AlcoveHelpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_help_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = alcove_help_page_shown;
  /**
   * AlcoveHelpPage::link:
   * @self: the page
   * @target: where the link leads to
   *
   * A link was pressed.
   */
  link_signal = g_signal_new ("link", ALCOVE_TYPE_HELP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveHelpPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AlcoveHelpPage, box);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, scroll, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, scroll, "i", 1);
}

static void
alcove_help_page_init (AlcoveHelpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* GTK would open it by itself. */
static gboolean
link_activated (AlcoveHelpPage *self, const char *target)
{
  g_signal_emit (self, link_signal, 0, target);
  return TRUE;
}

static void
follow_links (gpointer label, gpointer self)
{
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_activated), self,
                           G_CONNECT_SWAPPED);
}

/**
 * alcove_help_page_new:
 * @name: of a page that is there
 *
 * Returns: (transfer floating): the page in the reader's language
 */
AdwNavigationPage *
alcove_help_page_new (const char *name)
{
  g_autoptr (GPtrArray) blocks = alcove_help_source_load (name, g_get_language_names ());
  g_autofree char *title = alcove_help_source_steal_title (blocks);
  AlcoveHelpPage *self = g_object_new (ALCOVE_TYPE_HELP_PAGE, "tag", name, "title", title, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  for (guint i = 0; i < blocks->len; i++)
    gtk_box_append (self->box,
                    alcove_help_block_new (g_ptr_array_index (blocks, i), follow_links, self));
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * alcove_help_page_get_focus:
 * @self: a page
 *
 * Returns: (transfer none): what scrolls it by keys
 */
GtkWidget *
alcove_help_page_get_focus (AlcoveHelpPage *self)
{
  return GTK_WIDGET (self->scroller);
}
