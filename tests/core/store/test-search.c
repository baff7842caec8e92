/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Search: what a typed text finds, in which order, and that no text is an error. In memory. */

#include "alcove-search-query.h"
#include "alcove-search-snippet.h"
#include "store-fixture.h"

typedef struct
{
  AlcoveStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = open_memory_store ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_store (f->store);
}

static void
add_text (Fixture *f, const char *text)
{
  alcove_chat_record_unref (add_chat (f->store, NULL, text));
}

/* One typed text and whether it finds one text. */
typedef struct
{
  const char *name;
  const char *text;
  const char *query;
  gboolean is_found;
} Case;

static const Case cases[] = {
  { "word", "the quick fox", "quick", TRUE },
  { "case", "The QUICK fox", "quick", TRUE },
  { "other-word", "the quick fox", "slow", FALSE },
  { "all-words", "the quick fox", "fox quick", TRUE },
  { "all-words-or-nothing", "the quick fox", "fox wolf", FALSE },
  { "prefix-of-last", "the quick fox", "qui", TRUE },
  { "prefix-of-last-only", "the quick fox", "qui fox", FALSE },
  { "no-prefix-before-space", "the quick fox", "qui ", FALSE },
  { "phrase", "the quick fox", "\"quick fox\"", TRUE },
  { "phrase-order", "the quick fox", "\"fox quick\"", FALSE },
  { "phrase-no-prefix", "the quick fox", "\"the qui\"", FALSE },
  { "phrase-being-typed", "the quick fox", "\"the qui", TRUE },
  { "not", "the quick fox", "fox -quick", FALSE },
  { "not-absent", "the quick fox", "fox -wolf", TRUE },
  { "not-phrase", "the quick fox", "fox -\"the quick\"", FALSE },
  { "not-phrase-absent", "the quick fox", "fox -\"quick the\"", TRUE },
  { "not-is-no-prefix", "the quick fox", "fox -qui", TRUE },
  { "only-not", "the quick fox", "-wolf", FALSE },
  { "hyphen-within", "a well-known fox", "well-known", TRUE },
  { "diacritics-in-text", "Über die Brücke, naïve", "uber brucke naive", TRUE },
  { "diacritics-in-query", "uber die brucke", "Über Brücke", TRUE },
  { "diacritics-stacked", "Tiếng Việt", "tieng viet", TRUE },
  { "cyrillic", "Привет, мир", "мир", TRUE },
  { "greek", "Καλημέρα κόσμε", "ΚΑΛΗΜΈΡΑ", TRUE },
  { "numbers", "version 3.14 of it", "3.14", TRUE },
  { "han-two", "密鑰檢索消息", "檢索", TRUE },
  { "han-two-not-there", "密鑰檢索消息", "索檢", FALSE },
  { "han-two-apart", "密鑰檢索消息", "密檢", FALSE },
  { "han-one", "密鑰檢索消息", "檢", TRUE },
  { "han-one-last", "密鑰檢索消息", "息", TRUE },
  { "han-one-not-last-word", "密鑰檢索消息 and more", "索 more", TRUE },
  { "han-three", "密鑰檢索消息", "檢索消", TRUE },
  { "han-all", "密鑰檢索消息", "密鑰檢索消息", TRUE },
  { "han-longer", "密鑰檢索", "密鑰檢索消", FALSE },
  { "han-phrase", "密鑰檢索消息", "\"索消息\"", TRUE },
  { "han-not", "密鑰檢索消息", "密鑰 -檢索", FALSE },
  { "han-not-one", "密鑰檢索消息", "密鑰 -檢", FALSE },
  { "han-within-latin", "ask模型anything", "模型", TRUE },
  { "latin-beside-han", "ask模型anything", "anything", TRUE },
  { "han-in-one-word-with-latin", "ask模型anything", "ask模型anything", TRUE },
  { "phrase-behind-han", "密鑰檢索 and more", "\"檢索 and\"", TRUE },
  { "phrase-before-han", "say 密鑰檢索", "\"say 密鑰\"", TRUE },
  { "phrase-across-han", "say 密 and", "\"say 密 and\"", TRUE },
  { "han-rare-plane", "\360\240\234\216\360\240\261\223 rare", "\360\240\234\216\360\240\261\223",
    TRUE },
  { "kana", "こんにちは世界", "にち", TRUE },
  { "kana-long-vowel", "サーバーの設定", "サーバー", TRUE },
  { "kana-to-han", "日本語のテスト", "語の", TRUE },
  { "hangul", "안녕하세요 세계", "하세", TRUE },
  { "hangul-one", "안녕하세요", "요", TRUE },
  { "newline", "one\ntwo", "\"one two\"", TRUE },
  { "snake-case", "call g_object_unref here", "g_object_unref", TRUE },
  { "path", "see /etc/passwd now", "/etc/passwd", TRUE },
  { "apostrophe", "it doesn't matter", "doesn't", TRUE },
  { "operators-are-words", "this OR that AND NOT near", "OR AND NOT NEAR", TRUE },
  { "punctuation-ignored", "the quick fox", "fox !!! ???", TRUE },
  { "punctuation-only", "wow !!! ???", "!!!", FALSE },
  { "empty", "anything", "", FALSE },
  { "spaces", "anything", " \t\n ", FALSE },
};

