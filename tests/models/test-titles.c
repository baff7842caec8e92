/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Titles: what is kept of a model's words, when a model is asked, and whose title stays. */

#include "models-fixture.h"

#include "alcove-chat-title.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *answer;
    const char *title;
  } cases[] = {
    { "Sea cows at noon", "Sea cows at noon" },
    { "\n  \"Sea cows\"\nand more", "Sea cows" },
    { "**Title: “Sea cows.”**", "Sea cows" },
    { "# Sea *cows*", "Sea *cows" },
    { "「海の牛」。", "海の牛" },
    { "«Vaches de mer»", "Vaches de mer" },
    { "„Seekühe am Mittag“", "Seekühe am Mittag" },
    { "Is it noon?", "Is it noon?" },
    { "a\tb\x01 c", "a b c" },
    { "Sea\u202ecows\u200b", "Seacows" },
    { "Learning `C#`", "Learning C#" },
    { "__init__ in *Python*", "init__ in *Python" },
    { "\"\"", NULL },
    { " \n ", NULL },
    { "", NULL },
    { "\xff\xfe", "\uFFFD\uFFFD" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = alcove_chat_title_from_model (cases[i].answer);

      g_assert_cmpstr (title, ==, cases[i].title);
    }
}

/* The last words of a chat: plain text, though they were cut off within Markdown. */
static void
test_preview (void)
{
  static const struct
  {
    const char *text;
    const char *preview;
  } cases[] = {
    { "Some **bold** words", "Some bold words" },
    { "See ![the harbour](data:image/png;base64,iVBORw0KGgo=) there", "See the harbour there" },
    { "![the harbour](data:image/png;base64,"
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA) and words",
      "the harbour" },
    { "A list: ![the har", "A list: the har" },
    { "Read [the page](https://example.com/a", "Read the page" },
    { "| Name | Age |\n|------|----:|\n| Ada | 36 |", "Name Age Ada 36" },
    { "It is:\n\n| A | B |\n| :-: | --- |\n| 1 | 2 |", "It is: A B 1 2" },
    { "| Name | Age |\n|--", "Name Age" },
    { "Try cat a | sort | uniq", "Try cat a | sort | uniq" },
    { "a[0] and b[1", "a[0] and b[1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *start = alcove_chat_preview_from_text (cases[i].text);
      g_autofree char *preview = alcove_chat_preview_without_marks (start);

      g_assert_cmpstr (preview, ==, cases[i].preview);
    }
}

static void
test_short (void)
{
  g_autofree char *words = g_strnfill (4000, 'x');
  g_autofree char *title = alcove_chat_title_from_model (words);

  g_assert_cmpint (g_utf8_strlen (title, -1), <=, 60);
}

static AlcoveConversation *
begin (AlcoveSession *session, const char *model)
{
  AlcoveConversation *chat = alcove_session_new_conversation (session);

  fixture_ask (session, chat, model, "what swims at noon");
  return chat;
}

static gboolean
has_title (AlcoveConversation *chat, const char *title)
{
  return g_strcmp0 (alcove_conversation_get_title (chat), title) == 0;
}

/* Off until it is allowed; never for a chat that is not saved. */
static void
test_not_asked (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) unsaved = NULL;
  g_autoptr (AlcoveConversation) saved = NULL;

  g_assert_false (alcove_session_get_asks_for_titles (session));
  alcove_session_set_asks_for_titles (session, TRUE, "titles");
  unsaved = begin (session, "hello");
  turn_loop_for (150);
  g_assert_cmpuint (fixture->server->n_asked, ==, 1);
  alcove_session_set_asks_for_titles (session, FALSE, "titles");
  await_ok (alcove_session_turn_saving_on (session));
  saved = begin (session, "hello");
  turn_loop_for (150);
  g_assert_cmpuint (fixture->server->n_asked, ==, 2);
  g_assert_true (has_title (saved, "what swims at noon"));
  fixture_close (session);
}

/* Once, after the first answer, by the model that is named; kept, and allowed again the next time. */
static void
test_background (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autoptr (AlcoveChatRecord) record = NULL;
  g_autofree char *id = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_asks_for_titles (session, TRUE, "titles");
  chat = begin (session, "hello");
  id = g_strdup (alcove_conversation_get_id (chat));
  wait_until (has_title (chat, "Sea cows at noon"));
  g_assert_cmpuint (fixture->server->n_asked, ==, 2);
  g_assert_nonnull (strstr (fixture->server->last_body, "what swims at noon"));
  g_assert_nonnull (strstr (fixture->server->last_body, "Hello, **world**"));
  g_assert_nonnull (strstr (fixture->server->last_body, "\"max_tokens\":"));
  fixture_ask (session, chat, "hello", "and then?");
  turn_loop_for (150);
  g_assert_cmpuint (fixture->server->n_asked, ==, 3);
  g_clear_object (&chat);
  fixture_close (session);

  session = fixture_open (fixture, STRONG_KEY);
  g_assert_true (alcove_session_get_asks_for_titles (session));
  g_assert_cmpstr (alcove_session_get_title_model (session), ==, "titles");
  record = await_boxed (alcove_store_get_chat (alcove_session_get_store (session), id));
  g_assert_cmpstr (record->title, ==, "Sea cows at noon");
  g_assert_cmpint (record->title_source, ==, ALCOVE_TITLE_FROM_MODEL);
  fixture_close (session);
}

