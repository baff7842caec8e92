/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The parameters of a chat, or an account's defaults, as rows. Main thread. An empty row is not set; one that holds
 * something that is no such value is marked, and keeps what was set before. */

#include "alcove-config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "alcove-chat-settings-dialog.h"
#include "alcove-parameter-text.h"

struct _AlcoveChatSettingsDialog
{
  AdwPreferencesDialog parent_instance;
  GtkTextView *prompt_view;
  AdwPreferencesGroup *prompt_group;
  AdwEntryRow *temperature_row;
  AdwEntryRow *top_p_row;
  AdwEntryRow *max_tokens_row;
  AdwEntryRow *seed_row;
  AdwEntryRow *stop_row;
  AdwComboRow *effort_row;
  GtkWidget *venice_group;
  AdwComboRow *search_row;
  AdwEntryRow *character_row;
  AdwComboRow *scraping_row;
  AdwComboRow *citations_row;
  AdwComboRow *thinking_row;
  AdwComboRow *venice_prompt_row;
  GtkWidget *defaults_row;
  AlcoveChatParameters *before;
  double temperature_max;
};

G_DEFINE_FINAL_TYPE (AlcoveChatSettingsDialog, alcove_chat_settings_dialog,
                     ADW_TYPE_PREFERENCES_DIALOG)

static guint defaults_wanted_signal;

/* A word that is sent and how it is shown; the first is not set. */
typedef struct
{
  const char *word;
  const char *label;
} Choice;

static const Choice efforts[] = {
  { NULL, NC_ ("parameter", "Not Set") },
  { "none", NC_ ("reasoning effort", "None") },
  { "minimal", NC_ ("reasoning effort", "Minimal") },
  { "low", NC_ ("reasoning effort", "Low") },
  { "medium", NC_ ("reasoning effort", "Medium") },
  { "high", NC_ ("reasoning effort", "High") },
  { "xhigh", NC_ ("reasoning effort", "Very High") },
  { "max", NC_ ("reasoning effort", "Highest") },
};

static const Choice searches[] = {
  { NULL, NC_ ("parameter", "Not Set") },
  { "off", NC_ ("parameter", "Off") },
  { "auto", NC_ ("parameter", "Automatic") },
  { "on", NC_ ("parameter", "On") },
};

