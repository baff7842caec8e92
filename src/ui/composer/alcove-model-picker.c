/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The button that shows which model is asked and opens the list of them. Main thread. The list is made when it is first
 * opened: there may be hundreds of models, and it makes rows for most of them. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-model-picker.h"
#include "alcove-model-popover.h"

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
  AlcoveModelPopover *popover; /* nullable: made when first opened */
  GtkLabel *title_label;
  GtkLabel *model_label;
  AlcoveSession *session;
  char *model;
  char *title;
  gboolean is_compact;
};

G_DEFINE_FINAL_TYPE (AlcoveModelPicker, alcove_model_picker, ADW_TYPE_BIN)

static GParamSpec *props[PROP_IS_COMPACT + 1];
static guint chosen_signal;
static guint closed_signal;

static void
closed (AlcoveModelPicker *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
chosen (AlcoveModelPicker *self, const char *id)
{
  g_signal_emit (self, chosen_signal, 0, id);
}

static void
popover_wanted (GtkMenuButton *button, gpointer data)
{
  AlcoveModelPicker *self = data;

  if (self->popover != NULL)
    return;
  self->popover = ALCOVE_MODEL_POPOVER (alcove_model_popover_new ());
  alcove_model_popover_set_session (self->popover, self->session);
  g_signal_connect_swapped (self->popover, "chosen", G_CALLBACK (chosen), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (closed), self);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->popover));
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
set_session (AlcoveModelPicker *self, AlcoveSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (alcove_session_get_models (self->session), self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (alcove_session_get_models (session), "items-changed",
                             G_CALLBACK (update_labels), self, G_CONNECT_SWAPPED);
  if (self->popover != NULL)
    alcove_model_popover_set_session (self->popover, session);
  update_labels (self);
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

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (alcove_session_get_models (self->session), self);
  g_clear_object (&self->session);
  self->popover = NULL;
  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_MODEL_PICKER);
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
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, title_label);
  gtk_widget_class_bind_template_child (widget_class, AlcoveModelPicker, model_label);
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
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->button, popover_wanted, self, NULL);
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
