/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* How ChatGPT names its sources: marks within the text, either between characters for private use
 * (U+E200 cite U+E202 turn0search1 U+E201) or between lenticular brackets (【4†source】), and beside it what they stand
 * for: "content_references", or in older exports "citations". Marks become [1], [2] …; what stands for nothing that has
 * an address becomes its own words, or goes. Pure; any thread.
 * What always holds: work grows with the text and no faster, so (g_str_has_prefix) is the function: the macro of that
 * name looks for the end of the text each time. */

#include <string.h>

#include "alcove-format-chatgpt.h"
#include "alcove-import-part.h"
#include "alcove-json.h"

#define OPEN "\xEE\x88\x80"      /* U+E200 */
#define CLOSE "\xEE\x88\x81"     /* U+E201 */
#define SEPARATOR "\xEE\x88\x82" /* U+E202 */
#define BRACKET "\xE3\x80\x90"   /* U+3010 */
#define UNBRACKET "\xE3\x80\x91" /* U+3011 */
#define DAGGER "\xE2\x80\xA0"    /* U+2020 */
#define MARK_MAX 8192
#define N_CITATIONS_MAX 256
#define N_SOURCES_OF_A_MARK 16

typedef struct
{
  GString *text;
  GHashTable *references; /* a mark → its JsonObject */
  GHashTable *sources;    /* "turn0search1" → a JsonObject that has an address */
  GHashTable *numbers;    /* an address → its number */
  GPtrArray *citations;
} Pen;

/* ---- what stands beside the text ---- */

static const char *
find_url (JsonObject *source)
{
  const char *url = alcove_json_string (source, "url");

  return url != NULL
                 && (g_ascii_strncasecmp (url, "https://", 8) == 0
                     || g_ascii_strncasecmp (url, "http://", 7) == 0)
             ? url
             : NULL;
}

/* Sources have the names by which marks call them. */
static void
index_source (Pen *pen, JsonObject *source)
{
  JsonArray *refs = alcove_json_array (source, "refs");

  for (guint i = 0; refs != NULL && i < json_array_get_length (refs); i++)
    {
      JsonObject *ref = alcove_json_element (refs, i);
      const char *type = alcove_json_string (ref, "ref_type");

      if (type != NULL)
        g_hash_table_replace (pen->sources,
                              g_strdup_printf ("turn%d%.32s%d",
                                               (int) alcove_json_int (ref, "turn_index", 0), type,
                                               (int) alcove_json_int (ref, "ref_index", 0)),
                              source);
    }
}

static void
index_reference (Pen *pen, JsonObject *reference)
{
  const char *mark = alcove_json_string (reference, "matched_text");
  JsonArray *items = alcove_json_array (reference, "items");

  if (mark != NULL && (g_str_has_prefix (mark, OPEN) || g_str_has_prefix (mark, BRACKET)))
    g_hash_table_replace (pen->references, g_strdup (mark), reference);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    index_source (pen, alcove_json_element (items, i));
}

/* An older one is told by a number that the mark begins with: 【4†source】. */
static void
index_citation (Pen *pen, JsonObject *citation)
{
  JsonObject *source = alcove_json_object (citation, "metadata");
  JsonObject *extra = alcove_json_object (source, "extra");
  const gint64 number = alcove_json_int (extra, "cited_message_idx", -1);

  if (source != NULL && number >= 0)
    g_hash_table_replace (pen->sources, g_strdup_printf ("%d", (int) number), source);
}

static void
index_all (Pen *pen, JsonObject *metadata)
{
  JsonArray *references = alcove_json_array (metadata, "content_references");
  JsonArray *citations = alcove_json_array (metadata, "citations");

  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++)
    index_reference (pen, alcove_json_element (references, i));
  for (guint i = 0; citations != NULL && i < json_array_get_length (citations); i++)
    index_citation (pen, alcove_json_element (citations, i));
}

/* ---- what stands in the text ---- */

/* Whether it has an address, and got its number. */
static gboolean
cite (Pen *pen, JsonObject *source)
{
  const char *url = find_url (source);
  guint number;

  if (url == NULL)
    return FALSE;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (pen->numbers, url));
  if (number == 0 && pen->citations->len < N_CITATIONS_MAX)
    {
      g_ptr_array_add (pen->citations,
                       alcove_import_part_new_citation (url, alcove_json_string (source, "title")));
      number = pen->citations->len;
      g_hash_table_insert (pen->numbers, g_strdup (url), GUINT_TO_POINTER (number));
    }
  if (number > 0)
    g_string_append_printf (pen->text, "[%u]", number);
  return TRUE;
}

/* What is shown in place of a mark where there is no source: the words that it is made for. */
static void
write_words (Pen *pen, JsonObject *reference)
{
  static const char *const members[] = { "prompt_text", "name", "title", "alt" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *words = alcove_json_string (reference, members[i]);

      if (words == NULL || *words == '\0' || strstr (words, OPEN) != NULL)
        continue;
      g_string_append (pen->text, words);
      return;
    }
}

static void
write_reference (Pen *pen, JsonObject *reference)
{
  const char *type = alcove_json_string (reference, "type");
  JsonArray *items = alcove_json_array (reference, "items");
  gboolean is_cited = cite (pen, reference);

  for (guint i = 0; items != NULL && i < MIN (json_array_get_length (items), N_SOURCES_OF_A_MARK);
       i++)
    is_cited |= cite (pen, alcove_json_element (items, i));
  if (!is_cited && g_strcmp0 (type, "hidden") != 0)
    write_words (pen, reference);
}

