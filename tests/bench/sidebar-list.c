/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* sidebar-list: the list of chats with ten, a thousand, ten thousand and a hundred thousand of them, in memory, by the
 * same code as from the disk. Scrolled from end to end, each frame counted; a new message re-sorts the last row; the
 * bar is pulled to the end. */

#include <stdio.h>

#include "alcove-session-private.h"
#include "alcove-sidebar-list-private.h"
#include "alcove-templates.h"
#include "bench-window.h"

#define STEPS 240 /* frames from the top to the end */

static gboolean
await (DexFuture *future)
{
  gboolean ok;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  ok = dex_future_get_value (future, NULL) != NULL;
  dex_unref (future);
  return ok;
}

static AlcoveStore *
make_store (guint n_chats)
{
  AlcoveStore *store = alcove_store_new_in_memory ();
  const gint64 now = g_get_real_time () / 1000;
  DexFuture *last = NULL;

  await (alcove_store_open (store));
  for (guint i = 0; i < n_chats; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->title = g_strdup_printf ("What is number %u made of", i);
      chat->model = g_strdup (i % 3 ? "one" : "another");
      chat->created_at = chat->updated_at = now - (gint64) i * 600000;
      chat->is_pinned = i % 500 == 0;
      dex_clear (&last);
      last = alcove_store_create_chat (store, chat, NULL);
    }
  await (last);
  return store;
}

static GtkAdjustment *
get_adjustment (GtkWidget *list)
{
  GtkWidget *scrolled = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (list)));

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

/* Evenly, one step a frame, so that every page is asked for on the way. */
static void
scroll (BenchWindow *window, GtkAdjustment *adjustment)
{
  bench_window_restart (window);
  for (guint i = 0; i <= STEPS; i++)
    {
      const double end
          = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

      gtk_adjustment_set_value (adjustment, end * i / STEPS);
      gtk_widget_queue_draw (window->window);
      bench_window_wait_frame (window);
    }
}

static void
resort (BenchWindow *window, AlcoveConversationList *chats, const char *suffix)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (chats));
  double longest = 0;
  g_autofree char *name = g_strconcat ("resort_ms", suffix, NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (AlcoveConversation) chat
          = g_list_model_get_item (G_LIST_MODEL (chats), n - 1 - i % n);
      const gint64 start = g_get_monotonic_time ();

      alcove_conversation_touch (chat, g_get_real_time () / 1000 + i, "new words");
      alcove_conversation_set_title (chat, "Another title", ALCOVE_TITLE_FROM_USER);
      longest = MAX (longest, (double) (g_get_monotonic_time () - start) / 1000);
      gtk_widget_queue_draw (window->window);
      bench_window_wait_frame (window);
    }
  bench_print (name, longest, "ms", 16);
}

/* From where the bar is pulled down to the last row of all, with a list that knows its first page. */
static void
reach_end (AlcoveStore *store, const char *suffix)
{
  AlcoveConversationList *chats = alcove_conversation_list_new ();
  AlcoveSidebarList *list = g_object_new (ALCOVE_TYPE_SIDEBAR_LIST, NULL);
  BenchWindow *window;
  g_autofree char *name = g_strconcat ("bar_to_the_end_ms", suffix, NULL);
  g_autofree char *longest = g_strconcat ("bar_to_the_end_cpu_ms", suffix, NULL);
  gint64 start;

  alcove_sidebar_list_show (list, NULL, chats);
  alcove_conversation_list_set_store (chats, store);
  while (alcove_conversation_list_get_is_loading (chats))
    g_main_context_iteration (NULL, TRUE);
  window = bench_window_new_alone (GTK_WIDGET (list));
  start = g_get_monotonic_time ();
  list->holds_bar = TRUE;
  gtk_adjustment_set_value (get_adjustment (GTK_WIDGET (list)),
                            gtk_adjustment_get_upper (get_adjustment (GTK_WIDGET (list))));
  while (list->seeks_end)
    {
      gtk_widget_queue_draw (window->window);
      bench_window_wait_frame (window);
    }
  bench_print (name, (double) (g_get_monotonic_time () - start) / 1000, "ms", 5000);
  bench_print (longest, window->longest_cpu_ms, "ms", 34);
  bench_window_free (window);
  alcove_conversation_list_set_store (chats, NULL);
  g_object_unref (chats);
}

static void
measure (guint n_chats, const char *suffix)
{
  AlcoveStore *store = make_store (n_chats);
  AlcoveConversationList *chats = alcove_conversation_list_new ();
  GtkWidget *list = g_object_new (ALCOVE_TYPE_SIDEBAR_LIST, NULL);
  BenchWindow *window;
  g_autofree char *late = g_strconcat ("scroll_late_frames", suffix, NULL);
  g_autofree char *longest = g_strconcat ("scroll_longest_cpu_ms", suffix, NULL);
  g_autofree char *filled = g_strconcat ("list_known_ms", suffix, NULL);
  gint64 start = g_get_monotonic_time ();

  alcove_sidebar_list_show (ALCOVE_SIDEBAR_LIST (list), NULL, chats);
  alcove_conversation_list_set_store (chats, store);
  while (alcove_conversation_list_get_is_loading (chats)
         || (n_chats > 64 && alcove_conversation_list_get_n_rest (chats) == 0))
    g_main_context_iteration (NULL, TRUE);
  bench_print (filled, (double) (g_get_monotonic_time () - start) / 1000, "ms", 150);
  window = bench_window_new (list);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window->scrolled), NULL);
  adw_window_set_content (ADW_WINDOW (window->window), list);
  bench_spin (300);
  scroll (window, get_adjustment (list));
  bench_print_count (late, window->n_late, "frames", 0, 0);
  bench_print (longest, window->longest_cpu_ms, "ms", 34);
  resort (window, chats, suffix);
  bench_window_free (window);
  alcove_conversation_list_set_store (chats, NULL);
  g_object_unref (chats);
  reach_end (store, suffix);
  await (alcove_store_close (store));
  g_object_unref (store);
}

int
main (void)
{
  dex_init ();
  adw_init ();
  alcove_templates_register ();
  measure (10, "_10");
  measure (1000, "_1k");
  measure (10000, "_10k");
  measure (100000, "");
  return 0;
}
