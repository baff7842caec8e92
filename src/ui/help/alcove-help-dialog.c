/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The help. Main thread. A link to another page goes there, any other one is shown before it is opened. */

#include "alcove-help-dialog.h"

#include "alcove-help-page.h"
#include "alcove-help-source.h"
#include "alcove-link-dialog.h"

struct _AlcoveHelpDialog
{
  AdwDialog parent_instance;
  AdwNavigationView *view;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (AlcoveHelpDialog, alcove_help_dialog, ADW_TYPE_DIALOG)

static void show_page (AlcoveHelpDialog *self, const char *name);

static void
link_pressed (AlcoveHelpDialog *self, const char *target)
{
  const char *name = alcove_help_source_find (target);

  if (name != NULL)
    show_page (self, name);
  else
    alcove_link_dialog_ask (GTK_WIDGET (self), target, NULL);
}

static AdwNavigationPage *
make_page (AlcoveHelpDialog *self, const char *name)
{
  AdwNavigationPage *page = alcove_help_page_new (name);

  g_signal_connect_object (page, "link", G_CALLBACK (link_pressed), self, G_CONNECT_SWAPPED);
  return page;
}

/* A page that is open already is gone back to, as each stands in the view once. */
static void
show_page (AlcoveHelpDialog *self, const char *name)
{
  if (adw_navigation_view_find_page (self->view, name) != NULL)
    adw_navigation_view_pop_to_tag (self->view, name);
  else
    adw_navigation_view_push (self->view, make_page (self, name));
}

static void
row_activated (AdwActionRow *row, AlcoveHelpDialog *self)
{
  show_page (self, gtk_widget_get_name (GTK_WIDGET (row)));
}

static GtkWidget *
add_row (AlcoveHelpDialog *self, const char *name)
{
  g_autoptr (GPtrArray) blocks = alcove_help_source_load (name, g_get_language_names ());
  g_autofree char *title = alcove_help_source_steal_title (blocks);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "use-markup", FALSE, "name",
                                 name, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated), self, 0);
  adw_preferences_group_add (self->group, row);
  return row;
}

static void
alcove_help_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_HELP_DIALOG);
  G_OBJECT_CLASS (alcove_help_dialog_parent_class)->dispose (object);
}

static void
alcove_help_dialog_class_init (AlcoveHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_help_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveHelpDialog, view);
  gtk_widget_class_bind_template_child (widget_class, AlcoveHelpDialog, group);
}

static void
alcove_help_dialog_init (AlcoveHelpDialog *self)
{
  const char *const *names = alcove_help_source_get_names ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_focus (ADW_DIALOG (self), add_row (self, names[0]));
  for (guint i = 1; names[i] != NULL; i++)
    add_row (self, names[i]);
}

/**
 * alcove_help_dialog_new:
 * @page: the name of a page, "" for the list
 *
 * Returns: (transfer floating): the help, open at that page
 */
AdwDialog *
alcove_help_dialog_new (const char *page)
{
  AlcoveHelpDialog *self = g_object_new (ALCOVE_TYPE_HELP_DIALOG, NULL);

  if (g_strv_contains (alcove_help_source_get_names (), page))
    {
      AdwNavigationPage *first = make_page (self, page);

      adw_navigation_view_push (self->view, first);
      adw_dialog_set_focus (ADW_DIALOG (self),
                            alcove_help_page_get_focus (ALCOVE_HELP_PAGE (first)));
    }
  return ADW_DIALOG (self);
}
