/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The words of an answer as Open WebUI keeps them: what was thought and what tools did stands among them, in elements
 * `<details type="…">`. Anything that is not such an element, whole and of a known type, is text. Pure; any thread. */

#include "alcove-details-text.h"

#include <string.h>

#include "alcove-entity.h"
#include "alcove-import-message.h"

#define OPEN "<details"
#define CLOSE "</details>"
#define ENTITY_MAX 12

/* One element. */
typedef struct
{
  const char *start;      /* its first byte */
  const char *attributes; /* behind its name */
  const char *tag_end;    /* behind its start tag */
  const char *body;       /* behind its summary */
  const char *body_end;
  const char *end; /* behind it */
} Details;

/* The semicolon of the entity that begins there, if it is one. */
static const char *
find_stop (const char *amp, const char *end)
{
  for (const char *at = amp + 1; at < end && at < amp + ENTITY_MAX; at++)
    {
      if (*at == ';')
        return at > amp + 1 ? at : NULL;
      if (!g_ascii_isalnum (*at) && *at != '#')
        return NULL;
    }
  return NULL;
}

/* (transfer full): with entities as what they stand for. */
static char *
dup_unescaped (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);
  const char *end = text + length;

  while (text < end)
    {
      const char *amp = memchr (text, '&', (gsize) (end - text));
      const char *stop = amp ? find_stop (amp, end) : NULL;

      g_string_append_len (out, text, (amp ? amp : end) - text);
      if (amp == NULL)
        break;
      if (stop != NULL)
        alcove_entity_append (out, amp, (gsize) (stop + 1 - amp));
      else
        g_string_append_c (out, '&');
      text = stop ? stop + 1 : amp + 1;
    }
  return g_string_free_and_steal (out);
}

/* (transfer full) (nullable): the value of an attribute of the start tag. */
static char *
dup_attribute (const Details *details, const char *name)
{
  g_autofree char *start = g_strconcat (" ", name, "=\"", NULL);
  const gssize length = details->tag_end - details->attributes;
  const char *value = g_strstr_len (details->attributes, length, start);
  const char *end;

  if (value == NULL)
    return NULL;
  value += strlen (start);
  end = memchr (value, '"', (gsize) (details->tag_end - value));
  return end ? dup_unescaped (value, (gsize) (end - value)) : NULL;
}

/* Behind the start tag: a ">" within quotes does not end it. */
static const char *
end_of_tag (const char *text)
{
  gboolean is_quoted = FALSE;

  for (; *text; text++)
    {
      if (*text == '"')
        is_quoted = !is_quoted;
      else if (*text == '>' && !is_quoted)
        return text + 1;
    }
  return NULL;
}

/* The end tag that belongs to the element; others may stand within it. */
static const char *
find_close (const char *body)
{
  const char *at = body;
  guint depth = 1;

  while ((at = strstr (at, "details")) != NULL)
    {
      if (at - body >= 2 && strncmp (at - 2, CLOSE, strlen (CLOSE)) == 0 && --depth == 0)
        return at - 2;
      if (at - body >= 1 && at[-1] == '<')
        depth++;
      at += strlen ("details");
    }
  return NULL;
}

/* The next element, of whatever type; FALSE where none is whole. */
static gboolean
find_details (const char *text, Details *details)
{
  details->start = strstr (text, OPEN " type=\"");
  if (details->start == NULL)
    return FALSE;
  details->attributes = details->start + strlen (OPEN);
  details->tag_end = details->body = end_of_tag (details->attributes);
  if (details->tag_end == NULL)
    return FALSE;
  details->body_end = find_close (details->body);
  if (details->body_end == NULL)
    return FALSE;
  details->end = details->body_end + strlen (CLOSE);
  return TRUE;
}

/* Without the words on its handle. */
static void
pass_summary (Details *details)
{
  const gssize length = details->body_end - details->body;
  const char *start = g_strstr_len (details->body, length, "<summary>");
  const char *end = g_strstr_len (details->body, length, "</summary>");

  if (start != NULL && end != NULL && start < end)
    details->body = end + strlen ("</summary>");
}

/* What was thought is quoted, line by line. */
static void
add_reasoning (AlcoveMessageRecord *message, const Details *details)
{
  g_autofree char *text
      = dup_unescaped (details->body, (gsize) (details->body_end - details->body));
  gboolean is_start = TRUE;
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (is_start && *from == '>')
        {
          from += from[1] == ' ';
          is_start = FALSE;
          continue;
        }
      is_start = *from == '\n';
      *to++ = *from;
    }
  *to = '\0';
  alcove_import_add_reasoning (message, text);
}

/* A value that is JSON, which may be a string of what is meant. */
static char *
dup_value (const char *text)
{
  g_autofree char *value = g_strstrip (g_strdup (text));

  return alcove_import_dup_json_text (value);
}

static void
add_call (AlcoveMessageRecord *message, const Details *details)
{
  g_autofree char *name = dup_attribute (details, "name");
  g_autofree char *arguments = dup_attribute (details, "arguments");
  g_autofree char *result = dup_attribute (details, "result");
  g_autofree char *body
      = dup_unescaped (details->body, (gsize) (details->body_end - details->body));
  g_autofree char *said = dup_value (arguments ? arguments : "");
  g_autofree char *told = dup_value (result && *result ? result : body);

  alcove_import_add_call (message, name, said);
  alcove_import_add_result (message, name, told);
}

/* Code that ran: a fenced block, and what it printed. */
static void
add_code (AlcoveMessageRecord *message, const Details *details)
{
  g_autofree char *output = dup_attribute (details, "output");
  g_autofree char *body
      = dup_unescaped (details->body, (gsize) (details->body_end - details->body));
  g_autofree char *told = dup_value (output ? output : "");

  alcove_import_add_call (message, "code_interpreter", g_strstrip (body));
  alcove_import_add_result (message, "code_interpreter", told);
}

typedef void (*AddFunc) (AlcoveMessageRecord *message, const Details *details);

/* What takes an element of its type; NULL where that is not known. */
static AddFunc
find_func (const Details *details)
{
  g_autofree char *type = dup_attribute (details, "type");

  if (g_strcmp0 (type, "reasoning") == 0)
    return add_reasoning;
  if (g_strcmp0 (type, "tool_calls") == 0)
    return add_call;
  return g_strcmp0 (type, "code_interpreter") == 0 ? add_code : NULL;
}

/* What stands between two elements; the line breaks around it are of the elements. */
static void
add_between (AlcoveMessageRecord *message, const char *text, gsize length)
{
  gsize n_space = 0, n_breaks = 0;

  while (n_space < length && g_ascii_isspace (text[n_space]))
    n_space++;
  if (n_space == length)
    return;
  while (message->parts->len > 0 && (text[n_breaks] == '\n' || text[n_breaks] == '\r'))
    n_breaks++;
  alcove_import_add_words (message, text + n_breaks, length - n_breaks);
}

/**
 * alcove_details_text_add:
 * @message: an answer
 * @text: (nullable): its words as Open WebUI keeps them
 */
void
alcove_details_text_add (AlcoveMessageRecord *message, const char *text)
{
  const char *at = text; /* where elements are looked for */
  Details details;

  while (at != NULL && find_details (at, &details))
    {
      const AddFunc func = find_func (&details);

      at = details.end;
      if (func == NULL)
        continue;
      add_between (message, text, (gsize) (details.start - text));
      pass_summary (&details);
      func (message, &details);
      text = details.end;
    }
  if (text != NULL)
    add_between (message, text, strlen (text));
}
