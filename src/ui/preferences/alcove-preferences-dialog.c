/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The preferences, each a switch bound to what the window remembers. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-preferences-dialog.h"

#include "alcove-answer-announcer.h"
#include "alcove-preferences.h"
#include "alcove-titles-group.h"

struct _AlcovePreferencesDialog
{
  AdwPreferencesDialog parent_instance;
  GtkWidget *defaults_row;
  AlcoveTitlesGroup *titles_group;
  AdwSwitchRow *enter_row;
  AdwSwitchRow *spelling_row;
  AdwSwitchRow *wrap_row;
  AdwSwitchRow *notify_row;
  AdwSwitchRow *background_row;
  AdwSwitchRow *ask_row;
  AdwComboRow *announce_row;
  AdwComboRow *lock_row;
  AdwSwitchRow *keyring_row;
  GtkWidget *saving_group;
  AdwActionRow *place_row;
};

G_DEFINE_FINAL_TYPE (AlcovePreferencesDialog, alcove_preferences_dialog,
                     ADW_TYPE_PREFERENCES_DIALOG)

static guint defaults_wanted_signal;

/* In the order of the row's choices. A number that somebody set by hand is shown as the next longer one. */
static const int minutes[] = { 0, 1, 5, 15 };

static gboolean
choice_of_minutes (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  guint choice = 0;

  while (choice + 1 < G_N_ELEMENTS (minutes) && minutes[choice] < g_value_get_int (from))
    choice++;
  g_value_set_uint (to, choice);
  return TRUE;
}

static gboolean
minutes_of_choice (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  const guint choice = g_value_get_uint (from);

  if (choice >= G_N_ELEMENTS (minutes))
    return FALSE;
  g_value_set_int (to, minutes[choice]);
  return TRUE;
}

/* The row's choices stand in the order of the values. */
static gboolean
choice_of_announce (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_uint (to, (guint) g_value_get_enum (from));
  return TRUE;
}

static gboolean
announce_of_choice (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  if (g_value_get_uint (from) > ALCOVE_ANNOUNCE_FINISHED)
    return FALSE;
  g_value_set_enum (to, (int) g_value_get_uint (from));
  return TRUE;
}

static void
alcove_preferences_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_PREFERENCES_DIALOG);
  G_OBJECT_CLASS (alcove_preferences_dialog_parent_class)->dispose (object);
}

static void
defaults_pressed (AlcovePreferencesDialog *self)
{
  g_signal_emit (self, defaults_wanted_signal, 0);
}

static void
bind_rows (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, defaults_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, titles_group);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, enter_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, spelling_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, wrap_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, notify_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, background_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, ask_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, announce_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, lock_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, keyring_row);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, saving_group);
  gtk_widget_class_bind_template_child (widget_class, AlcovePreferencesDialog, place_row);
  gtk_widget_class_bind_template_callback (widget_class, defaults_pressed);
}

static void
alcove_preferences_dialog_class_init (AlcovePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_preferences_dialog_dispose;
  g_type_ensure (ALCOVE_TYPE_TITLES_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-preferences-dialog.ui");
  bind_rows (widget_class);
  /**
   * AlcovePreferencesDialog::defaults-wanted:
   * @self: the preferences
   *
   * What all chats of the account ask with is to be shown.
   */
  defaults_wanted_signal = g_signal_new ("defaults-wanted", ALCOVE_TYPE_PREFERENCES_DIALOG,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
alcove_preferences_dialog_init (AlcovePreferencesDialog *self)
{
  AlcovePreferences *preferences = alcove_preferences_get_default ();
  const GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (preferences, "enter-sends", self->enter_row, "active", flags);
  g_object_bind_property (preferences, "check-spelling", self->spelling_row, "active", flags);
  gtk_widget_set_visible (GTK_WIDGET (self->spelling_row), ALCOVE_HAVE_SPELLING);
  g_object_bind_property (preferences, "wrap-code", self->wrap_row, "active", flags);
  g_object_bind_property (preferences, "notify", self->notify_row, "active", flags);
  g_object_bind_property (preferences, "finish-in-background", self->background_row, "active",
                          flags);
  g_object_bind_property (preferences, "ask-on-close", self->ask_row, "active", flags);
  g_object_bind_property (preferences, "unlock-with-keyring", self->keyring_row, "active", flags);
  g_object_bind_property_full (preferences, "lock-minutes", self->lock_row, "selected", flags,
                               choice_of_minutes, minutes_of_choice, NULL, NULL);
  g_object_bind_property_full (preferences, "announce", self->announce_row, "selected", flags,
                               choice_of_announce, announce_of_choice, NULL, NULL);
  gtk_widget_set_visible (self->defaults_row, FALSE);
  gtk_widget_set_visible (self->saving_group, FALSE);
}

AdwDialog *
alcove_preferences_dialog_new (void)
{
  return g_object_new (ALCOVE_TYPE_PREFERENCES_DIALOG, NULL);
}

/**
 * alcove_preferences_dialog_set_session:
 * @self: the preferences
 * @session: the account in use
 *
 * Shows what is set for that account alone, too.
 */
void
alcove_preferences_dialog_set_session (AlcovePreferencesDialog *self, AlcoveSession *session)
{
  const char *place = alcove_session_get_history_folder (session);

  alcove_titles_group_set_session (self->titles_group, session);
  adw_action_row_set_subtitle (self->place_row, place ? place : _ ("Nothing is saved yet."));
  gtk_widget_set_visible (self->defaults_row, TRUE);
  gtk_widget_set_visible (self->saving_group, TRUE);
}