static void
mark (AdwEntryRow *row, gboolean is_fine)
{
  if (is_fine)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_fine ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
read_double (AdwEntryRow *row, double max, double *field)
{
  double value;
  const gboolean is_fine = alcove_parameter_text_read_double (text_of (row), max, &value);

  mark (row, is_fine);
  if (is_fine)
    *field = value;
}

static void
read_int (AdwEntryRow *row, gint64 min, gint64 max, gint64 not_set, gint64 *field)
{
  gint64 value;
  const gboolean is_fine
      = alcove_parameter_text_read_int (text_of (row), min, max, not_set, &value);

  mark (row, is_fine);
  if (is_fine)
    *field = value;
}

static void
read_stop (AdwEntryRow *row, GStrv *field)
{
  g_auto (GStrv) stop = NULL;
  const gboolean is_fine = alcove_parameter_text_read_stop (text_of (row), ALCOVE_STOP_MAX, &stop);

  mark (row, is_fine);
  if (!is_fine)
    return;
  g_strfreev (*field);
  *field = g_steal_pointer (&stop);
}

/* "alan-watts", or the whole address of its page */
static void
read_slug (AdwEntryRow *row, char **field)
{
  g_autofree char *text = g_strstrip (g_strdup (text_of (row)));
  const char *slash = strrchr (text, '/');
  const char *slug = slash ? slash + 1 : text;
  gboolean is_fine = strlen (slug) <= 128;

  for (const char *p = slug; is_fine && *p; p++)
    is_fine = g_ascii_isalnum (*p) || *p == '-' || *p == '_' || *p == '.';
  mark (row, is_fine);
  if (is_fine)
    g_set_str (field, *slug ? slug : NULL);
}

static void
read_word (AdwComboRow *row, const Choice *choices, guint n_choices, char **field)
{
  const guint chosen = adw_combo_row_get_selected (row);

  if (chosen < n_choices) /* behind them stands a word that nobody here knows: it stays */
    g_set_str (field, choices[chosen].word);
}

static AlcoveChoice
read_choice (AdwComboRow *row)
{
  return (AlcoveChoice) ((int) adw_combo_row_get_selected (row) - 1);
}

static char *
dup_prompt (AlcoveChatSettingsDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->prompt_view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autofree char *stripped = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  stripped = g_strstrip (g_strdup (text));
  return *stripped ? g_steal_pointer (&text) : NULL;
}

/**
 * alcove_chat_settings_dialog_dup_parameters:
 * @self: a dialog
 *
 * Returns: (transfer full): what stands in it
 */
AlcoveChatParameters *
alcove_chat_settings_dialog_dup_parameters (AlcoveChatSettingsDialog *self)
{
  AlcoveChatParameters *parameters = alcove_chat_parameters_copy (self->before);

  g_free (parameters->system_prompt);
  parameters->system_prompt = dup_prompt (self);
  read_double (self->temperature_row, self->temperature_max, &parameters->temperature);
  read_double (self->top_p_row, ALCOVE_TOP_P_MAX, &parameters->top_p);
  read_int (self->max_tokens_row, 1, ALCOVE_MAX_TOKENS_MAX, 0, &parameters->max_tokens);
  read_int (self->seed_row, -ALCOVE_SEED_MAX, ALCOVE_SEED_MAX, G_MININT64, &parameters->seed);
  read_stop (self->stop_row, &parameters->stop);
  read_word (self->effort_row, efforts, G_N_ELEMENTS (efforts), &parameters->reasoning_effort);
  read_word (self->search_row, searches, G_N_ELEMENTS (searches), &parameters->web_search);
  parameters->scraping = read_choice (self->scraping_row);
  read_slug (self->character_row, &parameters->character);
  parameters->citations = read_choice (self->citations_row);
  parameters->thinking = read_choice (self->thinking_row);
  parameters->venice_prompt = read_choice (self->venice_prompt_row);
  return parameters;
}

static void
changed (AlcoveChatSettingsDialog *self)
{
  alcove_chat_parameters_free (alcove_chat_settings_dialog_dup_parameters (self));
}

static void
show_text (AdwEntryRow *row, char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_free (text);
}

static void
show_word (AdwComboRow *row, const Choice *choices, guint n_choices, const char *context,
           const char *word)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint chosen = n_choices;

  for (guint i = 0; i < n_choices; i++)
    {
      gtk_string_list_append (labels, g_dpgettext2 (NULL, i == 0 ? "parameter" : context,
                                                    choices[i].label));
      if (g_strcmp0 (choices[i].word, word) == 0)
        chosen = i;
    }
  if (chosen == n_choices)
    gtk_string_list_append (labels, word);
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (row, chosen);
}

static void
show_choice (AdwComboRow *row, AlcoveChoice choice)
{
  const char *labels[]
      = { C_ ("parameter", "Not Set"), C_ ("parameter", "Off"), C_ ("parameter", "On"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, (guint) ((int) choice + 1));
}

static void
show_parameters (AlcoveChatSettingsDialog *self, const AlcoveChatParameters *parameters)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->prompt_view),
                            parameters->system_prompt ? parameters->system_prompt : "", -1);
  show_text (self->temperature_row, alcove_parameter_text_dup_double (parameters->temperature));
  show_text (self->top_p_row, alcove_parameter_text_dup_double (parameters->top_p));
  show_text (self->max_tokens_row, alcove_parameter_text_dup_int (parameters->max_tokens, 0));
  show_text (self->seed_row, alcove_parameter_text_dup_int (parameters->seed, G_MININT64));
  show_text (self->stop_row, alcove_parameter_text_dup_stop (parameters->stop));
  show_word (self->effort_row, efforts, G_N_ELEMENTS (efforts), "reasoning effort",
             parameters->reasoning_effort);
  show_word (self->search_row, searches, G_N_ELEMENTS (searches), "parameter",
             parameters->web_search);
  show_text (self->character_row, g_strdup (parameters->character ? parameters->character : ""));
  show_choice (self->scraping_row, parameters->scraping);
  show_choice (self->citations_row, parameters->citations);
  show_choice (self->thinking_row, parameters->thinking);
  show_choice (self->venice_prompt_row, parameters->venice_prompt);
}

/* @otherwise: (transfer full): the account's default, "" for none */
static void
set_title (AdwEntryRow *row, const char *title, char *otherwise)
{
  /* Translators: a parameter and what counts while it is not set */
  g_autofree char *both
      = *otherwise ? g_strdup_printf (C_ ("parameter", "%s: %s by default"), title, otherwise)
                   : g_strdup (title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), both);
  g_free (otherwise);
}

