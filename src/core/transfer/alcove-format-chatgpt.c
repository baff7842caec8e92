/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* ChatGPT's conversations.json: a list of chats, each a tree of nodes ("mapping") of which some have a message, and the
 * node that is shown last. An answer there is often several nodes: thoughts, calls of tools and what these gave come
 * before its text, and here they become parts of it. Ids are theirs, so that a later export adds what is new.
 * Pure; any thread. What always holds: work and memory grow with the size of a chat and no faster, whatever its nodes
 * say of each other. */

#include "alcove-format-chatgpt.h"

#include <string.h>

#include "alcove-bundle-order.h"
#include "alcove-import-format.h"
#include "alcove-import-part.h"
#include "alcove-import-time.h"
#include "alcove-json.h"

#define NAME "chatgpt"
#define NONE G_MAXUINT
#define NAME_BYTES 100
/* Stands where a person's own instructions were. */
#define PLACEHOLDER "Original custom instructions no longer available"

typedef struct
{
  const char *id;
  JsonObject *object;
  guint parent; /* NONE for none, as all that follow */
  guint first_child;
  guint last_child;
  guint next; /* of its siblings */
  guint round;
  const char *shown; /* id of the message that it became, else of the nearest one above it */
  GPtrArray *aside;  /* nullable: parts that wait for the answer they belong to */
  guint aside_node;  /* the last of those that they are of */
} Node;

typedef struct
{
  AlcoveJsonSlices *slices; /* nullable: what messages are in, where they are not in the nodes */
  const char *entry;
  AlcoveImportSink *sink;
  char *key; /* what names the chat */
  GArray *nodes;
  GHashTable *by_id; /* id → index + 1 */
  AlcoveChatBundle *bundle;
  const char *newest; /* id of a message */
  gint64 newest_time;
} Tree;

static Node *
get_node (Tree *tree, guint index)
{
  return &g_array_index (tree->nodes, Node, index);
}

static guint
find_node (Tree *tree, const char *id)
{
  return id ? GPOINTER_TO_UINT (g_hash_table_lookup (tree->by_id, id)) - 1 : NONE;
}

/* ---- the tree ---- */

static void
clear_node (gpointer data)
{
  g_clear_pointer (&((Node *) data)->aside, g_ptr_array_unref);
}

static void
list_nodes (Tree *tree, JsonObject *mapping)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, mapping);
  while (json_object_iter_next_ordered (&iter, &id, &member))
    {
      Node node = { .id = id,
                    .parent = NONE,
                    .first_child = NONE,
                    .last_child = NONE,
                    .next = NONE,
                    .aside_node = NONE };

      if (!JSON_NODE_HOLDS_OBJECT (member))
        continue;
      node.object = json_node_get_object (member);
      g_array_append_val (tree->nodes, node);
      g_hash_table_insert (tree->by_id, (char *) id, GUINT_TO_POINTER (tree->nodes->len));
    }
}

/* The child that a node has at this place of its list, NONE for none. */
static guint
find_child (Tree *tree, JsonArray *children, guint place)
{
  JsonNode *node = json_array_get_element (children, place);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NONE;
  return find_node (tree, json_node_get_string (node));
}

/* Where a node does not know the one above it, that one may know it. */
static void
find_parents (Tree *tree)
{
  for (guint i = 0; i < tree->nodes->len; i++)
    {
      Node *node = get_node (tree, i);

      node->parent = find_node (tree, alcove_json_string (node->object, "parent"));
    }
  for (guint i = 0; i < tree->nodes->len; i++)
    {
      JsonArray *children = alcove_json_array (get_node (tree, i)->object, "children");

      for (guint k = 0; children != NULL && k < json_array_get_length (children); k++)
        {
          const guint child = find_child (tree, children, k);

          if (child != NONE && get_node (tree, child)->parent == NONE)
            get_node (tree, child)->parent = i;
        }
    }
}

/* Upwards; where the way comes back to itself, it ends. */
static void
cut_circle (Tree *tree, guint from, guint round)
{
  guint last = NONE;

  for (guint i = from; i != NONE; i = get_node (tree, i)->parent)
    {
      Node *node = get_node (tree, i);

      if (node->round == round && last != NONE)
        get_node (tree, last)->parent = NONE;
      if (node->round != 0)
        return;
      node->round = round;
      last = i;
    }
}

