/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What of a text would be taken for Markdown where it is written as it stands. Pure; any thread. */

#include "alcove-markdown-escape.h"

#include <string.h>

/* Whether the rest of a line could be the rule beneath a heading or the head of a table, or a rule. */
static gboolean
is_rule_like (const char *text)
{
  const gsize length = strspn (text, "-=:| \t");

  return text[length] == '\0' || text[length] == '\n';
}

/* How many digits would be the number of an item. */
guint
alcove_markdown_count_digits (const char *text)
{
  const gsize digits = strspn (text, "0123456789");
  const gboolean is_item = digits > 0 && digits < 10 && (text[digits] == '.' || text[digits] == ')')
                           && (text[digits + 1] == '\0' || g_ascii_isspace (text[digits + 1]));

  return is_item ? (guint) digits : 0;
}

/* What would begin a block where a line begins. */
gboolean
alcove_markdown_begins_block (const char *text)
{
  const gboolean is_alone = text[1] == '\0' || g_ascii_isspace (text[1]);

  switch (*text)
    {
    case '#':
      text += strspn (text, "#");
      return *text == '\0' || g_ascii_isspace (*text);
    case '-':
      return is_alone || is_rule_like (text);
    case '+':
      return is_alone;
    case '=':
    case ':':
    case '|':
      return is_rule_like (text);
    case '>':
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
alcove_markdown_begins_entity (const char *text)
{
  const gsize length = text[1] == '#' ? 2 : 1;
  gsize n = 0;

  while (g_ascii_isalnum (text[length + n]))
    n++;
  return n > 0 && text[length + n] == ';';
}

/* What stands for a character that is not seen; its brackets are no link, unless one would come of what follows. */
gboolean
alcove_markdown_begins_revealed (const char *text)
{
  /* The function: the macro of that name looks for the end of the text each time. */
  if (!(g_str_has_prefix) (text, "[U+"))
    return FALSE;
  text += 3 + strspn (text + 3, "0123456789ABCDEF");
  return *text == ']' && (text[1] == '\0' || strchr ("(:", text[1]) == NULL);
}

/* What would be taken for the end of a heading, and not be there. */
gboolean
alcove_markdown_ends_heading (const char *text)
{
  text += strspn (text, "#");
  return text[strspn (text, " \t\n")] == '\0';
}

/* An address that is to be no link is told apart from one that is. */
gboolean
alcove_markdown_begins_address (const char *text, const char *start)
{
  if (*text == ':')
    return (g_str_has_prefix) (text, "://") && text > start && g_ascii_isalpha (text[-1]);
  if (*text == '.')
    return text - start >= 3 && g_ascii_strncasecmp (text - 3, "www", 3) == 0;
  return text > start && g_ascii_isalnum (text[-1]) && g_ascii_isalnum (text[1]);
}