/* What goes wrong is nobody's trouble: the title stays as it was. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);

  await_ok (alcove_session_turn_saving_on (session));
  for (guint i = 0; i < 3; i++)
    {
      static const char *const models[] = { "cut", "broken", "no-such-model" };
      g_autoptr (AlcoveConversation) chat = NULL;

      alcove_session_set_asks_for_titles (session, TRUE, models[i]);
      chat = begin (session, "hello");
      turn_loop_for (200);
      g_assert_true (has_title (chat, "what swims at noon"));
      g_assert_null (alcove_session_get_store_error (session));
    }
  fixture_close (session);
}

/* No chat is held up by its title, and no window. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_asks_for_titles (session, TRUE, "wait");
  chat = begin (session, "hello");
  wait_until (fixture->server->n_asked == 2);
  g_clear_object (&chat);
  fixture_close (session);
}

/* What is saved stays as it is once saving is off, whatever was asked before. */
static void
test_saving_off (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autoptr (AlcoveChatRecord) record = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_asks_for_titles (session, TRUE, "titles");
  chat = begin (session, "hello");
  wait_until (fixture->server->n_asked == 2);
  alcove_session_set_save_history (session, FALSE);
  g_assert_cmpuint (session->titlings->len, ==, 1);
  wait_until (session->titlings->len == 0);
  turn_loop_for (50);
  g_assert_true (has_title (chat, "what swims at noon"));
  record = await_boxed (alcove_store_get_chat (alcove_session_get_store (session),
                                               alcove_conversation_get_id (chat)));
  g_assert_cmpint (record->title_source, ==, ALCOVE_TITLE_FROM_PROMPT);
  fixture_close (session);
}

/* A title of the user's own stays, also one given while the model thinks. */
static void
test_users_own (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autofree char *title = NULL;
  g_autofree char *again = NULL;
  DexFuture *asked;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_asks_for_titles (session, FALSE, "titles");
  chat = begin (session, "hello");
  asked = alcove_session_suggest_title (session, chat, NULL);
  await_ok (alcove_session_rename (session, chat, "Mine"));
  title = await_string (asked);
  g_assert_cmpstr (title, ==, "Sea cows at noon");
  g_assert_true (has_title (chat, "Mine"));
  again = await_string (alcove_session_suggest_title (session, chat, NULL));
  g_assert_true (has_title (chat, "Mine"));
  await_ok (alcove_store_rename_chat (alcove_session_get_store (session),
                                      alcove_conversation_get_id (chat), "theirs",
                                      ALCOVE_TITLE_FROM_MODEL));
  fixture_close (session);
}

/* When a person asks, for a chat that is not saved, too; and what fails is said. */
static void
test_suggest (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) empty = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) chat = begin (session, "hello");
  g_autofree char *title = NULL;

  alcove_session_set_asks_for_titles (session, FALSE, "titles");
  title = await_string (alcove_session_suggest_title (session, chat, NULL));
  g_assert_true (has_title (chat, title));
  g_assert_false (alcove_conversation_get_is_saved (chat));
  await_error (alcove_session_suggest_title (session, empty, NULL), ALCOVE_ERROR,
               ALCOVE_ERROR_NOT_FOUND);
  alcove_session_set_asks_for_titles (session, FALSE, "cut");
  await_error (alcove_session_suggest_title (session, chat, NULL), ALCOVE_ERROR,
               ALCOVE_ERROR_TRUNCATED);
  fixture_close (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/titles/clean", test_clean);
  g_test_add_func ("/titles/preview", test_preview);
  g_test_add_func ("/titles/short", test_short);
#define ADD(name, func)                                                                            \
  g_test_add ("/titles/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("not-asked", test_not_asked);
  ADD ("background", test_background);
  ADD ("failures", test_failures);
  ADD ("closing", test_closing);
  ADD ("saving-off", test_saving_off);
  ADD ("users-own", test_users_own);
  ADD ("suggest", test_suggest);
  return g_test_run ();
}
