/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where a prompt is written. Main thread. The Enter of an input method never sends: each key goes through
 * the input method first, and while it holds unfinished text nothing is ours. What is pasted loses
 * characters that cannot be seen. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-attachment-bar.h"
#include "alcove-composer.h"
#include "alcove-error-text.h"
#include "alcove-hidden-characters.h"
#include "alcove-preferences.h"
#include "alcove-spelling.h"

#define DRAFT_ATTACHMENTS "alcove-draft-attachments"

typedef enum
{
  PROP_IS_STREAMING = 1,
  PROP_REASON,
  PROP_ENTER_SENDS,
} AlcoveComposerProperty;

enum
{
  SEND,
  STOP,
  HIDDEN_REMOVED,
  CHANGED,
  EDIT_LAST,
  ATTACHED,
  N_SIGNALS
};

struct _AlcoveComposer
{
  AdwBin parent_instance;
  GtkTextView *view;
  GtkWidget *placeholder;
  GtkWidget *send_button;
  GtkWidget *stop_button;
  GtkLabel *reason_label;
  GtkWidget *card;
  AlcoveAttachmentBar *attachments;
  gboolean is_streaming;
  gboolean enter_sends;
  gboolean is_composing; /* the input method holds unfinished text */
  gboolean is_spelling;
  guint spelling_idle;
  char *reason;
};

G_DEFINE_FINAL_TYPE (AlcoveComposer, alcove_composer, ADW_TYPE_BIN)

static GParamSpec *props[PROP_ENTER_SENDS + 1];
static guint signals[N_SIGNALS];

/**
 * alcove_composer_can_send:
 * @self: a composer
 *
 * Returns: whether Send would do something now
 */
gboolean
alcove_composer_can_send (AlcoveComposer *self)
{
  g_autofree char *text = alcove_composer_dup_text (self);

  return !self->is_streaming && self->reason == NULL
         && !alcove_attachment_bar_get_is_reading (self->attachments)
         && (*g_strstrip (text) != '\0' || !alcove_attachment_bar_get_is_empty (self->attachments));
}

static void
update (AlcoveComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  gboolean is_empty = gtk_text_buffer_get_char_count (buffer) == 0;

  gtk_widget_set_visible (self->placeholder, is_empty && !self->is_composing);
  gtk_widget_set_visible (self->send_button, !self->is_streaming);
  gtk_widget_set_visible (self->stop_button, self->is_streaming);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send",
                                 alcove_composer_can_send (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.stop", self->is_streaming);
  gtk_label_set_label (self->reason_label, self->reason ? self->reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), self->reason && *self->reason);
  gtk_widget_set_tooltip_text (
      self->send_button, self->reason && *self->reason ? self->reason : C_ ("button", "Send"));
}

static void
text_changed (AlcoveComposer *self)
{
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
send_prompt (AlcoveComposer *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) attachments = NULL;

  if (!alcove_composer_can_send (self))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  text = g_strstrip (alcove_composer_dup_text (self));
  attachments = alcove_attachment_bar_dup_attachments (self->attachments);
  alcove_composer_set_text (self, "");
  alcove_attachment_bar_set_attachments (self->attachments, NULL);
  g_signal_emit (self, signals[SEND], 0, text, attachments);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  send_prompt (ALCOVE_COMPOSER (widget));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[STOP], 0);
}

/**
 * alcove_composer_attach:
 * @self: a composer
 *
 * Lets the user choose files that go with the prompt.
 */
void
alcove_composer_attach (AlcoveComposer *self)
{
  alcove_attachment_bar_choose (self->attachments);
}

static void
attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_composer_attach (ALCOVE_COMPOSER (widget));
}

static void
attached (AlcoveComposer *self, AlcoveAttachment *attachment)
{
  g_signal_emit (self, signals[ATTACHED], 0, attachment);
}

