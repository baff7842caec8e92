/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The first words of a prompt or an answer, or what a model calls a chat, as one plain line for the list of chats. Pure; any thread.
 * What it makes is valid UTF-8, has no line break, no control and no invisible character, and is short. */

#include "alcove-chat-title.h"

#include <string.h>

#include "alcove-hidden-characters.h"
#include "alcove-markdown.h"

#define TITLE_CHARS 60
#define PREVIEW_CHARS 120
#define LOOK_AT_BYTES 4096 /* more than enough for the first words of anything */

/* Whether one of Markdown's marks of a line stands here. Emphasis and code stay: they end somewhere in the line. */
static gboolean
is_line_mark (const char *p)
{
  if (*p == '`')
    return g_str_has_prefix (p, "```");
  if (*p == '*')
    return g_ascii_isspace (p[1]) || p[1] == '\0';
  return *p == '#' || *p == '>' || *p == '-';
}

/* Runs of white space become one space; Markdown's marks at the start of a line go. */
static char *
flatten (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean at_start = TRUE;
  gboolean space = FALSE;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          space = line->len > 0;
          at_start = at_start || c == '\n';
          continue;
        }
      if (at_start && is_line_mark (p))
        {
          p += strspn (p, "`") > 0 ? strspn (p, "`") - 1 : 0;
          continue;
        }
      if (space)
        g_string_append_c (line, ' ');
      g_string_append_unichar (line, c);
      at_start = space = FALSE;
    }
  return g_string_free_and_steal (line);
}

/* At the last space in the second half, where there is one; never inside a cluster of combining marks. */
static char *
shorten (const char *line, glong max_chars)
{
  const char *end, *space;

  if (g_utf8_strlen (line, -1) <= max_chars)
    return g_strdup (line);
  end = g_utf8_offset_to_pointer (line, max_chars - 1);
  space = g_utf8_strrchr (line, end - line + 1, ' ');
  if (space != NULL && space - line > (end - line) / 2)
    end = space;
  while (end > line
         && (g_unichar_ismark (g_utf8_get_char (end)) || g_utf8_get_char (end) == 0x200d))
    end = g_utf8_prev_char (end);
  return g_strdup_printf ("%.*s…", (int) (end - line), line);
}

static char *
first_words (const char *text, glong max_chars)
{
  g_autofree char *start = g_utf8_make_valid (text, (gssize) strnlen (text, LOOK_AT_BYTES));
  g_autofree char *visible = alcove_hidden_characters_strip (start, -1, NULL);
  g_autofree char *line = flatten (visible);

  if (*line == '\0')
    return g_strdup ("…");
  return shorten (line, max_chars);
}

/**
 * alcove_chat_title_from_prompt:
 * @prompt: the first prompt of a chat
 *
 * Returns: (transfer full): its title, never empty
 */
char *
alcove_chat_title_from_prompt (const char *prompt)
{
  return first_words (prompt, TITLE_CHARS);
}

/* Quotation marks of many languages, and Markdown. */
static gboolean
is_wrapping (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_INITIAL_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION
         || (c < 128 ? c != 0 && strchr (" \"'`*_", (int) c) != NULL
                     : c == 0x201a || c == 0x201e || (c >= 0x300c && c <= 0x300f));
}

static gboolean
may_begin (gunichar c)
{
  return c != '#' && c != '>' && c != '~' && !is_wrapping (c);
}

static gboolean
may_end (gunichar c)
{
  return c != '.' && c != 0x3002 && !is_wrapping (c);
}

