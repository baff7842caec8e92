/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chooses a model by searching in the session's list or by typing any id. Main thread. The list is only
 * shown, never changed: what was chosen goes out as a signal. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-error-text.h"
#include "alcove-model-picker.h"
#include "alcove-model-words.h"

typedef enum
{
  PROP_SESSION = 1,
  PROP_MODEL,
  PROP_TITLE,
  PROP_IS_COMPACT,
} AlcoveModelPickerProperty;

struct _AlcoveModelPicker
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkLabel *title_label;
  GtkLabel *model_label;
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
  char *model;
  char *title;
  gboolean is_compact;
};

G_DEFINE_FINAL_TYPE (AlcoveModelPicker, alcove_model_picker, ADW_TYPE_BIN)

static GParamSpec *props[PROP_IS_COMPACT + 1];
static guint chosen_signal;
static guint closed_signal;

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
  return g_strdup (is_favourite ? _ ("Remove from Favourites") : _ ("Add to Favourites"));
}

static void
star_pressed (GtkListItem *item)
{
  AlcoveModel *model = gtk_list_item_get_item (item);

  alcove_model_set_is_favourite (model, !alcove_model_get_is_favourite (model));
}

/**
 * alcove_model_picker_matches:
 * @query: what was typed
 * @id: a model's id
 * @name: (nullable): its name
 *
 * Returns: whether each word of the query stands in the id or in the name, whatever the case
 */
gboolean
alcove_model_picker_matches (const char *query, const char *id, const char *name)
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
  AlcoveModelPicker *self = user_data;

  return alcove_model_picker_matches (gtk_editable_get_text (self->entry),
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
is_listed (AlcoveModelPicker *self, const char *id)
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
update_free (AlcoveModelPicker *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  gboolean offer = *text != '\0' && !is_listed (self, text);
  /* Translators: %s is the name of a model that was typed */
  g_autofree char *label = g_strdup_printf (_ ("Use “%s”"), text);

  gtk_label_set_label (self->free_label, label);
  gtk_widget_set_visible (self->free_button, offer);
}

static void
search_changed (AlcoveModelPicker *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_free (self);
}

static void
choose (AlcoveModelPicker *self, const char *id)
{
  g_autofree char *kept = g_strdup (id);

  g_signal_emit (self, chosen_signal, 0, kept);
  gtk_popover_popdown (self->popover);
}

static void
row_activated (AlcoveModelPicker *self, guint position)
{
  g_autoptr (AlcoveModel) model = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

  if (model != NULL)
    choose (self, alcove_model_get_id (model));
}

static void
use_text (AlcoveModelPicker *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (*text != '\0')
    choose (self, text);
}

static void
use_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  use_text (ALCOVE_MODEL_PICKER (widget));
}

/* Enter in the search: the very id that was typed, else the first hit, else the text as an id. */
static void
entry_activated (AlcoveModelPicker *self)
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
  AlcoveModelPicker *self = ALCOVE_MODEL_PICKER (widget);

  if (self->session != NULL)
    alcove_session_reload_models (self->session);
}

static void
update_list (AlcoveModelPicker *self)
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
  gtk_widget_set_visible (self->list_scroller, !is_empty);
}