static void
attaching_failed (AlcoveComposer *self, const GError *error)
{
  g_autofree char *text = alcove_error_text_dup (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

static gboolean
files_dropped (AlcoveComposer *self, const GValue *value)
{
  alcove_attachment_bar_take_files (self->attachments, g_value_get_boxed (value));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return TRUE;
}

static void
break_line (AlcoveComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, "\n", 1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
}

static gboolean
spelling_due (gpointer data)
{
  AlcoveComposer *self = data;

  self->spelling_idle = 0;
  self->is_spelling = !self->is_composing;
  if (!self->is_spelling) /* not under the hands of an input method: with the next key */
    return G_SOURCE_REMOVE;
  alcove_spelling_attach (self->view);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (text_changed), self, G_CONNECT_SWAPPED);
  return G_SOURCE_REMOVE;
}

/* Dictionaries are read only once somebody writes: neither before the first frame nor before the first
 * letter is drawn. */
static void
prepare_spelling (AlcoveComposer *self)
{
  if (!self->is_spelling && self->spelling_idle == 0)
    self->spelling_idle = g_idle_add_full (G_PRIORITY_LOW, spelling_due, self, NULL);
}

/* Up, where there is no line to go up from. */
static gboolean
wants_last (AlcoveComposer *self, guint keyval, GdkModifierType state)
{
  return keyval == GDK_KEY_Up && (state & gtk_accelerator_get_default_mod_mask ()) == 0
         && !self->is_composing
         && gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) == 0;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
             AlcoveComposer *self)
{
  AlcoveComposerDeed deed
      = alcove_composer_judge_key (keyval, state, self->enter_sends, self->is_composing);
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  prepare_spelling (self);
  if (wants_last (self, keyval, state))
    {
      g_signal_emit (self, signals[EDIT_LAST], 0);
      return GDK_EVENT_STOP;
    }
  if (deed == ALCOVE_COMPOSER_PASS)
    return GDK_EVENT_PROPAGATE;
  if (event != NULL && gtk_text_view_im_context_filter_keypress (self->view, event))
    return GDK_EVENT_STOP;
  if (deed == ALCOVE_COMPOSER_SEND)
    send_prompt (self);
  else
    break_line (self);
  return GDK_EVENT_STOP;
}

static void
preedit_changed (AlcoveComposer *self, const char *preedit)
{
  self->is_composing = preedit != NULL && *preedit != '\0';
  update (self);
}

static void
paste_text (AlcoveComposer *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  guint count = 0;
  g_autofree char *clean = alcove_hidden_characters_strip (text, -1, &count);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, clean, -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
  if (count > 0)
    g_signal_emit (self, signals[HIDDEN_REMOVED], 0, count);
}

static void
clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AlcoveComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (text != NULL)
    paste_text (self, text);
  else /* neither text nor a picture lies there */
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
paste_clipboard (AlcoveComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  g_signal_stop_emission_by_name (self->view, "paste-clipboard");
  if (!alcove_attachment_bar_take_clipboard (self->attachments, clipboard))
    gdk_clipboard_read_text_async (clipboard, NULL, clipboard_read, g_object_ref (self));
}

static void
focus_entered (AlcoveComposer *self)
{
  gtk_widget_add_css_class (self->card, "focused");
}

static void
focus_left (AlcoveComposer *self)
{
  gtk_widget_remove_css_class (self->card, "focused");
}

static void
alcove_composer_set_property (GObject *object, guint prop_id, const GValue *value,
                              GParamSpec *pspec)
{
  AlcoveComposer *self = ALCOVE_COMPOSER (object);

  switch ((AlcoveComposerProperty) prop_id)
    {
    case PROP_IS_STREAMING:
      alcove_composer_set_is_streaming (self, g_value_get_boolean (value));
      break;
    case PROP_REASON:
      alcove_composer_set_reason (self, g_value_get_string (value));
      break;
    case PROP_ENTER_SENDS:
      self->enter_sends = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_composer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveComposer *self = ALCOVE_COMPOSER (object);

  switch ((AlcoveComposerProperty) prop_id)
    {
    case PROP_IS_STREAMING:
      g_value_set_boolean (value, self->is_streaming);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_ENTER_SENDS:
      g_value_set_boolean (value, self->enter_sends);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
alcove_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ALCOVE_COMPOSER (widget)->view));
}

static void
alcove_composer_dispose (GObject *object)
{
  AlcoveComposer *self = ALCOVE_COMPOSER (object);

  g_clear_handle_id (&self->spelling_idle, g_source_remove);
  if (self->view != NULL)
    alcove_spelling_detach (self->view);
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_COMPOSER);
  G_OBJECT_CLASS (alcove_composer_parent_class)->dispose (object);
}

