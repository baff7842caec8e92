/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A search as it is typed: filters that leave the words, marks that leave the snippet, a list that shows the newest
 * search alone and pages. Against real stores. */

#include "models-fixture.h"

#include "alcove-search-list.h"
#include "alcove-search-text.h"

static void
test_marks (void)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *text = alcove_search_text_unmark ("a \xee\x80\x80Grün\xee\x80\x81 b \xee\x80\x80"
                                                     "grün\xee\x80\x81 \xee\x80\x80open",
                                                     &spans);
  g_autofree char *none = alcove_search_text_unmark (NULL, NULL);
  g_auto (GStrv) words = alcove_search_text_dup_words ("\xee\x80\x80Grün\xee\x80\x81 \xee\x80\x80"
                                                       "grün\xee\x80\x81 \xee\x80\x80"
                                                       "x\xee\x80\x81");

  g_assert_cmpstr (text, ==, "a Grün b grün open");
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_cmpuint (g_array_index (spans, AlcoveSearchSpan, 0).start, ==, 2);
  g_assert_cmpuint (g_array_index (spans, AlcoveSearchSpan, 0).end, ==, 7);
  g_assert_cmpuint (g_array_index (spans, AlcoveSearchSpan, 1).start, ==, 10);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (
      g_strv_equal ((const char *const *) words, (const char *const[]) { "Grün", "x", NULL }));
}

static void
test_filters (void)
{
  static const struct
  {
    const char *text;
    gboolean is_finished;
    const char *rest;
    const char *filters;
  } cases[] = {
    { "model:gpt", FALSE, "model:gpt", NULL },
    { "model:gpt", TRUE, "", "model:gpt" },
    { "model:gpt ", FALSE, "", "model:gpt" },
    { "a model:gpt b", FALSE, "a b", "model:gpt" },
    { "is:pinned  before:2026-01 x", FALSE, " x", "is:pinned before:2026-01" },
    { "is:nothing after:then x", FALSE, "is:nothing after:then x", NULL },
    { "\"is:pinned \" x", FALSE, "\"is:pinned \" x", NULL },
    { "xis:pinned ", FALSE, "xis:pinned ", NULL },
    { "", TRUE, "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rest = NULL;
      g_auto (GStrv) filters
          = alcove_search_text_take_filters (cases[i].text, cases[i].is_finished, &rest);
      g_autofree char *joined = filters ? g_strjoinv (" ", filters) : NULL;

      g_assert_cmpstr (rest, ==, cases[i].rest);
      g_assert_cmpstr (joined, ==, cases[i].filters);
    }
}

static void
test_join (void)
{
  const char *const filters[] = { "is:pinned", "model:x", NULL };
  g_autofree char *both = alcove_search_text_join (filters, "wor");
  g_autofree char *text = alcove_search_text_join (NULL, "wor");

  g_assert_cmpstr (both, ==, "is:pinned model:x wor");
  g_assert_cmpstr (text, ==, "wor");
}

static void
settle_list (AlcoveSearchList *list, const char *query)
{
  wait_until (!alcove_search_list_get_is_searching (list)
              && g_strcmp0 (alcove_search_list_get_query (list), query) == 0);
}

static guint
n_of (AlcoveSearchList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* What is typed fast is searched once, the last of it; what is there already stays the same row. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) saved = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) unsaved = alcove_session_new_conversation (session);
  g_autoptr (AlcoveSearchList) list = alcove_search_list_new (session);
  g_autoptr (Mirror) mirror = mirror_new (list);
  g_autoptr (AlcoveSearchResult) row = NULL;

  fixture_ask (session, unsaved, "hello", "a walrus, unsaved");
  await_ok (alcove_session_turn_saving_on (session));
  fixture_ask (session, saved, "hello", "a walrus, saved");
  alcove_search_list_search (list, "w", FALSE);
  alcove_search_list_search (list, "wa", FALSE);
  alcove_search_list_search (list, "walrus", FALSE);
  g_assert_true (alcove_search_list_get_is_searching (list));
  g_assert_null (alcove_search_list_get_query (list));
  settle_list (list, "walrus");
  g_assert_cmpuint (n_of (list), ==, 4); /* two titles, two prompts */
  g_assert_cmpuint (mirror->n_signals, ==, 1);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (alcove_search_result_get_is_saved (row));
  g_assert_null (alcove_search_list_get_error (list));
  alcove_search_list_search (list, "walrus -unsaved", FALSE);
  settle_list (list, "walrus -unsaved");
  g_assert_cmpuint (n_of (list), ==, 2);
  g_assert_true (g_ptr_array_index (mirror->items, 0) == row);
  alcove_search_list_search (list, "walrus", TRUE);
  settle_list (list, "walrus");
  g_assert_cmpuint (n_of (list), ==, 4);
  alcove_search_list_search (list, "nowhere to be found", FALSE);
  settle_list (list, "nowhere to be found");
  g_assert_cmpuint (n_of (list), ==, 0);
  alcove_search_list_search (list, "walrus", FALSE);
  alcove_search_list_search (list, "", FALSE);
  g_assert_null (alcove_search_list_get_query (list));
  turn_loop_for (150);
  g_assert_cmpuint (n_of (list), ==, 0);
  g_clear_pointer (&mirror, mirror_free);
  g_clear_object (&list);
  fixture_close (session);
}

