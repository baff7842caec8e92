/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The search. Main thread. What is typed is searched at once; filters that are finished become chips. The keyboard
 * goes from the entry down into the hits and back up; typing there goes on in the entry. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-error-text.h"
#include "alcove-filter-text.h"
#include "alcove-search-chips.h"
#include "alcove-search-hits.h"
#include "alcove-search-page.h"
#include "alcove-search-summary.h"
#include "alcove-search-text.h"

#define SAY_MS 600

typedef enum
{
  PROP_SESSION = 1,
  PROP_ORDER,
} AlcoveSearchPageProperty;

enum
{
  CHOSEN,
  CLOSED,
  N_SIGNALS
};

struct _AlcoveSearchPage
{
  AdwBin parent_instance;
  GtkSearchEntry *entry;
  AlcoveSearchChips *chips;
  GtkLabel *summary;
  AlcoveSearchHits *hits;
  GtkMenuButton *menu_button;
  AlcoveSession *session;
  AlcoveSearchList *list; /* nullable, like the session */
  gboolean by_rank;
  gboolean is_setting; /* the entry's text is being set by us */
  guint say_source;
};

G_DEFINE_FINAL_TYPE (AlcoveSearchPage, alcove_search_page, ADW_TYPE_BIN)

static GParamSpec *props[PROP_ORDER + 1];
static guint signals[N_SIGNALS];

static const char *
get_text (AlcoveSearchPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
say_cb (gpointer data)
{
  AlcoveSearchPage *self = data;

  self->say_source = 0;
  /* the context that GTK has for tests knows no announcements and crashes (4.18) */
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->entry),
                             gtk_widget_get_visible (GTK_WIDGET (self->summary))
                                 ? gtk_label_get_text (self->summary)
                                 : _ ("Nothing Found"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* A screen reader hears the outcome when the typing pauses, not with each key. */
static void
say_soon (AlcoveSearchPage *self)
{
  g_clear_handle_id (&self->say_source, g_source_remove);
  self->say_source = g_timeout_add_once (SAY_MS, say_cb, self);
}

static void
explain (AlcoveSearchPage *self)
{
  const GError *error = alcove_search_list_get_error (self->list);
  const char *const *filters = alcove_search_chips_get_filters (self->chips);
  guint n_unsaved = 0;
  g_autofree char *text = NULL;

  g_object_get (alcove_session_get_conversations (self->session), "n-unsaved", &n_unsaved, NULL);
  text = error ? alcove_error_text_dup (error)
               : alcove_search_summary_dup_nothing (get_text (self), filters,
                                                    alcove_session_get_n_saved (self->session),
                                                    n_unsaved);
  alcove_search_hits_explain (self->hits, error ? _ ("The Search Failed") : _ ("Nothing Found"),
                              text, error == NULL && filters[0] != NULL);
}

static void
update (AlcoveSearchPage *self)
{
  const guint n = self->list ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  const gboolean has_answer = self->list && alcove_search_list_get_query (self->list) != NULL
                              && !alcove_search_list_get_is_searching (self->list);
  g_autofree char *count = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->summary), n > 0);
  if (!has_answer)
    return;
  if (n > 0)
    {
      count = alcove_search_summary_dup_count (n, alcove_search_list_get_has_more (self->list),
                                               self->by_rank);
      gtk_label_set_label (self->summary, count);
    }
  else
    explain (self);
  say_soon (self);
}

