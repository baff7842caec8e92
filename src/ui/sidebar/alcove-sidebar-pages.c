/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The place of the list of chats: the list, or why there is none. Main thread. A list that is there in a moment is
 * waited for with nothing; one that takes longer, with grey rows that do not move. What is seldom seen is made when it
 * is. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-sidebar-pages.h"

#include "alcove-error-text.h"
#include "alcove-skeleton.h"

#define SKELETON_DELAY_MS 150

struct _AlcoveSidebarPages
{
  AdwBin parent_instance;
  GtkStack *stack;
  AlcoveSidebarList *list;
  AdwStatusPage *empty;          /* nullable: made when first needed */
  AdwStatusPage *error;          /* nullable: made when first needed */
  AlcoveConversationList *chats; /* nullable: what the list is of */
  const char *icon;              /* nullable */
  char *title;                   /* nullable */
  char *description;             /* nullable */
  guint skeleton_source;
};

G_DEFINE_FINAL_TYPE (AlcoveSidebarPages, alcove_sidebar_pages, ADW_TYPE_BIN)

static void
show_child (AlcoveSidebarPages *self, const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) != 0)
    gtk_stack_set_visible_child_name (self->stack, name);
}

/* A screen reader is told, too, but only where the list is to be seen. */
static void
say_loading (AlcoveSidebarPages *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* the context that GTK has for tests knows no announcements and crashes (4.18) */
  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
      && g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (root), _ ("Loading…"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
skeleton_due (gpointer data)
{
  AlcoveSidebarPages *self = data;
  GtkWidget *skeleton;

  self->skeleton_source = 0;
  if (gtk_stack_get_child_by_name (self->stack, "loading") == NULL)
    {
      skeleton = g_object_new (ALCOVE_TYPE_SKELETON, "rows", 9, "margin-top", 14, "margin-start",
                               20, "margin-end", 20, "valign", GTK_ALIGN_START, NULL);
      gtk_stack_add_named (self->stack, skeleton, "loading");
    }
  show_child (self, "loading");
  say_loading (self);
}

/* What was shown before is not what is being read. */
static void
show_loading (AlcoveSidebarPages *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") == 0
      || self->skeleton_source != 0)
    return;
  show_child (self, "waiting");
  self->skeleton_source = g_timeout_add_once (SKELETON_DELAY_MS, skeleton_due, self);
}

static void
update_words (AlcoveSidebarPages *self)
{
  if (self->empty == NULL)
    return;
  adw_status_page_set_icon_name (self->empty, self->icon);
  adw_status_page_set_title (self->empty, self->title ? self->title : "");
  adw_status_page_set_description (self->empty, self->description);
}

static void
show_empty (AlcoveSidebarPages *self)
{
  if (self->empty == NULL)
    {
      self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
      gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
      update_words (self);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
    }
  show_child (self, "empty");
}

static GtkWidget *
retry_button_new (void)
{
  return g_object_new (GTK_TYPE_BUTTON, "label", C_ ("button", "Retry"), "action-name",
                       "chats.retry", "halign", GTK_ALIGN_CENTER, "css-classes",
                       (const char *[]) { "pill", NULL }, NULL);
}

static void
show_error (AlcoveSidebarPages *self)
{
  const GError *error = self->chats ? alcove_conversation_list_get_error (self->chats) : NULL;
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;

  if (self->error == NULL)
    {
      self->error = ADW_STATUS_PAGE (adw_status_page_new ());
      gtk_widget_add_css_class (GTK_WIDGET (self->error), "compact");
      adw_status_page_set_icon_name (self->error, "dialog-warning-symbolic");
      adw_status_page_set_title (self->error, _ ("Chats Cannot Be Read"));
      adw_status_page_set_child (self->error, retry_button_new ());
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->error), "error");
    }
  adw_status_page_set_description (self->error, text);
  show_child (self, "error");
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSidebarPages *self = ALCOVE_SIDEBAR_PAGES (widget);

  if (self->chats != NULL)
    alcove_conversation_list_retry (self->chats);
}