static void
test_case (Fixture *f, gconstpointer data)
{
  const Case *c = data;

  add_text (f, c->text);
  g_assert_cmpuint (count_hits (f->store, c->query), ==, c->is_found ? 1 : 0);
}

static const char *const hostile[] = {
  "\"",
  "\"\"",
  "\"\"\"",
  "-",
  "--",
  "-\"",
  "-\"\"",
  "*",
  "^",
  "a*",
  "a**",
  "(",
  ")",
  "()",
  "(a",
  "a)",
  "a AND",
  "AND",
  "OR OR",
  "NOT",
  "NOT a",
  "a NOT",
  "NEAR(a b, 2)",
  "NEAR(",
  "title:a",
  "text : a",
  "{title text}: a",
  "-title:a",
  "a + b",
  "+",
  "a,b",
  "'",
  "''; DROP TABLE chat; --",
  "\\",
  "\\\"",
  "%",
  "a\"b",
  "a\"b\"c",
  "\"a\" \"b",
  "\x01\x02",
  "\xff\xfe",
  "\xe4\xb8",
  "\xf0\x9f\x98\x80",
  "\xee\x80\x80",
  "\xee\x80\x81x",
  "a -\"b",
  "- a",
  "a - b",
  "search",
  "rowid:1",
  "a:b:c",
  "?1",
  ":x",
  "@y",
  "$z",
};

static void
test_hostile (Fixture *f, gconstpointer data)
{
  const char *query = hostile[GPOINTER_TO_SIZE (data)];

  add_text (f, "a b c title text search");
  count_hits (f->store, query);
}

static void
test_very_long (Fixture *f, gconstpointer data)
{
  GString *query = g_string_new (NULL);

  add_text (f, "word");
  for (guint i = 0; i < 20000; i++)
    g_string_append (query, i % 3 ? "word -x " : "\"word");
  count_hits (f->store, query->str);
  g_string_free (query, TRUE);
}

static void
test_newest_first (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
      g_autoptr (AlcoveMessageRecord) first
          = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, "common");

      /* Not in the order of their times. */
      first->created_at = chat->created_at = 1000 + (i * 7) % 20;
      alcove_chat_record_unref (await_chat (alcove_store_create_chat (f->store, chat, first)));
    }
  hits = await_array (alcove_store_search (f->store, "common", 5));
  assert_array_length (hits, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (((AlcoveSearchHit *) g_ptr_array_index (hits, i))->created_at, ==, 1019 - i);
}

static AlcoveSearchHit *
find_one (Fixture *f, const char *query)
{
  g_autoptr (GPtrArray) hits = await_array (alcove_store_search (f->store, query, 10));

  assert_array_length (hits, 1);
  return alcove_search_hit_ref (g_ptr_array_index (hits, 0));
}

static void
test_hit_of_message (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "The title", "some\n\nneedle  here");
  g_autoptr (AlcoveSearchHit) hit = find_one (f, "needle");

  g_assert_cmpstr (hit->chat_id, ==, chat->id);
  g_assert_cmpstr (hit->message_id, ==, chat->active_leaf);
  g_assert_cmpstr (hit->title, ==, "The title");
  g_assert_cmpstr (hit->snippet, ==, "some \xee\x80\x80needle\xee\x80\x81 here");
}