static void
alcove_composer_finalize (GObject *object)
{
  g_clear_pointer (&ALCOVE_COMPOSER (object)->reason, g_free);
  G_OBJECT_CLASS (alcove_composer_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  props[PROP_IS_STREAMING] = g_param_spec_boolean ("is-streaming", NULL, NULL, FALSE, flags);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  props[PROP_ENTER_SENDS] = g_param_spec_boolean ("enter-sends", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[SEND] = g_signal_new ("send", ALCOVE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_PTR_ARRAY);
  signals[STOP] = g_signal_new ("stop", ALCOVE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[HIDDEN_REMOVED] = g_signal_new ("hidden-removed", ALCOVE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CHANGED] = g_signal_new ("changed", ALCOVE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[EDIT_LAST] = g_signal_new ("edit-last", ALCOVE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[ATTACHED] = g_signal_new ("attached", ALCOVE_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_ATTACHMENT);
}

static void
alcove_composer_class_init (AlcoveComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = alcove_composer_set_property;
  object_class->get_property = alcove_composer_get_property;
  object_class->dispose = alcove_composer_dispose;
  object_class->finalize = alcove_composer_finalize;
  widget_class->grab_focus = alcove_composer_grab_focus;
  install_properties (object_class);
  g_type_ensure (ALCOVE_TYPE_ATTACHMENT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveComposer, card);
  gtk_widget_class_bind_template_child (widget_class, AlcoveComposer, attachments);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, attached);
  gtk_widget_class_bind_template_callback (widget_class, attaching_failed);
  gtk_widget_class_bind_template_child (widget_class, AlcoveComposer, view);
  gtk_widget_class_bind_template_child (widget_class, AlcoveComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, AlcoveComposer, send_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveComposer, stop_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveComposer, reason_label);
  gtk_widget_class_install_action (widget_class, "composer.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "composer.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach_action);
}

static void
watch_keys (AlcoveComposer *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
}

/* Before the text view, which would take the names of files as text. */
static void
watch_drops (AlcoveComposer *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (files_dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
alcove_composer_init (AlcoveComposer *self)
{
  self->enter_sends = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_keys (self);
  watch_drops (self);
  g_signal_connect_swapped (self->view, "preedit-changed", G_CALLBACK (preedit_changed), self);
  g_signal_connect_swapped (self->view, "paste-clipboard", G_CALLBACK (paste_clipboard), self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (text_changed), self, G_CONNECT_SWAPPED);
  g_object_bind_property (alcove_preferences_get_default (), "enter-sends", self, "enter-sends",
                          G_BINDING_SYNC_CREATE);
  update (self);
}

GtkWidget *
alcove_composer_new (void)
{
  return g_object_new (ALCOVE_TYPE_COMPOSER, NULL);
}

/**
 * alcove_composer_dup_text:
 * @self: a composer
 *
 * Returns: (transfer full): what is written, as it is
 */
char *
alcove_composer_dup_text (AlcoveComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

void
alcove_composer_set_text (AlcoveComposer *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text ? text : "", -1);
}

/**
 * alcove_composer_dup_attachments:
 * @self: a composer
 *
 * Returns: (transfer full) (element-type AlcoveAttachment): what goes with the prompt
 */
GPtrArray *
alcove_composer_dup_attachments (AlcoveComposer *self)
{
  return alcove_attachment_bar_dup_attachments (self->attachments);
}

void
alcove_composer_set_attachments (AlcoveComposer *self, GPtrArray *attachments)
{
  alcove_attachment_bar_set_attachments (self->attachments, attachments);
}

void
alcove_composer_remove_attachment (AlcoveComposer *self, AlcoveAttachment *attachment)
{
  alcove_attachment_bar_remove (self->attachments, attachment);
}

/**
 * alcove_composer_may_send_attachment:
 * @self: a composer
 * @attachment: what is to go with the prompt
 * @session: (nullable): whose server is asked
 * @conversation: (nullable): the chat
 *
 * Says so where the chat's model is known not to take it; another model may be chosen after the file was.
 *
 * Returns: whether it may be sent
 */
gboolean
alcove_composer_may_send_attachment (AlcoveComposer *self, AlcoveAttachment *attachment,
                                     AlcoveSession *session, AlcoveConversation *conversation)
{
  g_autoptr (GError) error = NULL;

  if (session == NULL || conversation == NULL
      || alcove_session_check_attachment (session, conversation, attachment, &error))
    return TRUE;
  attaching_failed (self, error);
  return FALSE;
}

/**
 * alcove_composer_keep_attachments:
 * @self: a composer
 * @owner: (nullable) (type GObject): whose draft it is
 *
 * What is attached and not sent stays with @owner, in memory alone.
 */
void
alcove_composer_keep_attachments (AlcoveComposer *self, gpointer owner)
{
  if (owner != NULL)
    g_object_set_data_full (owner, DRAFT_ATTACHMENTS, alcove_composer_dup_attachments (self),
                            (GDestroyNotify) g_ptr_array_unref);
}

/**
 * alcove_composer_restore_attachments:
 * @self: a composer
 * @owner: (nullable) (type GObject): whose draft is written on; nothing for none
 */
void
alcove_composer_restore_attachments (AlcoveComposer *self, gpointer owner)
{
  alcove_composer_set_attachments (self,
                                   owner ? g_object_get_data (owner, DRAFT_ATTACHMENTS) : NULL);
}

void
alcove_composer_set_is_streaming (AlcoveComposer *self, gboolean is_streaming)
{
  gboolean had_focus
      = gtk_widget_is_focus (self->send_button) || gtk_widget_is_focus (self->stop_button);

  if (self->is_streaming == is_streaming)
    return;
  self->is_streaming = is_streaming;
  update (self);
  if (had_focus) /* the button in focus has just gone */
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_STREAMING]);
}

void
alcove_composer_set_reason (AlcoveComposer *self, const char *reason)
{
  if (!g_set_str (&self->reason, reason))
    return;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REASON]);
}

/* In pixels; what is higher scrolls. */
void
alcove_composer_set_max_height (AlcoveComposer *self, int height)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->view), GTK_TYPE_SCROLLED_WINDOW);

  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX (height, 60));
}
