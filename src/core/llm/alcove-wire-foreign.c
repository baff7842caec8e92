/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Knows the answers of other protocols by their look, so that a person who typed the address of one
 * is told so instead of seeing an empty answer. Pure. */

#include "alcove-wire-foreign.h"

#include "alcove-json.h"

#include <string.h>

static const struct
{
  const char *type; /* the member "type" or "object", a prefix */
  const char *name;
} types[] = {
  { "message_start", "Anthropic's own protocol" },
  { "message_delta", "Anthropic's own protocol" },
  { "message_stop", "Anthropic's own protocol" },
  { "content_block_", "Anthropic's own protocol" },
  { "response.", "OpenAI's Responses protocol" },
  { "message-start", "Cohere's own protocol" },
  { "message-end", "Cohere's own protocol" },
  { "content-", "Cohere's own protocol" },
  { "tool-plan-delta", "Cohere's own protocol" },
  { "text_completion", "the older protocol for plain completions" },
};

static const char *
by_type (JsonObject *object)
{
  const char *type = alcove_json_string (object, "type");
  const char *kind = alcove_json_string (object, "object");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if ((type && g_str_has_prefix (type, types[i].type))
        || (kind && g_str_has_prefix (kind, types[i].type)))
      return types[i].name;
  if (g_strcmp0 (kind, "response") == 0)
    return "OpenAI's Responses protocol";
  if (g_strcmp0 (type, "message") == 0 && alcove_json_array (object, "content"))
    return "Anthropic's own protocol";
  return NULL;
}

static const char *
by_members (JsonObject *object)
{
  JsonObject *choice = alcove_json_element (alcove_json_array (object, "choices"), 0);

  if (choice != NULL)
    return alcove_json_string (choice, "text") && !json_object_has_member (choice, "delta")
                   && !json_object_has_member (choice, "message")
               ? "the older protocol for plain completions"
               : NULL;
  if (json_object_has_member (object, "choices"))
    return NULL;
  if (json_object_has_member (object, "candidates"))
    return "Gemini's own protocol";
  if (json_object_has_member (object, "done")
      && (json_object_has_member (object, "message")
          || json_object_has_member (object, "response")))
    return "Ollama's own protocol";
  if (json_object_has_member (object, "event_type"))
    return "Cohere's own protocol";
  if (alcove_json_object (object, "token") && json_object_has_member (object, "generated_text"))
    return "the protocol of Text Generation Inference";
  return NULL;
}

/**
 * alcove_wire_foreign_protocol:
 * @root: an event or a whole answer
 *
 * Returns: (nullable) (transfer none): the name of the protocol, %NULL where it may be ours
 */
const char *
alcove_wire_foreign_protocol (JsonNode *root)
{
  JsonObject *object = NULL;
  const char *name;

  if (JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  else if (JSON_NODE_HOLDS_ARRAY (root))
    object = alcove_json_element (json_node_get_array (root), 0);
  if (object == NULL)
    return NULL;
  name = by_members (object);
  return name ? name : by_type (object);
}