/* "cite", then names; "url", then words and a name; "entity", then an array of words. */
static void
write_mark (Pen *pen, const char *mark, gsize length)
{
  g_autofree char *inside = g_strndup (mark, length);
  g_auto (GStrv) words = g_strsplit (inside, SEPARATOR, N_SOURCES_OF_A_MARK);
  const char *kind = words[0] ? words[0] : "";
  g_autoptr (JsonNode) array = NULL;

  for (guint i = 1; *kind && words[i] != NULL; i++)
    cite (pen, g_hash_table_lookup (pen->sources, words[i]));
  if (g_str_equal (kind, "url") && words[1] != NULL)
    g_string_append (pen->text, words[1]);
  if (!g_str_equal (kind, "entity") || words[1] == NULL || *words[1] != '[')
    return;
  array = json_from_string (words[1], NULL);
  if (array != NULL && JSON_NODE_HOLDS_ARRAY (array)
      && json_array_get_length (json_node_get_array (array)) > 1)
    {
      JsonNode *name = json_array_get_element (json_node_get_array (array), 1);

      if (JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING)
        g_string_append (pen->text, json_node_get_string (name));
    }
}

/* "4†source" or "4:0†source": what is in such brackets else is a text of its own. */
static gboolean
write_bracket (Pen *pen, const char *inside, gsize length)
{
  gsize digits = 0, at;
  g_autofree char *number = NULL;

  while (digits < length && digits < 6 && g_ascii_isdigit (inside[digits]))
    digits++;
  at = digits;
  while (at < length && (inside[at] == ':' || g_ascii_isdigit (inside[at])))
    at++;
  if (digits == 0 || length - at < strlen (DAGGER)
      || memcmp (inside + at, DAGGER, strlen (DAGGER)) != 0)
    return FALSE;
  number = g_strndup (inside, digits);
  cite (pen, g_hash_table_lookup (pen->sources, number));
  return TRUE;
}

/* Where a mark ends; NULL where another one begins before, so that no byte is looked at often. */
static const char *
find_end (const char *inside, const char *open, const char *close)
{
  const char *at = inside;

  for (;;)
    {
      at += strcspn (at, "\xEE\xE3");
      if (*at == '\0' || at - inside > MARK_MAX || (g_str_has_prefix) (at, open))
        return NULL;
      if ((g_str_has_prefix) (at, close))
        return at;
      at++;
    }
}

/* Takes a mark that begins here; returns where the text goes on, NULL where there is none. */
static const char *
pass_mark (Pen *pen, const char *at)
{
  const gboolean is_bracket = (g_str_has_prefix) (at, BRACKET);
  const char *close = is_bracket ? UNBRACKET : CLOSE;
  const char *inside = at + strlen (OPEN);
  const char *end = find_end (inside, is_bracket ? BRACKET : OPEN, close);
  g_autofree char *mark = NULL;
  JsonObject *reference;

  if (end == NULL)
    return NULL;
  mark = g_strndup (at, (gsize) (end - at) + strlen (close));
  reference = g_hash_table_lookup (pen->references, mark);
  if (reference != NULL)
    write_reference (pen, reference);
  else if (!is_bracket)
    write_mark (pen, inside, (gsize) (end - inside));
  else if (!write_bracket (pen, inside, (gsize) (end - inside)))
    return NULL;
  return end + strlen (close);
}

/* U+E200 to U+E206: without their partners they say nothing. */
static gboolean
is_private (const char *at)
{
  return (g_str_has_prefix) (at, "\xEE\x88") && (guchar) at[2] >= 0x80 && (guchar) at[2] <= 0x86;
}

static void
write_text (Pen *pen, const char *text)
{
  const char *from = text;

  while (*from != '\0')
    {
      const char *at = from + strcspn (from, "\xEE\xE3");
      const char *next = NULL;

      g_string_append_len (pen->text, from, at - from);
      if (*at == '\0')
        return;
      if ((g_str_has_prefix) (at, OPEN) || (g_str_has_prefix) (at, BRACKET))
        next = pass_mark (pen, at);
      if (next == NULL && is_private (at))
        next = at + strlen (OPEN);
      if (next == NULL)
        {
          g_string_append_c (pen->text, *at);
          next = at + 1;
        }
      from = next;
    }
}

/**
 * alcove_chatgpt_cite:
 * @text: what an answer says
 * @metadata: (nullable): of its message
 * @citations: (element-type AlcovePart): gets a part for each source, in the order of their numbers
 *
 * Returns: (transfer full) (nullable): the text with [1], [2] … for its marks; %NULL where it has none
 */
char *
alcove_chatgpt_cite (const char *text, JsonObject *metadata, GPtrArray *citations)
{
  Pen pen = { .citations = citations };

  if (strstr (text, OPEN) == NULL && strstr (text, BRACKET) == NULL)
    return NULL;
  pen.text = g_string_new (NULL);
  pen.references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pen.sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pen.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index_all (&pen, metadata);
  write_text (&pen, text);
  g_hash_table_unref (pen.references);
  g_hash_table_unref (pen.sources);
  g_hash_table_unref (pen.numbers);
  return g_string_free_and_steal (pen.text);
}
