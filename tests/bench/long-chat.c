/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A stored chat of 10,000 messages in the whole page: opened, gone back to, looked through, jumped about in. Each time
 * is from what a person does to the frame that shows its texts, with the store, the keys and the pages in it. */

#include "bench-window.h"
#include "sample-chat.h"

#include "alcove-conversation-page-private.h"
#include "alcove-conversation-view-private.h"
#include "alcove-id.h"
#include "alcove-session-private.h"
#include "alcove-templates.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define LONG 10000
#define SHORT 30
#define ROUNDS 7
#define N_CHATS 24
#define HIT 37
#define N_WHEEL 1500
#define RARE "zebrafinch"
#define KEY "sk-bench-0123456789abcdefghij"

typedef struct
{
  AlcoveSession *session;
  AlcoveConversationPage *page;
  BenchWindow *window;
  guint n_frames; /* until what was asked for was seen */
} Stage;

static gpointer
await (DexFuture *future, GType type)
{
  g_autoptr (GError) error = NULL;
  const GValue *value;
  gpointer result = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, &error);
  if (value == NULL)
    g_error ("%s", error->message);
  if (type == G_TYPE_OBJECT)
    result = g_value_dup_object (value);
  else if (type == G_TYPE_BOXED)
    result = g_value_dup_boxed (value);
  dex_unref (future);
  return result;
}

static AlcoveMessageRecord *
made_up (guint i, const char *parent_id, gint64 when)
{
  g_autoptr (AlcoveMessage) sample = sample_history_message (i, TRUE);
  const char *text = alcove_message_get_text (sample);
  g_autofree char *with_rare
      = i % 1000 == HIT ? g_strdup_printf ("%s\n\nA " RARE ".", text) : g_strdup (text);
  AlcoveMessageRecord *record
      = alcove_message_record_new (alcove_message_get_role (sample), ALCOVE_STATUS_COMPLETE);

  record->id = alcove_id_new ();
  record->parent_id = g_strdup (parent_id);
  record->created_at = when + i;
  g_ptr_array_add (record->parts, alcove_part_new (ALCOVE_PART_TEXT, with_rare));
  return record;
}

static char *
add_chat (AlcoveStore *store, guint n_messages, gint64 when)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  const char *parent_id = NULL;

  chat->id = alcove_id_new ();
  chat->title = g_strdup ("Made up");
  chat->created_at = chat->updated_at = when;
  for (guint i = 0; i < n_messages; i++)
    {
      g_ptr_array_add (messages, made_up (i, parent_id, when));
      parent_id = ((AlcoveMessageRecord *) g_ptr_array_index (messages, i))->id;
    }
  await (alcove_store_import_chat (store, chat, messages), G_TYPE_NONE);
  return g_strdup (chat->id);
}

/* Answers with the ids of the chats, the long one first. */
static GPtrArray *
fill (const char *folder)
{
  g_autoptr (AlcoveVault) vault = alcove_vault_new (folder);
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveAccount) account = alcove_vault_open (vault, key, NULL, &error);
  g_autoptr (AlcoveStore) store = NULL;
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  const gint64 now = g_get_real_time () / 1000;

  if (account == NULL)
    g_error ("%s", error->message);
  store = alcove_store_new (account);
  await (alcove_store_open (store), G_TYPE_NONE);
  for (guint i = 0; i < N_CHATS; i++)
    g_ptr_array_add (ids, add_chat (store, i == 0 ? LONG : SHORT, now - (gint64) i * 1000));
  await (alcove_store_set_meta (store, "save_history", "1"), G_TYPE_NONE);
  await (alcove_store_close (store), G_TYPE_NONE);
  return ids;
}

