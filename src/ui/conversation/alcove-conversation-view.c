/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The conversation: a GtkScrollable over a list of messages. Main thread.
 *
 * It keeps one entry a message. What a message says changes only inside of an allocation: a signal marks its
 * entry dirty and asks for a frame, the frame drains it, lays out from the anchor and places widgets. So a
 * stream costs at most one small parse and one layout a frame, however many pieces come. */

#include "alcove-conversation-view-private.h"

#include <adwaita.h>

#include "alcove-conversation-resources.h"
#include "alcove-preferences.h"

typedef enum
{
  PROP_MESSAGES = 1,
  PROP_IS_AT_END,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} AlcoveConversationViewProperty;

enum
{
  LINK_ACTIVATED,
  RETRY,
  COPIED,
  SAVE,
  WANT,
  LET_GO,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE_WITH_CODE (AlcoveConversationView, alcove_conversation_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static GParamSpec *props[PROP_IS_AT_END + 1];
static guint signals[N_SIGNALS];

/* The style is made anew whenever fonts or colours may have changed; what was laid out with the old one goes. */
static void
renew_style (AlcoveConversationView *self)
{
  g_autoptr (AlcoveBlockStyle) old = g_steal_pointer (&self->style);

  self->style = alcove_block_style_new (GTK_WIDGET (self));
  alcove_conversation_stage_clear (self);
  for (guint i = 0; i < self->entries->len; i++)
    ((AlcoveConversationEntry *) g_ptr_array_index (self->entries, i))->bubble_width = 0;
  alcove_conversation_layout_invalidate (self->layout);
  self->column_width = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
fit_column (AlcoveConversationView *self, int width)
{
  const int before = self->column_width;

  alcove_conversation_stage_set_column (self, width);
  if (before == self->column_width)
    return;
  for (guint i = 0; i < self->entries->len; i++)
    ((AlcoveConversationEntry *) g_ptr_array_index (self->entries, i))->bubble_width = 0;
  alcove_conversation_layout_invalidate (self->layout);
}

static void
alcove_conversation_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);
  AlcoveLayoutScroll scroll;

  self->is_allocating = TRUE;
  if (self->style == NULL)
    renew_style (self);
  fit_column (self, width);
  alcove_conversation_sync_drain (self);
  alcove_conversation_finding_lead (self, height);
  scroll = alcove_conversation_layout_allocate (self->layout, height, self->places);
  alcove_conversation_stage_place (self, height);
  alcove_conversation_scrolling_show (self, scroll, width, height);
  alcove_selection_handles_place (self->handles);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  self->is_allocating = FALSE;
}

static void
alcove_conversation_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                                  int *minimum, int *natural, int *minimum_baseline,
                                  int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 60;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 760 : 400;
}

static void
alcove_conversation_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);
  g_autoptr (AlcoveBlockStyle) now = NULL;

  GTK_WIDGET_CLASS (alcove_conversation_view_parent_class)->css_changed (widget, change);
  if (self->style == NULL)
    return;
  now = alcove_block_style_new (widget);
  if (!alcove_block_style_same_metrics (self->style, now))
    renew_style (self);
}

static void
alcove_conversation_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (alcove_conversation_view_parent_class)
      ->system_setting_changed (widget, setting);
  if (ALCOVE_CONVERSATION_VIEW (widget)->style != NULL)
    renew_style (ALCOVE_CONVERSATION_VIEW (widget));
}

static void
alcove_conversation_view_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  GTK_WIDGET_CLASS (alcove_conversation_view_parent_class)->direction_changed (widget, before);
  if (ALCOVE_CONVERSATION_VIEW (widget)->style != NULL)
    renew_style (ALCOVE_CONVERSATION_VIEW (widget));
}

static void
alcove_conversation_view_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  GTK_WIDGET_CLASS (alcove_conversation_view_parent_class)->set_focus_child (widget, child);
  if (child != NULL && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    alcove_conversation_scrolling_show_child (ALCOVE_CONVERSATION_VIEW (widget), focus);
}

static void
colors_changed (AlcoveConversationView *self)
{
  if (self->style != NULL)
    renew_style (self);
}

