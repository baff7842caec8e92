/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finding words in the chat that is shown. Main thread.
 *
 * Every message is looked through, whether it is here or in the store; the newest search counts, an older one is
 * ended. The reader starts from the place where he is, and is back there when he is done. */

#include "alcove-config.h"

#include "alcove-completion.h"
#include "alcove-conversation-page-private.h"

static guint
count_places (const GArray *found)
{
  guint n = 0;

  for (guint i = 0; found != NULL && i < found->len; i++)
    n += g_array_index (found, AlcoveMessageFound, i).n_places;
  return n;
}

static void
show_place (AlcoveConversationPage *self)
{
  guint nth = self->find_place;

  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    {
      const AlcoveMessageFound *found = &g_array_index (self->found, AlcoveMessageFound, i);

      if (nth < found->n_places)
        {
          alcove_conversation_view_show_found (self->view, found->position, nth);
          return;
        }
      nth -= found->n_places;
    }
}

/* The first place that is not above what is read, else the first of all. */
static guint
nearest_place (AlcoveConversationPage *self)
{
  guint place = 0;

  for (guint i = 0; i < self->found->len; i++)
    {
      const AlcoveMessageFound *found = &g_array_index (self->found, AlcoveMessageFound, i);

      if (found->position >= self->find_from)
        return place;
      place += found->n_places;
    }
  return 0;
}

static void
update_bar (AlcoveConversationPage *self)
{
  const guint n_places = count_places (self->found);

  if (self->finder == NULL || self->found == NULL)
    alcove_find_bar_clear_place (self->find_bar);
  else
    alcove_find_bar_set_place (self->find_bar, n_places > 0 ? self->find_place + 1 : 0, n_places);
}

static void
words_found (gpointer owner, const GValue *value, const GError *error, gpointer data)
{
  AlcoveConversationPage *self = owner;
  const gboolean is_again = self->found != NULL;

  if (value == NULL || data != self->find_cancellable)
    return;
  g_clear_pointer (&self->found, g_array_unref);
  self->found = g_value_dup_boxed (value);
  if (!is_again)
    self->find_place = nearest_place (self);
  self->find_place = MIN (self->find_place, MAX (1, count_places (self->found)) - 1);
  if (!is_again)
    show_place (self);
  update_bar (self);
}

/**
 * alcove_conversation_page_find_end:
 * @self: a page
 *
 * Ends the search that is under way, if there is one: a long chat is not read on for nobody.
 */
void
alcove_conversation_page_find_end (AlcoveConversationPage *self)
{
  g_cancellable_cancel (self->find_cancellable);
  g_clear_object (&self->find_cancellable);
}

static void
look_for (AlcoveConversationPage *self)
{
  alcove_conversation_page_find_end (self);
  if (self->finder == NULL || self->messages == NULL)
    return;
  self->find_cancellable = g_cancellable_new ();
  alcove_completion_await (
      alcove_message_list_find_words (self->messages, self->finder, self->find_cancellable), self,
      words_found, g_object_ref (self->find_cancellable), g_object_unref);
}

void
alcove_conversation_page_find_changed (AlcoveConversationPage *self, const char *text)
{
  alcove_conversation_page_find_end (self);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->finder, alcove_finder_unref);
  if (!alcove_find_bar_get_is_open (self->find_bar))
    return;
  self->finder = alcove_finder_new_piece (text);
  alcove_conversation_view_set_finder (self->view, self->finder);
  update_bar (self);
  look_for (self);
}

void
alcove_conversation_page_find_step (AlcoveConversationPage *self, int direction)
{
  const guint n_places = count_places (self->found);

  if (n_places == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->find_place = (self->find_place + n_places + (direction > 0 ? 1 : n_places - 1)) % n_places;
  show_place (self);
  update_bar (self);
}

/**
 * alcove_conversation_page_find_again:
 * @self: a page whose messages changed
 */
void
alcove_conversation_page_find_again (AlcoveConversationPage *self)
{
  if (self->finder != NULL && alcove_find_bar_get_is_open (self->find_bar))
    look_for (self);
}

/**
 * alcove_conversation_page_find:
 * @self: a page
 *
 * Opens the bar; where it is open, what is in it is selected.
 */
void
alcove_conversation_page_find (AlcoveConversationPage *self)
{
  if (self->conversation == NULL)
    return;
  if (!alcove_find_bar_get_is_open (self->find_bar))
    {
      self->find_from = alcove_conversation_view_get_position (self->view);
      alcove_conversation_view_mark_place (self->view);
    }
  alcove_find_bar_open (self->find_bar);
}

void
alcove_conversation_page_find_closed (AlcoveConversationPage *self)
{
  alcove_conversation_page_find_end (self);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->finder, alcove_finder_unref);
  alcove_conversation_view_set_finder (self->view, NULL);
  alcove_conversation_view_return_to_mark (self->view);
  update_bar (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}
