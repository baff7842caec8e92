/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The `messages` of a chat completion request, from turns and their parts. Pure.
 * A message of text alone has a string as its content, which every server takes; one with images
 * or files has an array of parts. An empty message is left out, for some servers refuse it. */

#include "alcove-wire-messages.h"

#include "alcove-json.h"
#include "alcove-wire-attachment.h"

#include <string.h>

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value ? value : "", -1);

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, valid);
}

/* The string @member of a part's extra JSON. */
static char *
dup_extra (const AlcovePart *part, const char *member)
{
  g_autoptr (JsonNode) node = part->extra ? json_from_string (part->extra, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return g_strdup (alcove_json_string (json_node_get_object (node), member));
}

static gboolean
is_spoken (const AlcovePart *part)
{
  return (part->kind == ALCOVE_PART_TEXT || part->kind == ALCOVE_PART_REFUSAL) && part->text
         && *part->text;
}

/* Only a user may show pictures and files; no server takes them back as its own. A voice is there as text. */
static gboolean
is_attachment (const AlcovePart *part, AlcoveRole role)
{
  return role == ALCOVE_ROLE_USER && part->data
         && (part->kind == ALCOVE_PART_IMAGE || part->kind == ALCOVE_PART_FILE)
         && !alcove_part_is_voice (part);
}

/* What goes as it is, not as text. */
static gboolean
is_binary (const AlcovePart *part, AlcoveRole role)
{
  return is_attachment (part, role) && !alcove_wire_attachment_is_text (part);
}

static gboolean
has_call (const AlcoveTurn *turn)
{
  for (guint i = 0; i < turn->parts->len; i++)
    if (alcove_part_is_open_call (g_ptr_array_index (turn->parts, i)))
      return TRUE;
  return FALSE;
}

static void
add_text_part (JsonBuilder *builder, const char *text)
{
  json_builder_begin_object (builder);
  add_string (builder, "type", "text");
  add_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
add_content_parts (JsonBuilder *builder, const AlcoveTurn *turn, AlcoveDialect dialect)
{
  json_builder_set_member_name (builder, "content");
  json_builder_begin_array (builder);
  for (guint i = 0; i < turn->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (turn->parts, i);

      if (is_spoken (part))
        add_text_part (builder, part->text);
      else if (is_binary (part, turn->role))
        alcove_wire_attachment_build (builder, part, dialect);
      else if (is_attachment (part, turn->role))
        {
          g_autofree char *text = alcove_wire_attachment_dup_text (part);

          add_text_part (builder, text);
        }
    }
  json_builder_end_array (builder);
}

static void
add_content_text (JsonBuilder *builder, const AlcoveTurn *turn)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < turn->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (turn->parts, i);

      if (is_spoken (part))
        g_string_append (text, part->text);
      else if (is_attachment (part, turn->role))
        {
          g_autofree char *file = alcove_wire_attachment_dup_text (part);

          g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", file);
        }
    }
  add_string (builder, "content", text->str);
}

static void
add_tool_call (JsonBuilder *builder, const AlcovePart *part)
{
  g_autoptr (JsonNode) extra = part->extra ? json_from_string (part->extra, NULL) : NULL;
  JsonObject *object
      = extra && JSON_NODE_HOLDS_OBJECT (extra) ? json_node_get_object (extra) : NULL;
  const char *id = alcove_json_string (object, "id");

  json_builder_begin_object (builder);
  add_string (builder, "id", id ? id : "");
  add_string (builder, "type", "function");
  json_builder_set_member_name (builder, "function");
  json_builder_begin_object (builder);
  add_string (builder, "name", part->name);
  add_string (builder, "arguments", part->text && *part->text ? part->text : "{}");
  json_builder_end_object (builder);
  if (alcove_json_object (object, "extra_content"))
    {
      json_builder_set_member_name (builder, "extra_content");
      json_builder_add_value (builder,
                              json_node_copy (json_object_get_member (object, "extra_content")));
    }
  json_builder_end_object (builder);
}

static void
add_tool_calls (JsonBuilder *builder, const AlcoveTurn *turn, AlcoveDialect dialect)
{
  g_autofree char *reasoning = alcove_parts_dup_text (turn->parts, ALCOVE_PART_REASONING);

  json_builder_set_member_name (builder, "tool_calls");
  json_builder_begin_array (builder);
  for (guint i = 0; i < turn->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (turn->parts, i);

      if (alcove_part_is_open_call (part))
        add_tool_call (builder, part);
    }
  json_builder_end_array (builder);
  /* DeepSeek wants to read again what it thought before it called a tool; others ignore or refuse it */
  if (dialect == ALCOVE_DIALECT_DEEPSEEK && *reasoning)
    add_string (builder, "reasoning_content", reasoning);
}