static void
alcove_conversation_view_set_property (GObject *object, guint prop_id, const GValue *value,
                                       GParamSpec *pspec)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (object);

  switch ((AlcoveConversationViewProperty) prop_id)
    {
    case PROP_MESSAGES:
      alcove_conversation_view_set_messages (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      alcove_conversation_scrolling_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL,
                                                    g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      alcove_conversation_scrolling_set_adjustment (self, GTK_ORIENTATION_VERTICAL,
                                                    g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
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
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, (int) self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (int) self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_conversation_view_dispose (GObject *object)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (object);

  alcove_conversation_view_set_messages (self, NULL);
  g_ptr_array_set_size (self->spare_groups, 0);
  alcove_conversation_pointer_dispose (self);
  alcove_conversation_scrolling_dispose (self);
  G_OBJECT_CLASS (alcove_conversation_view_parent_class)->dispose (object);
}

static void
alcove_conversation_view_finalize (GObject *object)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->dirty);
  g_ptr_array_unref (self->live);
  g_ptr_array_unref (self->spare_blocks);
  g_ptr_array_unref (self->spare_groups);
  g_array_unref (self->places);
  alcove_conversation_layout_free (self->layout);
  alcove_answer_announcer_free (self->announcer);
  g_clear_pointer (&self->style, alcove_block_style_free);
  g_clear_pointer (&self->finder, alcove_finder_unref);
  G_OBJECT_CLASS (alcove_conversation_view_parent_class)->finalize (object);
}

