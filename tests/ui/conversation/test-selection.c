/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is copied from a conversation, and what is told to a screen reader. No display. */

#include <string.h>

#include "alcove-answer-announcer.h"
#include "alcove-selection-copy.h"
#include "sample-chat.h"

static void
ignore_change (gpointer entry, gpointer owner)
{
}

static GPtrArray *
make_entries (const char *const *texts)
{
  GPtrArray *entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_conversation_entry_free);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (AlcoveMessage) message
          = sample_message (i % 2 == 0 ? ALCOVE_ROLE_USER : ALCOVE_ROLE_ASSISTANT,
                            ALCOVE_STATUS_COMPLETE, "m", texts[i]);

      g_ptr_array_add (entries, alcove_conversation_entry_new (message, ignore_change, NULL));
    }
  return entries;
}

static AlcoveTextPoint
point (guint row, guint block, guint byte)
{
  return (AlcoveTextPoint) { row, ALCOVE_SECTION_TEXT, block, byte };
}

static void
assert_copied (const char *const *texts, AlcoveTextPoint anchor, AlcoveTextPoint focus,
               const char *expected)
{
  g_autoptr (GPtrArray) entries = make_entries (texts);
  const AlcoveSelection forward = { anchor, focus, TRUE }, backward = { focus, anchor, TRUE };
  g_autofree char *text = alcove_selection_dup_text (&forward, entries);
  g_autofree char *turned = alcove_selection_dup_text (&backward, entries);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (turned, ==, expected);
}

static const char *const chat[] = {
  "What is it?",
  "# Head\n\nOne *two* three.\n\n```c\nint x;\n  int y;\n```\n\n1. first\n2. second\n   - inner\n\n"
  "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\nEnd.",
  "And **this** stays\nas typed.", NULL
};

static void
test_inside_block (void)
{
  assert_copied (chat, point (1, 1, 4), point (1, 1, 7), "two");
}

static void
test_across_blocks (void)
{
  assert_copied (chat, point (1, 0, 2), point (1, 2, 6), "ad\n\nOne two three.\n\nint x;");
}

static void
test_across_messages (void)
{
  assert_copied (chat, point (0, 0, 8), point (1, 0, 4), "it?\n\nHead");
}

static void
test_all (void)
{
  assert_copied (
      chat, (AlcoveTextPoint) { 0 },
      (AlcoveTextPoint) { 2, ALCOVE_N_SECTIONS - 1, G_MAXUINT, G_MAXUINT },
      "What is it?\n\nHead\n\nOne two three.\n\nint x;\n  int y;\n\n1. first\n2. second\n  • "
      "inner\n\na\tb\n1\t2\n\n[x] done\n[ ] open\n\nEnd.\n\nAnd **this** stays\nas typed.");
}

static void
test_empty (void)
{
  assert_copied (chat, point (1, 1, 3), point (1, 1, 3), "");
}

static void
test_beyond_end (void)
{
  assert_copied (chat, point (2, 0, 22), point (2, 0, 4000), "typed.");
}

static void
test_folded_reasoning (void)
{
  g_autoptr (GPtrArray) entries = make_entries (chat);
  AlcoveConversationEntry *entry = g_ptr_array_index (entries, 1);
  const AlcoveSelection all
      = { { 1, 0, 0, 0 }, { 1, ALCOVE_N_SECTIONS - 1, G_MAXUINT, G_MAXUINT }, TRUE };
  g_autofree char *folded = NULL;
  g_autofree char *open = NULL;

  alcove_message_append (entry->message, ALCOVE_PART_REASONING, "Hm, let me see.");
  alcove_conversation_entry_expand (entry);
  folded = alcove_selection_dup_text (&all, entries);
  alcove_conversation_entry_set_open (entry, alcove_conversation_entry_get_item (entry, 1), TRUE);
  open = alcove_selection_dup_text (&all, entries);
  g_assert_true (g_str_has_prefix (folded, "Head"));
  g_assert_true (g_str_has_prefix (open, "Hm, let me see.\n\nHead"));
}

