/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The bar above a chat. Main thread. The switch shows what the session says and nothing else: a press asks
 * the window, which shows the notice, and the switch goes back until the session has moved. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-conversation-header.h"
#include "alcove-menu-on-demand.h"
#include "alcove-model-picker.h"

typedef enum
{
  PROP_SESSION = 1,
  PROP_CONVERSATION,
  PROP_IS_NARROW,
} AlcoveConversationHeaderProperty;

struct _AlcoveConversationHeader
{
  AdwBin parent_instance;
  AdwHeaderBar *bar;
  AdwWindowTitle *title;
  AlcoveModelPicker *picker;
  GtkMenuButton *menu_button;
  GMenuModel *chat_menu;
  GtkWidget *save_box;
  GtkWidget *save_label;
  GtkSwitch *save_switch;
  guint switch_idle;
  gboolean is_syncing; /* the switch is being set by us */
  AlcoveSession *session;
  AlcoveConversation *conversation;
  GSignalGroup *session_signals;
  GSignalGroup *conversation_signals;
  gboolean is_narrow;
  gboolean is_once; /* what is chosen now is not for the chat */
};

G_DEFINE_FINAL_TYPE (AlcoveConversationHeader, alcove_conversation_header, ADW_TYPE_BIN)

static GParamSpec *props[PROP_IS_NARROW + 1];
static guint chosen_once_signal;

static void
sync_switch (AlcoveConversationHeader *self)
{
  gboolean is_on = self->session != NULL && alcove_session_get_save_history (self->session);

  self->is_syncing = TRUE;
  gtk_switch_set_active (self->save_switch, is_on);
  gtk_switch_set_state (self->save_switch, is_on);
  self->is_syncing = FALSE;
}

static gboolean
switch_due (gpointer data)
{
  AlcoveConversationHeader *self = data;

  self->switch_idle = 0;
  sync_switch (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.save-history", NULL);
  return G_SOURCE_REMOVE;
}

/* Still inside of the switch's own change: it goes back right after, before it is drawn. */
static gboolean
switch_pressed (GtkSwitch *widget, gboolean state, AlcoveConversationHeader *self)
{
  if (self->is_syncing)
    return FALSE;
  if (self->switch_idle == 0)
    self->switch_idle = g_idle_add_full (G_PRIORITY_HIGH, switch_due, self, NULL);
  return TRUE;
}

static void
update (AlcoveConversationHeader *self)
{
  const char *title
      = self->conversation ? alcove_conversation_get_title (self->conversation) : NULL;
  const char *model
      = self->conversation ? alcove_conversation_get_model (self->conversation) : NULL;

  if (title == NULL || *title == '\0')
    title = _ ("New Chat");
  if (model == NULL && self->session != NULL)
    model = alcove_session_get_model (self->session);
  adw_window_title_set_title (self->title, title);
  g_object_set (self->picker, "title", title, "model", model, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->picker), self->session != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), self->conversation != NULL);
  gtk_widget_set_visible (self->save_box, self->session != NULL);
  sync_switch (self);
}

static void
model_chosen (AlcoveConversationHeader *self, const char *model)
{
  if (self->session == NULL || self->conversation == NULL)
    return;
  if (self->is_once)
    {
      g_signal_emit (self, chosen_once_signal, 0, model);
      return;
    }
  alcove_session_set_conversation_model (self->session, self->conversation, model);
  if (alcove_conversation_get_id (self->conversation) == NULL)
    alcove_session_set_model (self->session, model);
  update (self);
}

static void
picker_closed (AlcoveConversationHeader *self)
{
  self->is_once = FALSE;
}

