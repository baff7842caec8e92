/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is left after locking: a key is asked for. Main thread. The process began anew, so nothing of a history is
 * in its memory; the key that is typed lets in the accounts that it belongs to, and no others. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-completion.h"
#include "alcove-error-text.h"
#include "alcove-lock-page.h"

struct _AlcoveLockPage
{
  AdwBin parent_instance;
  GtkEditable *key_row;
  GtkLabel *problem;
  GtkWidget *unlock_button;
  GtkWidget *keyring_button;
  AlcoveAccounts *accounts;
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (AlcoveLockPage, alcove_lock_page, ADW_TYPE_BIN)

enum
{
  UNLOCKED,
  USE_KEYRING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_button (AlcoveLockPage *self)
{
  gtk_widget_set_sensitive (self->unlock_button,
                            !self->is_busy && *gtk_editable_get_text (self->key_row) != '\0');
}

static void
key_changed (AlcoveLockPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  update_button (self);
}

/**
 * alcove_lock_page_show_error:
 * @self: a page
 * @error: why nothing was opened
 */
void
alcove_lock_page_show_error (AlcoveLockPage *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_WRONG_KEY))
    text
        = g_strdup (_ ("No account in the keyring has this key. If it was not remembered, enter it "
                       "together with its server under Other Account."));
  else
    text = alcove_error_text_dup (error);
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
unlocked (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveLockPage *self = owner;

  self->is_busy = FALSE;
  update_button (self);
  if (error != NULL)
    {
      alcove_lock_page_show_error (self, error);
      return;
    }
  gtk_editable_set_text (self->key_row, "");
  g_signal_emit (self, signals[UNLOCKED], 0, g_value_get_object (value));
}

static void
unlock (AlcoveLockPage *self)
{
  if (!gtk_widget_get_sensitive (self->unlock_button))
    return;
  self->is_busy = TRUE;
  key_changed (self);
  alcove_completion_await (alcove_accounts_unlock (self->accounts,
                                                   gtk_editable_get_text (self->key_row)),
                           self, unlocked, NULL, NULL);
}

static void
use_keyring (AlcoveLockPage *self)
{
  g_signal_emit (self, signals[USE_KEYRING], 0);
}

static gboolean
alcove_lock_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ALCOVE_LOCK_PAGE (widget)->key_row));
}

static void
alcove_lock_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_LOCK_PAGE);
  g_clear_object (&ALCOVE_LOCK_PAGE (object)->accounts);
  G_OBJECT_CLASS (alcove_lock_page_parent_class)->dispose (object);
}

static void
alcove_lock_page_class_init (AlcoveLockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_lock_page_dispose;
  widget_class->grab_focus = alcove_lock_page_grab_focus;
  signals[UNLOCKED] = g_signal_new ("unlocked", ALCOVE_TYPE_LOCK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_ACCOUNT_ITEM);
  signals[USE_KEYRING] = g_signal_new ("use-keyring", ALCOVE_TYPE_LOCK_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/alcovechat/Alcove/alcove-lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveLockPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveLockPage, problem);
  gtk_widget_class_bind_template_child (widget_class, AlcoveLockPage, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveLockPage, keyring_button);
  gtk_widget_class_bind_template_callback (widget_class, key_changed);
  gtk_widget_class_bind_template_callback (widget_class, unlock);
  gtk_widget_class_bind_template_callback (widget_class, use_keyring);
}

static void
alcove_lock_page_init (AlcoveLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_lock_page_new:
 * @accounts: not loaded
 * @may_use_keyring: whether the keyring may open the accounts without a key being typed
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
alcove_lock_page_new (AlcoveAccounts *accounts, gboolean may_use_keyring)
{
  AlcoveLockPage *self = g_object_new (ALCOVE_TYPE_LOCK_PAGE, NULL);

  g_set_object (&self->accounts, accounts);
  gtk_widget_set_visible (self->keyring_button, may_use_keyring);
  return GTK_WIDGET (self);
}
