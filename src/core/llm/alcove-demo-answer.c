/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the demo says: a tour of Alcove that quotes the question, then shorter answers. Pure; the
 * text stands in alcove-demo-tour.md. */

#include "alcove-demo-answer.h"

#include <string.h>

#include "alcove-llm-resources.h"
#include "alcove-title-request.h"

#define TOUR "/io/github/alcovechat/Alcove/llm/alcove-demo-tour.md"
#define MAX_QUOTE 600

static const char *const closings[] = {
  "Ask me anything else, and I will quote you again.",
  "That was the tour. The next question gets a shorter answer.",
  "There is more behind *Ctrl+?*: every action has a key.",
};

static const char *const short_answers[] = {
  "You said:\n\n{{question}}\n\nI am only the demo, so I do not know much. But I can **count**: "
  "one, "
  "two, three.\n\n- A real model would think about it now.\n- It would stream its answer just like "
  "this.\n- You could press *Stop* in the middle.\n\n{{closing}}",
  "{{question}}\n\nA good question. Here is a table that has nothing to do with it:\n\n| planet | "
  "moons |\n| --- | ---: |\n| Earth | 1 |\n| Mars | 2 |\n\n{{closing}}",
  "About this:\n\n{{question}}\n\n```c\n#include <stdio.h>\n\nint\nmain (void)\n{\n  puts (\"I "
  "would "
  "have to look that up.\");\n  return 0;\n}\n```\n\n{{closing}}",
};

/* Each line of a quotation begins with ">", so the question cannot break out of it. */
static char *
quote (const char *question)
{
  g_autofree char *valid = g_utf8_make_valid (question ? question : "", -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_QUOTE));
  g_auto (GStrv) lines = g_strsplit (g_strstrip (cut), "\n", -1);
  g_autofree char *joined = g_strjoinv ("\n> ", lines);

  return g_strconcat ("> ", *joined ? joined : "…", NULL);
}

/* The first words of how a chat begins, as if somebody had thought about them. */
static char *
write_title (const char *question)
{
  g_autofree char *start = g_utf8_substring (question, 0, MIN (g_utf8_strlen (question, -1), 200));
  g_auto (GStrv) words = NULL;
  g_autofree char *joined = NULL;

  g_strdelimit (start, "\n\t", ' ');
  words = g_strsplit (g_strstrip (start), " ", 6);
  if (g_strv_length (words) == 6)
    g_clear_pointer (&words[5], g_free);
  joined = g_strjoinv (" ", words);
  return g_strconcat ("The Demo on: ", joined, NULL);
}

/**
 * alcove_demo_answer_write:
 * @question: (nullable): the last thing that the user said
 * @n_turns: how many questions there were before it
 *
 * Returns: (transfer full): Markdown
 */
char *
alcove_demo_answer_write (const char *question, guint n_turns)
{
  g_autofree char *quoted = quote (question);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) tour = NULL;

  if (alcove_title_request_get_question (question) != NULL)
    return write_title (alcove_title_request_get_question (question));
  if (n_turns > 0)
    g_string_append (text, short_answers[n_turns % G_N_ELEMENTS (short_answers)]);
  else
    {
      tour = g_resource_lookup_data (alcove_llm_get_resource (), TOUR, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                     NULL);
      g_string_append_len (text, g_bytes_get_data (tour, NULL), (gssize) g_bytes_get_size (tour));
    }
  g_string_replace (text, "{{closing}}", closings[strlen (quoted) % G_N_ELEMENTS (closings)], 0);
  g_string_replace (text, "{{question}}", quoted, 1);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
ends_token (const char *start, const char *at)
{
  /* a word with the blank behind it, and never more than a few letters, as models send them */
  return at > start && ((at[-1] == ' ' && *at != ' ') || at[-1] == '\n' || at - start >= 12);
}

/**
 * alcove_demo_answer_split:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): the text in pieces of the size that a model sends
 */
GStrv
alcove_demo_answer_split (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *start = text;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (ends_token (start, p))
      {
        g_strv_builder_take (builder, g_strndup (start, (gsize) (p - start)));
        start = p;
      }
  if (*start)
    g_strv_builder_add (builder, start);
  return g_strv_builder_end (builder);
}