/* One selection as rich text and as Markdown, whichever end came first. */
static void
assert_formats (GPtrArray *entries, AlcoveTextPoint anchor, AlcoveTextPoint focus,
                const char *markdown, const char *html)
{
  const AlcoveSelection forward = { anchor, focus, TRUE }, backward = { focus, anchor, TRUE };
  g_autofree char *whole = g_strconcat ("<meta charset=\"utf-8\">\n", html, NULL);
  g_autofree char *is_markdown = alcove_selection_dup_markdown (&forward, entries);
  g_autofree char *turned = alcove_selection_dup_markdown (&backward, entries);
  g_autofree char *is_html = alcove_selection_dup_html (&forward, entries);

  g_assert_cmpstr (is_markdown, ==, markdown);
  g_assert_cmpstr (turned, ==, markdown);
  g_assert_cmpstr (is_html, ==, whole);
}

static void
test_formats_of_words (void)
{
  g_autoptr (GPtrArray) entries = make_entries (chat);

  assert_formats (entries, point (1, 1, 4), point (1, 1, 7), "*two*", "<em>two</em>");
  assert_formats (entries, point (1, 0, 1), point (1, 0, 3), "ea", "ea");
  assert_formats (entries, point (1, 0, 0), point (1, 0, 4), "# Head",
                  "<h1 dir=\"auto\">Head</h1>\n");
  assert_formats (entries, point (1, 2, 4), point (1, 2, 5), "`x`", "<code>x</code>");
  assert_formats (entries, point (1, 4, 1), point (1, 4, 4), "eco", "eco");
  assert_formats (entries, point (0, 0, 5), point (0, 0, 7), "is",
                  "<span style=\"white-space: pre-wrap\">is</span>");
}

static void
test_formats_of_blocks (void)
{
  g_autoptr (GPtrArray) entries = make_entries (chat);

  assert_formats (entries, point (1, 0, 2), point (1, 2, 6),
                  "# ad\n\nOne *two* three.\n\n```c\nint x;\n```",
                  "<h1 dir=\"auto\">ad</h1>\n<p dir=\"auto\">One <em>two</em> three.</p>\n<div "
                  "class=\"language\">c</div>"
                  "<pre dir=\"ltr\"><code>int x;</code></pre>\n");
  assert_formats (
      entries, point (1, 4, 1), point (1, 6, 3), "2. econd\n   - inner\n\n| a | b |\n| --- | --- |",
      "<ol dir=\"auto\" start=\"2\"><li><p dir=\"auto\">econd</p>\n<ul "
      "dir=\"auto\"><li><p dir=\"auto\">inner</p>\n</li></ul>\n</li></ol>\n"
      "<div class=\"table\"><table dir=\"auto\">\n<thead><tr><th>a</th><th>b</th></tr></thead>\n"
      "<tbody>\n</tbody></table></div>\n");
  assert_formats (
      entries, point (1, 6, 4), point (1, 8, 2),
      "|  |  |\n| --- | --- |\n| 1 | 2 |\n\n- [x] done\n- [ ] op",
      "<div class=\"table\"><table dir=\"auto\">\n<tbody>\n<tr><td>1</td><td>2</td></tr>\n"
      "</tbody></table></div>\n<ul dir=\"auto\"><li class=\"bare\"><p dir=\"auto\">☑ "
      "done</p>\n</li>\n"
      "<li class=\"bare\"><p dir=\"auto\">☐ op</p>\n</li></ul>\n");
}

/* What a person typed stays as it was typed, beside what an answer says. */
static void
test_formats_of_messages (void)
{
  g_autoptr (GPtrArray) entries = make_entries (chat);

  assert_formats (entries, point (1, 9, 0), point (2, 0, G_MAXUINT),
                  "End.\n\nAnd **this** stays\nas typed.",
                  "<p dir=\"auto\">End.</p>\n<p dir=\"auto\" style=\"white-space: pre-wrap\">And "
                  "**this** stays<br>as typed.</p>\n");
}

