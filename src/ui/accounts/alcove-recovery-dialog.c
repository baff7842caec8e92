/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A damaged history: asks, has it recovered, and tells how much of it was saved. Main thread. */

#include "alcove-recovery-dialog.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-session-care.h"

static void
tell (GtkWidget *parent, const char *heading, const char *body)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", C_ ("button", "_Close"));
  adw_dialog_present (dialog, parent);
}

static char *
dup_chats (gint64 n)
{
  return g_strdup_printf (ngettext ("%u chat", "%u chats", (gulong) n), (guint) n);
}

static char *
dup_messages (gint64 n)
{
  return g_strdup_printf (ngettext ("%u message", "%u messages", (gulong) n), (guint) n);
}

static void
tell_report (GtkWidget *parent, const AlcoveCareReport *report)
{
  g_autofree char *chats = dup_chats (report->chats);
  g_autofree char *messages = dup_messages (report->messages);
  g_autofree char *chats_lost = dup_chats (report->chats_lost);
  g_autofree char *messages_lost = dup_messages (report->messages_lost);
  g_autofree char *saved = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *body = NULL;

  /* Translators: "12 chats" and "30 messages" */
  saved = g_strdup_printf (_ ("Saved: %s, %s."), chats, messages);
  if (report->is_from_backup)
    lost = g_strdup (_ ("Nothing of the damaged file could be read; this is its last backup."));
  else
    /* Translators: "1 chat" and "3 messages" */
    lost = g_strdup_printf (_ ("Known to be lost: %s, %s."), chats_lost, messages_lost);
  body = g_strdup_printf ("%s\n%s\n%s", saved, lost,
                          _ ("A copy of the damaged file is kept for 30 days."));
  tell (parent, _ ("The History Opens Again"), body);
}

static void
recovered (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;

  if (text != NULL)
    tell (owner, _ ("Nothing Could Be Recovered"), text);
  else
    tell_report (owner, g_value_get_boxed (value));
}

typedef struct
{
  GtkWidget *parent;
  AlcoveSession *session;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  g_object_unref (asking->parent);
  g_object_unref (asking->session);
  g_free (asking);
}

static void
answered (AdwAlertDialog *dialog, const char *response, Asking *asking)
{
  if (g_str_equal (response, "recover"))
    alcove_completion_await (alcove_session_recover_store (asking->session), asking->parent,
                             recovered, NULL, NULL);
}

/**
 * alcove_recovery_dialog_run:
 * @parent: where it is shown
 * @session: whose history is damaged
 *
 * Asks whether the history is to be recovered, and does it.
 */
void
alcove_recovery_dialog_run (GtkWidget *parent, AlcoveSession *session)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Recover the Damaged History?"),
                                            _ ("What can be read of it goes into a new file. The "
                                               "damaged file is not written over: a copy "
                                               "of it is kept for 30 days."));
  Asking *asking = g_new0 (Asking, 1);

  asking->parent = g_object_ref (parent);
  asking->session = g_object_ref (session);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", C_ ("button", "_Cancel"),
                                  "recover", C_ ("button", "_Recover"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "recover",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "recover");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), asking, asking_free,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, parent);
}
