/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The list of the sidebar. Main thread. What it shows is read as it is seen and never walked. Its selection is what is
 * open; as soon as it is more than that, or the user asks for it, several are being chosen, and nothing is opened. */

#include "alcove-sidebar-list-private.h"

#define NEAR_TOP 20 /* rows that may be seen when nothing was scrolled */

enum
{
  ACTIVATED,
  CHOICE_CHANGED,
  RENAMED,
  DROPPED,
  PAGE_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (AlcoveSidebarList, alcove_sidebar_list, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* ---- rows ---- */

/* The row behind this one, the first behind NULL; of those that there are, in no order. */
AlcoveSidebarRow *
alcove_sidebar_list_next_row (AlcoveSidebarList *self, AlcoveSidebarRow *row)
{
  GtkWidget *item = row ? gtk_widget_get_next_sibling (gtk_widget_get_parent (GTK_WIDGET (row)))
                        : gtk_widget_get_first_child (GTK_WIDGET (self->view));

  for (; item != NULL; item = gtk_widget_get_next_sibling (item))
    if (ALCOVE_IS_SIDEBAR_ROW (gtk_widget_get_first_child (item)))
      return ALCOVE_SIDEBAR_ROW (gtk_widget_get_first_child (item));
  return NULL;
}

static void
row_renamed (AlcoveSidebarRow *row, const char *title, AlcoveSidebarList *self)
{
  g_autoptr (GObject) item = g_object_ref (alcove_sidebar_row_get_item (row));

  g_signal_emit (self, signals[RENAMED], 0, item, title);
}

static void
setup_row (AlcoveSidebarList *self, GtkListItem *item)
{
  GtkWidget *row = alcove_sidebar_row_new (self->painter, item);

  alcove_sidebar_row_set_is_choosing (ALCOVE_SIDEBAR_ROW (row), self->is_choosing);
  g_signal_connect (row, "renamed", G_CALLBACK (row_renamed), self);
  gtk_list_item_set_child (item, row);
}

static void
bind_row (AlcoveSidebarList *self, GtkListItem *item)
{
  AlcoveSidebarRow *row = ALCOVE_SIDEBAR_ROW (gtk_list_item_get_child (item));

  alcove_sidebar_row_set_model (row, self->usual_model);
  alcove_sidebar_row_set_item (row, gtk_list_item_get_item (item));
}

static void
unbind_row (AlcoveSidebarList *self, GtkListItem *item)
{
  alcove_sidebar_row_set_item (ALCOVE_SIDEBAR_ROW (gtk_list_item_get_child (item)), NULL);
}

static GtkListItemFactory *
make_factory (AlcoveSidebarList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_row), self);
  return factory;
}

static void
setup_header (AlcoveSidebarList *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "chat-section");
  gtk_list_header_set_child (header, label);
}

static void
bind_header (AlcoveSidebarList *self, GtkListHeader *header)
{
  g_autofree char *text
      = self->model
            ? alcove_sidebar_model_dup_label (self->model, gtk_list_header_get_start (header))
            : NULL;

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), text ? text : "");
}

static GtkListItemFactory *
make_header_factory (AlcoveSidebarList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_header), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_header), self);
  return factory;
}

/* ---- the selection ---- */

/* Points it at what is open, wherever that moved to. */
void
alcove_sidebar_list_sync_selection (AlcoveSidebarList *self)
{
  guint position;

  if (self->is_choosing)
    return;
  position = self->model ? alcove_sidebar_model_find (self->model, self->selected)
                         : GTK_INVALID_LIST_POSITION;
  self->is_syncing = TRUE;
  if (position == GTK_INVALID_LIST_POSITION)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  else
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  self->is_syncing = FALSE;
}

void
alcove_sidebar_list_activate (AlcoveSidebarList *self, GObject *item)
{
  g_autoptr (GObject) kept = item ? g_object_ref (item) : NULL;

  if (ALCOVE_IS_CONVERSATION (kept) || ALCOVE_IS_FOLDER (kept))
    g_signal_emit (self, signals[ACTIVATED], 0, kept);
}

static void
view_activated (AlcoveSidebarList *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (!self->is_choosing)
    alcove_sidebar_list_activate (self, item);
}