/* What is shown is cut last of all, so that all of it stays. */
static void
cut_circles (Tree *tree, guint current)
{
  cut_circle (tree, current, 1);
  for (guint i = 0; i < tree->nodes->len; i++)
    cut_circle (tree, i, i + 2);
}

static void
append_child (Tree *tree, guint parent, guint child)
{
  Node *node = get_node (tree, parent);

  if (node->first_child == NONE)
    node->first_child = child;
  else
    get_node (tree, node->last_child)->next = child;
  node->last_child = child;
  get_node (tree, child)->round = 0;
}

/* In the order in which the node above tells them, and behind these what it does not know of. */
static void
order_children (Tree *tree)
{
  for (guint i = 0; i < tree->nodes->len; i++)
    {
      JsonArray *children = alcove_json_array (get_node (tree, i)->object, "children");

      for (guint k = 0; children != NULL && k < json_array_get_length (children); k++)
        {
          const guint child = find_child (tree, children, k);

          if (child != NONE && get_node (tree, child)->parent == i
              && get_node (tree, child)->round != 0)
            append_child (tree, i, child);
        }
    }
  for (guint i = 0; i < tree->nodes->len; i++)
    if (get_node (tree, i)->round != 0 && get_node (tree, i)->parent != NONE)
      append_child (tree, get_node (tree, i)->parent, i);
}

/* ---- the messages ---- */

/* (transfer full) (nullable): what a node says. One that cannot be read is told, and the chat goes on without it. */
static JsonObject *
get_message (Tree *tree, const Node *node)
{
  JsonNode *place = json_object_get_member (node->object, "message");
  g_autoptr (JsonNode) message = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  gboolean is_too_large;

  if (tree->slices == NULL)
    {
      JsonObject *object = alcove_json_object (node->object, "message");

      return object ? json_object_ref (object) : NULL;
    }
  message = alcove_json_slices_parse (tree->slices, place, &is_too_large);
  if (message != NULL && JSON_NODE_HOLDS_OBJECT (message))
    return json_node_dup_object (message);
  if (place == NULL || !JSON_NODE_HOLDS_VALUE (place)
      || json_node_get_value_type (place) != G_TYPE_INT64)
    return NULL;
  id = g_utf8_make_valid (node->id, (gssize) strnlen (node->id, NAME_BYTES));
  name = g_strconcat (tree->entry, ": ", id, NULL);
  alcove_import_sink_skip (tree->sink, name,
                           is_too_large ? ALCOVE_SKIP_TOO_LARGE : ALCOVE_SKIP_BROKEN);
  return NULL;
}

static AlcoveStatus
read_status (JsonObject *message, char **finish_reason)
{
  const char *status = alcove_json_string (message, "status");
  JsonObject *details
      = alcove_json_object (alcove_json_object (message, "metadata"), "finish_details");
  const char *type = alcove_json_string (details, "type");

  if (g_strcmp0 (type, "stop") == 0)
    *finish_reason = g_strdup ("stop");
  else if (g_strcmp0 (type, "max_tokens") == 0)
    *finish_reason = g_strdup ("length");
  if (g_strcmp0 (type, "interrupted") == 0
      || g_strcmp0 (status, "finished_partial_completion") == 0)
    return ALCOVE_STATUS_STOPPED;
  return g_strcmp0 (status, "in_progress") == 0 ? ALCOVE_STATUS_INTERRUPTED
                                                : ALCOVE_STATUS_COMPLETE;
}

/* The message of a node, below what is shown above it. */
static AlcoveMessageRecord *
add_message (Tree *tree, Node *node, AlcoveRole role, const char *parent)
{
  AlcoveMessageRecord *record = alcove_message_record_new (role, ALCOVE_STATUS_COMPLETE);
  g_autoptr (JsonObject) message = get_message (tree, node);
  const char *model = alcove_json_string (alcove_json_object (message, "metadata"), "model_slug");

  record->id = alcove_import_dup_id (NAME, tree->key, node->id);
  record->parent_id = g_strdup (parent);
  record->created_at = alcove_import_time_read (message, "create_time");
  if (role == ALCOVE_ROLE_ASSISTANT)
    {
      record->model = model ? g_utf8_make_valid (model, -1) : NULL;
      record->status = read_status (message, &record->finish_reason);
    }
  g_ptr_array_add (tree->bundle->messages, record);
  if (tree->newest == NULL || record->created_at >= tree->newest_time)
    {
      tree->newest = record->id;
      tree->newest_time = record->created_at;
    }
  return record;
}

