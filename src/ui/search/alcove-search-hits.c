/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The lower part of the search: hits, a hint before there is anything to look for, or why there are none. Main
 * thread. The list pages as the reader comes near the end of what is here. Each key may bring other hits, and GTK makes
 * a row for each of the first two hundred: no more than fit the view are given to it, before somebody scrolls. */

#include "alcove-search-hits.h"

#include "alcove-search-row.h"

#define SPINNER_MS 300
#define NEAR_VIEWS 2  /* heights of the view before the end of what is here */
#define LOWEST_ROW 48 /* pixels */
#define FEWEST_ROWS 8

enum
{
  CHOSEN,
  DROP_FILTERS,
  N_SIGNALS
};

struct _AlcoveSearchHits
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkWidget *spinner;
  AdwStatusPage *nothing;
  GtkWidget *all_button;
  GtkScrolledWindow *scroller;
  GtkListView *view;
  GtkSingleSelection *selection;
  GtkSliceListModel *shown;
  AlcoveSearchList *list; /* nullable */
  guint spinner_source;
};

G_DEFINE_FINAL_TYPE (AlcoveSearchHits, alcove_search_hits, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static guint
count (AlcoveSearchHits *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static void
spinner_cb (gpointer data)
{
  AlcoveSearchHits *self = data;

  self->spinner_source = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
}

/* Most searches end before anybody could read that they are on their way. */
static void
wait_for_hits (AlcoveSearchHits *self)
{
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "waiting"))
    return;
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  self->spinner_source = g_timeout_add_once (SPINNER_MS, spinner_cb, self);
}

static void
update (AlcoveSearchHits *self)
{
  const gboolean has_query = self->list && alcove_search_list_get_query (self->list) != NULL;

  if (count (self) == 0 && self->list && alcove_search_list_get_is_searching (self->list))
    {
      wait_for_hits (self);
      return;
    }
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, count (self) > 0 ? "hits"
                                                 : has_query      ? "nothing"
                                                                  : "hint");
}

/**
 * alcove_search_hits_set_list:
 * @self: hits
 * @list: (nullable): the search that they are of
 */
void
alcove_search_hits_set_list (AlcoveSearchHits *self, AlcoveSearchList *list)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  gtk_slice_list_model_set_model (self->shown, list ? G_LIST_MODEL (list) : NULL);
  if (list != NULL)
    g_signal_connect_swapped (list, "notify", G_CALLBACK (update), self);
  update (self);
}

/**
 * alcove_search_hits_explain:
 * @self: hits
 * @title: what is so
 * @text: why there are none
 * @has_filters: whether there might be some without filters
 */
void
alcove_search_hits_explain (AlcoveSearchHits *self, const char *title, const char *text,
                            gboolean has_filters)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, escaped);
  gtk_widget_set_visible (self->all_button, has_filters);
}

/* As many rows as fit the view. */
static guint
get_view_rows (AlcoveSearchHits *self)
{
  return MAX ((guint) gtk_widget_get_height (GTK_WIDGET (self)) / LOWEST_ROW, FEWEST_ROWS);
}

/**
 * alcove_search_hits_restart:
 * @self: hits
 *
 * Something else is looked for now: the first of its hits are shown.
 */
void
alcove_search_hits_restart (AlcoveSearchHits *self)
{
  gtk_slice_list_model_set_size (self->shown, get_view_rows (self) + 1);
}

/* The reader comes near the last row. */
static void
show_more (AlcoveSearchHits *self)
{
  const guint n_shown = count (self);

  if (self->list == NULL)
    return;
  if (n_shown < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    gtk_slice_list_model_set_size (self->shown, n_shown + NEAR_VIEWS * get_view_rows (self));
  else
    alcove_search_list_want_more (self->list);
}

static void
choose (AlcoveSearchHits *self, guint position)
{
  g_autoptr (AlcoveSearchResult) result
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (result == NULL)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[CHOSEN], 0, result);
}

static void
row_activated (AlcoveSearchHits *self, guint position)
{
  choose (self, position);
}

static void
drop_filters (AlcoveSearchHits *self)
{
  g_signal_emit (self, signals[DROP_FILTERS], 0);
}

