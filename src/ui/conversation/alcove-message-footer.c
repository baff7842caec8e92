/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The line beneath an answer. Main thread.
 *
 * While an answer is awaited or comes it shows a spinner, and after some seconds without a word it says that it
 * still waits, long before the server counts as silent; behind a complete one Copy, and what it cost; beneath any
 * other it says in words what happened, and offers to try again. */

#include "alcove-message-footer.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "alcove-error-text.h"
#include "alcove-message-button.h"
#include "alcove-message-info.h"
#include "alcove-variant-switcher.h"

#define STILL_WAITING_SECONDS 10

struct _AlcoveMessageFooter
{
  GtkWidget parent_instance;

  AlcoveMessage *message;
  GtkWidget *box;
  GtkWidget *spinner;
  GtkWidget *rows;   /* the status where it has a line of its own, and the box */
  GtkWidget *status; /* the icon and the words, in one line or a card */
  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *retry;
  GtkWidget *go_on;
  GtkWidget *buttons; /* the small ones, which stay in one line */
  GtkWidget *switcher;
  GtkWidget *copy;
  GtkWidget *again;
  GtkWidget *more;
  GtkWidget *info;
  guint waiting_source;
};

enum
{
  COPY,
  RETRY,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveMessageFooter, alcove_message_footer, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
alcove_message_footer_dispose (GObject *object)
{
  AlcoveMessageFooter *self = ALCOVE_MESSAGE_FOOTER (object);

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (alcove_message_footer_parent_class)->dispose (object);
}

static void
alcove_message_footer_class_init (AlcoveMessageFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_message_footer_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message-footer");
  signals[COPY] = g_signal_new ("copy", ALCOVE_TYPE_MESSAGE_FOOTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  signals[RETRY] = g_signal_new ("retry", ALCOVE_TYPE_MESSAGE_FOOTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
copy_clicked (AlcoveMessageFooter *self)
{
  g_signal_emit (self, signals[COPY], 0);
}

static void
retry_clicked (AlcoveMessageFooter *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static GtkWidget *
make_copy (void)
{
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_set_tooltip_text (copy, _ ("Copy Answer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy Answer"), -1);
  return copy;
}

static void
alcove_message_footer_init (AlcoveMessageFooter *self)
{
  self->box
      = adw_wrap_box_new (); /* a narrow window with large text has no room for all in a line */
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 4);
  self->spinner = adw_spinner_new ();
  self->status = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->status, "status");
  self->icon
      = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->words = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  self->retry = gtk_button_new_with_label (_ ("Retry"));
  gtk_widget_set_valign (self->retry, GTK_ALIGN_CENTER);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->copy = make_copy ();
  gtk_widget_set_valign (self->copy, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->buttons), self->copy);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), self->spinner);
  gtk_box_append (GTK_BOX (self->status), self->icon);
  gtk_box_append (GTK_BOX (self->status), self->words);
  g_object_bind_property (self->words, "visible", self->status, "visible", G_BINDING_SYNC_CREATE);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), self->status);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), self->retry);
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), self->buttons);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (self->rows), self->box);
  gtk_widget_set_cursor_from_name (self->rows, "default");
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  g_signal_connect_swapped (self->copy, "clicked", G_CALLBACK (copy_clicked), self);
  g_signal_connect_swapped (self->retry, "clicked", G_CALLBACK (retry_clicked), self);
}