static void
selection_changed (AlcoveSidebarList *self)
{
  g_autoptr (GtkBitset) set = NULL;
  g_autoptr (GObject) item = NULL;

  if (self->is_syncing)
    return;
  set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (!self->is_choosing && gtk_bitset_get_size (set) > 1)
    alcove_sidebar_list_set_is_choosing (self, TRUE);
  else if (self->is_choosing)
    {
      alcove_sidebar_list_read_choice (self);
      alcove_sidebar_list_tell_choice (self);
    }
  else if (!gtk_bitset_is_empty (set))
    {
      item = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (set));
      if (ALCOVE_IS_CONVERSATION (item) && item != (gpointer) self->selected)
        alcove_sidebar_list_activate (self, item);
    }
}

static GtkAdjustment *
get_adjustment (AlcoveSidebarList *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
}

static gboolean
hold_top (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AlcoveSidebarList *self = data;

  gtk_adjustment_set_value (get_adjustment (self), 0);
  if (--self->n_top_frames > 0)
    return G_SOURCE_CONTINUE;
  self->top_tick = 0;
  return G_SOURCE_REMOVE;
}

/* The view holds on to its first row, so that what comes above it would come unseen. Who is at the top stays there. */
static void
stay_at_top (AlcoveSidebarList *self)
{
  if (gtk_adjustment_get_value (get_adjustment (self)) >= 1)
    return;
  self->n_top_frames = 3;
  if (self->top_tick == 0)
    self->top_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), hold_top, self, NULL);
}

/* The open chat went to another place: the keyboard's focus goes with it. */
static void
follow_open_chat (AlcoveSidebarList *self, guint position)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL && self->model != NULL
      && alcove_sidebar_model_find (self->model, self->selected) == position)
    gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_FOCUS, NULL);
}

/* Before the view hears of it: a row with the focus that is read now would lose it, and the view its place. */
static void
items_change (AlcoveSidebarList *self, guint position, guint removed, guint added)
{
  AlcoveSidebarRow *row = alcove_sidebar_list_get_focus_row (self);
  const guint at = row ? alcove_sidebar_row_get_position (row) : GTK_INVALID_LIST_POSITION;

  alcove_sidebar_list_keep_rename (self, position, removed);
  self->focus_after = GTK_INVALID_LIST_POSITION;
  if (row != NULL && removed == added && at >= position && at - position < removed)
    self->focus_after = at;
}