static AlcoveSession *
open_session (const char *folder)
{
  g_autoptr (AlcoveLockedBytes) key = alcove_locked_bytes_new_string (KEY);
  g_autoptr (AlcoveCredential) credential
      = alcove_credential_new ("000102030405060708090a0b0c0d0e0f", "Bench", "", key, NULL);
  g_autoptr (AlcoveAccountItem) item = alcove_account_item_new (credential, FALSE);
  g_autoptr (GError) error = NULL;
  AlcoveSession *session = alcove_session_new (item, folder, NULL, &error);

  if (session == NULL)
    g_error ("%s", error->message);
  alcove_session_start (session);
  await (alcove_session_wait_open (session), G_TYPE_NONE);
  return session;
}

/* Whether all that stands in the viewport has its text, and there is something. */
static gboolean
is_shown (Stage *stage)
{
  AlcoveConversationView *view = stage->page->view;
  const int height = gtk_widget_get_height (GTK_WIDGET (view));
  gboolean any = FALSE;

  for (guint i = 0; i < view->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (view->places, AlcoveLayoutPlace, i);
      const AlcoveConversationEntry *entry = g_ptr_array_index (view->entries, place->row);

      if (place->y + place->height <= 0 || place->y >= height)
        continue;
      if (!alcove_message_get_is_loaded (entry->message))
        return FALSE;
      any = TRUE;
    }
  return any;
}

static double
wait_shown (Stage *stage, gint64 start)
{
  gtk_widget_queue_draw (stage->window->window);
  stage->n_frames = 0;
  do
    {
      bench_window_wait_frame (stage->window);
      stage->n_frames++;
    }
  while (!is_shown (stage));
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* What the window does. */
static double
show_chat (Stage *stage, AlcoveConversation *conversation)
{
  const gint64 start = g_get_monotonic_time ();
  double ms;

  alcove_conversation_page_show (stage->page, stage->session, conversation);
  alcove_session_look_at (stage->session, conversation, NULL);
  ms = wait_shown (stage, start);
  bench_spin (150);
  return ms;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
print_median (const char *name, double *times, guint n, double goal)
{
  qsort (times, n, sizeof (double), compare);
  g_printerr ("%s: %.1f to %.1f ms\n", name, times[0], times[n - 1]);
  bench_print (name, times[n / 2], "ms", goal);
}

/* The first time, and again after one other chat was looked at. */
static void
measure_opening (Stage *stage, AlcoveConversation *chat, AlcoveConversation *other)
{
  double back[ROUNDS];
  guint most_frames = 0;

  show_chat (stage, other);
  bench_print ("open_stored_10000_ms", show_chat (stage, chat), "ms", 100);
  for (guint i = 0; i < ROUNDS; i++)
    {
      show_chat (stage, other);
      back[i] = show_chat (stage, chat);
      most_frames = MAX (most_frames, stage->n_frames);
    }
  print_median ("return_ms", back, ROUNDS, 34);
  bench_print_count ("return_frames", most_frames, "frames", 0, 1);
}

/* So many chats were looked at one after the other; what stays of them. */
static void
measure_kept (Stage *stage, GPtrArray *ids)
{
  double before = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AlcoveConversation) chat
          = await (alcove_session_load_conversation (stage->session, g_ptr_array_index (ids, i)),
                   G_TYPE_OBJECT);

      show_chat (stage, chat);
      if (i == 1)
        before = bench_anonymous_mb ();
    }
  bench_print ("kept_chats_mb", bench_anonymous_mb () - before, "MB", 8);
}

/* By its id, as from a search: its page is not here. */
static void
measure_jump (Stage *stage, AlcoveConversation *chat)
{
  AlcoveMessageList *messages = alcove_conversation_get_messages (chat);
  double times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      const guint row = HIT + i * 1000;
      const gint64 start = g_get_monotonic_time ();

      alcove_conversation_page_show_message (stage->page,
                                             alcove_message_list_get_id (messages, row), NULL);
      do
        times[i] = wait_shown (stage, start);
      while (alcove_conversation_view_get_position (stage->page->view) != row);
      alcove_conversation_view_scroll_to_end (stage->page->view);
      bench_spin (400);
    }
  print_median ("jump_stored_ms", times, ROUNDS, 60);
}