static void
popover_closed (AlcoveModelPicker *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
popover_shown (AlcoveModelPicker *self)
{
  gtk_editable_set_text (self->entry, "");
  gtk_sorter_changed (gtk_sort_list_model_get_sorter (self->sorted), GTK_SORTER_CHANGE_DIFFERENT);
  update_list (self);
  update_free (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static char *
dup_model_name (AlcoveModelPicker *self)
{
  GListModel *models = self->session ? alcove_session_get_models (self->session) : NULL;

  for (guint i = 0; models && i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (alcove_model_get_id (model), self->model) == 0)
        return g_strdup (alcove_model_get_name (model));
    }
  return g_strdup (self->model && *self->model ? self->model : _ ("Choose a Model"));
}

static void
update_labels (AlcoveModelPicker *self)
{
  g_autofree char *name = dup_model_name (self);
  /* Translators: accessible name of the button that chooses a model; %s is the one in use */
  g_autofree char *spoken = g_strdup_printf (_ ("Model: %s"), name);

  gtk_label_set_label (self->model_label, name);
  gtk_label_set_label (self->title_label, self->title ? self->title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), self->is_compact);
  if (self->is_compact)
    gtk_widget_add_css_class (GTK_WIDGET (self->model_label), "caption");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->model_label), "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
models_changed (AlcoveModelPicker *self)
{
  update_list (self);
  update_labels (self);
  update_free (self);
}

static void
set_session (AlcoveModelPicker *self, AlcoveSession *session)
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
alcove_model_picker_set_property (GObject *object, guint prop_id, const GValue *value,
                                  GParamSpec *pspec)
{
  AlcoveModelPicker *self = ALCOVE_MODEL_PICKER (object);

  switch ((AlcoveModelPickerProperty) prop_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_MODEL:
      g_set_str (&self->model, g_value_get_string (value));
      update_labels (self);
      break;
    case PROP_TITLE:
      g_set_str (&self->title, g_value_get_string (value));
      update_labels (self);
      break;
    case PROP_IS_COMPACT:
      self->is_compact = g_value_get_boolean (value);
      update_labels (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
alcove_model_picker_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveModelPicker *self = ALCOVE_MODEL_PICKER (object);

  switch ((AlcoveModelPickerProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_IS_COMPACT:
      g_value_set_boolean (value, self->is_compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_model_picker_dispose (GObject *object)
{
  AlcoveModelPicker *self = ALCOVE_MODEL_PICKER (object);

  if (self->filtered != NULL)
    set_session (self, NULL);
  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_MODEL_PICKER);
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorted);
  G_OBJECT_CLASS (alcove_model_picker_parent_class)->dispose (object);
}

static void
alcove_model_picker_finalize (GObject *object)
{
  AlcoveModelPicker *self = ALCOVE_MODEL_PICKER (object);

  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (alcove_model_picker_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (ALCOVE_TYPE_MODEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, title_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, model_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, spinner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, problem);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, list);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, free_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, free_label);
  gtk_widget_class_bind_template_callback (widget_class, model_words);
  gtk_widget_class_bind_template_callback (widget_class, has_words);
  gtk_widget_class_bind_template_callback (widget_class, star_icon);
  gtk_widget_class_bind_template_callback (widget_class, star_words);
  gtk_widget_class_bind_template_callback (widget_class, star_pressed);
  gtk_widget_class_install_action (widget_class, "picker.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "picker.use-text", NULL, use_text_action);
}

static void
alcove_model_picker_class_init (AlcoveModelPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = alcove_model_picker_set_property;
  object_class->get_property = alcove_model_picker_get_property;
  object_class->dispose = alcove_model_picker_dispose;
  object_class->finalize = alcove_model_picker_finalize;
  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ALCOVE_TYPE_SESSION, flags);
  props[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_IS_COMPACT] = g_param_spec_boolean ("is-compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  chosen_signal = g_signal_new ("chosen", ALCOVE_TYPE_MODEL_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  closed_signal = g_signal_new ("closed", ALCOVE_TYPE_MODEL_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
alcove_model_picker_init (AlcoveModelPicker *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_model, self, NULL));
  self->sorted
      = gtk_sort_list_model_new (NULL, GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL)));
  self->filtered
      = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->sorted)), self->filter);
  selection
      = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filtered))));
  gtk_list_view_set_model (self->list, selection);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (popover_shown), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (popover_closed), self);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown),
                            self->popover);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated), self);
  update_labels (self);
}

GtkWidget *
alcove_model_picker_new (void)
{
  return g_object_new (ALCOVE_TYPE_MODEL_PICKER, NULL);
}

/**
 * alcove_model_picker_popup:
 * @self: a picker
 *
 * Opens the list, as if the button were pressed.
 */
void
alcove_model_picker_popup (AlcoveModelPicker *self)
{
  gtk_menu_button_popup (self->button);
}