static char *
dup_failure (AlcoveMessage *message)
{
  const AlcoveError code = alcove_error_code_from_string (alcove_message_get_error_code (message));

  g_autofree char *text
      = alcove_error_text_dup_for_code (code, alcove_message_get_error_message (message));
  g_autoptr (GDateTime) retry_at
      = g_date_time_new_from_unix_local (alcove_message_get_retry_at (message) / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = retry_at ? g_date_time_format (retry_at, "%X") : NULL;

  /* what is past needs no word */
  if (time == NULL || g_date_time_compare (retry_at, now) <= 0)
    return g_steal_pointer (&text);
  /* Translators: the first is what happened; %2$s is a time of the day */
  return g_strdup_printf (_ ("%1$s The server asks to wait until %2$s."), text, time);
}

/**
 * alcove_message_footer_dup_status:
 * @message: an answer
 *
 * Returns: (transfer full) (nullable): why it is not complete, in words; %NULL where it is or may become so
 */
char *
alcove_message_footer_dup_status (AlcoveMessage *message)
{
  switch (alcove_message_get_status (message))
    {
    case ALCOVE_STATUS_STOPPED:
      return g_strdup (_ ("You stopped this answer."));
    case ALCOVE_STATUS_TRUNCATED:
      return g_strdup (_ ("The connection ended before the answer was complete."));
    case ALCOVE_STATUS_INTERRUPTED:
      return g_strdup (_ ("Alcove was closed before the answer was complete."));
    case ALCOVE_STATUS_FAILED:
      return dup_failure (message);
    case ALCOVE_STATUS_COMPLETE:
      if (g_strcmp0 (alcove_message_get_finish_reason (message), "length") == 0)
        return g_strdup (_ ("The answer reached its length limit."));
      return NULL;
    case ALCOVE_STATUS_PENDING:
    case ALCOVE_STATUS_STREAMING:
    default:
      return NULL;
    }
}

/* A setting that the server refused by name can be left out; the same once more would fail again. */
static void
update_retry (AlcoveMessageFooter *self, gboolean is_visible)
{
  g_autofree char *refused = alcove_message_dup_refused_field (self->message);

  gtk_button_set_label (GTK_BUTTON (self->retry),
                        refused ? C_ ("button", "Send Without It") : _ ("Retry"));
  gtk_widget_set_visible (self->retry, is_visible);
}

static void
say_still_waiting (gpointer data)
{
  AlcoveMessageFooter *self = data;

  self->waiting_source = 0;
  gtk_label_set_text (GTK_LABEL (self->words), _ ("Still waiting for the first word…"));
  gtk_widget_add_css_class (self->words, "dim-label");
  gtk_widget_set_visible (self->words, TRUE);
}

/* A footer may be made long after its message, when the reader comes back to it. */
static void
await_word (AlcoveMessageFooter *self)
{
  const gint64 now = g_get_real_time () / 1000;
  const gint64 asked_at = alcove_message_get_created_at (self->message);
  const gint64 waited = asked_at > 0 ? now - asked_at : 0;
  const gint64 left = STILL_WAITING_SECONDS * 1000 - waited;

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  gtk_widget_remove_css_class (self->words, "dim-label");
  if (alcove_message_get_status (self->message) != ALCOVE_STATUS_PENDING)
    return;
  if (left <= 0 && waited >= 0)
    say_still_waiting (self);
  else
    self->waiting_source = g_timeout_add_once (
        (guint) CLAMP (left, 1, STILL_WAITING_SECONDS * 1000), say_still_waiting, self);
}

/* Words are there, and more of them were to come. */
static gboolean
can_go_on (AlcoveMessage *message)
{
  const AlcoveStatus status = alcove_message_get_status (message);

  if (alcove_message_get_text_length (message) == 0)
    return FALSE;
  return status == ALCOVE_STATUS_STOPPED || status == ALCOVE_STATUS_TRUNCATED
         || status == ALCOVE_STATUS_INTERRUPTED
         || (status == ALCOVE_STATUS_COMPLETE
             && g_strcmp0 (alcove_message_get_finish_reason (message), "length") == 0);
}

/* Made for the few that need it. */
static void
update_go_on (AlcoveMessageFooter *self)
{
  const gboolean can = can_go_on (self->message);

  if (can && self->go_on == NULL)
    {
      self->go_on = gtk_button_new_with_label (C_ ("button", "Continue"));
      gtk_widget_set_valign (self->go_on, GTK_ALIGN_CENTER);
      alcove_message_button_set_message (self->go_on, self->message);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go_on), "message.go-on");
      adw_wrap_box_insert_child_after (ADW_WRAP_BOX (self->box), self->go_on, self->retry);
    }
  if (self->go_on != NULL)
    gtk_widget_set_visible (self->go_on, can);
}

