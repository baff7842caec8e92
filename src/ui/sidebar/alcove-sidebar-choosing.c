/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which chats of the sidebar's list something is done with: one, or several that are chosen. Main thread. What is chosen is kept by what it is, for rows move;
 * who wants all has those chosen that are still to be read. */

#include "alcove-sidebar-list-private.h"

/* Those that are chosen are kept by what they are, as rows move. */
void
alcove_sidebar_list_read_choice (AlcoveSidebarList *self)
{
  g_autoptr (GtkBitset) set
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  g_hash_table_remove_all (self->chosen);
  self->wants_all
      = gtk_bitset_get_size (set) > 1
        && gtk_bitset_get_size (set) == g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (ALCOVE_IS_CONVERSATION (item))
        g_hash_table_add (self->chosen, g_steal_pointer (&item));
    }
  if (self->wants_all)
    alcove_sidebar_model_want (self->model, G_MAXINT);
}

void
alcove_sidebar_list_tell_choice (AlcoveSidebarList *self)
{
  for (AlcoveSidebarRow *row = alcove_sidebar_list_next_row (self, NULL); row != NULL;
       row = alcove_sidebar_list_next_row (self, row))
    gtk_widget_queue_draw (GTK_WIDGET (row));
  g_signal_emit_by_name (self, "choice-changed");
}

/* Rows that came where chosen ones went, or where all are wanted. */
void
alcove_sidebar_list_choose_again (AlcoveSidebarList *self, guint position, guint added)
{
  self->is_syncing = TRUE;
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (self->wants_all && ALCOVE_IS_CONVERSATION (item))
        g_hash_table_add (self->chosen, g_object_ref (item));
      if (self->wants_all || g_hash_table_contains (self->chosen, item))
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, FALSE);
    }
  self->is_syncing = FALSE;
}

static gboolean
is_gone (gpointer chat, gpointer value, gpointer list)
{
  return alcove_sidebar_model_find (((AlcoveSidebarList *) list)->model, chat)
         == GTK_INVALID_LIST_POSITION;
}

static gboolean
check_due (gpointer data)
{
  AlcoveSidebarList *self = data;

  self->choice_source = 0;
  if (self->model != NULL && g_hash_table_foreach_remove (self->chosen, is_gone, self) > 0)
    alcove_sidebar_list_tell_choice (self);
  return G_SOURCE_REMOVE;
}

/* Rows went. A chat that moves is back in a moment; what is not was deleted elsewhere, and chosen no longer: that is known
 * before the next key is. */
void
alcove_sidebar_list_check_choice (AlcoveSidebarList *self)
{
  if (self->choice_source == 0)
    self->choice_source = g_idle_add_full (G_PRIORITY_HIGH, check_due, self, NULL);
}

/**
 * alcove_sidebar_list_set_is_choosing:
 * @self: a list
 * @is_choosing: whether several are chosen; what is selected is the first of them
 */
void
alcove_sidebar_list_set_is_choosing (AlcoveSidebarList *self, gboolean is_choosing)
{
  if (self->is_choosing == is_choosing)
    return;
  self->is_choosing = is_choosing;
  g_hash_table_remove_all (self->chosen);
  self->wants_all = FALSE;
  for (AlcoveSidebarRow *row = alcove_sidebar_list_next_row (self, NULL); row != NULL;
       row = alcove_sidebar_list_next_row (self, row))
    alcove_sidebar_row_set_is_choosing (row, is_choosing);
  if (is_choosing)
    alcove_sidebar_list_read_choice (self);
  else
    alcove_sidebar_list_sync_selection (self);
  g_signal_emit_by_name (self, "choice-changed");
}

gboolean
alcove_sidebar_list_get_is_choosing (AlcoveSidebarList *self)
{
  return self->is_choosing;
}

/**
 * alcove_sidebar_list_choose_all:
 * @self: a list
 *
 * Those that are not read yet are read for it.
 */
