/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the banners above a chat say: of its history, and whether it is saved. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-conversation-page-private.h"
#include "alcove-error-text.h"
#include "alcove-recovery-dialog.h"
#include "alcove-session-care.h"

/* A session that a recovery key opened reads, and reaches no server. */
gboolean
alcove_conversation_page_wants_key (AlcoveConversationPage *self)
{
  return self->session != NULL
         && alcove_account_item_get_is_recovered (alcove_session_get_account_item (self->session));
}

/* One that is not revealed stands there with its words all the same, and a screen reader would find them. */
static void
reveal (AdwBanner *banner, gboolean is_revealed)
{
  adw_banner_set_revealed (banner, is_revealed);
  gtk_accessible_update_state (GTK_ACCESSIBLE (banner), GTK_ACCESSIBLE_STATE_HIDDEN, !is_revealed,
                               -1);
}

static void
update_store_banner (AlcoveConversationPage *self)
{
  const GError *error = self->session ? alcove_session_get_store_error (self->session) : NULL;
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;
  const gboolean is_recovered = text == NULL && alcove_conversation_page_wants_key (self);

  if (is_recovered)
    {
      adw_banner_set_title (self->store_banner,
                            _ ("Opened by its recovery key. To chat, enter an API key."));
      adw_banner_set_button_label (self->store_banner, C_ ("button", "Enter API Key…"));
    }
  else if (text != NULL)
    {
      adw_banner_set_title (self->store_banner, text);
      adw_banner_set_button_label (self->store_banner, alcove_session_get_is_damaged (self->session)
                                                           ? C_ ("button", "Recover…")
                                                           : C_ ("button", "Retry"));
    }
  reveal (self->store_banner, text != NULL || is_recovered);
}

static void
update_unsaved_banner (AlcoveConversationPage *self)
{
  gboolean is_begun = self->conversation && alcove_conversation_get_id (self->conversation);
  gboolean is_saved = is_begun && alcove_conversation_get_is_saved (self->conversation);
  gboolean is_on = self->session && alcove_session_get_save_history (self->session);
  gboolean can_keep = is_begun && !is_saved && alcove_session_get_can_save (self->session);
  gboolean has_error = self->session && alcove_session_get_store_error (self->session);

  adw_banner_set_title (self->unsaved_banner,
                        is_saved
                            ? _ ("Saving is off: what you add goes into a copy that is not saved")
                            : _ ("This chat is not saved"));
  adw_banner_set_button_label (self->unsaved_banner,
                               can_keep ? C_ ("button", "Keep This Chat") : NULL);
  reveal (self->unsaved_banner,
          self->session && !has_error && (is_begun ? !is_saved || !is_on : !is_on));
}

void
alcove_conversation_page_update_banners (AlcoveConversationPage *self)
{
  update_store_banner (self);
  update_unsaved_banner (self);
}

static void
store_retried (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  g_autofree char *text = error ? alcove_error_text_dup (error) : NULL;

  if (text != NULL)
    alcove_conversation_page_toast (ALCOVE_CONVERSATION_PAGE (owner), text);
}

void
alcove_conversation_page_retry_store (AlcoveConversationPage *self)
{
  if (alcove_conversation_page_wants_key (self)
      && alcove_session_get_store_error (self->session) == NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.enter-key", "s",
        alcove_account_item_get_id (alcove_session_get_account_item (self->session)));
  else if (self->session != NULL && alcove_session_get_is_damaged (self->session))
    alcove_recovery_dialog_run (GTK_WIDGET (self), self->session);
  else if (self->session != NULL)
    alcove_completion_await (alcove_session_retry_store (self->session), self, store_retried, NULL,
                             NULL);
}