/* White space alone is nothing to look for. */
static void
search (AlcoveSearchPage *self)
{
  g_autofree char *query
      = alcove_search_text_join (alcove_search_chips_get_filters (self->chips), get_text (self));
  const char *start = query;

  while (g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  if (self->list == NULL)
    return;
  alcove_search_hits_restart (self->hits);
  alcove_search_list_search (self->list, start, self->by_rank);
}

static void
set_text (AlcoveSearchPage *self, const char *text)
{
  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->is_setting = FALSE;
}

static gboolean
take_filters (AlcoveSearchPage *self, gboolean is_finished)
{
  g_autofree char *rest = NULL;
  g_auto (GStrv) filters = alcove_search_text_take_filters (get_text (self), is_finished, &rest);

  for (guint i = 0; filters && filters[i]; i++)
    alcove_search_chips_add (self->chips, filters[i]);
  if (filters != NULL)
    set_text (self, rest);
  return filters != NULL;
}

static void
text_changed (AlcoveSearchPage *self)
{
  if (self->is_setting)
    return;
  take_filters (self, FALSE);
  search (self);
}

static void
chips_changed (AlcoveSearchPage *self)
{
  search (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
drop_filters (AlcoveSearchPage *self)
{
  alcove_search_chips_clear (self->chips);
  chips_changed (self);
}

static void
go_back (AlcoveSearchPage *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
hit_chosen (AlcoveSearchPage *self, AlcoveSearchResult *result)
{
  g_autofree char *words = NULL;
  g_auto (GStrv) filters = alcove_search_text_take_filters (get_text (self), TRUE, &words);

  g_signal_emit (self, signals[CHOSEN], 0, result, words);
}

static void
entry_activated (AlcoveSearchPage *self)
{
  if (take_filters (self, TRUE))
    search (self);
  else
    alcove_search_hits_activate (self->hits);
}

static void
next_match (AlcoveSearchPage *self)
{
  alcove_search_hits_move (self->hits, 1);
}

static void
previous_match (AlcoveSearchPage *self)
{
  alcove_search_hits_move (self->hits, -1);
}

static gboolean
entry_key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                   AlcoveSearchPage *self)
{
  if (keyval == GDK_KEY_BackSpace && *get_text (self) == '\0')
    return alcove_search_chips_remove_last (self->chips);
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    return gtk_widget_grab_focus (GTK_WIDGET (self->hits));
  return GDK_EVENT_PROPAGATE;
}

/* Up from the first hit, or a letter: back to the entry. */
static gboolean
view_key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                  AlcoveSearchPage *self)
{
  if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
      && alcove_search_hits_is_on_first (self->hits))
    return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return alcove_search_page_type (self, keys);
}

/**
 * alcove_search_page_type:
 * @self: a page that is shown
 * @keys: a controller, in its handler of a key
 *
 * A letter that was typed elsewhere goes into the entry.
 *
 * Returns: whether it was one
 */
gboolean
alcove_search_page_type (AlcoveSearchPage *self, GtkEventControllerKey *keys)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));

  if (!alcove_search_page_is_letter (keys))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return gtk_event_controller_key_forward (keys, GTK_WIDGET (text));
}

/**
 * alcove_search_page_is_letter:
 * @keys: a controller, in its handler of a key
 *
 * Returns: whether a search may begin with that key
 */
gboolean
alcove_search_page_is_letter (GtkEventControllerKey *keys)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (keys);
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  const guint32 letter = gdk_keyval_to_unicode (gdk_key_event_get_keyval (event));
  const GdkModifierType others
      = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK;

  return letter != 0 && g_unichar_isgraph (letter)
         && (gtk_event_controller_get_current_event_state (controller) & others) == 0;
}

static void
add_filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveSearchPage *self = ALCOVE_SEARCH_PAGE (widget);

  alcove_search_chips_add (self->chips, g_variant_get_string (parameter, NULL));
  chips_changed (self);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_back (ALCOVE_SEARCH_PAGE (widget));
}

static void
create_menu (GtkMenuButton *button, gpointer data)
{
  AlcoveSearchPage *self = data;
  g_autoptr (GMenuModel) menu = NULL;

  if (self->session == NULL)
    return;
  menu = alcove_filter_text_build_menu (self->session, g_get_real_time () / 1000);
  gtk_menu_button_set_menu_model (button, menu);
}

/**
 * alcove_search_page_clear:
 * @self: a page
 *
 * Forgets what was searched.
 */
void
alcove_search_page_clear (AlcoveSearchPage *self)
{
  set_text (self, "");
  alcove_search_chips_clear (self->chips);
  if (self->list != NULL)
    alcove_search_list_stop (self->list);
  g_clear_handle_id (&self->say_source, g_source_remove);
}

