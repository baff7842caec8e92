/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a reader does with a conversation by key and menu: scroll and select. Main thread. */

#include "alcove-conversation-view-private.h"

#include <glib/gi18n.h>

#include "alcove-preferences.h"

/**
 * alcove_conversation_actions_selection_changed:
 * @self: a view
 *
 * The reader has finished to select: the primary selection is set, and Copy works or not.
 */
void
alcove_conversation_actions_selection_changed (AlcoveConversationView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean is_empty = alcove_selection_is_empty (&self->selection);
  AlcoveTextPoint start, end;

  gtk_widget_action_set_enabled (widget, "selection.copy", !is_empty);
  gtk_widget_action_set_enabled (widget, "selection.copy-markdown", !is_empty);
  if (is_empty)
    {
      alcove_selection_handles_hide (self->handles);
      return;
    }
  /* middle-click pastes what is on the screen; a whole history is copied only when asked for */
  alcove_selection_get_ends (&self->selection, &start, &end);
  if (end.row - start.row < 100)
    {
      g_autofree char *text = alcove_selection_dup_text (&self->selection, self->entries);

      gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (widget), text);
    }
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);

  if (self->entries->len == 0)
    return;
  self->selection.anchor = (AlcoveTextPoint) { 0, 0, 0, 0 };
  self->selection.focus
      = (AlcoveTextPoint) { self->entries->len - 1, ALCOVE_N_SECTIONS - 1, G_MAXUINT, G_MAXUINT };
  self->selection.is_set = TRUE;
  alcove_conversation_stage_show_selection (self);
  alcove_conversation_actions_selection_changed (self);
}

static void
unselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);

  self->selection.is_set = FALSE;
  alcove_conversation_stage_show_selection (self);
  alcove_conversation_actions_selection_changed (self);
}

static void
wrap_code_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcovePreferences *preferences = alcove_preferences_get_default ();

  alcove_preferences_set_wrap_code (preferences, !alcove_preferences_get_wrap_code (preferences));
}

static void
open_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *target, *label;

  g_variant_get (parameter, "(&s&s)", &target, &label);
  alcove_conversation_view_link_activated (ALCOVE_CONVERSATION_VIEW (widget), target, label);
}

/**
 * alcove_conversation_actions_scroll:
 * @self: a view
 * @type: steps, pages and ends
 *
 * Returns: whether @type is one of them
 */
gboolean
alcove_conversation_actions_scroll (AlcoveConversationView *self, GtkScrollType type)
{
  GtkAdjustment *adjustment = self->vadjustment;
  const double value = gtk_adjustment_get_value (adjustment);
  const double step = gtk_adjustment_get_step_increment (adjustment);
  const double page = gtk_adjustment_get_page_increment (adjustment);

  switch (type)
    {
    case GTK_SCROLL_STEP_UP:
      gtk_adjustment_set_value (adjustment, value - step);
      break;
    case GTK_SCROLL_STEP_DOWN:
      gtk_adjustment_set_value (adjustment, value + step);
      break;
    case GTK_SCROLL_PAGE_UP:
      gtk_adjustment_set_value (adjustment, value - page);
      break;
    case GTK_SCROLL_PAGE_DOWN:
      gtk_adjustment_set_value (adjustment, value + page);
      break;
    case GTK_SCROLL_START:
      /* lower than it can be: the start of the text comes up to the top edge */
      alcove_conversation_layout_scroll_to (self->layout, 0, 0,
                                            gtk_widget_get_height (GTK_WIDGET (self)));
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      break;
    case GTK_SCROLL_END:
      alcove_conversation_view_scroll_to_end (self);
      break;
    case GTK_SCROLL_NONE:
    case GTK_SCROLL_JUMP:
    case GTK_SCROLL_STEP_BACKWARD:
    case GTK_SCROLL_STEP_FORWARD:
    case GTK_SCROLL_PAGE_BACKWARD:
    case GTK_SCROLL_PAGE_FORWARD:
    case GTK_SCROLL_STEP_LEFT:
    case GTK_SCROLL_STEP_RIGHT:
    case GTK_SCROLL_PAGE_LEFT:
    case GTK_SCROLL_PAGE_RIGHT:
    default:
      return FALSE;
    }
  return TRUE;
}

static gboolean
scroll_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  gint32 scroll;

  g_variant_get (args, "(i)", &scroll);
  return alcove_conversation_actions_scroll (ALCOVE_CONVERSATION_VIEW (widget),
                                             (GtkScrollType) scroll);
}

static void
step_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_conversation_scrolling_step_message (ALCOVE_CONVERSATION_VIEW (widget),
                                              g_str_equal (name, "message.next"));
}

static void
bind_scrolling (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    GtkScrollType scroll;
  } keys[] = {
    { GDK_KEY_Up, 0, GTK_SCROLL_STEP_UP },
    { GDK_KEY_KP_Up, 0, GTK_SCROLL_STEP_UP },
    { GDK_KEY_Down, 0, GTK_SCROLL_STEP_DOWN },
    { GDK_KEY_KP_Down, 0, GTK_SCROLL_STEP_DOWN },
    { GDK_KEY_Page_Up, 0, GTK_SCROLL_PAGE_UP },
    { GDK_KEY_KP_Page_Up, 0, GTK_SCROLL_PAGE_UP },
    { GDK_KEY_space, GDK_SHIFT_MASK, GTK_SCROLL_PAGE_UP },
    { GDK_KEY_Page_Down, 0, GTK_SCROLL_PAGE_DOWN },
    { GDK_KEY_KP_Page_Down, 0, GTK_SCROLL_PAGE_DOWN },
    { GDK_KEY_space, 0, GTK_SCROLL_PAGE_DOWN },
    { GDK_KEY_Home, 0, GTK_SCROLL_START },
    { GDK_KEY_KP_Home, 0, GTK_SCROLL_START },
    { GDK_KEY_End, 0, GTK_SCROLL_END },
    { GDK_KEY_KP_End, 0, GTK_SCROLL_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, scroll_key, "(i)",
                                  (gint32) keys[i].scroll);
}

void
alcove_conversation_actions_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "selection.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "selection.unselect", NULL, unselect_action);
  gtk_widget_class_install_action (widget_class, "conversation.wrap-code", NULL, wrap_code_action);
  gtk_widget_class_install_action (widget_class, "link.open", "(ss)", open_link_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK,
                                       "selection.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "selection.unselect", NULL);
  gtk_widget_class_install_action (widget_class, "message.next", NULL, step_message_action);
  gtk_widget_class_install_action (widget_class, "message.previous", NULL, step_message_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, 0, "message.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, 0, "message.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_CONTROL_MASK, "message.next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_CONTROL_MASK,
                                       "message.previous", NULL);
  bind_scrolling (widget_class);
  alcove_conversation_copying_class_init (widget_class);
  alcove_conversation_menu_class_init (widget_class);
  alcove_conversation_caret_class_init (widget_class);
}