static gboolean
is_empty (const AlcoveTurn *turn)
{
  for (guint i = 0; i < turn->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (turn->parts, i);

      if (is_spoken (part) || is_attachment (part, turn->role) || alcove_part_is_open_call (part))
        return FALSE;
    }
  return TRUE;
}

static void
add_results (JsonBuilder *builder, const AlcoveTurn *turn)
{
  for (guint i = 0; i < turn->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (turn->parts, i);
      g_autofree char *id = dup_extra (part, "id");

      if (part->kind != ALCOVE_PART_TOOL_RESULT)
        continue;
      json_builder_begin_object (builder);
      add_string (builder, "role", "tool");
      add_string (builder, "tool_call_id", id);
      add_string (builder, "content", part->text);
      json_builder_end_object (builder);
    }
}

static gboolean
has_binary (const AlcoveTurn *turn)
{
  for (guint i = 0; i < turn->parts->len; i++)
    if (is_binary (g_ptr_array_index (turn->parts, i), turn->role))
      return TRUE;
  return FALSE;
}

static void
add_turn (JsonBuilder *builder, const AlcoveTurn *turn, AlcoveDialect dialect)
{
  if (is_empty (turn))
    return;
  json_builder_begin_object (builder);
  add_string (builder, "role", alcove_role_to_string (turn->role));
  if (has_binary (turn))
    add_content_parts (builder, turn, dialect);
  else
    add_content_text (builder, turn);
  if (turn->role == ALCOVE_ROLE_ASSISTANT && has_call (turn))
    add_tool_calls (builder, turn, dialect);
  json_builder_end_object (builder);
}

static void
turn_free (AlcoveTurn *turn)
{
  g_ptr_array_unref (turn->parts);
  g_free (turn);
}

static gboolean
may_join (const AlcoveTurn *turn, const AlcoveTurn *next)
{
  return turn->role == next->role && turn->role != ALCOVE_ROLE_TOOL && !has_call (turn)
         && !has_call (next);
}

/* What is not sent. Servers refuse the result of a call that stands nowhere, as an import may bring it. */
static gboolean
is_left_out (const AlcoveTurn *turn, const AlcoveTurn *last)
{
  if (turn->role != ALCOVE_ROLE_TOOL)
    return is_empty (turn);
  return last == NULL || (last->role != ALCOVE_ROLE_TOOL && !has_call (last));
}

/* Where an answer failed, two prompts follow each other, which servers that insist on turns refuse. */
static GPtrArray *
join_turns (GPtrArray *turns)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func ((GDestroyNotify) turn_free);

  for (guint i = 0; i < turns->len; i++)
    {
      const AlcoveTurn *turn = g_ptr_array_index (turns, i);
      AlcoveTurn *last = joined->len > 0 ? g_ptr_array_index (joined, joined->len - 1) : NULL;

      if (is_left_out (turn, last))
        continue;
      if (last == NULL || !may_join (last, turn))
        {
          last = g_new0 (AlcoveTurn, 1);
          last->role = turn->role;
          last->parts = alcove_parts_new ();
          g_ptr_array_add (joined, last);
        }
      else
        g_ptr_array_add (last->parts, alcove_part_new (ALCOVE_PART_TEXT, "\n\n"));
      for (guint k = 0; k < turn->parts->len; k++)
        g_ptr_array_add (last->parts, alcove_part_ref (g_ptr_array_index (turn->parts, k)));
    }
  return joined;
}

/**
 * alcove_wire_messages_build:
 * @builder: a builder inside the request's object
 * @request: what to ask
 * @dialect: whose rules apply
 *
 * Writes the member `messages`: the system prompt first, then the turns.
 */
void
alcove_wire_messages_build (JsonBuilder *builder, AlcoveChatRequest *request, AlcoveDialect dialect)
{
  g_autoptr (GPtrArray) turns = join_turns (request->turns);

  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  if (request->system_prompt && *request->system_prompt)
    {
      json_builder_begin_object (builder);
      add_string (builder, "role", "system");
      add_string (builder, "content", request->system_prompt);
      json_builder_end_object (builder);
    }
  for (guint i = 0; i < turns->len; i++)
    {
      const AlcoveTurn *turn = g_ptr_array_index (turns, i);

      if (turn->role == ALCOVE_ROLE_TOOL)
        add_results (builder, turn);
      else
        add_turn (builder, turn, dialect);
    }
  json_builder_end_array (builder);
}