static void
items_changed (AlcoveSidebarList *self, guint position, guint removed, guint added)
{
  if (position < NEAR_TOP)
    stay_at_top (self);
  if (self->is_choosing)
    {
      alcove_sidebar_list_choose_again (self, position, added);
      alcove_sidebar_list_tell_choice (self);
      if (removed > 0)
        alcove_sidebar_list_check_choice (self);
    }
  else
    {
      alcove_sidebar_list_sync_selection (self);
      if (removed == 0 && added == 1)
        follow_open_chat (self, position);
    }
  if (self->focus_after != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (self->view, self->focus_after, GTK_LIST_SCROLL_FOCUS, NULL);
  self->focus_after = GTK_INVALID_LIST_POSITION;
  alcove_sidebar_list_resume_rename (self);
  alcove_sidebar_list_rows_changed (self);
  g_signal_emit (self, signals[PAGE_CHANGED], 0);
}

/* ---- what is shown ---- */

static void day_passed (gpointer data);

static void
watch_day (AlcoveSidebarList *self)
{
  AlcoveConversationList *chats = self->model ? alcove_sidebar_model_get_chats (self->model) : NULL;
  gint64 left;

  g_clear_handle_id (&self->day_source, g_source_remove);
  if (chats == NULL)
    return;
  left = alcove_conversation_list_get_sections (chats)->ends_at - g_get_real_time () / 1000;
  self->day_source
      = g_timeout_add_seconds_once ((guint) CLAMP (left / 1000 + 1, 1, 90000), day_passed, self);
}

static void
day_passed (gpointer data)
{
  AlcoveSidebarList *self = data;

  self->day_source = 0;
  alcove_sidebar_list_refresh (self);
}

/**
 * alcove_sidebar_list_refresh:
 * @self: a list
 *
 * What was "14:05" is "Yesterday" after a night, and stands under another word. Only the few rows that exist are
 * touched.
 */
void
alcove_sidebar_list_refresh (AlcoveSidebarList *self)
{
  if (self->model != NULL)
    alcove_sidebar_model_set_now (self->model, g_get_real_time () / 1000);
  for (AlcoveSidebarRow *row = alcove_sidebar_list_next_row (self, NULL); row != NULL;
       row = alcove_sidebar_list_next_row (self, row))
    alcove_sidebar_row_refresh (row);
  watch_day (self);
}

/**
 * alcove_sidebar_list_show:
 * @self: a list
 * @session: (nullable): a session
 * @chats: (nullable): one of its shelves
 *
 * Shows it; folders stand above the chats of the first shelf alone.
 */
void
alcove_sidebar_list_show (AlcoveSidebarList *self, AlcoveSession *session,
                          AlcoveConversationList *chats)
{
  const gboolean has_folders = session != NULL && chats != NULL
                               && alcove_conversation_list_get_shelf (chats) == ALCOVE_SHELF_CHATS;
  g_autoptr (AlcoveSidebarModel) model = NULL;

  alcove_sidebar_list_set_is_choosing (self, FALSE);
  alcove_sidebar_list_forget_rename (self);
  g_set_object (&self->session, session);
  if (chats != NULL)
    model = alcove_sidebar_model_new (has_folders ? alcove_session_get_folders (session) : NULL,
                                      chats);
  if (model != NULL)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (items_change), self,
                             G_CONNECT_SWAPPED);
  self->is_syncing = TRUE;
  g_set_object (&self->model, model);
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (model));
  self->is_syncing = FALSE;
  alcove_sidebar_list_watch_reading (self, chats);
  gtk_adjustment_set_value (get_adjustment (self), 0);
  stay_at_top (self);
  alcove_sidebar_list_sync_selection (self);
  watch_day (self);
}

/**
 * alcove_sidebar_list_set_selected:
 * @self: a list
 * @chat: (nullable): the one that is open
 */
void
alcove_sidebar_list_set_selected (AlcoveSidebarList *self, AlcoveConversation *chat)
{
  g_set_object (&self->selected, chat);
  alcove_sidebar_list_sync_selection (self);
}

/**
 * alcove_sidebar_list_set_usual_model:
 * @self: a list
 * @model: (nullable): the model of new chats
 */
void
alcove_sidebar_list_set_usual_model (AlcoveSidebarList *self, const char *model)
{
  const char *name = g_intern_string (model);

  if (self->usual_model == name)
    return;
  self->usual_model = name;
  for (AlcoveSidebarRow *row = alcove_sidebar_list_next_row (self, NULL); row != NULL;
       row = alcove_sidebar_list_next_row (self, row))
    {
      alcove_sidebar_row_set_model (row, name);
      alcove_sidebar_row_refresh (row);
    }
}

gboolean
alcove_sidebar_list_is_empty (AlcoveSidebarList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;
}

static void
open_at (AlcoveSidebarList *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (!ALCOVE_IS_CONVERSATION (item))
    return;
  alcove_sidebar_list_activate (self, item);
  gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_NONE, NULL);
}

static guint
find_first (AlcoveSidebarList *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint first = 0;

  for (; first < n; first++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), first);

      if (!ALCOVE_IS_FOLDER (item))
        break;
    }
  return first;
}

/**
 * alcove_sidebar_list_move:
 * @self: a list
 * @step: 1 for the next chat, -1 for the one before
 *
 * Opens a neighbour of the open chat; the first where none of these is open.
 */
void
alcove_sidebar_list_move (AlcoveSidebarList *self, int step)
{
  const guint from = self->model ? alcove_sidebar_model_find (self->model, self->selected)
                                 : GTK_INVALID_LIST_POSITION;

  if (from == GTK_INVALID_LIST_POSITION)
    open_at (self, find_first (self));
  else if (step > 0 || from > 0)
    open_at (self, from + (guint) step);
}

void
alcove_sidebar_list_open_newest (AlcoveSidebarList *self)
{
  open_at (self, find_first (self));
}