static void
test_hit_of_title (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "A needle", "words");
  g_autoptr (AlcoveSearchHit) hit = find_one (f, "needle");

  g_assert_cmpstr (hit->chat_id, ==, chat->id);
  g_assert_null (hit->message_id);
  g_assert_cmpstr (hit->snippet, ==, "A \xee\x80\x80needle\xee\x80\x81");
  g_assert_cmpint (hit->created_at, ==, chat->created_at);
}

static void
test_hit_of_reasoning (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, NULL, "prompt");
  g_autoptr (AlcoveMessageRecord) message
      = new_message (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE, chat->id, NULL, "both needle");
  g_autoptr (AlcoveMessageRecord) made = NULL;
  g_autoptr (AlcoveSearchHit) hit = NULL;
  g_autoptr (AlcoveSearchHit) only = NULL;

  g_ptr_array_insert (message->parts, 0,
                      alcove_part_new (ALCOVE_PART_REASONING, "thinking of a needle"));
  g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TOOL_CALL, "unsearched needle"));
  made = await_message (alcove_store_add_message (f->store, message));
  hit = find_one (f, "needle");
  g_assert_cmpstr (hit->message_id, ==, made->id);
  only = find_one (f, "thinking");
  g_assert_cmpstr (only->message_id, ==, made->id);
  g_assert_cmpuint (count_hits (f->store, "unsearched"), ==, 0);
}

/* Marks in a text are not marks of the search. */
static void
test_snippet_of_marks (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveSearchHit) hit = NULL;

  add_text (f, "a \xee\x80\x80 fake \xee\x80\x81 needle");
  hit = find_one (f, "needle");
  g_assert_cmpstr (hit->snippet, ==, "a fake \xee\x80\x80needle\xee\x80\x81");
}

/* What Markdown puts around words is not read in a list of hits. */
static void
test_snippet_of_markdown (void)
{
  static const char *const texts[][2] = {
    { "# The **first** week\n\n| day | `flour` |\n|:---|---:|\n| 1 | 50 g |",
      "The first week day flour 1 50 g " },
    { "> quoted\n- item\n* other\n```c\nint a = b * c;\n```",
      "quoted item other c int a = b * c; " },
    { "a | b, #tag, -1, 2 * 3", "a | b, #tag, -1, 2 * 3" },
    { "#", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *snippet = alcove_search_snippet_new (texts[i][0]);

      g_assert_cmpstr (snippet, ==, texts[i][1]);
    }
}

static void
test_snippet_of_han (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveSearchHit) hit = NULL;

  add_text (f, "密鑰檢索消息");
  hit = find_one (f, "檢索消");
  g_assert_cmpstr (hit->snippet, ==, "密鑰\xee\x80\x80檢索消\xee\x80\x81息");
}

static void
test_snippet_is_short (Fixture *f, gconstpointer data)
{
  GString *text = g_string_new (NULL);
  g_autoptr (AlcoveSearchHit) hit = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, i == 3000 ? "needle " : "hay ");
  add_text (f, text->str);
  g_string_free (text, TRUE);
  hit = find_one (f, "needle");
  g_assert_cmpuint (strlen (hit->snippet), <, 300);
  g_assert_nonnull (strstr (hit->snippet, "needle"));
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) three = NULL;

  for (guint i = 0; i < 5; i++)
    add_text (f, "again");
  none = await_array (alcove_store_search (f->store, "again", 0));
  three = await_array (alcove_store_search (f->store, "again", 3));
  assert_array_length (none, 0);
  assert_array_length (three, 3);
}

/* ---- filters ---- */

static void
add_dated (Fixture *f, const char *title, const char *model, gboolean is_pinned, const char *day)
{
  g_autofree char *iso = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, here);
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveMessageRecord) first
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, "needle in the hay");

  chat->title = g_strdup (title);
  chat->model = g_strdup (model);
  chat->is_pinned = is_pinned;
  first->created_at = chat->created_at = g_date_time_to_unix (time) * 1000;
  alcove_chat_record_unref (await_chat (alcove_store_create_chat (f->store, chat, first)));
}

