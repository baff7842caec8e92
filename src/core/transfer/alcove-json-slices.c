/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A chat of ChatGPT has a hundred values in each of thousands of messages, and a parser makes of them many times the
 * text. Here the messages are left out of what is parsed ("mapping" → a node → "message" becomes a number), and each is
 * parsed when it is wanted. It knows strings and depth and nothing else, as the splitter does. Pure; any thread.
 * What always holds: no more than max_values are parsed at once. */

#include "alcove-json-slices.h"

#include <string.h>

#include "alcove-json-escapes.h"

#define MAPPING "\"mapping\""
#define MESSAGE "\"message\""

typedef struct
{
  const char *text;
  gsize length;
  gsize n_values; /* at least */
} Slice;

struct _AlcoveJsonSlices
{
  gsize max_values;
  gsize n_values; /* of what is left without them */
  GArray *slices;
  JsonParser *parser;
  JsonNode *root; /* of the parser; NULL where it is none */
};

typedef struct
{
  AlcoveJsonSlices *slices;
  GString *rest;
  guint64 depth;
  gboolean in_mapping;
  const char *name; /* the string before, and whether a colon followed it */
  gsize name_length;
  gboolean is_named;
} Knife;

/* Behind the object that begins there. */
static const char *
end_of_object (const char *text, const char *end, gsize *n_values)
{
  guint64 depth = 0;

  while (text < end)
    {
      const char c = *text;

      if (c == '"')
        {
          text = alcove_json_escapes_end_of_string (text, end);
          continue;
        }
      text++;
      *n_values += c == ',' || c == ':' || c == '{' || c == '[';
      depth += c == '{' || c == '[';
      if ((c == '}' || c == ']') && --depth == 0)
        break;
    }
  return text;
}

static gboolean
is_named (const Knife *knife, const char *name)
{
  return knife->is_named && knife->name_length == strlen (name)
         && memcmp (knife->name, name, knife->name_length) == 0;
}

static const char *
cut_message (Knife *knife, const char *at, const char *end)
{
  Slice slice = { .text = at };
  const char *behind = end_of_object (at, end, &slice.n_values);

  slice.length = (gsize) (behind - at);
  g_string_append_printf (knife->rest, "%u", knife->slices->slices->len);
  g_array_append_val (knife->slices->slices, slice);
  return behind;
}

/* A number there would stand for the message of another node. */
static const char *
drop_number (Knife *knife, const char *at, const char *end)
{
  g_string_append (knife->rest, "null");
  while (at < end && (g_ascii_isalnum (*at) || *at == '-' || *at == '+' || *at == '.'))
    at++;
  return at;
}

/* A bracket, a comma or a colon. */
static void
pass_sign (Knife *knife, char c)
{
  knife->slices->n_values += c == ',' || c == ':' || c == '{' || c == '[';
  if (c == '{' && knife->depth == 1 && is_named (knife, MAPPING))
    knife->in_mapping = TRUE;
  if (c == '{' || c == '[')
    knife->depth++;
  else if ((c == '}' || c == ']') && knife->depth > 0)
    knife->depth--;
  knife->in_mapping = knife->in_mapping && knife->depth > 1;
  knife->is_named = c == ':' && knife->name != NULL;
  if (!knife->is_named)
    knife->name = NULL;
}

/* Takes what begins there; what comes behind it. */
static const char *
pass (Knife *knife, const char *at, const char *end)
{
  const char *behind = at + 1;

  if (*at == '"')
    {
      behind = alcove_json_escapes_end_of_string (at, end);
      knife->name = at;
      knife->name_length = (gsize) (behind - at);
      knife->is_named = FALSE;
    }
  else if ((*at == '{' || *at == '-' || g_ascii_isdigit (*at)) && knife->in_mapping
           && knife->depth == 3 && is_named (knife, MESSAGE))
    {
      behind = *at == '{' ? cut_message (knife, at, end) : drop_number (knife, at, end);
      knife->name = NULL;
      knife->is_named = FALSE;
      return behind;
    }
  else if (strchr ("{}[],:", *at) != NULL && *at != '\0')
    pass_sign (knife, *at);
  g_string_append_len (knife->rest, at, (gssize) (behind - at));
  return behind;
}

/**
 * alcove_json_slices_new:
 * @text: JSON, or not; stays as it is while this lives
 * @length: its bytes
 * @max_values: how many commas, colons and brackets are parsed at once
 *
 * Returns: (transfer full): it, without the messages of its `mapping`
 */
AlcoveJsonSlices *
alcove_json_slices_new (const char *text, gsize length, gsize max_values)
{
  AlcoveJsonSlices *self = g_new0 (AlcoveJsonSlices, 1);
  g_autoptr (GString) rest = g_string_new (NULL);
  Knife knife = { .slices = self, .rest = rest };
  const char *end = text + length;

  self->max_values = max_values;
  self->slices = g_array_new (FALSE, FALSE, sizeof (Slice));
  self->parser = json_parser_new ();
  while (text < end && self->n_values <= max_values)
    text = pass (&knife, text, end);
  if (!alcove_json_slices_is_too_large (self)
      && json_parser_load_from_data (self->parser, rest->str, (gssize) rest->len, NULL))
    self->root = json_parser_get_root (self->parser);
  return self;
}

void
alcove_json_slices_free (AlcoveJsonSlices *self)
{
  g_array_unref (self->slices);
  g_object_unref (self->parser);
  g_free (self);
}

/* Whether there is too much beside the messages. */
gboolean
alcove_json_slices_is_too_large (AlcoveJsonSlices *self)
{
  return self->n_values > self->max_values;
}

/* (transfer none) (nullable): where a message stood is a number; NULL for what is no JSON, or too large. */
JsonNode *
alcove_json_slices_get_root (AlcoveJsonSlices *self)
{
  return self->root;
}

/**
 * alcove_json_slices_parse:
 * @self: what was cut
 * @place: (nullable): what stands where a message stood
 * @is_too_large: (out): whether it is one, and has too many values
 *
 * Returns: (transfer full) (nullable): the message; %NULL for what is none
 */
JsonNode *
alcove_json_slices_parse (AlcoveJsonSlices *self, JsonNode *place, gboolean *is_too_large)
{
  g_autoptr (JsonParser) parser = NULL;
  const Slice *slice;
  gint64 index;

  *is_too_large = FALSE;
  if (place == NULL || !JSON_NODE_HOLDS_VALUE (place)
      || json_node_get_value_type (place) != G_TYPE_INT64)
    return NULL;
  index = json_node_get_int (place);
  if (index < 0 || index >= self->slices->len)
    return NULL;
  slice = &g_array_index (self->slices, Slice, index);
  *is_too_large = slice->n_values > self->max_values;
  if (*is_too_large)
    return NULL;
  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, slice->text, (gssize) slice->length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}