static void
set_titles (AlcoveChatSettingsDialog *self, const AlcoveChatParameters *defaults)
{
  g_autofree char *max = alcove_parameter_text_dup_double (self->temperature_max);
  g_autofree char *temperature = g_strdup_printf (_ ("Temperature (0 to %s)"), max);

  set_title (self->temperature_row, temperature,
             alcove_parameter_text_dup_double (defaults->temperature));
  set_title (self->top_p_row, _ ("Top P (0 to 1)"),
             alcove_parameter_text_dup_double (defaults->top_p));
  set_title (self->max_tokens_row, _ ("Most Tokens of an Answer"),
             alcove_parameter_text_dup_int (defaults->max_tokens, 0));
  set_title (self->seed_row, _ ("Seed"),
             alcove_parameter_text_dup_int (defaults->seed, G_MININT64));
  set_title (self->stop_row, _ ("Stop at (Separated by Commas)"),
             alcove_parameter_text_dup_stop (defaults->stop));
}

static void
unset_pressed (AlcoveChatSettingsDialog *self)
{
  g_autoptr (AlcoveChatParameters) none = alcove_chat_parameters_new ();

  show_parameters (self, none);
}

static void
defaults_pressed (AlcoveChatSettingsDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, defaults_wanted_signal, 0);
}

static void
alcove_chat_settings_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_CHAT_SETTINGS_DIALOG);
  G_OBJECT_CLASS (alcove_chat_settings_dialog_parent_class)->dispose (object);
}

static void
alcove_chat_settings_dialog_finalize (GObject *object)
{
  alcove_chat_parameters_free (ALCOVE_CHAT_SETTINGS_DIALOG (object)->before);
  G_OBJECT_CLASS (alcove_chat_settings_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      klass, "/io/github/alcovechat/Alcove/alcove-chat-settings-dialog.ui");
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, prompt_view);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, prompt_group);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, temperature_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, top_p_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, max_tokens_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, seed_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, stop_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, effort_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, venice_group);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, search_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, character_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, scraping_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, citations_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, thinking_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, venice_prompt_row);
  gtk_widget_class_bind_template_child (klass, AlcoveChatSettingsDialog, defaults_row);
  gtk_widget_class_bind_template_callback (klass, changed);
  gtk_widget_class_bind_template_callback (klass, unset_pressed);
  gtk_widget_class_bind_template_callback (klass, defaults_pressed);
}

static void
alcove_chat_settings_dialog_class_init (AlcoveChatSettingsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = alcove_chat_settings_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = alcove_chat_settings_dialog_finalize;
  defaults_wanted_signal = g_signal_new ("defaults-wanted", ALCOVE_TYPE_CHAT_SETTINGS_DIALOG,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
alcove_chat_settings_dialog_init (AlcoveChatSettingsDialog *self)
{
  self->before = alcove_chat_parameters_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * alcove_chat_settings_dialog_new:
 * @parameters: what is set now
 * @defaults: (nullable): what counts where nothing is set; %NULL where @parameters are the defaults
 * @temperature_max: the end of its range
 * @is_venice: whether the server takes what Venice alone takes
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
alcove_chat_settings_dialog_new (const AlcoveChatParameters *parameters,
                                 const AlcoveChatParameters *defaults, double temperature_max,
                                 gboolean is_venice)
{
  AlcoveChatSettingsDialog *self = g_object_new (ALCOVE_TYPE_CHAT_SETTINGS_DIALOG, NULL);
  g_autoptr (AlcoveChatParameters) none = alcove_chat_parameters_new ();

  self->temperature_max = temperature_max;
  gtk_widget_set_visible (self->venice_group, is_venice);
  gtk_widget_set_visible (self->defaults_row, defaults != NULL);
  if (defaults == NULL)
    adw_dialog_set_title (ADW_DIALOG (self), _ ("Defaults for This Account"));
  else if (defaults->system_prompt != NULL)
    adw_preferences_group_set_description (
        self->prompt_group, _ ("While it is empty, the one of this account’s defaults counts."));
  set_titles (self, defaults ? defaults : none);
  show_parameters (self, parameters);
  alcove_chat_parameters_free (self->before);
  self->before = alcove_chat_parameters_copy (parameters);
  return ADW_DIALOG (self);
}
