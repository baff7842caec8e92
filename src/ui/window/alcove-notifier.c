/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* "An answer is ready" for a person who is elsewhere. Main thread. Notifications are kept and shown by other
 * programs, on a locked screen too: nothing of a chat or an account ever goes into one. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-enums.h"
#include "alcove-message.h"
#include "alcove-notifier.h"
#include "alcove-preferences.h"

#define NOTIFICATION "answers"

struct _AlcoveNotifier
{
  GObject parent_instance;
  AlcoveConversation *latest; /* nullable, weak */
  AlcoveSession *session;     /* nullable, weak: that of the latest */
  guint n_ready;
  guint n_failed;
};

G_DEFINE_FINAL_TYPE (AlcoveNotifier, alcove_notifier, G_TYPE_OBJECT)

static void
take_back (AlcoveNotifier *self)
{
  GApplication *application = g_application_get_default ();

  if (self->n_ready + self->n_failed > 0 && application != NULL)
    g_application_withdraw_notification (application, NOTIFICATION);
  self->n_ready = self->n_failed = 0;
}

static void
active_changed (AlcoveNotifier *self, GParamSpec *pspec, GtkWindow *window)
{
  if (gtk_window_is_active (window))
    take_back (self);
}

static gboolean
is_anybody_here (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window))
        return TRUE;
    }
  return FALSE;
}

static char *
dup_title (AlcoveNotifier *self)
{
  if (self->n_ready == 0)
    return g_strdup (_ ("An answer could not be finished"));
  /* Translators: the title of a notification */
  return g_strdup_printf (ngettext ("Answer is ready", "%u answers are ready", self->n_ready),
                          self->n_ready);
}

static void
notify (AlcoveNotifier *self)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *title = dup_title (self);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_default_action (notification, "app.show-answer");
  if (application != NULL && g_application_get_is_registered (application))
    g_application_send_notification (application, NOTIFICATION, notification);
}

static void
answered (AlcoveNotifier *self, AlcoveConversation *conversation, AlcoveMessage *answer,
          AlcoveSession *session)
{
  const AlcoveStatus status = alcove_message_get_status (answer);

  /* Stopped: that was the person's own word. */
  if (status == ALCOVE_STATUS_STOPPED || is_anybody_here ()
      || !alcove_preferences_get_notify (alcove_preferences_get_default ()))
    return;
  if (status == ALCOVE_STATUS_FAILED)
    self->n_failed++;
  else
    self->n_ready++;
  g_set_weak_pointer (&self->latest, conversation);
  g_set_weak_pointer (&self->session, session);
  notify (self);
}

static void
alcove_notifier_dispose (GObject *object)
{
  AlcoveNotifier *self = ALCOVE_NOTIFIER (object);

  g_clear_weak_pointer (&self->latest);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (alcove_notifier_parent_class)->dispose (object);
}

static void
alcove_notifier_class_init (AlcoveNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = alcove_notifier_dispose;
}

static void
alcove_notifier_init (AlcoveNotifier *self)
{
}

/**
 * alcove_notifier_dup_shared:
 *
 * Returns: (transfer full): the one of all windows, as long as one of them holds it
 */
AlcoveNotifier *
alcove_notifier_dup_shared (void)
{
  static AlcoveNotifier *shared; /* weak */

  if (shared != NULL)
    return g_object_ref (shared);
  shared = g_object_new (ALCOVE_TYPE_NOTIFIER, NULL);
  g_object_add_weak_pointer (G_OBJECT (shared), (gpointer *) &shared);
  return shared;
}

/**
 * alcove_notifier_add_window:
 * @self: a notifier
 * @window: one in which answers are read: notifications go when it becomes active
 */
void
alcove_notifier_add_window (AlcoveNotifier *self, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * alcove_notifier_add_session:
 * @self: a notifier
 * @session: an account whose answers are told of from now on
 */
void
alcove_notifier_add_session (AlcoveNotifier *self, AlcoveSession *session)
{
  if (g_signal_handler_find (session, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                             (gpointer) answered, self)
      == 0) /* another window may have it too */
    g_signal_connect_object (session, "answered", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
}

/**
 * alcove_notifier_get_latest:
 * @self: a notifier
 * @session: (out) (nullable) (transfer none): its account, where it is still open
 *
 * Returns: (nullable) (transfer none): the chat whose answer was told of last
 */
AlcoveConversation *
alcove_notifier_get_latest (AlcoveNotifier *self, AlcoveSession **session)
{
  *session = self->session;
  return self->latest;
}
