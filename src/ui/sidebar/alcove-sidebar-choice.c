/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What can be done with several chosen chats. Main thread. Made when several are chosen for the first time. The
 * numbers of its buttons' targets are those of #AlcoveChatChange. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-enums.h"
#include "alcove-sidebar-choice.h"

G_STATIC_ASSERT (ALCOVE_CHAT_CHANGE_TRASH == 0 && ALCOVE_CHAT_CHANGE_RESTORE == 1
                 && ALCOVE_CHAT_CHANGE_ARCHIVE == 2 && ALCOVE_CHAT_CHANGE_UNARCHIVE == 3
                 && ALCOVE_CHAT_CHANGE_DELETE == 7);

struct _AlcoveSidebarChoice
{
  AdwBin parent_instance;
  GtkLabel *count_label;
  GtkWidget *buttons;
  GtkWidget *restore_button;
  GtkWidget *delete_button;
  GtkWidget *archive_button;
  GtkWidget *unarchive_button;
  GtkWidget *move_button;
  GtkWidget *export_button;
  GtkWidget *trash_button;
};

G_DEFINE_FINAL_TYPE (AlcoveSidebarChoice, alcove_sidebar_choice, ADW_TYPE_BIN)

static void
alcove_sidebar_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SIDEBAR_CHOICE);
  G_OBJECT_CLASS (alcove_sidebar_choice_parent_class)->dispose (object);
}

static void
alcove_sidebar_choice_class_init (AlcoveSidebarChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_sidebar_choice_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-sidebar-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, count_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, buttons);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, restore_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, delete_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, archive_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, unarchive_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, move_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, export_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarChoice, trash_button);
}

static void
alcove_sidebar_choice_init (AlcoveSidebarChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_sidebar_choice_new:
 *
 * Returns: (transfer floating): the bar
 */
GtkWidget *
alcove_sidebar_choice_new (void)
{
  return g_object_new (ALCOVE_TYPE_SIDEBAR_CHOICE, NULL);
}

/**
 * alcove_sidebar_choice_update:
 * @self: the bar
 * @n_chosen: how many chats are chosen
 * @is_trash: whether they are in the trash
 * @is_archive: whether they are in the archive
 * @can_export: whether they can be written to a file
 */
void
alcove_sidebar_choice_update (AlcoveSidebarChoice *self, guint n_chosen, gboolean is_trash,
                              gboolean is_archive, gboolean can_export)
{
  g_autofree char *count
      = g_strdup_printf (ngettext ("%u Chosen", "%u Chosen", n_chosen), n_chosen);

  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_visible (self->restore_button, is_trash);
  gtk_widget_set_visible (self->delete_button, is_trash);
  gtk_widget_set_visible (self->archive_button, !is_trash && !is_archive);
  gtk_widget_set_visible (self->unarchive_button, is_archive);
  gtk_widget_set_visible (self->move_button, !is_trash && !is_archive);
  gtk_widget_set_sensitive (self->move_button, n_chosen > 0);
  gtk_widget_set_visible (self->export_button, !is_trash && can_export);
  gtk_widget_set_visible (self->trash_button, !is_trash);
}

/**
 * alcove_sidebar_choice_set_folders:
 * @self: the bar
 * @folders: where the chosen chats can go
 */
void
alcove_sidebar_choice_set_folders (AlcoveSidebarChoice *self, GMenuModel *folders)
{
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->move_button), folders);
}