static void
make_buttons (AlcoveMessageFooter *self)
{
  GtkBox *buttons = GTK_BOX (self->buttons);

  self->again = alcove_message_button_new (self->message, "view-refresh-symbolic",
                                           _ ("Regenerate Answer"), "message.regenerate");
  self->more = alcove_message_button_new (self->message, "view-more-symbolic",
                                          _ ("More for This Answer"), "message.menu");
  self->info = alcove_message_info_button_new (self->message);
  gtk_widget_set_valign (self->info, GTK_ALIGN_CENTER);
  self->switcher = alcove_variant_switcher_new (self->message);
  adw_wrap_box_insert_child_after (ADW_WRAP_BOX (self->box), self->switcher, self->retry);
  gtk_box_append (buttons, self->again);
  gtk_box_append (buttons, self->info);
  gtk_box_append (buttons, self->more);
}

/* A card has a line of its own. So has every status from right to left: there libadwaita (1.7) puts what is wider than
 * its line outside of the window. */
static void
place_status (AlcoveMessageFooter *self, gboolean is_card)
{
  const gboolean is_alone
      = is_card || gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autoptr (GtkWidget) status = g_object_ref (self->status);
  GtkWidget *parent = gtk_widget_get_parent (status);

  if (is_alone == (parent == self->rows))
    return;
  if (is_alone)
    {
      adw_wrap_box_remove (ADW_WRAP_BOX (self->box), status);
      gtk_box_prepend (GTK_BOX (self->rows), status);
    }
  else
    {
      gtk_box_remove (GTK_BOX (self->rows), status);
      adw_wrap_box_insert_child_after (ADW_WRAP_BOX (self->box), status, self->spinner);
    }
}

static void
update (AlcoveMessageFooter *self)
{
  g_autofree char *words = alcove_message_footer_dup_status (self->message);
  const AlcoveStatus status = alcove_message_get_status (self->message);
  const gboolean is_open = alcove_status_is_open (status);
  const gboolean is_failed = status == ALCOVE_STATUS_FAILED;

  gtk_widget_set_visible (self->spinner, is_open);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  status == ALCOVE_STATUS_PENDING ? _ ("Waiting for the answer")
                                                                  : _ ("The answer is coming"),
                                  -1);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                is_failed ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  /* to stop is no mishap */
  gtk_widget_set_visible (self->icon, words != NULL && status != ALCOVE_STATUS_STOPPED);
  gtk_widget_set_visible (self->words, words != NULL);
  update_retry (self, words != NULL && status != ALCOVE_STATUS_COMPLETE);
  gtk_widget_set_visible (self->copy,
                          !is_open && alcove_message_get_text_length (self->message) > 0);
  gtk_widget_set_visible (self->again, !is_open);
  gtk_widget_set_visible (self->more, !is_open);
  gtk_widget_set_visible (self->info, !is_open);
  gtk_widget_set_visible (self->buttons, !is_open);
  update_go_on (self);
  gtk_label_set_text (GTK_LABEL (self->words), words ? words : "");
  await_word (self);
  place_status (self, is_failed);
  if (is_failed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failed");
}

/**
 * alcove_message_footer_new:
 * @message: an answer
 *
 * Returns: (transfer floating): a footer that follows the message
 */
GtkWidget *
alcove_message_footer_new (AlcoveMessage *message)
{
  AlcoveMessageFooter *self = g_object_new (ALCOVE_TYPE_MESSAGE_FOOTER, NULL);

  self->message = g_object_ref (message);
  make_buttons (self);
  g_signal_connect_object (message, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * alcove_message_footer_set_message:
 * @self: a footer
 * @message: the answer that it stands beneath from now on
 */
void
alcove_message_footer_set_message (AlcoveMessageFooter *self, AlcoveMessage *message)
{
  if (self->message == message)
    return;
  g_signal_handlers_disconnect_by_func (self->message, update, self);
  g_set_object (&self->message, message);
  g_signal_connect_object (message, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  alcove_message_button_set_message (self->again, message);
  alcove_message_button_set_message (self->more, message);
  if (self->go_on != NULL)
    alcove_message_button_set_message (self->go_on, message);
  alcove_message_info_button_set_message (self->info, message);
  alcove_variant_switcher_set_message (ALCOVE_VARIANT_SWITCHER (self->switcher), message);
  update (self);
}

/**
 * alcove_message_footer_get_message:
 * @self: a footer
 *
 * Returns: (transfer none): the answer that it stands beneath
 */
AlcoveMessage *
alcove_message_footer_get_message (AlcoveMessageFooter *self)
{
  return self->message;
}
