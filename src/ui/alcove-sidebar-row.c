/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One chat in the sidebar: title, last words, time, and what goes on in it. Main thread. Rows are recycled:
 * everything shown follows from the conversation it has now. Its menu speaks to the sidebar through
 * actions that carry the chat's id. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-relative-time.h"
#include "alcove-sidebar-row.h"

struct _AlcoveSidebarRow
{
  AdwBin parent_instance;
  GtkLabel *title_label;
  GtkLabel *preview_label;
  GtkLabel *time_label;
  GtkWidget *pinned_image;
  GtkWidget *unsaved_image;
  GtkWidget *spinner;
  GtkWidget *news_dot;
  GtkWidget *menu; /* nullable: made when first asked for */
  GSignalGroup *signals;
  AlcoveConversation *conversation;
};

G_DEFINE_FINAL_TYPE (AlcoveSidebarRow, alcove_sidebar_row, ADW_TYPE_BIN)

enum
{
  PROP_CONVERSATION = 1,
};

static GParamSpec *conversation_pspec;

static void
update (AlcoveSidebarRow *self)
{
  AlcoveConversation *chat = self->conversation;
  const char *title = chat ? alcove_conversation_get_title (chat) : NULL;
  const char *preview = chat ? alcove_conversation_get_preview (chat) : NULL;
  gboolean is_streaming = chat && alcove_conversation_get_is_streaming (chat);
  gboolean has_news = chat && !is_streaming && alcove_conversation_get_has_news (chat);
  g_autofree char *when = alcove_relative_time_dup (
      chat ? alcove_conversation_get_updated_at (chat) : 0, g_get_real_time () / 1000);

  gtk_label_set_label (self->title_label, title && *title ? title : _ ("New Chat"));
  gtk_label_set_label (self->preview_label, preview ? preview : "");
  gtk_label_set_label (self->time_label, when);
  gtk_widget_set_visible (self->spinner, is_streaming);
  gtk_widget_set_visible (self->news_dot, has_news);
  gtk_widget_set_visible (GTK_WIDGET (self->time_label), !is_streaming);
  gtk_widget_set_visible (self->pinned_image, chat && alcove_conversation_get_is_pinned (chat));
  gtk_widget_set_visible (self->unsaved_image, chat && !alcove_conversation_get_is_saved (chat));
}

static GMenuModel *
build_menu (AlcoveConversation *chat)
{
  GMenu *menu = g_menu_new ();
  const char *id = alcove_conversation_get_id (chat);
  const struct
  {
    const char *label;
    const char *action;
    gboolean is_offered;
  } items[] = {
    { _ ("_Keep This Chat"), "sidebar.keep", !alcove_conversation_get_is_saved (chat) },
    { _ ("_Rename…"), "sidebar.rename", TRUE },
    { _ ("Move to _Trash"), "sidebar.trash", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    if (items[i].is_offered)
      {
        g_autoptr (GMenuItem) item = g_menu_item_new (items[i].label, NULL);

        g_menu_item_set_action_and_target (item, items[i].action, "s", id ? id : "");
        g_menu_append_item (menu, item);
      }
  return G_MENU_MODEL (menu);
}

/**
 * alcove_sidebar_row_popup_menu:
 * @self: a row
 * @x: where, in the row
 * @y: where, in the row
 *
 * Shows the chat's menu.
 */
void
alcove_sidebar_row_popup_menu (AlcoveSidebarRow *self, double x, double y)
{
  g_autoptr (GMenuModel) model = NULL;

  if (self->conversation == NULL)
    return;
  model = build_menu (self->conversation);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_pressed (GtkGestureClick *gesture, int n_press, double x, double y, AlcoveSidebarRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  alcove_sidebar_row_popup_menu (self, x, y);
}

static void
long_pressed (GtkGestureLongPress *gesture, double x, double y, AlcoveSidebarRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  alcove_sidebar_row_popup_menu (self, x, y);
}

/* The selection alone does not tell of a press on the chat that is selected already. */
static void
clicked (AlcoveSidebarRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sidebar.open", NULL);
}

static void
set_conversation (AlcoveSidebarRow *self, AlcoveConversation *conversation)
{
  if (!g_set_object (&self->conversation, conversation))
    return;
  g_signal_group_set_target (self->signals, conversation);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), conversation_pspec);
}

static void
alcove_sidebar_row_set_property (GObject *object, guint prop_id, const GValue *value,
                                 GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    set_conversation (ALCOVE_SIDEBAR_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
alcove_sidebar_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_CONVERSATION)
    g_value_set_object (value, ALCOVE_SIDEBAR_ROW (object)->conversation);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
alcove_sidebar_row_dispose (GObject *object)
{
  AlcoveSidebarRow *self = ALCOVE_SIDEBAR_ROW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SIDEBAR_ROW);
  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);
  G_OBJECT_CLASS (alcove_sidebar_row_parent_class)->dispose (object);
}

static void
alcove_sidebar_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AlcoveSidebarRow *self = ALCOVE_SIDEBAR_ROW (widget);

  GTK_WIDGET_CLASS (alcove_sidebar_row_parent_class)
      ->size_allocate (widget, width, height, baseline);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
alcove_sidebar_row_class_init (AlcoveSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = alcove_sidebar_row_set_property;
  object_class->get_property = alcove_sidebar_row_get_property;
  object_class->dispose = alcove_sidebar_row_dispose;
  widget_class->size_allocate = alcove_sidebar_row_size_allocate;
  conversation_pspec
      = g_param_spec_object ("conversation", NULL, NULL, ALCOVE_TYPE_CONVERSATION,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_property (object_class, PROP_CONVERSATION, conversation_pspec);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarRow, preview_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarRow, pinned_image);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarRow, unsaved_image);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarRow, news_dot);
}

static void
add_gestures (AlcoveSidebarRow *self)
{
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *touch = gtk_gesture_long_press_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (touch), TRUE);
  g_signal_connect (touch, "pressed", G_CALLBACK (long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (touch));
  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
alcove_sidebar_row_init (AlcoveSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_gestures (self);
  self->signals = g_signal_group_new (ALCOVE_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}

GtkWidget *
alcove_sidebar_row_new (void)
{
  return g_object_new (ALCOVE_TYPE_SIDEBAR_ROW, NULL);
}

AlcoveConversation *
alcove_sidebar_row_get_conversation (AlcoveSidebarRow *self)
{
  return self->conversation;
}

/**
 * alcove_sidebar_row_refresh:
 * @self: a row
 *
 * Says anew how long ago its chat was written to.
 */
void
alcove_sidebar_row_refresh (AlcoveSidebarRow *self)
{
  update (self);
}
