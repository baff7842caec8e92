/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Whether a model writes titles. Main thread. What is set here is the account's, and stays in its vault. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-titles-group.h"

struct _AlcoveTitlesGroup
{
  AdwPreferencesGroup parent_instance;
  AdwSwitchRow *ask_row;
  AdwComboRow *model_row;
  AlcoveSession *session;
  gboolean is_showing; /* the rows are being set by us */
};

G_DEFINE_FINAL_TYPE (AlcoveTitlesGroup, alcove_titles_group, ADW_TYPE_PREFERENCES_GROUP)

static void
changed (AlcoveTitlesGroup *self)
{
  const guint selected = adw_combo_row_get_selected (self->model_row);
  GtkStringObject *item = adw_combo_row_get_selected_item (self->model_row);
  const gboolean asks = adw_switch_row_get_active (self->ask_row);

  gtk_widget_set_sensitive (GTK_WIDGET (self->model_row), asks);
  if (!self->is_showing && self->session != NULL)
    alcove_session_set_asks_for_titles (
        self->session, asks,
        selected > 0 && item != NULL ? gtk_string_object_get_string (item) : NULL);
}

/* The chat's own, all that the server lists, and the one that is set, which it may not list. */
static void
show_models (AlcoveTitlesGroup *self)
{
  GListModel *models = alcove_session_get_models (self->session);
  const char *current = alcove_session_get_title_model (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("The Chat’s Own"));
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (alcove_model_get_id (model), current) == 0)
        selected = i + 1;
      gtk_string_list_append (names, alcove_model_get_id (model));
    }
  if (current != NULL && selected == 0)
    {
      gtk_string_list_append (names, current);
      selected = g_list_model_get_n_items (G_LIST_MODEL (names)) - 1;
    }
  self->is_showing = TRUE;
  adw_combo_row_set_model (self->model_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->model_row, selected);
  self->is_showing = FALSE;
}

/**
 * alcove_titles_group_set_session:
 * @self: a group
 * @session: the account that it is about
 */
void
alcove_titles_group_set_session (AlcoveTitlesGroup *self, AlcoveSession *session)
{
  g_autofree char *words = NULL;
  g_autofree char *escaped = g_markup_escape_text (alcove_session_get_name (session), -1);

  g_set_object (&self->session, session);
  words = g_strdup_printf (_ ("For the chats of “%s”"), escaped);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), words);
  self->is_showing = TRUE;
  adw_switch_row_set_active (self->ask_row, alcove_session_get_asks_for_titles (session));
  self->is_showing = FALSE;
  show_models (self);
  changed (self);
  g_signal_connect_object (alcove_session_get_models (session), "items-changed",
                           G_CALLBACK (show_models), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
alcove_titles_group_dispose (GObject *object)
{
  AlcoveTitlesGroup *self = ALCOVE_TITLES_GROUP (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (alcove_session_get_models (self->session), self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_TITLES_GROUP);
  G_OBJECT_CLASS (alcove_titles_group_parent_class)->dispose (object);
}

static void
alcove_titles_group_class_init (AlcoveTitlesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_titles_group_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-titles-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveTitlesGroup, ask_row);
  gtk_widget_class_bind_template_child (widget_class, AlcoveTitlesGroup, model_row);
  gtk_widget_class_bind_template_callback (widget_class, changed);
}

static void
alcove_titles_group_init (AlcoveTitlesGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