void
alcove_sidebar_list_choose_all (AlcoveSidebarList *self)
{
  alcove_sidebar_list_set_is_choosing (self, TRUE);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * alcove_sidebar_list_count_chosen:
 * @self: a list
 * @are_known: (out): whether all of them are read
 *
 * Returns: how many chats are chosen
 */
guint
alcove_sidebar_list_count_chosen (AlcoveSidebarList *self, gboolean *are_known)
{
  const guint n_known = g_hash_table_size (self->chosen);
  AlcoveConversationList *chats = self->model ? alcove_sidebar_model_get_chats (self->model) : NULL;
  const guint n_rest = self->wants_all && chats ? alcove_conversation_list_get_n_rest (chats) : 0;

  *are_known = n_rest == 0;
  return n_known + n_rest;
}

/* How many rows a key goes on. */
static int
step_of (AlcoveSidebarList *self, AlcoveSidebarRow *row, guint keyval, guint n)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  const int height = MAX (gtk_widget_get_height (GTK_WIDGET (row)), 1);
  const int page = MAX ((int) gtk_adjustment_get_page_size (adjustment) / height, 1);

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return -1;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return 1;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return -page;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return page;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return -(int) n;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return (int) n;
    default:
      return 0;
    }
}

/* GTK's list would choose the row it goes to, and nothing else; the space bar toggles the row with the focus. */
static gboolean
key_pressed (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
             AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = alcove_sidebar_list_get_focus_row (self);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int step, from;

  if (!self->is_choosing || row == NULL || alcove_sidebar_list_is_typing (self)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  step = step_of (self, row, keyval, n);
  if (step == 0)
    return GDK_EVENT_PROPAGATE;
  from = (int) alcove_sidebar_row_get_position (row);
  gtk_list_view_scroll_to (self->view, (guint) CLAMP (from + step, 0, (int) n - 1),
                           GTK_LIST_SCROLL_FOCUS, NULL);
  return GDK_EVENT_STOP;
}

/* Once, for a new list. */
void
alcove_sidebar_list_watch_choosing (AlcoveSidebarList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

GPtrArray *
alcove_sidebar_list_dup_chosen (AlcoveSidebarList *self)
{
  GPtrArray *chats = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer chat;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &chat, NULL))
    g_ptr_array_add (chats, g_object_ref (chat));
  return chats;
}

AlcoveSidebarRow *
alcove_sidebar_list_get_focus_row (AlcoveSidebarList *self)
{
  GtkWidget *item = gtk_widget_get_focus_child (GTK_WIDGET (self->view));
  GtkWidget *row = item ? gtk_widget_get_first_child (item) : NULL;

  return ALCOVE_IS_SIDEBAR_ROW (row) ? ALCOVE_SIDEBAR_ROW (row) : NULL;
}

/**
 * alcove_sidebar_list_dup_targets:
 * @self: a list
 *
 * Returns: (transfer full) (element-type AlcoveConversation): what an action is about: what its menu was opened for, else
 *   what is chosen, else the chat with the focus, else the one that is open
 */
GPtrArray *
alcove_sidebar_list_dup_targets (AlcoveSidebarList *self)
{
  AlcoveSidebarRow *row = alcove_sidebar_list_get_focus_row (self);
  GObject *item = row ? alcove_sidebar_row_get_item (row) : NULL;
  GPtrArray *one;

  if (self->targets != NULL)
    return g_ptr_array_ref (self->targets);
  if (self->is_choosing)
    return alcove_sidebar_list_dup_chosen (self);
  one = g_ptr_array_new_with_free_func (g_object_unref);
  if (item == NULL && self->model != NULL
      && alcove_sidebar_model_find (self->model, self->selected) != GTK_INVALID_LIST_POSITION)
    item = G_OBJECT (self->selected);
  if (ALCOVE_IS_CONVERSATION (item))
    g_ptr_array_add (one, g_object_ref (item));
  return one;
}

/**
 * alcove_sidebar_list_find_neighbour:
 * @self: a list
 * @leaving: (element-type AlcoveConversation): chats that are about to go
 *
 * Returns: (transfer full) (nullable): the chat to read when the open one goes with them: the next, else the one before
 */
AlcoveConversation *
alcove_sidebar_list_find_neighbour (AlcoveSidebarList *self, GPtrArray *leaving)
{
  const guint from = self->model ? alcove_sidebar_model_find (self->model, self->selected)
                                 : GTK_INVALID_LIST_POSITION;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (from == GTK_INVALID_LIST_POSITION)
    return NULL;
  for (int step = 1; step >= -1; step -= 2)
    for (guint i = from + (guint) step; i < n; i += (guint) step)
      {
        g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

        if (!ALCOVE_IS_CONVERSATION (item))
          break;
        if (!g_ptr_array_find (leaving, item, NULL))
          return ALCOVE_CONVERSATION (g_steal_pointer (&item));
      }
  return NULL;
}