/**
 * alcove_sidebar_pages_show:
 * @self: the pages
 * @page: what is to be seen
 */
void
alcove_sidebar_pages_show (AlcoveSidebarPages *self, AlcoveSidebarPage page)
{
  const gboolean is_busy = page == ALCOVE_SIDEBAR_PAGE_LOADING;

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, is_busy, -1);
  if (is_busy)
    {
      show_loading (self);
      return;
    }
  g_clear_handle_id (&self->skeleton_source, g_source_remove);
  if (page == ALCOVE_SIDEBAR_PAGE_EMPTY)
    show_empty (self);
  else if (page == ALCOVE_SIDEBAR_PAGE_ERROR)
    show_error (self);
  else
    show_child (self, "list");
}

/**
 * alcove_sidebar_pages_update:
 * @self: the pages
 * @chats: (nullable): what the list is of, %NULL while no history is there
 *
 * Shows what there is to be seen of them. An error where some chats are known is told below these.
 *
 * Returns: what that is
 */
AlcoveSidebarPage
alcove_sidebar_pages_update (AlcoveSidebarPages *self, AlcoveConversationList *chats)
{
  AlcoveSidebarPage page = ALCOVE_SIDEBAR_PAGE_LIST;

  g_set_object (&self->chats, chats);
  if (chats == NULL)
    page = ALCOVE_SIDEBAR_PAGE_LOADING;
  else if (alcove_sidebar_list_is_empty (self->list))
    page = alcove_conversation_list_get_is_loading (chats)      ? ALCOVE_SIDEBAR_PAGE_LOADING
           : alcove_conversation_list_get_error (chats) != NULL ? ALCOVE_SIDEBAR_PAGE_ERROR
                                                                : ALCOVE_SIDEBAR_PAGE_EMPTY;
  alcove_sidebar_pages_show (self, page);
  return page;
}

/**
 * alcove_sidebar_pages_set_words:
 * @self: the pages
 * @icon: (transfer none): of what there could be
 * @title: what is said where there is nothing
 * @description: (nullable): and what helps then
 */
void
alcove_sidebar_pages_set_words (AlcoveSidebarPages *self, const char *icon, const char *title,
                                const char *description)
{
  self->icon = g_intern_string (icon);
  g_set_str (&self->title, title);
  g_set_str (&self->description, description);
  update_words (self);
}

/**
 * alcove_sidebar_pages_get_list:
 * @self: the pages
 *
 * Returns: (transfer none): the list
 */
AlcoveSidebarList *
alcove_sidebar_pages_get_list (AlcoveSidebarPages *self)
{
  return self->list;
}

static gboolean
alcove_sidebar_pages_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ALCOVE_SIDEBAR_PAGES (widget)->list));
}

static void
alcove_sidebar_pages_dispose (GObject *object)
{
  AlcoveSidebarPages *self = ALCOVE_SIDEBAR_PAGES (object);

  g_clear_handle_id (&self->skeleton_source, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SIDEBAR_PAGES);
  self->empty = self->error = NULL;
  g_clear_object (&self->chats);
  G_OBJECT_CLASS (alcove_sidebar_pages_parent_class)->dispose (object);
}

static void
alcove_sidebar_pages_finalize (GObject *object)
{
  AlcoveSidebarPages *self = ALCOVE_SIDEBAR_PAGES (object);

  g_free (self->title);
  g_free (self->description);
  G_OBJECT_CLASS (alcove_sidebar_pages_parent_class)->finalize (object);
}

static void
alcove_sidebar_pages_class_init (AlcoveSidebarPagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_sidebar_pages_dispose;
  G_OBJECT_CLASS (klass)->finalize = alcove_sidebar_pages_finalize;
  widget_class->grab_focus = alcove_sidebar_pages_grab_focus;
  g_type_ensure (ALCOVE_TYPE_SIDEBAR_LIST);
  gtk_widget_class_install_action (widget_class, "chats.retry", NULL, retry_action);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-sidebar-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarPages, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarPages, list);
}

static void
alcove_sidebar_pages_init (AlcoveSidebarPages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
