/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The bar above a shelf that is not all chats. Main thread. Made when the first one is shown. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-sidebar-shelf.h"

struct _AlcoveSidebarShelf
{
  AdwBin parent_instance;
  GtkLabel *title_label;
  GtkWidget *empty_button;
  GtkWidget *note_label;
};

G_DEFINE_FINAL_TYPE (AlcoveSidebarShelf, alcove_sidebar_shelf, ADW_TYPE_BIN)

static void
alcove_sidebar_shelf_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SIDEBAR_SHELF);
  G_OBJECT_CLASS (alcove_sidebar_shelf_parent_class)->dispose (object);
}

static void
alcove_sidebar_shelf_class_init (AlcoveSidebarShelfClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_sidebar_shelf_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-sidebar-shelf.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarShelf, title_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarShelf, empty_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarShelf, note_label);
}

static void
alcove_sidebar_shelf_init (AlcoveSidebarShelf *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_sidebar_shelf_new:
 *
 * Returns: (transfer floating): the bar
 */
GtkWidget *
alcove_sidebar_shelf_new (void)
{
  return g_object_new (ALCOVE_TYPE_SIDEBAR_SHELF, NULL);
}

/**
 * alcove_sidebar_shelf_set_title:
 * @self: the bar
 * @title: the shelf's name
 * @is_trash: whether it can be emptied
 */
void
alcove_sidebar_shelf_set_title (AlcoveSidebarShelf *self, const char *title, gboolean is_trash)
{
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_visible (self->empty_button, is_trash);
  gtk_widget_set_visible (self->note_label, is_trash);
}

/**
 * alcove_sidebar_shelf_set_is_empty:
 * @self: the bar
 * @is_empty: whether there is nothing to be thrown away
 */
void
alcove_sidebar_shelf_set_is_empty (AlcoveSidebarShelf *self, gboolean is_empty)
{
  gtk_widget_set_visible (self->empty_button,
                          gtk_widget_get_visible (self->note_label) && !is_empty);
}

/**
 * alcove_sidebar_shelf_get_words:
 * @shelf: a shelf
 * @folder: (nullable): the folder that it is
 * @icon: (out): what stands above it where it is empty
 * @title: (out) (nullable): its name
 * @empty: (out): what is said where it is empty
 * @hint: (out) (nullable): and what helps then
 */
void
alcove_sidebar_shelf_get_words (AlcoveShelf shelf, AlcoveFolder *folder, const char **icon,
                                const char **title, const char **empty, const char **hint)
{
  static const char *const icons[] = { "chat-message-new-symbolic", "folder-symbolic",
                                       "package-x-generic-symbolic", "user-trash-symbolic" };
  const char *titles[] = { NULL, folder ? alcove_folder_get_name (folder) : "",
                           C_ ("shelf", "Archive"), _ ("Trash") };
  const char *empties[] = { _ ("No Chats Yet"), _ ("This Folder Is Empty"),
                            _ ("Nothing Is Archived"), _ ("The Trash Is Empty") };
  const char *hints[] = { _ ("What you ask will be listed here."),
                          _ ("Drag chats onto the folder, or use their menu."),
                          _ ("Archived chats are out of the way, and still found."), NULL };

  *icon = icons[shelf];
  *title = titles[shelf];
  *empty = empties[shelf];
  *hint = hints[shelf];
}