/* A and B into the archive, D into a folder. */
static void
put_away (Fixture *f)
{
  g_autoptr (GPtrArray) chats
      = await_array (alcove_store_list_chats (f->store, ALCOVE_CHATS_ACTIVE, NULL, 50));
  g_autofree char *folder = await_string (alcove_store_create_folder (f->store, "My Work"));

  for (guint i = 0; i < chats->len; i++)
    {
      const AlcoveChatRecord *chat = g_ptr_array_index (chats, i);

      if (g_str_equal (chat->title, "D"))
        {
          const char *const ids[] = { chat->id, NULL };

          await_int (alcove_store_change_chats (f->store, ids, ALCOVE_CHAT_CHANGE_MOVE, folder));
        }
      else if (!g_str_equal (chat->title, "C"))
        await_ok (alcove_store_archive_chat (f->store, chat->id, TRUE));
    }
}

static char *
dup_titles (Fixture *f, const char *query, AlcoveSearchOrder order)
{
  g_autoptr (GPtrArray) hits = await_array (alcove_store_search_by (f->store, query, order, 50));
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    g_string_append (titles, ((AlcoveSearchHit *) g_ptr_array_index (hits, i))->title);
  return g_string_free_and_steal (titles);
}

typedef struct
{
  const char *query;
  const char *titles;
} Filtered;

static const Filtered filtered[] = {
  { "needle", "DCBA" },
  { "needle model:gpt", "CA" },
  { "MODEL:GPT-4 needle", "A" },
  { "needle model:none", "" },
  { "needle is:pinned", "DB" },
  { "needle is:pinned model:claude", "B" },
  { "needle after:2025-03-31", "DC" },
  { "needle after:2025-04-01", "D" },
  { "needle before:2025-03-31", "BA" },
  { "needle before:2025", "A" },
  { "needle after:2025 before:2026", "CB" },
  { "needle after:2025-03 before:2025-04", "C" },
  { "before:2026 needle before:2025-02-01", "BA" },
  { "needle after:2026 before:2025", "" },
  { "hay -nothing is:pinned", "DB" },
  { "\"in the\" is:pinned", "DB" },
  { "\"needle hay\" is:pinned", "" },
  { "needle after:tomorrow", "" },
  { "needle after:2025-13-01", "" },
  { "needle \"is:pinned\"", "" },
  { "is:pinned", "DB" },
  { "model:gpt after:2025", "C" },
  { "after:2026", "D" },
  { "is:pinned -x", "" },
  { "needle in:archive", "BA" },
  { "in:archive is:pinned", "B" },
  { "needle in:work", "D" },
  { "needle in:My_Work", "D" },
  { "IN:WORK", "D" },
  { "needle in:work in:archive", "" },
  { "needle in:nowhere", "" },
};

static void
test_filtered (Fixture *f, gconstpointer data)
{
  const Filtered *wanted = data;
  g_autofree char *titles = NULL;

  add_dated (f, "B", "claude", TRUE, "2025-01-31");
  add_dated (f, "A", "GPT-4o", FALSE, "2024-12-31");
  add_dated (f, "D", NULL, TRUE, "2026-01-01");
  add_dated (f, "C", "my-gpt", FALSE, "2025-03-31");
  put_away (f);
  titles = dup_titles (f, wanted->query, ALCOVE_SEARCH_NEWEST_FIRST);
  g_assert_cmpstr (titles, ==, wanted->titles);
}

/* Many chats are left by a filter, and few: found in another way, with the same end. */
static void
test_filter_of_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) few = NULL;
  g_autoptr (GPtrArray) many = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
      g_autoptr (AlcoveMessageRecord) first
          = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, "common");

      chat->model = g_strdup (i % 30 ? "usual" : "rare");
      first->created_at = chat->created_at = 1000000 + (i * 7) % 300;
      alcove_chat_record_unref (await_chat (alcove_store_create_chat (f->store, chat, first)));
    }
  few = await_array (alcove_store_search (f->store, "common model:rare", 4));
  many = await_array (alcove_store_search (f->store, "common model:usual", 400));
  assert_array_length (few, 4);
  assert_array_length (many, 290);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpint (((AlcoveSearchHit *) few->pdata[i - 1])->created_at, >,
                     ((AlcoveSearchHit *) few->pdata[i])->created_at);
  g_assert_cmpint (((AlcoveSearchHit *) few->pdata[0])->created_at, ==, 1000270);
  for (guint i = 1; i < many->len; i++)
    g_assert_cmpint (((AlcoveSearchHit *) many->pdata[i - 1])->created_at, >,
                     ((AlcoveSearchHit *) many->pdata[i])->created_at);
}