static void
test_formats_of_reasoning (void)
{
  g_autoptr (GPtrArray) entries = make_entries (chat);
  AlcoveConversationEntry *entry = g_ptr_array_index (entries, 1);

  alcove_message_append (entry->message, ALCOVE_PART_REASONING, "Hm, *let* me see.\n\n- a");
  alcove_conversation_entry_expand (entry);
  alcove_conversation_entry_set_open (entry, alcove_conversation_entry_get_item (entry, 1), TRUE);
  assert_formats (entries, (AlcoveTextPoint) { 1, ALCOVE_SECTION_REASONING, 0, 4 },
                  (AlcoveTextPoint) { 1, ALCOVE_SECTION_TEXT, 0, 2 },
                  "> *let* me see.\n>\n> - a\n\n# He",
                  "<blockquote>\n<p dir=\"auto\"><em>let</em> me see.</p>\n<ul "
                  "dir=\"auto\"><li><p dir=\"auto\">a</p>\n</li></ul>\n"
                  "</blockquote>\n<h1 dir=\"auto\">He</h1>\n");
}

/* Nothing that nobody sees is taken along; nothing in a copy leads where the window would not. */
static void
test_formats_of_tricks (void)
{
  static const char *const tricks[]
      = { "a\342\200\256b",
          "[good](javascript:x) [bank](https://b\320\260nk.example/) see \342\200\256cod.exe and "
          "\363\240\201\201\363\240\201\202 <script>x</script> ![p](https://t.example/p.png)",
          NULL };
  g_autoptr (GPtrArray) entries = make_entries (tricks);
  const AlcoveSelection all
      = { { 0, 0, 0, 0 }, { 1, ALCOVE_N_SECTIONS - 1, G_MAXUINT, G_MAXUINT }, TRUE };
  g_autofree char *markdown = alcove_selection_dup_markdown (&all, entries);
  g_autofree char *html = alcove_selection_dup_html (&all, entries);
  g_autofree char *text = alcove_selection_dup_text (&all, entries);

  for (guint i = 0; i < 3; i++)
    {
      const char *copied = i == 0 ? markdown : i == 1 ? html : text;

      g_assert_nonnull (strstr (copied, "a[U+202E]b"));
      g_assert_nonnull (strstr (copied, "[U+202E]cod.exe"));
      g_assert_nonnull (strstr (copied, "[U+E0041]"));
      g_assert_null (strstr (copied, "\342\200\256"));
      g_assert_null (strstr (copied, "\363\240\201"));
    }
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<img"));
  g_assert_null (strstr (html, "<a "));
}

/* An end that was set while a star was still there is within a character now. */
static void
test_within_character (void)
{
  static const char *const texts[] = { "?", "*a\u00e9b\u00e9* c", NULL };
  g_autoptr (GPtrArray) entries = make_entries (texts);

  for (guint start = 0; start < 8; start++)
    for (guint end = start + 1; end < 9; end++)
      {
        const AlcoveSelection selection = { point (1, 0, start), point (1, 0, end), TRUE };
        g_autofree char *text = alcove_selection_dup_text (&selection, entries);
        g_autofree char *markdown = alcove_selection_dup_markdown (&selection, entries);
        g_autofree char *html = alcove_selection_dup_html (&selection, entries);

        g_assert_true (g_utf8_validate (text, -1, NULL));
        g_assert_true (g_utf8_validate (markdown, -1, NULL));
        g_assert_true (g_utf8_validate (html, -1, NULL));
      }
}

static void
test_typed_blanks (void)
{
  static const char *const texts[] = { "if x:\n    y", "**z**", NULL };
  g_autoptr (GPtrArray) entries = make_entries (texts);
  const AlcoveSelection both = { point (0, 0, 0), point (1, 0, 1), TRUE };
  const AlcoveSelection one = { point (0, 0, 0), point (0, 0, 11), TRUE };
  g_autofree char *html = alcove_selection_dup_html (&both, entries);
  g_autofree char *words = alcove_selection_dup_html (&one, entries);

  g_assert_nonnull (
      strstr (html, "<p dir=\"auto\" style=\"white-space: pre-wrap\">if x:<br>    y</p>"));
  g_assert_nonnull (strstr (words, "<span style=\"white-space: pre-wrap\">if x:<br>    y</span>"));
}

