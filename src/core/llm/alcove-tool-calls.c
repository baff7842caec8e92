/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Puts tool calls together from the pieces of a stream. Servers differ: an index may be missing,
 * reused or have gaps, an id may be empty or absent, a name may come late, arguments may come whole
 * or in pieces. A call is only ever shown here, never executed. Pure. */

#include "alcove-tool-calls.h"

#include "alcove-json-mend.h"
#include "alcove-json.h"

#include <string.h>

/* bounds for hostile streams: a real answer has a few calls */
#define MAX_CALLS 256
#define MAX_PROBE 4096

typedef struct
{
  gint64 index; /* -1 where the server gave none */
  char *id;
  GString *arguments;
  JsonNode *extra; /* Gemini's thought signature, to be sent back as it came */
  AlcovePart *part;
  gboolean is_stale; /* the part lacks the newest arguments */
} Call;

struct _AlcoveToolCalls
{
  GPtrArray *calls; /* (element-type Call) */
};

static void
call_free (Call *call)
{
  g_free (call->id);
  g_string_free (call->arguments, TRUE);
  g_clear_pointer (&call->extra, json_node_unref);
  alcove_part_unref (call->part);
  g_free (call);
}

/**
 * alcove_tool_calls_new:
 *
 * Returns: (transfer full): no calls
 */
AlcoveToolCalls *
alcove_tool_calls_new (void)
{
  AlcoveToolCalls *self = g_new0 (AlcoveToolCalls, 1);

  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) call_free);
  return self;
}

/**
 * alcove_tool_calls_free:
 * @self: (transfer full): the calls
 */
void
alcove_tool_calls_free (AlcoveToolCalls *self)
{
  g_ptr_array_unref (self->calls);
  g_free (self);
}

static Call *
add_call (AlcoveToolCalls *self, gint64 index, GPtrArray *parts)
{
  Call *call = g_new0 (Call, 1);

  call->index = index;
  call->id = g_strdup ("");
  call->arguments = g_string_new (NULL);
  call->part = alcove_part_new (ALCOVE_PART_TOOL_CALL, "");
  call->is_stale = TRUE;
  g_ptr_array_add (self->calls, call);
  g_ptr_array_add (parts, alcove_part_ref (call->part));
  return call;
}

static gboolean
is_whole (Call *call)
{
  g_autoptr (JsonNode) node = NULL;

  if (call->arguments->len < 2 || call->arguments->len > MAX_PROBE)
    return FALSE;
  node = json_from_string (call->arguments->str, NULL);
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node);
}

/* Whether a piece that points at @call is in truth the start of another one. */
static gboolean
begins_another (Call *call, const char *id, const char *name, gboolean has_arguments)
{
  if (*name == 0 || call->part->name == NULL)
    return FALSE;
  if (*id && *call->id)
    return !g_str_equal (id, call->id);
  return has_arguments && is_whole (call);
}

static Call *
find_call (AlcoveToolCalls *self, gint64 index, const char *id, const char *name,
           gboolean has_arguments)
{
  Call *last = NULL;

  for (guint i = self->calls->len; i > 0; i--)
    {
      Call *call = g_ptr_array_index (self->calls, i - 1);

      if (index >= 0 ? call->index == index : *id && g_str_equal (call->id, id))
        return begins_another (call, id, name, has_arguments) ? NULL : call;
      if (last == NULL)
        last = call;
    }
  if (index >= 0 || last == NULL || *name || (*id && *last->id))
    return NULL;
  return last;
}

static void
append_arguments (Call *call, JsonObject *function)
{
  JsonNode *node = function ? json_object_get_member (function, "arguments") : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (alcove_json_string (function, "arguments"))
    g_string_append (call->arguments, alcove_json_string (function, "arguments"));
  else if (JSON_NODE_HOLDS_OBJECT (node) && call->arguments->len == 0)
    {
      g_autofree char *text = alcove_json_dup (node);

      g_string_append (call->arguments, text);
    }
}

/* Some servers fill in every field of the format with nothing (Snowflake). */
static gboolean
is_blank (JsonObject *delta, JsonObject *function)
{
  const char *id = alcove_json_string (delta, "id");
  const char *name = alcove_json_string (function, "name");
  const char *arguments = alcove_json_string (function, "arguments");

  return (id == NULL || *id == 0) && (name == NULL || *name == 0)
         && (arguments == NULL || *arguments == 0);
}

static void
take_one (AlcoveToolCalls *self, JsonObject *delta, JsonObject *function, GPtrArray *parts)
{
  gint64 index = alcove_json_int (delta, "index", -1);
  const char *id = alcove_json_string (delta, "id");
  const char *name = alcove_json_string (function, "name");
  const char *arguments = alcove_json_string (function, "arguments");
  Call *call = find_call (self, index, id ? id : "", name ? name : "", arguments && *arguments);

  if (call == NULL && (self->calls->len >= MAX_CALLS || is_blank (delta, function)))
    return;
  if (call == NULL)
    call = add_call (self, index, parts);
  if (id && *id && *call->id == 0)
    g_set_str (&call->id, id);
  if (name && *name && call->part->name == NULL)
    call->part->name = g_strdup (name);
  if (delta && alcove_json_object (delta, "extra_content"))
    {
      g_clear_pointer (&call->extra, json_node_unref);
      call->extra = json_node_copy (json_object_get_member (delta, "extra_content"));
    }
  append_arguments (call, function);
  call->is_stale = TRUE;
}

/**
 * alcove_tool_calls_take:
 * @self: the calls
 * @deltas: (nullable): the `tool_calls` of a delta or a message
 * @parts: (element-type AlcovePart): takes a part for each new call
 *
 * Returns: whether anything was taken
 */
gboolean
alcove_tool_calls_take (AlcoveToolCalls *self, JsonArray *deltas, GPtrArray *parts)
{
  guint n = deltas ? json_array_get_length (deltas) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *delta = alcove_json_element (deltas, i);

      if (delta != NULL)
        take_one (self, delta, alcove_json_object (delta, "function"), parts);
    }
  return n > 0;
}

/**
 * alcove_tool_calls_take_function:
 * @self: the calls
 * @function: (nullable): the older `function_call` of a delta
 * @parts: (element-type AlcovePart): takes a part for a new call
 *
 * Returns: whether anything was taken
 */
gboolean
alcove_tool_calls_take_function (AlcoveToolCalls *self, JsonObject *function, GPtrArray *parts)
{
  if (function == NULL)
    return FALSE;
  take_one (self, NULL, function, parts);
  return TRUE;
}

static char *
dup_extra (Call *call)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  if (*call->id == 0 && call->extra == NULL)
    return NULL;
  if (*call->id)
    json_object_set_string_member (object, "id", call->id);
  if (call->extra)
    json_object_set_member (object, "extra_content", json_node_copy (call->extra));
  json_node_set_object (node, object);
  return alcove_json_dup (node);
}

/**
 * alcove_tool_calls_update_parts:
 * @self: the calls
 *
 * Writes the newest arguments and ids into the parts that were given out.
 */
void
alcove_tool_calls_update_parts (AlcoveToolCalls *self)
{
  for (guint i = 0; i < self->calls->len; i++)
    {
      Call *call = g_ptr_array_index (self->calls, i);
      g_autoptr (GString) text = NULL;

      if (!call->is_stale)
        continue;
      text = g_string_new (call->arguments->str);
      alcove_json_join_halves (text, NULL);
      g_set_str (&call->part->text, text->str);
      g_free (call->part->extra);
      call->part->extra = dup_extra (call);
      call->is_stale = FALSE;
    }
}
