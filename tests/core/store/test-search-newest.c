/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The newest hits of a search beside all of its hits: whatever words, filters and limits, they are the first of them.
 * On made-up histories with gaps in time, long and short chats, and deletions. In memory. */

#include "alcove-id.h"
#include "store-fixture.h"

#define N_CHATS 60
#define ALL 100000
#define MARK "\xee\x80\x80"

static const char *const words[] = {
  "river", "rivers", "riverbank", "garden", "gardener", "gardens", "engine",
  "the",   "of",     "and",       "密鑰",   "東京",     "Café",    "cafeteria",
};

static const char *const queries[] = {
  "the",
  "the ",
  "the of ",
  "r",
  "riv",
  "rive",
  "river",
  "riverb",
  "gard -gardens",
  "the garde",
  "\"the of\"",
  "\"of the river",
  "\"of t",
  "\"of the ri",
  "rare",
  "rarel",
  "密",
  "東京 the ",
  "cafe",
  "cafet",
  "the is:pinned",
  "river is:pinned",
  "the model:seldom",
  "riverb model:seldom",
  "gard model:large",
  "the model:large is:pinned",
  "the after:2020-02 before:2020-04",
  "garde after:2020-02",
  "the -river model:small before:2020-03-15",
  "nothing",
};

static char *
made_up_text (GRand *rand)
{
  GString *text = g_string_new (NULL);
  const int n = g_rand_int_range (rand, 1, 12);

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s ",
                            words[MIN (g_rand_int_range (rand, 0, G_N_ELEMENTS (words)),
                                       g_rand_int_range (rand, 0, G_N_ELEMENTS (words)))]);
  if (g_rand_int_range (rand, 0, 60) == 0)
    g_string_append (text, g_rand_boolean (rand) ? "rare" : "rarely");
  return g_string_free_and_steal (text);
}

static void
add_made_up_chat (AlcoveStore *store, GRand *rand, guint nth, gint64 *when)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (GPtrArray) messages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);
  const int n = g_rand_int_range (rand, 0, 20);

  chat->title = made_up_text (rand);
  chat->model = g_strdup (nth % 13 == 0 ? "seldom" : nth % 2 ? "large-1" : "small-1");
  chat->is_pinned = nth % 7 == 0;
  chat->created_at = *when += g_rand_int_range (rand, 1, 3) * (nth % 5 ? 1 : 86400000);
  for (int i = 0; i < n; i++)
    {
      AlcoveMessageRecord *message
          = alcove_message_record_new (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE);
      g_autofree char *reasoning = made_up_text (rand);
      g_autofree char *text = made_up_text (rand);

      message->id = alcove_id_new ();
      message->created_at = *when += g_rand_int_range (rand, 1, 100);
      if (g_rand_boolean (rand))
        g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_REASONING, reasoning));
      g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
      g_ptr_array_add (messages, message);
    }
  alcove_chat_record_unref (await_chat (alcove_store_import_chat (store, chat, messages)));
}

/* Some go for good, some to the trash. */
static void
delete_some (AlcoveStore *store)
{
  g_autoptr (GPtrArray) chats
      = await_array (alcove_store_list_chats (store, ALCOVE_CHATS_ACTIVE, NULL, ALL));

  for (guint i = 0; i < chats->len; i++)
    {
      const AlcoveChatRecord *chat = g_ptr_array_index (chats, i);

      if (i % 10 == 3)
        await_ok (alcove_store_delete_chat (store, chat->id));
      else if (i % 10 == 7)
        await_ok (alcove_store_trash_chat (store, chat->id));
    }
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const AlcoveSearchHit *x = *(AlcoveSearchHit *const *) a;
  const AlcoveSearchHit *y = *(AlcoveSearchHit *const *) b;

  return x->created_at == y->created_at ? 0 : x->created_at > y->created_at ? -1 : 1;
}

static void
compare (AlcoveStore *store, const char *query, guint limit)
{
  g_autoptr (GPtrArray) all
      = await_array (alcove_store_search_by (store, query, ALCOVE_SEARCH_BY_RANK, ALL));
  g_autoptr (GPtrArray) newest = await_array (alcove_store_search (store, query, limit));

  g_ptr_array_sort (all, newest_first);
  g_assert_cmpuint (newest->len, ==, MIN (all->len, limit));
  for (guint i = 0; i < newest->len; i++)
    {
      const AlcoveSearchHit *hit = g_ptr_array_index (newest, i);
      const AlcoveSearchHit *wanted = g_ptr_array_index (all, i);

      g_assert_cmpint (hit->created_at, ==, wanted->created_at);
      g_assert_cmpstr (hit->message_id, ==, wanted->message_id);
      g_assert_cmpstr (hit->chat_id, ==, wanted->chat_id);
      g_assert_cmpstr (hit->title, ==, wanted->title);
      g_assert_nonnull (strstr (hit->snippet, MARK));
    }
}

static void
test_newest (gconstpointer seed)
{
  AlcoveStore *store = open_memory_store ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  gint64 when = G_GINT64_CONSTANT (1577836800000);

  for (guint i = 0; i < N_CHATS; i++)
    add_made_up_chat (store, rand, i, &when);
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
        for (guint limit = 1; limit < 200; limit = limit * 3 + 1)
          compare (store, queries[i], limit);
      delete_some (store);
    }
  close_store (store);
}

/* A word that begins as many others do, but is rare itself, and one that most of them are: both are found, and marked
 * as they stand. */
static void
test_open_word (void)
{
  AlcoveStore *store = open_memory_store ();
  g_autoptr (GPtrArray) hits = NULL;

  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *text
          = g_strdup_printf ("%s and rivalry", i % 250 == 1 ? "riverbank" : "rivet");

      alcove_chat_record_unref (add_chat (store, NULL, text));
    }
  g_assert_cmpuint (count_hits (store, "rive"), ==, 50);
  g_assert_cmpuint (count_hits (store, "rivet"), ==, 50);
  hits = await_array (alcove_store_search (store, "river", 50));
  g_assert_cmpuint (hits->len, ==, 3);
  g_assert_cmpstr (((AlcoveSearchHit *) hits->pdata[0])->snippet, ==,
                   MARK "riverbank\xee\x80\x81 and rivalry");
  close_store (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/store/search-newest/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_newest);
    }
  g_test_add_func ("/store/search-newest/open-word", test_open_word);
  return g_test_run ();
}