static void
test_splice (void)
{
  AlcoveSelection selection = { point (3, 1, 2), point (5, 0, 1), TRUE };

  alcove_selection_splice (&selection, 0, 0, 10);
  g_assert_cmpuint (selection.anchor.row, ==, 13);
  g_assert_cmpuint (selection.focus.row, ==, 15);
  alcove_selection_splice (&selection, 20, 1, 0);
  alcove_selection_splice (&selection, 0, 13, 0);
  g_assert_cmpuint (selection.anchor.row, ==, 0);
  g_assert_true (selection.is_set);
  alcove_selection_splice (&selection, 2, 1, 1);
  g_assert_false (selection.is_set);
}

/* An entry is drained as frames do it; items that did not change must be the same ones. */
static void
test_items_survive_growth (void)
{
  static const char text[]
      = "# Head\n\nFirst paragraph.\n\n- one\n- two\n\n```c\nint x;\n```\n\nLast **words** here.";
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  g_autoptr (AlcoveConversationEntry) entry
      = alcove_conversation_entry_new (message, ignore_change, NULL);
  const AlcoveEntryItem *head = NULL;
  g_autoptr (GPtrArray) whole = alcove_markdown_parse (text, -1);

  alcove_conversation_entry_expand (entry);
  for (const char *at = text; *at != '\0'; at++)
    {
      const char piece[2] = { *at, '\0' };

      alcove_message_append (message, ALCOVE_PART_TEXT, piece);
      alcove_conversation_entry_drain (entry);
      if (at - text == 12)
        head = alcove_conversation_entry_get_item (entry, 1);
    }
  alcove_message_set_status (message, ALCOVE_STATUS_COMPLETE);
  alcove_conversation_entry_drain (entry);
  g_assert_nonnull (head);
  g_assert_true (head == alcove_conversation_entry_get_item (entry, 1));
  g_assert_cmpuint (alcove_conversation_entry_get_n_items (entry), ==, whole->len + 2);
  for (guint i = 0; i < whole->len; i++)
    {
      const AlcoveBlock *expected = g_ptr_array_index (whole, i);

      g_assert_cmpuint (alcove_conversation_entry_get_item (entry, i + 1)->block->hash, ==,
                        expected->hash);
    }
}

static void
collect (gpointer owner, const char *text)
{
  g_string_append_printf (owner, "[%s]", text);
}

static void
test_announces_sentences (void)
{
  static const char text[] = "Bread is simple. It needs *time*, mostly. And "
                             "salt\n\n```python\nbake()\n```\n\n- Wait.\n\nThat is all";
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (AlcoveAnswerAnnouncer) announcer = alcove_answer_announcer_new (collect, said);
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  g_autoptr (AlcoveConversationEntry) entry
      = alcove_conversation_entry_new (message, ignore_change, NULL);

  alcove_conversation_entry_expand (entry);
  for (const char *at = text; *at != '\0'; at++)
    {
      const char piece[2] = { *at, '\0' };

      alcove_message_append (message, ALCOVE_PART_TEXT, piece);
      alcove_conversation_entry_drain (entry);
      alcove_answer_announcer_update (announcer, entry);
      if (at - text == 20)
        g_assert_cmpstr (said->str, ==, "[Bread is simple.]");
    }
  alcove_message_set_status (message, ALCOVE_STATUS_COMPLETE);
  alcove_conversation_entry_drain (entry);
  alcove_answer_announcer_update (announcer, entry);
  g_assert_cmpstr (said->str, ==,
                   "[Bread is simple.][It needs time, mostly.][And salt][Code: python][Wait.]"
                   "[That is all]");
}