/**
 * alcove_search_page_begin:
 * @self: a page that is shown
 *
 * Ready to be typed into.
 */
void
alcove_search_page_begin (AlcoveSearchPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * alcove_search_page_set_session:
 * @self: a page
 * @session: (nullable): the account that is searched from now on
 */
void
alcove_search_page_set_session (AlcoveSearchPage *self, AlcoveSession *session)
{
  if (self->session == session)
    return;
  alcove_search_page_clear (self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      self->list = alcove_search_list_new (session);
      g_signal_connect_swapped (self->list, "notify", G_CALLBACK (update), self);
    }
  alcove_search_hits_set_list (self->hits, self->list);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SESSION]);
}

static void
set_order (AlcoveSearchPage *self, const char *order)
{
  const gboolean by_rank = g_strcmp0 (order, "best") == 0;

  if (self->by_rank == by_rank)
    return;
  self->by_rank = by_rank;
  search (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ORDER]);
}

static void
alcove_search_page_set_property (GObject *object, guint prop_id, const GValue *value,
                                 GParamSpec *pspec)
{
  AlcoveSearchPage *self = ALCOVE_SEARCH_PAGE (object);

  switch ((AlcoveSearchPageProperty) prop_id)
    {
    case PROP_SESSION:
      alcove_search_page_set_session (self, g_value_get_object (value));
      break;
    case PROP_ORDER:
      set_order (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_search_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AlcoveSearchPage *self = ALCOVE_SEARCH_PAGE (object);

  switch ((AlcoveSearchPageProperty) prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_ORDER:
      g_value_set_string (value, self->by_rank ? "best" : "newest");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
alcove_search_page_dispose (GObject *object)
{
  AlcoveSearchPage *self = ALCOVE_SEARCH_PAGE (object);

  g_clear_handle_id (&self->say_source, g_source_remove);
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      alcove_search_list_stop (self->list);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SEARCH_PAGE);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (alcove_search_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (ALCOVE_TYPE_SEARCH_CHIPS);
  g_type_ensure (ALCOVE_TYPE_SEARCH_HITS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchPage, chips);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchPage, summary);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchPage, hits);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchPage, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, next_match);
  gtk_widget_class_bind_template_callback (widget_class, previous_match);
  gtk_widget_class_bind_template_callback (widget_class, chips_changed);
  gtk_widget_class_bind_template_callback (widget_class, drop_filters);
  gtk_widget_class_bind_template_callback (widget_class, hit_chosen);
}

static void
alcove_search_page_class_init (AlcoveSearchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = alcove_search_page_set_property;
  object_class->get_property = alcove_search_page_get_property;
  object_class->dispose = alcove_search_page_dispose;
  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ALCOVE_TYPE_SESSION, flags);
  props[PROP_ORDER] = g_param_spec_string ("order", NULL, NULL, "newest", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[CHOSEN]
      = g_signal_new ("chosen", ALCOVE_TYPE_SEARCH_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, ALCOVE_TYPE_SEARCH_RESULT, G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", ALCOVE_TYPE_SEARCH_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "search.add-filter", "s", add_filter_action);
  gtk_widget_class_install_action (widget_class, "search.close", NULL, close_action);
  gtk_widget_class_install_property_action (widget_class, "search.order", "order");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "search.close", NULL);
}

static void
add_keys (AlcoveSearchPage *self, GtkWidget *widget, GCallback pressed)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", pressed, self);
  gtk_widget_add_controller (widget, keys);
}

static void
alcove_search_page_init (AlcoveSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu, self, NULL);
  add_keys (self, GTK_WIDGET (self->entry), G_CALLBACK (entry_key_pressed));
  add_keys (self, alcove_search_hits_get_view (self->hits), G_CALLBACK (view_key_pressed));
}

/**
 * alcove_search_page_new:
 *
 * Returns: (transfer floating): a page that searches nothing yet
 */
GtkWidget *
alcove_search_page_new (void)
{
  return g_object_new (ALCOVE_TYPE_SEARCH_PAGE, NULL);
}
