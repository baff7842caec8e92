/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What stands in the words of Claude's answers of 2024: <antArtifact …>a document</antArtifact>, which its page showed
 * beside the chat, and <antThinking>. As Markdown a program in there would lose its shape. Pure; any thread.
 * What always holds: work grows with the text and no faster, so (g_str_has_prefix) is the function: the macro of that
 * name looks for the end of the text each time. */

#include "alcove-claude-tags.h"

#include <string.h>

#define ARTIFACT "<antArtifact "
#define ARTIFACT_END "</antArtifact>"
#define THINKING "<antThinking>"
#define THINKING_END "</antThinking>"
#define TAG_MAX 2000

typedef struct
{
  GString *out;
  GString *thoughts;
  gboolean no_artifact; /* none ends any more */
  gboolean no_thinking;
} Pen;

/* Where what began here ends; asked in vain it is not asked again. */
static const char *
find_end (const char *body, const char *end, gboolean *is_none)
{
  const char *at = *is_none ? NULL : strstr (body, end);

  *is_none = at == NULL;
  return at;
}

/* Behind the start tag: a ">" within quotes does not end it, and another tag does not begin in it. */
static const char *
pass_tag (const char *tag)
{
  gboolean is_quoted = FALSE;

  for (const char *at = tag; *at != '\0' && at < tag + TAG_MAX; at++)
    {
      if (*at == '"')
        is_quoted = !is_quoted;
      else if (*at == '>' && !is_quoted)
        return at + 1;
      else if (*at == '<' && !is_quoted && at > tag)
        return NULL;
    }
  return NULL;
}

/* (transfer full) (nullable) */
static char *
dup_attribute (const char *tag, const char *end, const char *name)
{
  g_autofree char *start = g_strconcat (" ", name, "=\"", NULL);
  const char *value = g_strstr_len (tag, end - tag, start);
  const char *close;

  if (value == NULL)
    return NULL;
  value += strlen (start);
  close = memchr (value, '"', (gsize) (end - value));
  return close ? g_strndup (value, (gsize) (close - value)) : NULL;
}

/* (nullable): what a code block says of it; NULL for what is Markdown itself. */
static const char *
get_language (const char *type, const char *language)
{
  static const struct
  {
    const char *type;
    const char *language;
  } known[] = {
    { "image/svg+xml", "xml" },
    { "text/html", "html" },
    { "application/vnd.ant.react", "jsx" },
    { "application/vnd.ant.mermaid", "mermaid" },
    { "text/markdown", NULL },
  };

  if (language != NULL && *language != '\0' && strpbrk (language, "`\r\n") == NULL)
    return language;
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (type, known[i].type))
      return known[i].language;
  return "";
}

/* A fence is longer than any in what it holds. */
static void
write_code (GString *out, const char *language, const char *text, gsize length)
{
  gsize longest = 2, run = 0;
  g_autofree char *fence = NULL;

  for (gsize i = 0; i < length; i++)
    {
      run = text[i] == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (out, "%s%s\n", fence, language);
  g_string_append_len (out, text, (gssize) length);
  g_string_append_printf (out, "\n%s", fence);
}

static void
write_apart (GString *out)
{
  const char *end = out->str + out->len;

  if (out->len > 0 && end[-1] != '\n')
    g_string_append (out, "\n\n");
  else if (out->len > 1 && end[-2] != '\n')
    g_string_append (out, "\n");
}

/* Where the text goes on; NULL where it is not whole. */
static const char *
pass_artifact (Pen *pen, const char *tag)
{
  const char *body = pass_tag (tag);
  const char *end = body ? find_end (body, ARTIFACT_END, &pen->no_artifact) : NULL;
  g_autofree char *title = end ? dup_attribute (tag, body, "title") : NULL;
  g_autofree char *type = end ? dup_attribute (tag, body, "type") : NULL;
  g_autofree char *named = end ? dup_attribute (tag, body, "language") : NULL;
  const char *language = get_language (type, named), *next;
  gsize length;

  if (end == NULL)
    return NULL;
  next = end + strlen (ARTIFACT_END);
  while (body < end && (*body == '\n' || *body == '\r'))
    body++;
  for (length = (gsize) (end - body); length > 0 && g_ascii_isspace (body[length - 1]);)
    length--;
  write_apart (pen->out);
  if (title != NULL && *title != '\0')
    g_string_append_printf (pen->out, "**%s**\n\n", title);
  if (language != NULL)
    write_code (pen->out, language, body, length);
  else
    g_string_append_len (pen->out, body, (gssize) length);
  if (next[strspn (next, "\r\n")] != '\0' && *next != '\n' && *next != '\r')
    g_string_append (pen->out, "\n\n");
  return next;
}

static const char *
pass_thinking (Pen *pen, const char *tag)
{
  const char *body = tag + strlen (THINKING);
  const char *end = find_end (body, THINKING_END, &pen->no_thinking);

  if (end == NULL)
    return NULL;
  if (pen->thoughts->len > 0)
    g_string_append (pen->thoughts, "\n\n");
  g_string_append_len (pen->thoughts, body, end - body);
  end += strlen (THINKING_END);
  return end + strspn (end, "\r\n");
}

/**
 * alcove_claude_tags_unfold:
 * @text: the words of an answer
 * @thoughts: gets what was thought in them
 *
 * Returns: (transfer full): the words as Markdown, documents as code blocks below their titles; tags that do not end
 *   stay as they are
 */
char *
alcove_claude_tags_unfold (const char *text, GString *thoughts)
{
  Pen pen = { .out = g_string_new (NULL), .thoughts = thoughts };
  const char *tag;

  while ((tag = strstr (text, "<ant")) != NULL)
    {
      const char *next = NULL;

      g_string_append_len (pen.out, text, tag - text);
      if ((g_str_has_prefix) (tag, ARTIFACT))
        next = pass_artifact (&pen, tag);
      else if ((g_str_has_prefix) (tag, THINKING))
        next = pass_thinking (&pen, tag);
      if (next == NULL)
        {
          g_string_append_c (pen.out, *tag);
          next = tag + 1;
        }
      text = next;
    }
  g_string_append (pen.out, text);
  return g_string_free_and_steal (pen.out);
}