static void
set_is_narrow (AlcoveConversationHeader *self, gboolean is_narrow)
{
  GtkWidget *picker = GTK_WIDGET (self->picker);

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  g_object_ref (picker);
  if (is_narrow)
    {
      adw_header_bar_remove (self->bar, picker);
      adw_header_bar_set_title_widget (self->bar, picker);
    }
  else
    {
      adw_header_bar_set_title_widget (self->bar, GTK_WIDGET (self->title));
      adw_header_bar_pack_start (self->bar, picker);
    }
  g_object_unref (picker);
  g_object_set (picker, "is-compact", is_narrow, NULL);
  gtk_widget_set_visible (self->save_label, !is_narrow);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_NARROW]);
}

static void
alcove_conversation_header_set_property (GObject *object, guint prop_id, const GValue *value,
                                         GParamSpec *pspec)
{
  AlcoveConversationHeader *self = ALCOVE_CONVERSATION_HEADER (object);

  switch ((AlcoveConversationHeaderProperty) prop_id)
    {
    case PROP_SESSION:
      g_set_object (&self->session, g_value_get_object (value));
      g_signal_group_set_target (self->session_signals, self->session);
      g_object_set (self->picker, "session", self->session, NULL);
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CONVERSATION:
      g_set_object (&self->conversation, g_value_get_object (value));
      g_signal_group_set_target (self->conversation_signals, self->conversation);
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_IS_NARROW:
      set_is_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_header_get_property (GObject *object, guint prop_id, GValue *value,
                                         GParamSpec *pspec)
{
  AlcoveConversationHeader *self = ALCOVE_CONVERSATION_HEADER (object);

  switch ((AlcoveConversationHeaderProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    case PROP_IS_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_header_dispose (GObject *object)
{
  AlcoveConversationHeader *self = ALCOVE_CONVERSATION_HEADER (object);

  g_clear_handle_id (&self->switch_idle, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_CONVERSATION_HEADER);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->session);
  g_clear_object (&self->conversation);
  G_OBJECT_CLASS (alcove_conversation_header_parent_class)->dispose (object);
}

static void
alcove_conversation_header_class_init (AlcoveConversationHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = alcove_conversation_header_set_property;
  object_class->get_property = alcove_conversation_header_get_property;
  object_class->dispose = alcove_conversation_header_dispose;
  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ALCOVE_TYPE_SESSION, flags);
  props[PROP_CONVERSATION]
      = g_param_spec_object ("conversation", NULL, NULL, ALCOVE_TYPE_CONVERSATION, flags);
  props[PROP_IS_NARROW] = g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  chosen_once_signal
      = g_signal_new ("model-chosen-once", ALCOVE_TYPE_CONVERSATION_HEADER, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (ALCOVE_TYPE_MODEL_PICKER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-conversation-header.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, title);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, picker);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, chat_menu);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, save_box);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, save_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveConversationHeader, save_switch);
  gtk_widget_class_bind_template_callback (widget_class, switch_pressed);
}

static void
alcove_conversation_header_init (AlcoveConversationHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  alcove_menu_on_demand_set (self->menu_button, self->chat_menu);
  self->session_signals = g_signal_group_new (ALCOVE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::model", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "notify::save-history",
                                  G_CALLBACK (update), self);
  self->conversation_signals = g_signal_group_new (ALCOVE_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->picker, "chosen", G_CALLBACK (model_chosen), self);
  g_signal_connect_swapped (self->picker, "closed", G_CALLBACK (picker_closed), self);
  update (self);
}

GtkWidget *
alcove_conversation_header_new (void)
{
  return g_object_new (ALCOVE_TYPE_CONVERSATION_HEADER, NULL);
}

/**
 * alcove_conversation_header_popup_models:
 * @self: a header
 *
 * Opens the model picker.
 */
void
alcove_conversation_header_popup_models (AlcoveConversationHeader *self)
{
  alcove_model_picker_popup (self->picker);
}

/**
 * alcove_conversation_header_choose_once:
 * @self: a header
 *
 * Opens the model picker; what is chosen there is told by ::model-chosen-once and changes nothing.
 */
void
alcove_conversation_header_choose_once (AlcoveConversationHeader *self)
{
  alcove_model_picker_popup (self->picker);
  self->is_once = TRUE;
}
