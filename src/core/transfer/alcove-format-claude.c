/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Claude's conversations.json: a list of chats with their messages in the order of their making, which in newer exports
 * tell what they answer. Messages without a word are kept, for they are there. Pure; any thread. */

#include "alcove-format-claude.h"

#include "alcove-bundle-order.h"
#include "alcove-import-format.h"
#include "alcove-import-part.h"
#include "alcove-import-time.h"
#include "alcove-json.h"

#define NAME "claude"
#define MEMBER_PARENT "parent_message_uuid"

typedef struct
{
  const char *key;   /* what names the chat */
  GHashTable *by_id; /* what names a message there → its id here */
  AlcoveChatBundle *bundle;
  const char *model; /* nullable: of the chat */
} Chat;

static AlcoveRole
read_role (JsonObject *message)
{
  const char *sender = alcove_json_string (message, "sender");

  if (sender == NULL)
    sender = alcove_json_string (message, "role");
  if (g_strcmp0 (sender, "human") == 0 || g_strcmp0 (sender, "user") == 0)
    return ALCOVE_ROLE_USER;
  return g_strcmp0 (sender, "system") == 0 ? ALCOVE_ROLE_SYSTEM : ALCOVE_ROLE_ASSISTANT;
}

static void
read_end (JsonObject *message, AlcoveMessageRecord *record)
{
  const char *reason = alcove_json_string (message, "stop_reason");

  if (g_strcmp0 (reason, "user_canceled") == 0)
    record->status = ALCOVE_STATUS_STOPPED;
  else if (g_strcmp0 (reason, "max_tokens") == 0)
    record->finish_reason = g_strdup ("length");
  else if (g_strcmp0 (reason, "stop_sequence") == 0 || g_strcmp0 (reason, "end_turn") == 0)
    record->finish_reason = g_strdup ("stop");
}

/* One that has no name, or another one's, is named by its place. */
static const char *
name_message (Chat *chat, JsonObject *message, guint place)
{
  const char *uuid = alcove_json_string (message, "uuid");
  char *name = uuid && *uuid ? g_strdup (uuid) : g_strdup_printf ("#%u", place);

  if (g_hash_table_contains (chat->by_id, name))
    {
      g_free (name);
      name = g_strdup_printf ("%s#%u", uuid ? uuid : "", place);
    }
  g_hash_table_replace (chat->by_id, name, alcove_import_dup_id (NAME, chat->key, name));
  return g_hash_table_lookup (chat->by_id, name);
}

/* (nullable): the id of what it answers: as it says, else what stands before it. */
static const char *
find_parent (Chat *chat, JsonObject *message)
{
  const char *parent = alcove_json_string (message, MEMBER_PARENT);
  GPtrArray *messages = chat->bundle->messages;

  if (parent != NULL)
    return g_hash_table_lookup (chat->by_id, parent);
  return messages->len > 0 ? ((AlcoveMessageRecord *) messages->pdata[messages->len - 1])->id
                           : NULL;
}

/* What it answers may come behind it; then it is known when all are there. */
static void
read_message (Chat *chat, JsonObject *message, guint place)
{
  AlcoveMessageRecord *record
      = alcove_message_record_new (read_role (message), ALCOVE_STATUS_COMPLETE);
  const char *model = alcove_json_string (message, "model");

  record->parent_id = g_strdup (find_parent (chat, message));
  record->id = g_strdup (name_message (chat, message, place));
  record->created_at = alcove_import_time_read (message, "created_at");
  if (record->role == ALCOVE_ROLE_ASSISTANT)
    {
      record->model = model ? g_utf8_make_valid (model, -1) : g_strdup (chat->model);
      read_end (message, record);
    }
  alcove_claude_read_message (message, record->parts);
  g_ptr_array_add (chat->bundle->messages, record);
}

static void
read_messages (Chat *chat, JsonArray *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (alcove_json_element (list, i) != NULL)
      read_message (chat, alcove_json_element (list, i), i);
}

