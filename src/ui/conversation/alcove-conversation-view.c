/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The conversation. Main thread. */

#include "alcove-conversation-view.h"

#include "alcove-conversation-resources.h"

typedef enum
{
  PROP_MESSAGES = 1,
  PROP_IS_AT_END,
} AlcoveConversationViewProperty;

enum
{
  LINK_ACTIVATED,
  RETRY,
  COPIED,
  WANT,
  N_SIGNALS
};

struct _AlcoveConversationView
{
  GtkWidget parent_instance;
  GListModel *messages;
  gboolean is_at_end;
};

G_DEFINE_FINAL_TYPE (AlcoveConversationView, alcove_conversation_view, GTK_TYPE_WIDGET)

static GParamSpec *props[PROP_IS_AT_END + 1];
static guint signals[N_SIGNALS];

static void
message_changed (AlcoveMessage *message, AlcovePartKind kind, const char *piece, GtkLabel *label)
{
  gtk_label_set_text (label, alcove_message_get_text (message));
}

static void
message_replaced (AlcoveMessage *message, GtkLabel *label)
{
  gtk_label_set_text (label, alcove_message_get_text (message));
}

static void
rebuild (AlcoveConversationView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; self->messages && i < g_list_model_get_n_items (self->messages); i++)
    {
      g_autoptr (AlcoveMessage) message = g_list_model_get_item (self->messages, i);
      GtkWidget *label = gtk_label_new (alcove_message_get_text (message));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_set_parent (label, GTK_WIDGET (self));
      g_signal_connect_object (message, "appended", G_CALLBACK (message_changed), label, 0);
      g_signal_connect_object (message, "replaced", G_CALLBACK (message_replaced), label, 0);
    }
}

static void
alcove_conversation_view_set_property (GObject *object, guint prop_id, const GValue *value,
                                       GParamSpec *pspec)
{
  switch ((AlcoveConversationViewProperty) prop_id)
    {
    case PROP_MESSAGES:
      alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (object),
                                             g_value_get_object (value));
      break;
    case PROP_IS_AT_END:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_view_get_property (GObject *object, guint prop_id, GValue *value,
                                       GParamSpec *pspec)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (object);

  switch ((AlcoveConversationViewProperty) prop_id)
    {
    case PROP_MESSAGES:
      g_value_set_object (value, self->messages);
      break;
    case PROP_IS_AT_END:
      g_value_set_boolean (value, self->is_at_end);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_view_dispose (GObject *object)
{
  alcove_conversation_view_set_messages (ALCOVE_CONVERSATION_VIEW (object), NULL);
  G_OBJECT_CLASS (alcove_conversation_view_parent_class)->dispose (object);
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_resources_register (alcove_conversation_get_resource ());
  gtk_css_provider_load_from_resource (provider, "/io/github/alcovechat/Alcove/conversation.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
alcove_conversation_view_class_init (AlcoveConversationViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = alcove_conversation_view_set_property;
  object_class->get_property = alcove_conversation_view_get_property;
  object_class->dispose = alcove_conversation_view_dispose;
  props[PROP_MESSAGES]
      = g_param_spec_object ("messages", NULL, NULL, G_TYPE_LIST_MODEL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_IS_AT_END]
      = g_param_spec_boolean ("is-at-end", NULL, NULL, TRUE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[LINK_ACTIVATED]
      = g_signal_new ("link-activated", ALCOVE_TYPE_CONVERSATION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[RETRY] = g_signal_new ("retry", ALCOVE_TYPE_CONVERSATION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_MESSAGE);
  signals[COPIED] = g_signal_new ("copied", ALCOVE_TYPE_CONVERSATION_VIEW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WANT] = g_signal_new ("want", ALCOVE_TYPE_CONVERSATION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  load_style ();
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "conversation-view");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
alcove_conversation_view_init (AlcoveConversationView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->is_at_end = TRUE;
}

/**
 * alcove_conversation_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
alcove_conversation_view_new (void)
{
  return g_object_new (ALCOVE_TYPE_CONVERSATION_VIEW, NULL);
}

/**
 * alcove_conversation_view_set_messages:
 * @self: a view
 * @messages: (nullable): a list of #AlcoveMessage, oldest first
 */
void
alcove_conversation_view_set_messages (AlcoveConversationView *self, GListModel *messages)
{
  if (self->messages == messages)
    return;
  if (self->messages != NULL)
    g_signal_handlers_disconnect_by_data (self->messages, self);
  g_set_object (&self->messages, messages);
  if (messages != NULL)
    g_signal_connect_swapped (messages, "items-changed", G_CALLBACK (rebuild), self);
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGES]);
}

/**
 * alcove_conversation_view_get_messages:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what it shows
 */
GListModel *
alcove_conversation_view_get_messages (AlcoveConversationView *self)
{
  return self->messages;
}

/**
 * alcove_conversation_view_get_is_at_end:
 * @self: a view
 *
 * Returns: whether the reader is at the bottom
 */
gboolean
alcove_conversation_view_get_is_at_end (AlcoveConversationView *self)
{
  return self->is_at_end;
}

/**
 * alcove_conversation_view_scroll_to_end:
 * @self: a view
 *
 * Goes to the newest message and follows it from now on.
 */
void
alcove_conversation_view_scroll_to_end (AlcoveConversationView *self)
{
  self->is_at_end = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_AT_END]);
}
