/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Eight chats stream 200 tokens a second each into one history, with a checkpoint every 500 ms as the models do it,
 * while somebody searches and leafs through it without a pause. Nothing may be lost; how long the oldest job waited
 * is told, and asserted nowhere. On the disk. */

#include "disk-fixture.h"

#define N_STREAMS 8
#define TICK_MS 5 /* 200 tokens a second */
#define N_TOKENS 500
#define CHECKPOINT_TOKENS 100

typedef struct
{
  AlcoveMessageRecord *message;
  GString *text;
  guint phase; /* so that not all write at once */
} Stream;

/* What was asked and is not answered yet. */
typedef struct
{
  DexFuture *future;
  gint64 asked;
} Waiting;

typedef struct
{
  AlcoveStore *store;
  Stream streams[N_STREAMS];
  GArray *waiting; /* of Waiting: writes */
  Waiting search;
  Waiting page;
  guint n_tokens;
  guint n_searches;
  guint n_pages;
  gint64 oldest; /* microseconds */
} Load;

static void
ask (Load *load, DexFuture *future)
{
  const Waiting waiting = { future, g_get_monotonic_time () };

  g_array_append_val (load->waiting, waiting);
}

/* Takes what is answered. */
static gboolean
is_answered (Load *load, Waiting *waiting)
{
  g_autoptr (GError) error = NULL;

  if (waiting->future == NULL)
    return TRUE;
  if (dex_future_is_pending (waiting->future))
    return FALSE;
  dex_future_get_value (waiting->future, &error);
  g_assert_no_error (error);
  load->oldest = MAX (load->oldest, g_get_monotonic_time () - waiting->asked);
  g_clear_pointer (&waiting->future, dex_unref);
  return TRUE;
}

static void
take_answers (Load *load)
{
  for (guint i = load->waiting->len; i > 0; i--)
    if (is_answered (load, &g_array_index (load->waiting, Waiting, i - 1)))
      g_array_remove_index (load->waiting, i - 1);
}

static void
keep_reading (Load *load)
{
  static const char *const queries[] = { "token1", "prompt", "needle", "hay -needle", "tok" };

  if (is_answered (load, &load->search))
    load->search = (Waiting) {
      alcove_store_search (load->store, queries[load->n_searches++ % G_N_ELEMENTS (queries)], 50),
      g_get_monotonic_time ()
    };
  if (is_answered (load, &load->page))
    load->page = (Waiting) {
      load->n_pages++ % 2
          ? alcove_store_list_chats (load->store, ALCOVE_CHATS_ACTIVE, NULL, 30)
          : alcove_store_list_messages (load->store, load->streams[0].message->chat_id, NULL, 30),
      g_get_monotonic_time ()
    };
}

static void
receive_token (Load *load, Stream *stream)
{
  g_string_append_printf (stream->text, "token%u ", load->n_tokens);
  if (load->n_tokens % CHECKPOINT_TOKENS != stream->phase && load->n_tokens + 1 < N_TOKENS)
    return;
  set_text (stream->message, ALCOVE_PART_TEXT, stream->text->str);
  stream->message->status
      = load->n_tokens + 1 < N_TOKENS ? ALCOVE_STATUS_STREAMING : ALCOVE_STATUS_COMPLETE;
  ask (load, alcove_store_update_message (load->store, stream->message));
}

static gboolean
tick (gpointer data)
{
  Load *load = data;

  for (guint i = 0; i < N_STREAMS; i++)
    receive_token (load, &load->streams[i]);
  return ++load->n_tokens < N_TOKENS;
}

static void
start_streams (Load *load)
{
  for (guint i = 0; i < 200; i++)
    alcove_chat_record_unref (add_chat (load->store, "hay", i % 50 ? "hay in a prompt" : "needle"));
  for (guint i = 0; i < N_STREAMS; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = add_chat (load->store, "A stream", "prompt");

      load->streams[i].message
          = add_message (load->store, chat->id, chat->active_leaf, ALCOVE_STATUS_STREAMING, NULL);
      load->streams[i].text = g_string_new (NULL);
      load->streams[i].phase = i * CHECKPOINT_TOKENS / N_STREAMS;
    }
}

static void
assert_all_there (Load *load)
{
  for (guint i = 0; i < N_STREAMS; i++)
    {
      Stream *stream = &load->streams[i];
      g_autoptr (AlcoveMessageRecord) got
          = await_message (alcove_store_get_message (load->store, stream->message->id));
      g_autofree char *text = get_text (got);

      g_assert_cmpstr (text, ==, stream->text->str);
      g_assert_cmpint (got->status, ==, ALCOVE_STATUS_COMPLETE);
      alcove_message_record_unref (stream->message);
      g_string_free (stream->text, TRUE);
    }
}

static void
test_streams (Disk *disk, gconstpointer data)
{
  Load load = { .store = disk->store };

  load.waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  start_streams (&load);
  g_timeout_add (TICK_MS, tick, &load);
  while (load.n_tokens < N_TOKENS || load.waiting->len > 0 || load.search.future != NULL
         || load.page.future != NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      take_answers (&load);
      if (load.n_tokens < N_TOKENS)
        keep_reading (&load);
      else if (is_answered (&load, &load.search))
        is_answered (&load, &load.page);
    }
  g_test_message ("%d streams, %u searches, %u pages: the oldest job waited %.1f ms", N_STREAMS,
                  load.n_searches, load.n_pages, (double) load.oldest / 1000);
  g_array_unref (load.waiting);
  disk_reopen (disk);
  load.store = disk->store;
  assert_all_there (&load);
  g_assert_cmpuint (count_hits (disk->store, "token499"), ==, N_STREAMS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/store/streams/eight-at-once", Disk, NULL, disk_set_up, test_streams,
              disk_tear_down);
  return g_test_run ();
}