/* What waited and has no answer of its own becomes one. */
static void
end_aside (Tree *tree, Node *node)
{
  AlcoveMessageRecord *record;

  if (node->aside == NULL)
    return;
  record
      = add_message (tree, get_node (tree, node->aside_node), ALCOVE_ROLE_ASSISTANT, node->shown);
  g_ptr_array_unref (record->parts);
  record->parts = g_steal_pointer (&node->aside);
  node->shown = record->id;
}

/* parts: (transfer full) */
static void
add_aside (Node *node, guint index, GPtrArray *parts)
{
  if (node->aside == NULL)
    node->aside = parts;
  else
    g_ptr_array_extend_and_steal (node->aside, parts);
  node->aside_node = index;
}

static void
take_system (Tree *tree, GPtrArray *parts)
{
  AlcoveChatRecord *chat = tree->bundle->chat;
  g_autofree char *text = alcove_parts_dup_text (parts, ALCOVE_PART_TEXT);

  if (chat->system_prompt == NULL && *text != '\0' && !g_str_has_prefix (text, PLACEHOLDER))
    chat->system_prompt = g_steal_pointer (&text);
}

/* parts: (transfer full) */
static void
take_message (Tree *tree, Node *node, AlcoveRole role, GPtrArray *parts)
{
  AlcoveMessageRecord *record;

  if (role == ALCOVE_ROLE_ASSISTANT && node->aside != NULL)
    {
      GPtrArray *whole = g_steal_pointer (&node->aside);

      g_ptr_array_extend_and_steal (whole, parts);
      parts = whole;
    }
  end_aside (tree, node);
  record = add_message (tree, node, role, node->shown);
  g_ptr_array_unref (record->parts);
  record->parts = parts;
  node->shown = record->id;
}

/* A node whose nodes above are done. */
static void
visit (Tree *tree, guint index)
{
  Node *node = get_node (tree, index);
  g_autoptr (GPtrArray) parts = alcove_parts_new ();
  g_autoptr (JsonObject) message = get_message (tree, node);

  switch (alcove_chatgpt_read_message (message, parts))
    {
    case ALCOVE_CHATGPT_ASIDE:
      add_aside (node, index, g_steal_pointer (&parts));
      break;
    case ALCOVE_CHATGPT_PROMPT:
      take_message (tree, node, ALCOVE_ROLE_USER, g_steal_pointer (&parts));
      break;
    case ALCOVE_CHATGPT_ANSWER:
      take_message (tree, node, ALCOVE_ROLE_ASSISTANT, g_steal_pointer (&parts));
      break;
    case ALCOVE_CHATGPT_SYSTEM:
      take_system (tree, parts);
      break;
    case ALCOVE_CHATGPT_NOTHING:
    default:
      break;
    }
  /* With one node below, the answer may still come; with several each of them would want it. */
  if (node->first_child == NONE || node->first_child != node->last_child)
    end_aside (tree, node);
}

/* Hands on what a node knows of those above it. */
static void
hand_down (Tree *tree, guint index, GArray *stack)
{
  Node *node = get_node (tree, index);
  const guint start = stack->len;

  for (guint child = node->first_child; child != NONE; child = get_node (tree, child)->next)
    {
      Node *below = get_node (tree, child);

      below->shown = node->shown;
      below->aside_node = node->aside_node;
      below->aside = g_steal_pointer (&node->aside);
      g_array_append_val (stack, child);
    }
  /* The last one goes on the stack first. */
  for (guint i = start, k = stack->len; i + 1 < k; i++)
    {
      guint *values = (guint *) (void *) stack->data;
      const guint swapped = values[i];

      k--;
      values[i] = values[k];
      values[k] = swapped;
    }
}

static void
visit_all (Tree *tree)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < tree->nodes->len; i++)
    {
      if (get_node (tree, i)->parent != NONE)
        continue;
      g_array_append_val (stack, i);
      while (stack->len > 0)
        {
          const guint index = g_array_index (stack, guint, stack->len - 1);

          g_array_set_size (stack, stack->len - 1);
          visit (tree, index);
          hand_down (tree, index, stack);
        }
    }
}

/* ---- a chat ---- */

