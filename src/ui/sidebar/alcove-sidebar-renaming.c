/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Another title, typed in a row of the sidebar's list. Main thread. An answer may move the chat to another place
 * meanwhile, and with it to another row: what was typed goes on there. */

#include "alcove-sidebar-list-private.h"

#define ATTEMPTS 3 /* frames in which a row may come */

static AlcoveSidebarRow *
find_row (AlcoveSidebarList *self, AlcoveConversation *chat)
{
  AlcoveSidebarRow *row = alcove_sidebar_list_next_row (self, NULL);

  while (row != NULL && alcove_sidebar_row_get_item (row) != (gpointer) chat)
    row = alcove_sidebar_list_next_row (self, row);
  return row;
}

static AlcoveSidebarRow *
show_row (AlcoveSidebarList *self, AlcoveConversation *chat)
{
  const guint position
      = self->model ? alcove_sidebar_model_find (self->model, chat) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return NULL;
  gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_NONE, NULL);
  return find_row (self, chat);
}

/**
 * alcove_sidebar_list_rename:
 * @self: a list
 * @chat: a chat
 *
 * Returns: whether its row is there and asks for another title now
 */
gboolean
alcove_sidebar_list_rename (AlcoveSidebarList *self, AlcoveConversation *chat)
{
  AlcoveSidebarRow *row = show_row (self, chat);

  if (row == NULL)
    return FALSE;
  alcove_sidebar_list_forget_rename (self);
  g_set_object (&self->renamed, chat);
  alcove_sidebar_row_begin_rename (row, NULL);
  return TRUE;
}

/**
 * alcove_sidebar_list_rename_target:
 * @self: a list that has the focus
 * @open: the chat that is open
 *
 * The one that is chosen or has the focus. Where that is none, or several, the bell rings: the open chat is not what
 * was meant.
 *
 * Returns: %FALSE where @open was meant, and has no row
 */
gboolean
alcove_sidebar_list_rename_target (AlcoveSidebarList *self, AlcoveConversation *open)
{
  g_autoptr (GPtrArray) targets = alcove_sidebar_list_dup_targets (self);
  AlcoveConversation *target = targets->len == 1 ? g_ptr_array_index (targets, 0) : NULL;

  if (target != NULL && alcove_sidebar_list_rename (self, target))
    return TRUE;
  if (target == open)
    return FALSE;
  gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

/**
 * alcove_sidebar_list_keep_rename:
 * @self: a list
 * @position: the first of the rows that are about to go
 * @removed: how many
 *
 * What is being typed in one of them is kept.
 */
void
alcove_sidebar_list_keep_rename (AlcoveSidebarList *self, guint position, guint removed)
{
  AlcoveSidebarRow *row
      = self->renamed != NULL && removed > 0 ? find_row (self, self->renamed) : NULL;
  const guint at = row ? alcove_sidebar_row_get_position (row) : GTK_INVALID_LIST_POSITION;

  char *typed;

  if (row == NULL || at < position || at - position >= removed)
    return;
  typed = alcove_sidebar_row_take_typed (row);
  if (typed == NULL) /* its row moves twice in one frame, and has no place to type in yet */
    return;
  g_free (self->typed);
  self->typed = typed;
}

static gboolean
resume_due (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AlcoveSidebarList *self = data;
  AlcoveSidebarRow *row = show_row (self, self->renamed);

  if (row != NULL)
    alcove_sidebar_row_begin_rename (row, self->typed);
  else if (--self->n_attempts > 0)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->typed, g_free);
  self->rename_tick = 0;
  return G_SOURCE_REMOVE;
}

/**
 * alcove_sidebar_list_resume_rename:
 * @self: a list whose rows are others now
 */
void
alcove_sidebar_list_resume_rename (AlcoveSidebarList *self)
{
  if (self->typed == NULL)
    return;
  self->n_attempts = ATTEMPTS;
  if (self->rename_tick == 0)
    self->rename_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), resume_due, self, NULL);
}

/**
 * alcove_sidebar_list_is_typing:
 * @self: a list
 *
 * Returns: whether keys go to a title that is being typed in a row, and not to the rows
 */
gboolean
alcove_sidebar_list_is_typing (AlcoveSidebarList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/**
 * alcove_sidebar_list_forget_rename:
 * @self: a list
 */
void
alcove_sidebar_list_forget_rename (AlcoveSidebarList *self)
{
  if (self->rename_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->rename_tick);
  self->rename_tick = 0;
  g_clear_object (&self->renamed);
  g_clear_pointer (&self->typed, g_free);
}