/* A turned wheel, and then the bar: how often what is seen has no text yet. */
static void
measure_scrolling (Stage *stage)
{
  GtkAdjustment *adjustment = stage->page->view->vadjustment;
  guint n_waiting = 0;
  double from;

  alcove_conversation_view_scroll_to_end (stage->page->view);
  bench_spin (400);
  bench_window_restart (stage->window);
  for (guint i = 0; i < N_WHEEL; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 200);
      bench_window_wait_frame (stage->window);
      n_waiting += is_shown (stage) ? 0 : 1;
    }
  g_printerr ("%d frames of a wheel: %u late, most work for one %.1f ms\n", N_WHEEL,
              stage->window->n_late, stage->window->longest_cpu_ms);
  bench_print_count ("scroll_stored_waiting_frames", n_waiting, "frames", 0, 0);
  bench_print ("scroll_stored_work_ms", stage->window->longest_cpu_ms, "ms", 34);
  from = gtk_adjustment_get_value (adjustment);
  bench_window_restart (stage->window);
  for (guint i = 1; i <= 60; i++)
    {
      gtk_adjustment_set_value (adjustment, from * (1 - i / 120.0));
      bench_window_wait_frame (stage->window);
    }
  bench_print ("drag_stored_ms", wait_shown (stage, g_get_monotonic_time ()), "ms", 60);
  bench_print ("drag_stored_work_ms", stage->window->longest_cpu_ms, "ms", 34);
}

static void
measure_finding (Stage *stage)
{
  AlcoveConversationPage *page = stage->page;
  double finds[ROUNDS], steps[ROUNDS];

  alcove_conversation_page_find (page);
  bench_spin (200);
  for (guint i = 0; i < ROUNDS; i++)
    {
      const gint64 start = g_get_monotonic_time ();

      alcove_conversation_page_find_changed (page, i % 2 ? "zebrafinc" : RARE);
      while (page->found == NULL)
        g_main_context_iteration (NULL, TRUE);
      finds[i] = wait_shown (stage, start);
      bench_spin (200);
    }
  g_printerr ("places of a rare word: %u\n", page->found->len);
  bench_window_restart (stage->window);
  for (guint i = 0; i < ROUNDS; i++)
    {
      const gint64 start = g_get_monotonic_time ();

      alcove_conversation_page_find_step (page, -1);
      steps[i] = wait_shown (stage, start);
      bench_spin (200);
    }
  print_median ("find_10000_ms", finds, ROUNDS, 500);
  print_median ("find_step_ms", steps, ROUNDS, 60);
  alcove_find_bar_close (page->find_bar);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("alcove-bench-XXXXXX", NULL);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autoptr (AlcoveConversation) other = NULL;
  Stage stage = { 0 };

  dex_init ();
  gtk_init ();
  adw_init ();
  alcove_templates_register ();
  ids = fill (folder);
  stage.session = open_session (folder);
  chat = await (alcove_session_load_conversation (stage.session, g_ptr_array_index (ids, 0)),
                G_TYPE_OBJECT);
  other = await (alcove_session_load_conversation (stage.session, g_ptr_array_index (ids, 1)),
                 G_TYPE_OBJECT);
  stage.page = ALCOVE_CONVERSATION_PAGE (alcove_conversation_page_new ());
  stage.window = bench_window_new_alone (GTK_WIDGET (stage.page));
  measure_opening (&stage, chat, other);
  measure_jump (&stage, chat);
  measure_scrolling (&stage);
  measure_finding (&stage);
  measure_kept (&stage, ids);
  bench_window_free (stage.window);
  await (alcove_session_close (stage.session), G_TYPE_NONE);
  remove_tree (folder);
  return 0;
}