/* Very old exports give no name to a chat: then all that it says does. */
static char *
make_key (JsonObject *object, JsonObject *mapping)
{
  const char *id = alcove_json_string (object, "conversation_id");
  g_autoptr (GChecksum) checksum = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (id == NULL || *id == '\0')
    id = alcove_json_string (object, "id");
  if (id != NULL && *id != '\0')
    return g_strdup (id);
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  id = alcove_json_string (object, "title");
  g_checksum_update (checksum, (const guchar *) (id ? id : ""), -1);
  json_object_iter_init_ordered (&iter, mapping);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *text = alcove_json_dup (member);

      g_checksum_update (checksum, (const guchar *) name, -1);
      g_checksum_update (checksum, (const guchar *) text, -1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static AlcoveChatRecord *
read_chat (JsonObject *object, const char *key)
{
  AlcoveChatRecord *chat = alcove_chat_record_new ();
  const char *title = alcove_json_string (object, "title");

  chat->id = alcove_import_dup_id (NAME, key, NULL);
  chat->title = alcove_import_dup_title (title);
  chat->title_source = ALCOVE_TITLE_FROM_MODEL;
  chat->created_at = alcove_import_time_read (object, "create_time");
  chat->updated_at = alcove_import_time_read (object, "update_time");
  chat->is_pinned = alcove_json_true (object, "is_starred")
                    || alcove_import_time_read (object, "pinned_time") > 0;
  if (alcove_json_true (object, "is_archived"))
    chat->archived_at = MAX (chat->updated_at, MAX (chat->created_at, 1));
  return chat;
}

/* The message that is shown last. */
static void
find_shown (Tree *tree, guint current)
{
  const char *shown = current != NONE ? get_node (tree, current)->shown : NULL;

  g_set_str (&tree->bundle->chat->active_leaf, shown ? shown : tree->newest);
}

static void
read_tree (JsonObject *object, JsonObject *mapping, AlcoveJsonSlices *slices, const char *entry,
           AlcoveImportSink *sink)
{
  Tree tree = { .slices = slices, .entry = entry, .sink = sink, .key = make_key (object, mapping) };
  guint current;

  tree.nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (tree.nodes, clear_node);
  tree.by_id = g_hash_table_new (g_str_hash, g_str_equal);
  tree.bundle = alcove_chat_bundle_new (read_chat (object, tree.key));
  list_nodes (&tree, mapping);
  current = find_node (&tree, alcove_json_string (object, "current_node"));
  find_parents (&tree);
  cut_circles (&tree, current);
  order_children (&tree);
  visit_all (&tree);
  find_shown (&tree, current);
  alcove_import_give_title (tree.bundle);
  if (tree.bundle->messages->len > 0)
    alcove_import_sink_add (sink, entry, g_steal_pointer (&tree.bundle));
  else
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_EMPTY);
  g_clear_pointer (&tree.bundle, alcove_chat_bundle_unref);
  g_array_unref (tree.nodes);
  g_hash_table_unref (tree.by_id);
  g_free (tree.key);
}

static JsonObject *
find_mapping (JsonNode *element)
{
  return JSON_NODE_HOLDS_OBJECT (element)
             ? alcove_json_object (json_node_get_object (element), "mapping")
             : NULL;
}

/* Others keep chats in a mapping too, and messages of their own in it: the first one tells. */
static gboolean
chatgpt_matches (JsonNode *element)
{
  JsonObject *mapping = find_mapping (element);
  JsonObjectIter iter;
  JsonNode *node;

  if (mapping == NULL)
    return FALSE;
  json_object_iter_init (&iter, mapping);
  while (json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *inner = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *message = alcove_json_object (inner, "message");

      if (message != NULL)
        return json_object_has_member (message, "content")
               || json_object_has_member (message, "author");
    }
  return TRUE;
}

static void
read_element (JsonNode *element, AlcoveJsonSlices *slices, const char *entry,
              AlcoveImportSink *sink)
{
  JsonObject *mapping = find_mapping (element);

  if (mapping != NULL)
    read_tree (json_node_get_object (element), mapping, slices, entry, sink);
  else
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
}

static void
chatgpt_read (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  read_element (element, NULL, entry, sink);
}

static void
chatgpt_read_slices (gpointer state, AlcoveJsonSlices *slices, const char *entry,
                     AlcoveImportSink *sink)
{
  read_element (alcove_json_slices_get_root (slices), slices, entry, sink);
}

const AlcoveImportFormat alcove_format_chatgpt = {
  .name = NAME,
  .matches = chatgpt_matches,
  .read = chatgpt_read,
  .read_slices = chatgpt_read_slices,
};
