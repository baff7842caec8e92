/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the readers of foreign formats have in common: what they find as parts of messages. Texts are made valid.
 * Pure; any thread. */

#include "alcove-import-part.h"

#include <string.h>

#include "alcove-json.h"

#define TITLE_CHARACTERS 60
#define GIVEN_CHARACTERS 200
#define TITLE_LOOK_AT 1024

static char *
dup_valid (const char *text)
{
  return text ? g_utf8_make_valid (text, -1) : NULL;
}

/* "{member:value}" */
static char *
make_extra (const char *member, const char *value)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *valid = dup_valid (value);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, member, valid);
  json_node_take_object (node, object);
  return alcove_json_dup (node);
}

/**
 * alcove_import_part_new_text:
 * @kind: what it is
 * @text: (nullable): its text
 *
 * Returns: (transfer full): a part
 */
AlcovePart *
alcove_import_part_new_text (AlcovePartKind kind, const char *text)
{
  AlcovePart *part = alcove_part_new (kind, NULL);

  part->text = dup_valid (text ? text : "");
  return part;
}

/**
 * alcove_import_part_new_call:
 * @name: (nullable): of the tool
 * @arguments: (nullable): what it was given
 *
 * A call that is marked as one that another program made: it is shown, and never sent to a server, which would wait for
 * a result by its own rules.
 *
 * Returns: (transfer full): a part
 */
AlcovePart *
alcove_import_part_new_call (const char *name, const char *arguments)
{
  AlcovePart *part = alcove_import_part_new_text (ALCOVE_PART_TOOL_CALL, arguments);

  part->name = dup_valid (name);
  part->extra = g_strdup ("{\"" ALCOVE_PART_IMPORTED "\":true}");
  return part;
}

AlcovePart *
alcove_import_part_new_result (const char *name, const char *text)
{
  AlcovePart *part = alcove_import_part_new_text (ALCOVE_PART_TOOL_RESULT, text);

  part->name = dup_valid (name);
  return part;
}

AlcovePart *
alcove_import_part_new_citation (const char *url, const char *title)
{
  AlcovePart *part
      = alcove_import_part_new_text (ALCOVE_PART_CITATION, title && *title ? title : url);

  part->extra = make_extra ("url", url);
  return part;
}

/**
 * alcove_import_part_new_text_file:
 * @name: (nullable): of a file
 * @text: (nullable): what it has, %NULL where that is not known
 *
 * Returns: (transfer full): a part that a model reads as text
 */
AlcovePart *
alcove_import_part_new_text_file (const char *name, const char *text)
{
  g_autofree char *valid = dup_valid (text);
  g_autofree char *valid_name = dup_valid (name);
  g_autoptr (GBytes) bytes = NULL;

  if (valid != NULL)
    {
      const gsize length = strlen (valid);

      bytes = g_bytes_new_take (g_steal_pointer (&valid), length);
    }
  return alcove_part_new_data (ALCOVE_PART_FILE, valid_name, bytes ? "text/plain" : NULL, bytes);
}

/**
 * alcove_import_part_new_unknown:
 * @name: (nullable): what the other program calls it
 * @content: what it is
 *
 * Returns: (transfer full): something that has no place in our messages, to be read as it is
 */
AlcovePart *
alcove_import_part_new_unknown (const char *name, JsonNode *content)
{
  AlcovePart *part = alcove_part_new (ALCOVE_PART_FILE, NULL);

  part->name = dup_valid (name);
  part->mime = g_strdup ("application/json");
  part->text = alcove_json_dup (content);
  return part;
}

/**
 * alcove_import_dup_title:
 * @text: (nullable): what a chat or a folder is called elsewhere
 *
 * Returns: (transfer full) (nullable): the beginning of it, on one line; %NULL for nothing
 */
char *
alcove_import_dup_title (const char *text)
{
  g_autofree char *line = NULL;
  const char *end;

  if (text == NULL)
    return NULL;
  while (g_ascii_isspace (*text))
    text++;
  end = text + strcspn (text, "\r\n");
  line = g_utf8_make_valid (text, MIN (end - text, GIVEN_CHARACTERS * 6));
  if (g_utf8_strlen (line, -1) > GIVEN_CHARACTERS)
    *g_utf8_offset_to_pointer (line, GIVEN_CHARACTERS) = '\0';
  g_strchomp (line);
  return *line ? g_steal_pointer (&line) : NULL;
}

/* (nullable): the first line that has something in it. */
static char *
make_title (const char *text)
{
  g_autofree char *start = g_utf8_make_valid (text, (gssize) strnlen (text, TITLE_LOOK_AT));
  g_autofree char *title = NULL;
  char *line = g_strchug (start);

  line[strcspn (line, "\r\n")] = '\0';
  if (*g_strchomp (line) == '\0')
    return NULL;
  if (g_utf8_strlen (line, -1) <= TITLE_CHARACTERS)
    return g_strdup (line);
  title = g_utf8_substring (line, 0, TITLE_CHARACTERS - 1);
  return g_strconcat (title, "…", NULL);
}

/**
 * alcove_import_give_title:
 * @bundle: a chat
 *
 * One without a title gets the first words of its first prompt.
 */
void
alcove_import_give_title (AlcoveChatBundle *bundle)
{
  AlcoveChatRecord *chat = bundle->chat;

  if (chat->title != NULL && *chat->title != '\0')
    return;
  g_clear_pointer (&chat->title, g_free);
  chat->title_source = ALCOVE_TITLE_FROM_PROMPT;
  for (guint i = 0; i < bundle->messages->len && chat->title == NULL; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);
      g_autofree char *text = NULL;

      if (message->role != ALCOVE_ROLE_USER)
        continue;
      text = alcove_parts_dup_text (message->parts, ALCOVE_PART_TEXT);
      chat->title = make_title (text);
    }
}
