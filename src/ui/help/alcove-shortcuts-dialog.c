/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The keys of the program. Main thread. GTK's own window of them is cut on a narrow screen, and libadwaita's dialog is
 * newer than the floor: here what a key does and the key itself stand side by side, or one below the other. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-shortcut-list.h"
#include "alcove-shortcuts-dialog.h"

struct _AlcoveShortcutsDialog
{
  AdwDialog parent_instance;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  AdwPreferencesPage *page;
  GPtrArray *groups; /* (element-type GPtrArray): a group's rows, whose last is the group itself */
};

G_DEFINE_FINAL_TYPE (AlcoveShortcutsDialog, alcove_shortcuts_dialog, ADW_TYPE_DIALOG)

static gboolean
fits (AdwPreferencesRow *row, const char *words)
{
  g_autofree char *title = g_utf8_casefold (adw_preferences_row_get_title (row), -1);

  return strstr (title, words) != NULL || strstr (gtk_widget_get_name (GTK_WIDGET (row)), words);
}

static gboolean
filter (GPtrArray *group, const char *words)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i + 1 < group->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (group, i);

      gtk_widget_set_visible (row, fits (ADW_PREFERENCES_ROW (row), words));
      is_any |= gtk_widget_get_visible (row);
    }
  gtk_widget_set_visible (g_ptr_array_index (group, group->len - 1), is_any);
  return is_any;
}

static void
search_changed (AlcoveShortcutsDialog *self)
{
  g_autofree char *words
      = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  gboolean is_any = FALSE;

  for (guint i = 0; i < self->groups->len; i++)
    is_any |= filter (g_ptr_array_index (self->groups, i), g_strstrip (words));
  gtk_stack_set_visible_child_name (self->stack, is_any ? "list" : "nothing");
}

static GtkWidget *
make_key (const char *accelerator)
{
  GtkWidget *key;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  key = gtk_shortcut_label_new (accelerator);
  G_GNUC_END_IGNORE_DEPRECATIONS
  return key;
}

static char *
dup_key_name (const char *accelerator)
{
  GdkModifierType modifiers;
  guint key;

  return gtk_accelerator_parse (accelerator, &key, &modifiers)
             ? gtk_accelerator_get_label (key, modifiers)
             : g_strdup (accelerator);
}

/* A line for both where there is room for them. */
static GtkWidget *
make_row (const char *title, const char *const *keys)
{
  GtkWidget *row
      = g_object_new (ADW_TYPE_PREFERENCES_ROW, "title", title, "use-markup", FALSE, "activatable",
                      FALSE, "css-classes", (const char *[]) { "shortcut-row", NULL }, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "wrap", TRUE, "xalign", 0.0f,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *box = g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 12, "line-spacing", 6, NULL);
  GtkWidget *line = g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 18, "line-spacing", 6,
                                  "justify", ADW_JUSTIFY_SPREAD, "justify-last-line", TRUE,
                                  "valign", GTK_ALIGN_CENTER, NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *words = NULL;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *name = dup_key_name (keys[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
      adw_wrap_box_append (ADW_WRAP_BOX (box), make_key (keys[i]));
    }
  adw_wrap_box_append (ADW_WRAP_BOX (line), label);
  adw_wrap_box_append (ADW_WRAP_BOX (line), box);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, names->str, -1);
  words = g_utf8_casefold (names->str, -1);
  gtk_widget_set_name (row, words);
  return row;
}

static void
add_group (AlcoveShortcutsDialog *self, const AlcoveShortcutGroup *group,
           GtkApplication *application)
{
  GtkWidget *widget
      = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title",
                      g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts", group->title), NULL);
  GPtrArray *rows = g_ptr_array_new ();

  for (const AlcoveShortcut *shortcut = group->shortcuts; shortcut->title != NULL; shortcut++)
    {
      g_auto (GStrv) keys
          = shortcut->action != NULL
                ? gtk_application_get_accels_for_action (application, shortcut->action)
                : g_strsplit (shortcut->keys, " ", -1);
      GtkWidget *row = make_row (g_dpgettext2 (GETTEXT_PACKAGE, "shortcuts", shortcut->title),
                                 (const char *const *) keys);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), row);
      g_ptr_array_add (rows, row);
    }
  g_ptr_array_add (rows, widget);
  g_ptr_array_add (self->groups, rows);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (widget));
}

static void
alcove_shortcuts_dialog_dispose (GObject *object)
{
  AlcoveShortcutsDialog *self = ALCOVE_SHORTCUTS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SHORTCUTS_DIALOG);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (alcove_shortcuts_dialog_parent_class)->dispose (object);
}

static void
alcove_shortcuts_dialog_class_init (AlcoveShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_shortcuts_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveShortcutsDialog, search_bar);
  gtk_widget_class_bind_template_child (widget_class, AlcoveShortcutsDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AlcoveShortcutsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveShortcutsDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
}

static void
alcove_shortcuts_dialog_init (AlcoveShortcutsDialog *self)
{
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
}

/**
 * alcove_shortcuts_dialog_new:
 * @application: knows the keys of the actions
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
alcove_shortcuts_dialog_new (GtkApplication *application)
{
  AlcoveShortcutsDialog *self = g_object_new (ALCOVE_TYPE_SHORTCUTS_DIALOG, NULL);

  for (const AlcoveShortcutGroup *group = alcove_shortcut_list_get (); group->title != NULL;
       group++)
    add_group (self, group, application);
  return ADW_DIALOG (self);
}