static void
test_rank (Fixture *f, gconstpointer data)
{
  g_autofree char *best = NULL;
  g_autofree char *newest = NULL;
  g_autoptr (AlcoveChatRecord) good = add_chat (f->store, "A", "needle needle needle");
  g_autoptr (AlcoveChatRecord) poor = add_chat (
      f->store, "B", "there is one needle in this long text about so many other things and words");

  best = dup_titles (f, "needle", ALCOVE_SEARCH_BY_RANK);
  newest = dup_titles (f, "needle", ALCOVE_SEARCH_NEWEST_FIRST);
  g_assert_cmpstr (best, ==, "AB");
  g_assert_cmpstr (newest, ==, "BA");
}

/* Hit, chat and message lead to the place. */
static void
test_jump (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "A chat", "first");
  g_autoptr (AlcoveMessageRecord) second
      = add_message (f->store, chat->id, chat->active_leaf, ALCOVE_STATUS_COMPLETE, "the needle");
  g_autoptr (AlcoveMessageRecord) third
      = add_message (f->store, chat->id, chat->active_leaf, ALCOVE_STATUS_COMPLETE, "variant");
  g_autoptr (AlcoveSearchHit) hit = find_one (f, "needle");
  g_autoptr (AlcoveMessageRecord) found = NULL;
  g_autoptr (AlcoveChatRecord) shown = NULL;

  found = await_message (alcove_store_get_message (f->store, hit->message_id));
  g_assert_cmpstr (found->chat_id, ==, hit->chat_id);
  await_ok (alcove_store_show_message (f->store, hit->message_id));
  shown = await_chat (alcove_store_get_chat (f->store, chat->id));
  g_assert_cmpstr (shown->active_leaf, ==, second->id);
}

static void
test_null_query (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (count_hits (f->store, NULL), ==, 0);
}

static void
test_expression (void)
{
  g_autoptr (AlcoveSearchQuery) query = alcove_search_query_new ("one \"two three\" -four fi\"ve");
  g_autoptr (AlcoveSearchQuery) done = alcove_search_query_new ("one two ");
  g_autoptr (AlcoveSearchQuery) none = alcove_search_query_new ("-a");

  g_assert_cmpstr (query->match, ==, "\"one\" \"two three\" \"fi\" \"ve\"* NOT \"four\"");
  g_assert_cmpstr (query->open_word, ==, "ve");
  g_assert_cmpstr (query->finished, ==, "\"one\" \"two three\" \"fi\"");
  g_assert_cmpstr (query->unwanted, ==, " NOT \"four\"");
  g_assert_cmpstr (done->match, ==, "\"one\" \"two\"");
  g_assert_null (done->open_word);
  g_assert_null (none->match);
}

/* A space ends a word. */
static void
test_finished (Fixture *f, gconstpointer data)
{
  add_text (f, "gardener");
  g_assert_cmpuint (count_hits (f->store, "garden"), ==, 1);
  g_assert_cmpuint (count_hits (f->store, "garden "), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "gardener "), ==, 1);
}

#define ADD(path, function, data)                                                                  \
  g_test_add ("/store/search/" path, Fixture, data, set_up, function, tear_down)

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/store/search/finds/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (filtered); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/search/filtered/%u", i);

      g_test_add (path, Fixture, &filtered[i], set_up, test_filtered, tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/search/hostile/%" G_GSIZE_FORMAT, i);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_hostile, tear_down);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add_tables ();
  ADD ("very-long", test_very_long, NULL);
  ADD ("newest-first", test_newest_first, NULL);
  ADD ("hit/message", test_hit_of_message, NULL);
  ADD ("hit/title", test_hit_of_title, NULL);
  ADD ("hit/reasoning", test_hit_of_reasoning, NULL);
  ADD ("snippet/marks-in-text", test_snippet_of_marks, NULL);
  ADD ("snippet/han", test_snippet_of_han, NULL);
  ADD ("snippet/is-short", test_snippet_is_short, NULL);
  ADD ("limit", test_limit, NULL);
  ADD ("filter-of-many", test_filter_of_many, NULL);
  ADD ("finished", test_finished, NULL);
  ADD ("rank", test_rank, NULL);
  ADD ("jump", test_jump, NULL);
  ADD ("null-query", test_null_query, NULL);
  g_test_add_func ("/store/search/snippet/markdown", test_snippet_of_markdown);
  g_test_add_func ("/store/search/expression", test_expression);
  return g_test_run ();
}
