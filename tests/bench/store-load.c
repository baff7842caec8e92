/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Eight chats stream 200 tokens a second each, with a checkpoint every 500 ms, into the history that the bench has
 * opened, while somebody searches it and leafs through it without a pause: how long the oldest of their jobs waited.
 * The chats are deleted again. */

#include "store-load.h"

#define N_STREAMS 8
#define N_TOKENS 800 /* 4 s */
#define TICK_MS 5
#define CHECKPOINT_TOKENS 100

/* What was asked and is not answered yet. */
typedef struct
{
  DexFuture *future;
  gint64 asked;
} Waiting;

typedef struct
{
  AlcoveStore *store;
  AlcoveMessageRecord *messages[N_STREAMS];
  GString *text;
  GArray *writes; /* of Waiting */
  Waiting search;
  Waiting page;
  guint n_tokens;
  guint n_searches;
  gint64 oldest;
} Load;

static gboolean
is_answered (Load *load, Waiting *waiting, gboolean counts)
{
  g_autoptr (GError) error = NULL;

  if (waiting->future == NULL)
    return TRUE;
  if (dex_future_is_pending (waiting->future))
    return FALSE;
  if (dex_future_get_value (waiting->future, &error) == NULL)
    g_error ("%s", error->message);
  if (counts)
    load->oldest = MAX (load->oldest, g_get_monotonic_time () - waiting->asked);
  g_clear_pointer (&waiting->future, dex_unref);
  return TRUE;
}

static gpointer
await_boxed (DexFuture *future)
{
  gpointer boxed;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  boxed = g_value_dup_boxed (dex_future_get_value (future, NULL));
  dex_unref (future);
  return boxed;
}

static void
start (Load *load)
{
  for (guint i = 0; i < N_STREAMS; i++)
    {
      g_autoptr (AlcoveChatRecord) empty = alcove_chat_record_new ();
      g_autoptr (AlcoveChatRecord) chat
          = await_boxed (alcove_store_create_chat (load->store, empty, NULL));
      g_autoptr (AlcoveMessageRecord) message
          = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);

      message->chat_id = g_strdup (chat->id);
      load->messages[i] = await_boxed (alcove_store_add_message (load->store, message));
    }
}

static void
checkpoint (Load *load, AlcoveMessageRecord *message, gboolean is_end)
{
  Waiting waiting;

  g_ptr_array_set_size (message->parts, 0);
  g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, load->text->str));
  message->status = is_end ? ALCOVE_STATUS_COMPLETE : ALCOVE_STATUS_STREAMING;
  waiting.future = alcove_store_update_message (load->store, message);
  waiting.asked = g_get_monotonic_time ();
  g_array_append_val (load->writes, waiting);
}

static gboolean
tick (gpointer data)
{
  Load *load = data;
  const gboolean is_end = ++load->n_tokens == N_TOKENS;

  g_string_append_printf (load->text, "token%u ", load->n_tokens);
  for (guint i = 0; i < N_STREAMS; i++)
    if (is_end || (load->n_tokens + i * CHECKPOINT_TOKENS / N_STREAMS) % CHECKPOINT_TOKENS == 0)
      checkpoint (load, load->messages[i], is_end);
  return !is_end;
}

/* Searches do not stand in the queue of the others, and do not count. */
static void
keep_reading (Load *load)
{
  static const char *const queries[] = { "the ", "w12", "garden river ", "\"of the\"", "token7" };

  if (is_answered (load, &load->search, FALSE))
    load->search = (Waiting) {
      alcove_store_search (load->store, queries[load->n_searches++ % G_N_ELEMENTS (queries)], 50),
      g_get_monotonic_time ()
    };
  if (is_answered (load, &load->page, TRUE))
    load->page = (Waiting) { alcove_store_list_chats (load->store, ALCOVE_CHATS_ACTIVE, NULL, 50),
                             g_get_monotonic_time () };
}

static void
take_answers (Load *load)
{
  for (guint i = load->writes->len; i > 0; i--)
    if (is_answered (load, &g_array_index (load->writes, Waiting, i - 1), TRUE))
      g_array_remove_index (load->writes, i - 1);
}

static void
end (Load *load)
{
  for (guint i = 0; i < N_STREAMS; i++)
    {
      DexFuture *future = alcove_store_delete_chat (load->store, load->messages[i]->chat_id);

      while (dex_future_is_pending (future))
        g_main_context_iteration (NULL, TRUE);
      dex_unref (future);
      alcove_message_record_unref (load->messages[i]);
    }
  g_array_unref (load->writes);
  g_string_free (load->text, TRUE);
}

/* Milliseconds. */
double
store_load_measure (AlcoveStore *store)
{
  Load load = { .store = store, .text = g_string_new (NULL) };

  load.writes = g_array_new (FALSE, FALSE, sizeof (Waiting));
  start (&load);
  g_timeout_add (TICK_MS, tick, &load);
  while (load.n_tokens < N_TOKENS || load.writes->len > 0 || !is_answered (&load, &load.page, TRUE)
         || !is_answered (&load, &load.search, FALSE))
    {
      g_main_context_iteration (NULL, TRUE);
      take_answers (&load);
      if (load.n_tokens < N_TOKENS)
        keep_reading (&load);
    }
  end (&load);
  return (double) load.oldest / 1000;
}