/* Takes off quotation marks and Markdown on both sides, and the full stop. */
static char *
unwrap (const char *line)
{
  const char *start = line;
  const char *end = line + strlen (line);

  while (*start && !may_begin (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && !may_end (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (start, (gsize) (end - start));
}

static char *
drop_emphasis (const char *line)
{
  GString *plain = g_string_new (line);

  g_string_replace (plain, "**", "", 0);
  g_string_replace (plain, "`", "", 0);
  return g_string_free_and_steal (plain);
}

/* "Title: …", which some put before it. */
static const char *
skip_label (const char *line)
{
  static const char label[] = "title:";

  while (*line && !may_begin (g_utf8_get_char (line)))
    line = g_utf8_next_char (line);
  return g_ascii_strncasecmp (line, label, strlen (label)) == 0 ? line + strlen (label) : line;
}

/**
 * alcove_chat_title_from_model:
 * @answer: what a model says a chat's title is
 *
 * Returns: (transfer full) (nullable): one line of at most 60 characters without quotation marks and Markdown;
 *   %NULL where nothing is left of it
 */
char *
alcove_chat_title_from_model (const char *answer)
{
  g_autofree char *start = g_utf8_make_valid (answer, (gssize) strnlen (answer, LOOK_AT_BYTES));
  g_autofree char *visible = alcove_hidden_characters_strip (start, -1, NULL);
  const char *first = g_strstrip (visible);
  g_autofree char *line = g_strndup (first, strcspn (first, "\r\n"));
  g_autofree char *plain = drop_emphasis (line);
  g_autofree char *bare = unwrap (skip_label (plain));
  g_autofree char *flat = flatten (bare);

  return *flat ? shorten (flat, TITLE_CHARS) : NULL;
}

/**
 * alcove_chat_preview_from_text:
 * @text: a message
 *
 * Returns: (transfer full): its first words, never empty
 */
char *
alcove_chat_preview_from_text (const char *text)
{
  return first_words (text, PREVIEW_CHARS);
}

static GRegex *
compile (const char *pattern)
{
  GRegex *regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);

  g_assert (regex != NULL);
  return regex;
}

static char *
replace (const GRegex *regex, const char *line, const char *replacement)
{
  char *replaced = g_regex_replace (regex, line, -1, 0, replacement, 0, NULL);

  return replaced ? replaced : g_strdup (line);
}

/* A picture or a link whose address was cut off, as that of a picture that is its own data: what it says. */
static char *
end_links (const char *line)
{
  static gsize once;
  static GRegex *cut;

  if (g_once_init_enter (&once))
    {
      cut = compile ("(?:!\\[([^\\]]*)(?:\\](?:\\([^)]*)?)?|\\[([^\\]]+)\\]\\([^)]*)$");
      g_once_init_leave (&once, 1);
    }
  return replace (cut, line, "\\1\\2");
}

/* A table in one line is none to Markdown: the words of its cells, without the bars and the rule below its head. */
static char *
drop_bars (const char *line)
{
  static gsize once;
  static GRegex *rule, *bar;
  g_autofree char *without_rule = NULL;

  if (g_once_init_enter (&once))
    {
      rule = compile ("(?<!\\\\)\\|(?:[ ]*:?-+:?[ ]*(?:\\||…?$))+");
      bar = compile ("(?:[ ]*(?<!\\\\)\\|[ ]*)+");
      g_once_init_leave (&once, 1);
    }
  if (*line != '|' && !g_regex_match (rule, line, 0, NULL))
    return g_strdup (line);
  without_rule = replace (rule, line, "|");
  return g_strstrip (replace (bar, without_rule, " "));
}

/**
 * alcove_chat_preview_without_marks:
 * @preview: the first words of a message, as they were written
 *
 * Returns: (transfer full): the words alone, without the marks of Markdown around them
 */
char *
alcove_chat_preview_without_marks (const char *preview)
{
  g_autofree char *ended = end_links (preview);
  g_autofree char *words = drop_bars (ended);
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (words, -1);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *text = alcove_block_dup_plain_text (g_ptr_array_index (blocks, i));

      if (line->len > 0 && *text != '\0')
        g_string_append_c (line, ' ');
      g_string_append (line, text);
    }
  return g_strdelimit (g_string_free_and_steal (line), "\t\n", ' ');
}