static void
load_style_sheet (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_resources_register (alcove_conversation_get_resource ());
  gtk_css_provider_load_from_resource (provider, "/io/github/alcovechat/Alcove/conversation.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
install_properties (GObjectClass *object_class)
{
  props[PROP_MESSAGES]
      = g_param_spec_object ("messages", NULL, NULL, G_TYPE_LIST_MODEL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_IS_AT_END]
      = g_param_spec_boolean ("is-at-end", NULL, NULL, TRUE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
install_signals (void)
{
  const GType type = ALCOVE_TYPE_CONVERSATION_VIEW;

  /**
   * AlcoveConversationView::link-activated:
   * @self: the view
   * @target: where the link leads to
   * @label: what it says
   *
   * A link was pressed. The view opens nothing.
   */
  signals[LINK_ACTIVATED] = g_signal_new ("link-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * AlcoveConversationView::retry:
   * @self: the view
   * @message: an answer that is not complete
   */
  signals[RETRY] = g_signal_new ("retry", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, ALCOVE_TYPE_MESSAGE);
  /**
   * AlcoveConversationView::copied:
   * @self: the view
   *
   * Text was put on the clipboard.
   */
  signals[COPIED]
      = g_signal_new ("copied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AlcoveConversationView::save:
   * @self: the view
   * @name: (nullable): what the file is called
   * @bytes: what it holds
   *
   * A file of a message is to be written. The view writes nothing.
   */
  signals[SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_STRING, G_TYPE_BYTES);
  /**
   * AlcoveConversationView::want:
   * @self: the view
   * @position: of a message near the reader that is not loaded
   */
  signals[WANT] = g_signal_new ("want", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_UINT);
  /**
   * AlcoveConversationView::let-go:
   * @self: the view
   * @position: of the reader
   *
   * What is far from there is not shown any more and may be let go.
   */
  signals[LET_GO] = g_signal_new ("let-go", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
alcove_conversation_view_class_init (AlcoveConversationViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = alcove_conversation_view_set_property;
  object_class->get_property = alcove_conversation_view_get_property;
  object_class->dispose = alcove_conversation_view_dispose;
  object_class->finalize = alcove_conversation_view_finalize;
  widget_class->size_allocate = alcove_conversation_view_size_allocate;
  widget_class->measure = alcove_conversation_view_measure;
  widget_class->css_changed = alcove_conversation_view_css_changed;
  widget_class->system_setting_changed = alcove_conversation_view_system_setting_changed;
  widget_class->set_focus_child = alcove_conversation_view_set_focus_child;
  widget_class->direction_changed = alcove_conversation_view_direction_changed;
  install_properties (object_class);
  install_signals ();
  alcove_conversation_actions_class_init (widget_class);
  gtk_widget_class_set_css_name (widget_class, "conversation");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
  load_style_sheet ();
}

/* By the window: a widget that no screen reader has looked at yet is not heard (GTK 4.18). */
static void
announce (gpointer owner, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (owner);

  /* the context that GTK has for tests knows no announcements and crashes (4.18) */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    return;
  gtk_accessible_announce (root ? GTK_ACCESSIBLE (root) : GTK_ACCESSIBLE (owner), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
announce_changed (AlcoveConversationView *self, GParamSpec *pspec, AlcovePreferences *preferences)
{
  AlcoveAnnounce mode;

  g_object_get (preferences, "announce", &mode, NULL);
  alcove_answer_announcer_set_mode (self->announcer, mode);
}

static void
alcove_conversation_view_init (AlcoveConversationView *self)
{
  AdwStyleManager *manager
      = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_conversation_entry_free);
  self->dirty = g_ptr_array_new ();
  self->live = g_ptr_array_new ();
  self->spare_blocks = g_ptr_array_new_with_free_func (g_object_unref);
  self->spare_groups = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->places = g_array_new (FALSE, FALSE, sizeof (AlcoveLayoutPlace));
  self->layout = alcove_conversation_layout_new (&alcove_conversation_stage_source, self);
  self->announcer = alcove_answer_announcer_new (announce, self);
  announce_changed (self, NULL, alcove_preferences_get_default ());
  g_signal_connect_object (alcove_preferences_get_default (), "notify::wrap-code",
                           G_CALLBACK (colors_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (alcove_preferences_get_default (), "notify::announce",
                           G_CALLBACK (announce_changed), self, G_CONNECT_SWAPPED);
  self->is_at_end = TRUE;
  self->held_row = G_MAXUINT;
  alcove_conversation_scrolling_set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  alcove_conversation_scrolling_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  alcove_conversation_pointer_init (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (colors_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (colors_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::accent-color", G_CALLBACK (colors_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::monospace-font-name", G_CALLBACK (colors_changed),
                           self, G_CONNECT_SWAPPED);
}

void
alcove_conversation_view_link_activated (AlcoveConversationView *self, const char *target,
                                         const char *label)
{
  g_signal_emit (self, signals[LINK_ACTIVATED], 0, target, label);
}

void
alcove_conversation_view_retry (AlcoveConversationView *self, AlcoveMessage *message)
{
  g_signal_emit (self, signals[RETRY], 0, message);
}

void
alcove_conversation_view_save (AlcoveConversationView *self, const char *name, GBytes *bytes)
{
  g_signal_emit (self, signals[SAVE], 0, name, bytes);
}

void
alcove_conversation_view_emit_want (AlcoveConversationView *self, guint position)
{
  g_signal_emit (self, signals[WANT], 0, position);
}

void
alcove_conversation_view_emit_let_go (AlcoveConversationView *self, guint position)
{
  g_signal_emit (self, signals[LET_GO], 0, position);
}

void
alcove_conversation_view_copied (AlcoveConversationView *self)
{
  g_signal_emit (self, signals[COPIED], 0);
}

/**
 * alcove_conversation_view_new:
 *
 * Returns: (transfer floating): an empty view, to stand in a #GtkScrolledWindow
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
 *
 * Shows the place where @messages were left when they were shown before, else their end, and follows it.
 */
void
alcove_conversation_view_set_messages (AlcoveConversationView *self, GListModel *messages)
{
  if (self->messages == messages)
    return;
  g_clear_handle_id (&self->ahead_idle, g_source_remove);
  if (self->messages != NULL)
    {
      alcove_conversation_scrolling_leave (self);
      g_signal_handlers_disconnect_by_func (self->messages,
                                            alcove_conversation_sync_messages_changed, self);
      alcove_conversation_sync_messages_changed (self, 0, self->entries->len, 0);
    }
  self->selection.is_set = FALSE;
  g_set_object (&self->messages, messages);
  if (messages != NULL)
    {
      g_signal_connect_swapped (messages, "items-changed",
                                G_CALLBACK (alcove_conversation_sync_messages_changed), self);
      alcove_conversation_sync_messages_changed (self, 0, 0, g_list_model_get_n_items (messages));
    }
  else
    g_ptr_array_set_size (self->spare_groups, 0);
  alcove_conversation_scrolling_arrive (self);
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
  alcove_conversation_layout_set_following (self->layout, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