void
alcove_sidebar_list_drop_on (AlcoveSidebarList *self, AlcoveFolder *folder)
{
  g_signal_emit (self, signals[DROPPED], 0, folder);
}

static gboolean
alcove_sidebar_list_grab_focus (GtkWidget *widget)
{
  AlcoveSidebarList *self = ALCOVE_SIDEBAR_LIST (widget);
  const guint position = self->model ? alcove_sidebar_model_find (self->model, self->selected)
                                     : GTK_INVALID_LIST_POSITION;

  if (alcove_sidebar_list_is_empty (self))
    return FALSE;
  gtk_list_view_scroll_to (self->view,
                           position == GTK_INVALID_LIST_POSITION ? find_first (self) : position,
                           GTK_LIST_SCROLL_FOCUS, NULL);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
alcove_sidebar_list_dispose (GObject *object)
{
  AlcoveSidebarList *self = ALCOVE_SIDEBAR_LIST (object);

  g_clear_handle_id (&self->day_source, g_source_remove);
  g_clear_handle_id (&self->choice_source, g_source_remove);
  alcove_sidebar_list_forget_input (self);
  alcove_sidebar_list_forget_rename (self);
  if (self->view != NULL)
    alcove_sidebar_list_end_reading (self);
  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      gtk_multi_selection_set_model (self->selection, NULL);
    }
  if (self->view != NULL)
    {
      if (self->top_tick != 0)
        gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->top_tick);
      gtk_list_view_set_model (self->view, NULL);
      gtk_list_view_set_factory (self->view, NULL);
      gtk_list_view_set_header_factory (self->view, NULL);
    }
  adw_bin_set_child (ADW_BIN (self), NULL); /* a bound child would be let go twice */
  gtk_widget_dispose_template (GTK_WIDGET (self), ALCOVE_TYPE_SIDEBAR_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_object (&self->selected);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_object (&self->painter);
  G_OBJECT_CLASS (alcove_sidebar_list_parent_class)->dispose (object);
}

static void
alcove_sidebar_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AlcoveSidebarList *self = ALCOVE_SIDEBAR_LIST (widget);

  GTK_WIDGET_CLASS (alcove_sidebar_list_parent_class)
      ->size_allocate (widget, width, height, baseline);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static guint
add_signal (const char *name, guint n_parameters, GType first, GType second)
{
  return g_signal_new (name, ALCOVE_TYPE_SIDEBAR_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_parameters, first, second);
}

static void
alcove_sidebar_list_class_init (AlcoveSidebarListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = alcove_sidebar_list_dispose;
  widget_class->grab_focus = alcove_sidebar_list_grab_focus;
  widget_class->size_allocate = alcove_sidebar_list_size_allocate;
  signals[ACTIVATED] = add_signal ("activated", 1, G_TYPE_OBJECT, G_TYPE_NONE);
  signals[CHOICE_CHANGED] = add_signal ("choice-changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[RENAMED] = add_signal ("renamed", 2, ALCOVE_TYPE_CONVERSATION, G_TYPE_STRING);
  signals[DROPPED] = add_signal ("dropped", 1, ALCOVE_TYPE_FOLDER, G_TYPE_NONE);
  signals[PAGE_CHANGED] = add_signal ("page-changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/alcovechat/Alcove/alcove-sidebar-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarList, box);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarList, scroller);
  gtk_widget_class_bind_template_child (widget_class, AlcoveSidebarList, view);
}

static void
alcove_sidebar_list_init (AlcoveSidebarList *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkListItemFactory) header_factory = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->chosen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->focus_after = GTK_INVALID_LIST_POSITION;
  self->painter = alcove_sidebar_painter_new (GTK_WIDGET (self->view));
  self->selection = gtk_multi_selection_new (NULL);
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_changed),
                            self);
  factory = make_factory (self);
  header_factory = make_header_factory (self);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_header_factory (self->view, header_factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (items_changed), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (view_activated), self);
  alcove_sidebar_list_begin_reading (self);
  alcove_sidebar_list_watch_input (self);
  alcove_sidebar_list_watch_choosing (self);
}