/* What is heard of an answer that ends as it may. */
static void
assert_end_heard (AlcoveAnnounce mode, AlcoveStatus status, const char *expected)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (AlcoveAnswerAnnouncer) announcer = alcove_answer_announcer_new (collect, said);
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  g_autoptr (AlcoveConversationEntry) entry
      = alcove_conversation_entry_new (message, ignore_change, NULL);

  alcove_answer_announcer_set_mode (announcer, mode);
  alcove_conversation_entry_expand (entry);
  alcove_message_append (message, ALCOVE_PART_TEXT, "One. Two");
  alcove_conversation_entry_drain (entry);
  alcove_answer_announcer_update (announcer, entry);
  alcove_message_set_status (message, status);
  alcove_conversation_entry_drain (entry);
  alcove_answer_announcer_update (announcer, entry);
  alcove_answer_announcer_update (announcer, entry);
  g_assert_cmpstr (said->str, ==, expected);
}

static void
test_announce_modes (void)
{
  assert_end_heard (ALCOVE_ANNOUNCE_SENTENCES, ALCOVE_STATUS_COMPLETE, "[One.][Two]");
  assert_end_heard (ALCOVE_ANNOUNCE_FINISHED, ALCOVE_STATUS_COMPLETE, "[The answer is finished]");
  assert_end_heard (ALCOVE_ANNOUNCE_OFF, ALCOVE_STATUS_COMPLETE, "");
  assert_end_heard (ALCOVE_ANNOUNCE_SENTENCES, ALCOVE_STATUS_STOPPED,
                    "[One.][Two][You stopped this answer.]");
  assert_end_heard (ALCOVE_ANNOUNCE_FINISHED, ALCOVE_STATUS_STOPPED, "[You stopped this answer.]");
  assert_end_heard (ALCOVE_ANNOUNCE_OFF, ALCOVE_STATUS_STOPPED, "");
}

/* A history that is opened is not read out. */
static void
test_announces_no_history (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (AlcoveAnswerAnnouncer) announcer = alcove_answer_announcer_new (collect, said);
  g_autoptr (GPtrArray) entries = make_entries (chat);

  for (guint i = 0; i < entries->len; i++)
    {
      alcove_conversation_entry_expand (g_ptr_array_index (entries, i));
      alcove_answer_announcer_update (announcer, g_ptr_array_index (entries, i));
    }
  g_assert_cmpstr (said->str, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/conversation/selection/inside-block", test_inside_block);
  g_test_add_func ("/ui/conversation/selection/across-blocks", test_across_blocks);
  g_test_add_func ("/ui/conversation/selection/across-messages", test_across_messages);
  g_test_add_func ("/ui/conversation/selection/all", test_all);
  g_test_add_func ("/ui/conversation/selection/empty", test_empty);
  g_test_add_func ("/ui/conversation/selection/beyond-end", test_beyond_end);
  g_test_add_func ("/ui/conversation/selection/folded-reasoning", test_folded_reasoning);
  g_test_add_func ("/ui/conversation/selection/formats/words", test_formats_of_words);
  g_test_add_func ("/ui/conversation/selection/formats/blocks", test_formats_of_blocks);
  g_test_add_func ("/ui/conversation/selection/formats/messages", test_formats_of_messages);
  g_test_add_func ("/ui/conversation/selection/formats/reasoning", test_formats_of_reasoning);
  g_test_add_func ("/ui/conversation/selection/formats/tricks", test_formats_of_tricks);
  g_test_add_func ("/ui/conversation/selection/within-character", test_within_character);
  g_test_add_func ("/ui/conversation/selection/typed-blanks", test_typed_blanks);
  g_test_add_func ("/ui/conversation/selection/splice", test_splice);
  g_test_add_func ("/ui/conversation/entry/items-survive-growth", test_items_survive_growth);
  g_test_add_func ("/ui/conversation/announcer/sentences", test_announces_sentences);
  g_test_add_func ("/ui/conversation/announcer/modes", test_announce_modes);
  g_test_add_func ("/ui/conversation/announcer/no-history", test_announces_no_history);
  return g_test_run ();
}
