/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What other programs keep in a message, as parts of one of ours. Pure; any thread. */

#include "alcove-import-message.h"

#include <string.h>

#include "alcove-import-image.h"
#include "alcove-import-part.h"
#include "alcove-json.h"

/* How thinking stands in the words of an answer, where it has no place of its own. */
static const struct
{
  const char *start;
  const char *end;
} thoughts[] = {
  { "<think>", "</think>" },
  { "<thinking>", "</thinking>" },
  { "<thought>", "</thought>" },
  { ":::thinking\n", "\n:::" },
};

/* No more than one copy: it may be most of what a file holds. */
static void
add (AlcoveMessageRecord *message, AlcovePartKind kind, const char *text, gsize length)
{
  AlcovePart *part;

  if (length == 0)
    return;
  part = alcove_part_new (kind, NULL);
  part->text = g_utf8_make_valid (text, (gssize) length);
  g_ptr_array_add (message->parts, part);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

/* Without the white space around it. */
static void
add_trimmed (AlcoveMessageRecord *message, AlcovePartKind kind, const char *text, gsize length)
{
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  add (message, kind, text, length);
}

/* How many bytes from there on are one of these. */
static gsize
span (const char *text, gsize length, const char *accept)
{
  gsize n = 0;

  while (n < length && strchr (accept, text[n]) != NULL)
    n++;
  return n;
}

/* How much of the text is what was thought, and the white space behind it; 0 where nothing was. */
static gsize
add_thought (AlcoveMessageRecord *message, const char *text, gsize length)
{
  const char *start = text + span (text, length, " \t\r\n");
  const gsize left = length - (gsize) (start - text);

  for (guint i = 0; i < G_N_ELEMENTS (thoughts); i++)
    {
      const gsize head = strlen (thoughts[i].start);
      const char *end;

      if (left < head || strncmp (start, thoughts[i].start, head) != 0)
        continue;
      /* The line break that begins it may be the one that ends it. */
      end = g_strstr_len (start + head - 1, (gssize) (left - head + 1), thoughts[i].end);
      if (end == NULL)
        return 0;
      if (end > start + head)
        add_trimmed (message, ALCOVE_PART_REASONING, start + head, (gsize) (end - start) - head);
      end += strlen (thoughts[i].end);
      return (gsize) (end - text) + span (end, length - (gsize) (end - text), "\r\n");
    }
  return 0;
}

/**
 * alcove_import_add_words:
 * @message: a message
 * @text: its words, or some of them
 * @length: their bytes
 *
 * What an answer begins with that was thought is told apart; what a tool says is its result.
 */
void
alcove_import_add_words (AlcoveMessageRecord *message, const char *text, gsize length)
{
  gsize thought = 0;

  if (message->role == ALCOVE_ROLE_ASSISTANT)
    thought = add_thought (message, text, length);
  if (message->role == ALCOVE_ROLE_TOOL)
    add (message, ALCOVE_PART_TOOL_RESULT, text, length);
  else if (thought == 0 || !is_blank (text + thought, length - thought))
    add (message, ALCOVE_PART_TEXT, text + thought, length - thought);
}

/* As alcove_import_add_words(); text: nullable */
void
alcove_import_add_text (AlcoveMessageRecord *message, const char *text)
{
  if (text != NULL)
    alcove_import_add_words (message, text, strlen (text));
}

/* text: nullable */
void
alcove_import_add_reasoning (AlcoveMessageRecord *message, const char *text)
{
  if (text != NULL)
    add_trimmed (message, ALCOVE_PART_REASONING, text, strlen (text));
}

/**
 * alcove_import_add_call:
 * @message: a message
 * @name: (nullable): of the tool
 * @arguments: (nullable): JSON
 */
void
alcove_import_add_call (AlcoveMessageRecord *message, const char *name, const char *arguments)
{
  if ((name != NULL && *name) || (arguments != NULL && *arguments))
    g_ptr_array_add (message->parts, alcove_import_part_new_call (name, arguments));
}

/**
 * alcove_import_add_result:
 * @message: a message
 * @name: (nullable): of the tool
 * @text: (nullable): what it said
 */
void
alcove_import_add_result (AlcoveMessageRecord *message, const char *name, const char *text)
{
  if (text != NULL && *text)
    g_ptr_array_add (message->parts, alcove_import_part_new_result (name, text));
}

/**
 * alcove_import_add_citation:
 * @message: a message
 * @title: (nullable): of the source
 * @url: (nullable): where it is
 */
void
alcove_import_add_citation (AlcoveMessageRecord *message, const char *title, const char *url)
{
  if (url != NULL && *url)
    g_ptr_array_add (message->parts, alcove_import_part_new_citation (url, title));
  else if (title != NULL && *title)
    g_ptr_array_add (message->parts, alcove_import_part_new_text (ALCOVE_PART_CITATION, title));
}

/**
 * alcove_import_add_file:
 * @message: a message
 * @name: (nullable): what the file is called
 * @text: (nullable): what it holds, as far as that is known; else it is told that there was one
 */
void
alcove_import_add_file (AlcoveMessageRecord *message, const char *name, const char *text)
{
  if (text != NULL && *text == '\0')
    text = NULL;
  if (text != NULL || (name != NULL && *name))
    g_ptr_array_add (message->parts, alcove_import_part_new_text_file (name, text));
}

/**
 * alcove_import_add_image:
 * @message: a message
 * @url: (nullable): an address
 * @name: (nullable): what the picture is called
 *
 * Returns: whether the address carried one
 */
gboolean
alcove_import_add_image (AlcoveMessageRecord *message, const char *url, const char *name)
{
  AlcovePart *part = alcove_import_image_from_url (url, name);

  if (part != NULL)
    g_ptr_array_add (message->parts, part);
  return part != NULL;
}

/**
 * alcove_import_dup_plain:
 * @node: (nullable): any JSON
 *
 * Returns: (transfer full) (nullable): a string as it is, anything else as JSON; %NULL for null
 */
char *
alcove_import_dup_plain (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return alcove_json_dup (node);
}

/**
 * alcove_import_dup_json_text:
 * @text: a text that may be a JSON string, as some programs wrap theirs
 *
 * Returns: (transfer full): what that says, else @text
 */
char *
alcove_import_dup_json_text (const char *text)
{
  /* Nothing else is parsed: whatever is no string is text already. */
  g_autoptr (JsonNode) node = *text == '"' ? json_from_string (text, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_strdup (text);
}

/**
 * alcove_import_dup_params:
 * @from: (nullable): where `temperature`, `top_p`, `max_tokens` or `seed` may stand
 *
 * Returns: (transfer full) (nullable): those that a chat can have, as a JSON object
 */
char *
alcove_import_dup_params (JsonObject *from)
{
  static const struct
  {
    const char *name;
    double min, max;
    gboolean is_whole;
  } known[] = {
    { "temperature", 0, 2, FALSE },
    { "top_p", 0, 1, FALSE },
    { "max_tokens", 1, 10000000, TRUE },
    { "seed", 0, G_MAXINT32, TRUE },
  };
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const double value = alcove_json_number (from, known[i].name, -1);

      if (value < known[i].min || value > known[i].max)
        continue;
      if (known[i].is_whole)
        json_object_set_int_member (object, known[i].name, (gint64) value);
      else
        json_object_set_double_member (object, known[i].name, value);
    }
  if (json_object_get_size (object) == 0)
    return NULL;
  node = json_node_init_object (json_node_alloc (), object);
  return alcove_json_dup (node);
}

/**
 * alcove_import_get_role:
 * @word: (nullable): how another program calls a role
 *
 * Returns: the role, 0 for none
 */
AlcoveRole
alcove_import_get_role (const char *word)
{
  static const struct
  {
    const char *word;
    AlcoveRole role;
  } words[] = {
    { "user", ALCOVE_ROLE_USER },           { "human", ALCOVE_ROLE_USER },
    { "assistant", ALCOVE_ROLE_ASSISTANT }, { "bot", ALCOVE_ROLE_ASSISTANT },
    { "model", ALCOVE_ROLE_ASSISTANT },     { "system", ALCOVE_ROLE_SYSTEM },
    { "developer", ALCOVE_ROLE_SYSTEM },    { "tool", ALCOVE_ROLE_TOOL },
    { "function", ALCOVE_ROLE_TOOL },
  };

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i].word) == 0)
      return words[i].role;
  return 0;
}

/**
 * alcove_import_fail:
 * @message: an answer
 * @reason: (nullable): why it failed there
 */
void
alcove_import_fail (AlcoveMessageRecord *message, const char *reason)
{
  message->status = ALCOVE_STATUS_FAILED;
  g_free (message->error_message);
  message->error_message = reason && *reason ? g_utf8_make_valid (reason, -1) : NULL;
}
