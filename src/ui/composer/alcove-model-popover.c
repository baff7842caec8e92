/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The list that a model is chosen from, and searched in; a name that is not in it can be typed. Main thread. The list
 * is only shown, never changed: what was chosen goes out as a signal. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-error-text.h"
#include "alcove-model-popover.h"
#include "alcove-model-words.h"

enum
{
  CHOSEN,
  N_SIGNALS
};

struct _AlcoveModelPopover
{
  GtkPopover parent_instance;
  GtkEditable *entry;
  GtkWidget *spinner;
  GtkWidget *problem;
  GtkLabel *problem_label;
  GtkListView *list;
  GtkWidget *list_scroller;
  GtkWidget *free_button;
  GtkLabel *free_label;
  GtkFilterListModel *filtered;
  GtkFilter *filter;
  GtkSortListModel *sorted;
  AlcoveSession *session;
};

G_DEFINE_FINAL_TYPE (AlcoveModelPopover, alcove_model_popover, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static char *
model_words (GObject *item, AlcoveModel *model)
{
  return model ? alcove_model_words_dup (model) : g_strdup ("");
}

static gboolean
has_words (GObject *item, AlcoveModel *model)
{
  g_autofree char *words = model_words (item, model);

  return *words != '\0';
}

static char *
star_icon (GObject *item, gboolean is_favourite)
{
  return g_strdup (is_favourite ? "starred-symbolic" : "non-starred-symbolic");
}

static char *
star_words (GObject *item, gboolean is_favourite)
{
  return g_strdup (is_favourite ? _ ("Remove from Favorites") : _ ("Add to Favorites"));
}

static void
star_pressed (GtkListItem *item)
{
  AlcoveModel *model = gtk_list_item_get_item (item);

  alcove_model_set_is_favourite (model, !alcove_model_get_is_favourite (model));
}

/**
 * alcove_model_popover_matches:
 * @query: what was typed
 * @id: a model's id
 * @name: (nullable): its name
 *
 * Returns: whether each word of the query stands in the id or in the name, whatever the case
 */
gboolean
alcove_model_popover_matches (const char *query, const char *id, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (query, -1);
  g_autofree char *both = g_strconcat (id, " ", name, NULL);
  g_autofree char *hay = g_utf8_casefold (both, -1);
  g_auto (GStrv) terms = g_strsplit_set (wanted, " \t\n", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    if (strstr (hay, terms[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
filter_model (gpointer item, gpointer user_data)
{
  AlcoveModelPopover *self = user_data;

  return alcove_model_popover_matches (gtk_editable_get_text (self->entry),
                                       alcove_model_get_id (item), alcove_model_get_name (item));
}

/* The server's order, but for the favourites; it is looked at anew when the list opens, lest a row runs away from
 * under the pointer that pressed its star. */
static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return alcove_model_get_is_favourite ((AlcoveModel *) b)
         - alcove_model_get_is_favourite ((AlcoveModel *) a);
}

static gboolean
is_listed (AlcoveModelPopover *self, const char *id)
{
  GListModel *models = self->session ? alcove_session_get_models (self->session) : NULL;

  for (guint i = 0; models && i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (alcove_model_get_id (model), id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
update_free (AlcoveModelPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  gboolean offer = *text != '\0' && !is_listed (self, text);
  /* Translators: %s is the name of a model that was typed */
  g_autofree char *label = g_strdup_printf (_ ("Use “%s”"), text);

  gtk_label_set_label (self->free_label, label);
  gtk_widget_set_visible (self->free_button, offer);
}

/* An empty list would still have its margins. */
static void
show_list (AlcoveModelPopover *self)
{
  gtk_widget_set_visible (self->list_scroller,
                          g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0);
}

static void
search_changed (AlcoveModelPopover *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_free (self);
}

static void
choose (AlcoveModelPopover *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  g_signal_emit (self, signals[CHOSEN], 0, kept);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
row_activated (AlcoveModelPopover *self, guint position)
{
  g_autoptr (AlcoveModel) model = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

  if (model != NULL)
    choose (self, alcove_model_get_id (model));
}

static void
use_text (AlcoveModelPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (*text != '\0')
    choose (self, text);
}

static void
use_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  use_text (ALCOVE_MODEL_POPOVER (widget));
}

/* Enter in the search: the very id that was typed, else the first hit, else the text as an id. */
static void
entry_activated (AlcoveModelPopover *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0
      && !is_listed (self, gtk_editable_get_text (self->entry)))
    row_activated (self, 0);
  else
    use_text (self);
}

static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveModelPopover *self = ALCOVE_MODEL_POPOVER (widget);

  if (self->session != NULL)
    alcove_session_reload_models (self->session);
}

static void
update_list (AlcoveModelPopover *self)
{
  gboolean is_loading = FALSE;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_empty = TRUE;

  if (self->session != NULL)
    {
      g_object_get (self->session, "is-loading-models", &is_loading, "models-error", &error, NULL);
      is_empty = g_list_model_get_n_items (alcove_session_get_models (self->session)) == 0;
    }
  if (error != NULL)
    text = alcove_error_text_dup (error);
  else if (is_empty && !is_loading)
    text = g_strdup (_ ("The server lists no models. Type the name of one."));
  gtk_widget_set_visible (self->spinner, is_loading && is_empty);
  gtk_widget_set_visible (self->problem, text != NULL);
  gtk_label_set_label (self->problem_label, text ? text : "");
}

static void
shown (AlcoveModelPopover *self)
{
  gtk_editable_set_text (self->entry, "");
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  update_list (self);
  update_free (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
models_changed (AlcoveModelPopover *self)
{
  update_list (self);
  update_free (self);
}

/**
 * alcove_model_popover_set_session:
 * @self: a popover
 * @session: (nullable): whose models are listed from now on
 */
void
alcove_model_popover_set_session (AlcoveModelPopover *self, AlcoveSession *session)
{
  GListModel *models = session ? alcove_session_get_models (session) : NULL;

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (alcove_session_get_models (self->session), self);
    }
  g_set_object (&self->session, session);
  gtk_sort_list_model_set_model (self->sorted, models);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::is-loading-models", G_CALLBACK (models_changed),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::models-error", G_CALLBACK (models_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (models, "items-changed", G_CALLBACK (models_changed), self,
                               G_CONNECT_SWAPPED);
    }
  models_changed (self);
}

static void
alcove_model_popover_dispose (GObject *object)
{
  AlcoveModelPopover *self = ALCOVE_MODEL_POPOVER (object);

  if (self->sorted != NULL)
    alcove_model_popover_set_session (self, NULL);
  gtk_popover_set_child (GTK_POPOVER (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_MODEL_POPOVER);
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorted);
  G_OBJECT_CLASS (alcove_model_popover_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (ALCOVE_TYPE_MODEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-model-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, spinner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, problem);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, list);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, free_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPopover, free_label);
  gtk_widget_class_bind_template_callback (widget_class, model_words);
  gtk_widget_class_bind_template_callback (widget_class, has_words);
  gtk_widget_class_bind_template_callback (widget_class, star_icon);
  gtk_widget_class_bind_template_callback (widget_class, star_words);
  gtk_widget_class_bind_template_callback (widget_class, star_pressed);
  gtk_widget_class_install_action (widget_class, "picker.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "picker.use-text", NULL, use_text_action);
}

static void
alcove_model_popover_class_init (AlcoveModelPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = alcove_model_popover_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", ALCOVE_TYPE_MODEL_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
alcove_model_popover_init (AlcoveModelPopover *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_model, self, NULL));
  self->sorted
      = gtk_sort_list_model_new (NULL, GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL)));
  self->filtered
      = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sorted)), self->filter);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (show_list), self,
                           G_CONNECT_SWAPPED);
  show_list (self);
  selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filtered))));
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect (self, "show", G_CALLBACK (shown), NULL);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated), self);
}

/**
 * alcove_model_popover_new:
 *
 * Returns: (transfer floating): a popover of no session
 */
GtkWidget *
alcove_model_popover_new (void)
{
  return g_object_new (ALCOVE_TYPE_MODEL_POPOVER, NULL);
}