/**
 * alcove_search_hits_activate:
 * @self: hits
 *
 * Opens the hit that is selected, else the first.
 */
void
alcove_search_hits_activate (AlcoveSearchHits *self)
{
  const guint selected = gtk_single_selection_get_selected (self->selection);

  choose (self, selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
}

/**
 * alcove_search_hits_move:
 * @self: hits
 * @step: 1 for the next hit, -1 for the one before
 *
 * Opens a neighbour of the hit that was opened last.
 */
void
alcove_search_hits_move (AlcoveSearchHits *self, int step)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position + 1 == count (self))
    show_more (self);
  if (count (self) == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else if (step > 0 && position + 1 < count (self))
    position++;
  else if (step < 0 && position > 0)
    position--;
  gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_NONE, NULL);
  choose (self, position);
}

/**
 * alcove_search_hits_get_view:
 * @self: hits
 *
 * Returns: (transfer none): what has their keyboard focus
 */
GtkWidget *
alcove_search_hits_get_view (AlcoveSearchHits *self)
{
  return GTK_WIDGET (self->view);
}

/**
 * alcove_search_hits_is_on_first:
 * @self: hits
 *
 * Returns: whether the keyboard focus is on the first of them
 */
gboolean
alcove_search_hits_is_on_first (AlcoveSearchHits *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return focus != NULL && gtk_widget_get_parent (focus) == GTK_WIDGET (self->view)
         && gtk_widget_get_prev_sibling (focus) == NULL
         && gtk_adjustment_get_value (adjustment) <= 0;
}

static void
scrolled (AlcoveSearchHits *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  const double view = gtk_adjustment_get_page_size (adjustment);

  if (gtk_adjustment_get_value (adjustment) + (1 + NEAR_VIEWS) * view
      > gtk_adjustment_get_upper (adjustment))
    show_more (self);
}

static void
edge_reached (AlcoveSearchHits *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    scrolled (self);
}

static gboolean
alcove_search_hits_grab_focus (GtkWidget *widget)
{
  AlcoveSearchHits *self = ALCOVE_SEARCH_HITS (widget);

  if (count (self) == 0)
    return FALSE;
  gtk_slice_list_model_set_size (self->shown, G_MAXUINT); /* for the keys that go to the end */
  gtk_list_view_scroll_to (self->view, 0, GTK_LIST_SCROLL_FOCUS, NULL);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* One press opens it. (The list's own way to do that selects what the pointer happens to be over.) */
static void
row_released (GtkGestureClick *click, int n_press, double x, double y, GtkListItem *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  gtk_widget_activate_action (row, "list.activate-item", "u", gtk_list_item_get_position (item));
}

static void
row_set_up (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = alcove_search_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (row_released), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
row_bound (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  AlcoveSearchRow *row = ALCOVE_SEARCH_ROW (gtk_list_item_get_child (item));
  g_autofree char *description = NULL;

  alcove_search_row_set_result (row, gtk_list_item_get_item (item));
  description = alcove_search_row_dup_description (row);
  gtk_list_item_set_accessible_label (item, description);
}

static void
alcove_search_hits_dispose (GObject *object)
{
  AlcoveSearchHits *self = ALCOVE_SEARCH_HITS (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->shown);
  adw_bin_set_child (ADW_BIN (object), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (object), ALCOVE_TYPE_SEARCH_HITS);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (alcove_search_hits_parent_class)->dispose (object);
}

static void
alcove_search_hits_class_init (AlcoveSearchHitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_search_hits_dispose;
  widget_class->grab_focus = alcove_search_hits_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", ALCOVE_TYPE_SEARCH_HITS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_SEARCH_RESULT);
  signals[DROP_FILTERS] = g_signal_new ("drop-filters", ALCOVE_TYPE_SEARCH_HITS, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-search-hits.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchHits, stack);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchHits, spinner);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchHits, nothing);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchHits, all_button);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchHits, scroller);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSearchHits, view);
  gtk_widget_class_bind_template_callback (widget_class, drop_filters);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
}

static void
alcove_search_hits_init (AlcoveSearchHits *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = gtk_slice_list_model_new (NULL, 0, FEWEST_ROWS);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (row_set_up), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (row_bound), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled), self, G_CONNECT_SWAPPED);
}