static void
find_late_parents (Chat *chat, JsonArray *list)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *message = alcove_json_element (list, i);
      AlcoveMessageRecord *record;

      if (message == NULL)
        continue;
      record = g_ptr_array_index (chat->bundle->messages, n++);
      if (record->parent_id == NULL && alcove_json_string (message, MEMBER_PARENT) != NULL)
        record->parent_id = g_strdup (find_parent (chat, message));
    }
}

/* The newest of what is shown: as it says, else the last one. */
static void
find_shown (Chat *chat, JsonObject *object)
{
  const char *leaf = alcove_json_string (object, "current_leaf_message_uuid");
  GPtrArray *messages = chat->bundle->messages;
  const char *shown = leaf ? g_hash_table_lookup (chat->by_id, leaf) : NULL;

  if (shown == NULL && messages->len > 0)
    shown = ((AlcoveMessageRecord *) messages->pdata[messages->len - 1])->id;
  chat->bundle->chat->active_leaf = g_strdup (shown);
}

static AlcoveChatRecord *
read_record (JsonObject *object, const char *key)
{
  AlcoveChatRecord *record = alcove_chat_record_new ();
  const char *name = alcove_json_string (object, "name");

  record->id = alcove_import_dup_id (NAME, key, NULL);
  record->title = alcove_import_dup_title (name);
  record->title_source = ALCOVE_TITLE_FROM_MODEL;
  record->created_at = alcove_import_time_read (object, "created_at");
  record->updated_at = alcove_import_time_read (object, "updated_at");
  record->is_pinned = alcove_json_true (object, "is_starred");
  return record;
}

/* Chats stand in projects there, and in folders here. */
static void
read_project (JsonObject *object, AlcoveChatBundle *bundle)
{
  JsonObject *project = alcove_json_object (object, "project");
  const char *uuid = alcove_json_string (project, "uuid");
  g_autofree char *name = alcove_import_dup_title (alcove_json_string (project, "name"));

  if (uuid == NULL || name == NULL)
    return;
  bundle->folder = alcove_folder_record_new ();
  bundle->folder->id = alcove_import_dup_id (NAME, "project", uuid);
  bundle->folder->name = g_steal_pointer (&name);
  bundle->folder->created_at = bundle->chat->created_at;
}

static void
read_chat (JsonObject *object, JsonArray *list, const char *entry, AlcoveImportSink *sink)
{
  const char *uuid = alcove_json_string (object, "uuid");
  const char *model = alcove_json_string (object, "model");
  g_autofree char *valid_model = model ? g_utf8_make_valid (model, -1) : NULL;
  g_autofree char *made = NULL;
  Chat chat = { .key = uuid, .model = valid_model };

  /* All that is known of one without a name. */
  if (uuid == NULL || *uuid == '\0')
    {
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autofree char *text = alcove_json_dup (node);

      chat.key = made = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
    }
  chat.by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  chat.bundle = alcove_chat_bundle_new (read_record (object, chat.key));
  read_project (object, chat.bundle);
  read_messages (&chat, list);
  find_late_parents (&chat, list);
  find_shown (&chat, object);
  alcove_import_give_title (chat.bundle);
  if (chat.bundle->messages->len > 0)
    alcove_import_sink_add (sink, entry, g_steal_pointer (&chat.bundle));
  else
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_EMPTY);
  g_clear_pointer (&chat.bundle, alcove_chat_bundle_unref);
  g_hash_table_unref (chat.by_id);
}

static JsonArray *
find_messages (JsonNode *element)
{
  return JSON_NODE_HOLDS_OBJECT (element)
             ? alcove_json_array (json_node_get_object (element), "chat_messages")
             : NULL;
}

static gboolean
claude_matches (JsonNode *element)
{
  return find_messages (element) != NULL;
}

static void
claude_read (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  JsonArray *list = find_messages (element);

  if (list != NULL)
    read_chat (json_node_get_object (element), list, entry, sink);
  else
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
}

const AlcoveImportFormat alcove_format_claude = {
  .name = NAME,
  .matches = claude_matches,
  .read = claude_read,
};