static void
fill (AlcoveSession *session, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
      g_autoptr (AlcoveChatRecord) made = NULL;

      chat->title = g_strdup_printf ("penguin number %u", i);
      made
          = await_boxed (alcove_store_create_chat (alcove_session_get_store (session), chat, NULL));
    }
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveSearchList) list = alcove_search_list_new (session);
  g_autoptr (AlcoveSearchResult) first = NULL;
  g_autoptr (Mirror) mirror = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  fill (session, 130);
  alcove_search_list_search (list, "penguin", FALSE);
  settle_list (list, "penguin");
  g_assert_cmpuint (n_of (list), ==, 50);
  g_assert_true (alcove_search_list_get_has_more (list));
  mirror = mirror_new (list);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  alcove_search_list_want_more (list);
  alcove_search_list_want_more (list);
  wait_until (!alcove_search_list_get_is_searching (list));
  g_assert_cmpuint (n_of (list), ==, 100);
  g_assert_true (g_ptr_array_index (mirror->items, 0) == first);
  alcove_search_list_want_more (list);
  wait_until (!alcove_search_list_get_is_searching (list));
  g_assert_cmpuint (n_of (list), ==, 130);
  g_assert_false (alcove_search_list_get_has_more (list));
  alcove_search_list_want_more (list);
  g_assert_false (alcove_search_list_get_is_searching (list));
  g_clear_pointer (&mirror, mirror_free);
  g_clear_object (&list);
  fixture_close (session);
}

/* A search of something else while one runs: the first one's answer never shows. */
static void
test_overtaken (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveSearchList) list = alcove_search_list_new (session);
  g_autoptr (Mirror) mirror = mirror_new (list);

  await_ok (alcove_session_turn_saving_on (session));
  fill (session, 20);
  alcove_search_list_search (list, "penguin", FALSE);
  alcove_search_list_search (list, "number", TRUE);
  alcove_search_list_search (list, "\"number 7\"", FALSE);
  settle_list (list, "\"number 7\"");
  g_assert_cmpuint (n_of (list), ==, 1);
  g_assert_cmpuint (mirror->n_signals, ==, 1);
  alcove_search_list_search (list, "penguin", FALSE);
  alcove_search_list_stop (list);
  alcove_search_list_search (list, "penguin", FALSE);
  settle_list (list, "penguin");
  g_assert_cmpuint (n_of (list), ==, 20);
  g_clear_pointer (&mirror, mirror_free);
  g_clear_object (&list);
  fixture_close (session);
}

/* Another window searches in the same account, or ends counting there: what is searched here is found all the same. */
static void
test_interrupted (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveSearchList) list = alcove_search_list_new (session);

  await_ok (alcove_session_turn_saving_on (session));
  fill (session, 20);
  for (guint i = 0; i < 100; i++)
    {
      const char *query = i % 2 ? "penguin" : "number";

      alcove_search_list_search (list, query, FALSE);
      for (guint turns = 0; turns < i % 20; turns++)
        g_main_context_iteration (NULL, FALSE);
      alcove_session_interrupt_searches (session);
      settle_list (list, query);
      g_assert_null (alcove_search_list_get_error (list));
      g_assert_cmpuint (n_of (list), ==, 20);
    }
  g_clear_object (&list);
  fixture_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/searching/marks", test_marks);
  g_test_add_func ("/searching/filters", test_filters);
  g_test_add_func ("/searching/join", test_join);
#define ADD(name, func)                                                                            \
  g_test_add ("/searching/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("typing", test_typing);
  ADD ("pages", test_pages);
  ADD ("overtaken", test_overtaken);
  ADD ("interrupted", test_interrupted);
  return g_test_run ();
}
