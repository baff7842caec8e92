/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The records of our own export, to JSON: each one line. What is none or not known is left out. Pure; any thread. */

#include "alcove-export-record.h"

#include "alcove-config.h"

static JsonObject *
start (const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  return object;
}

static char *
end (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return alcove_json_dup (node);
}

static void
add_string (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/* A time, or what counts from 1. */
static void
add_time (JsonObject *object, const char *member, gint64 value)
{
  if (value != 0)
    json_object_set_int_member (object, member, value);
}

/* A number that may be unknown. */
static void
add_number (JsonObject *object, const char *member, gint64 value)
{
  if (value >= 0)
    json_object_set_int_member (object, member, value);
}

/* A text that holds an object. */
static void
add_object (JsonObject *object, const char *member, const char *json)
{
  g_autoptr (JsonNode) node = json ? json_from_string (json, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_member (object, member, g_steal_pointer (&node));
}

static void
add_data (JsonObject *object, gconstpointer data, gsize length)
{
  g_autofree char *text = g_base64_encode (data, length);

  json_object_set_string_member (object, "data", text);
}

/**
 * alcove_export_record_write_head:
 * @now: Unix milliseconds
 *
 * Returns: (transfer full): the first record of a file
 */
char *
alcove_export_record_write_head (gint64 now)
{
  JsonObject *object = start (ALCOVE_EXPORT_TYPE);

  json_object_set_int_member (object, "version", ALCOVE_EXPORT_VERSION);
  json_object_set_string_member (object, "program", "Alcove " ALCOVE_VERSION);
  json_object_set_int_member (object, "exported_at", now);
  return end (object);
}

char *
alcove_export_record_write_folder (const AlcoveFolderRecord *folder)
{
  JsonObject *object = start ("folder");

  add_string (object, "id", folder->id);
  add_string (object, "name", folder->name);
  json_object_set_int_member (object, "position", folder->position);
  add_time (object, "created_at", folder->created_at);
  return end (object);
}

static const char *
get_source (AlcoveTitleSource source)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (ALCOVE_TYPE_TITLE_SOURCE);
  const GEnumValue *value = g_enum_get_value ((GEnumClass *) klass, (int) source);

  return value ? value->value_nick : NULL;
}

char *
alcove_export_record_write_chat (const AlcoveChatRecord *chat)
{
  JsonObject *object = start ("chat");

  add_string (object, "id", chat->id);
  add_string (object, "folder", chat->folder_id);
  add_string (object, "title", chat->title);
  add_string (object, "title_source", get_source (chat->title_source));
  add_string (object, "model", chat->model);
  add_string (object, "system_prompt", chat->system_prompt);
  add_object (object, "params", chat->params);
  add_time (object, "created_at", chat->created_at);
  add_time (object, "updated_at", chat->updated_at);
  json_object_set_boolean_member (object, "pinned", chat->is_pinned);
  add_time (object, "archived_at", chat->archived_at);
  add_time (object, "deleted_at", chat->deleted_at);
  add_string (object, "draft", chat->draft);
  add_string (object, "active_leaf", chat->active_leaf);
  add_object (object, "extra", chat->extra);
  return end (object);
}

/**
 * alcove_export_record_write_piece:
 * @data: (array length=length) (element-type guint8): bytes of an attachment
 * @length: how many
 *
 * Returns: (transfer full): a record of them alone
 */
char *
alcove_export_record_write_piece (gconstpointer data, gsize length)
{
  JsonObject *object = start ("data");

  add_data (object, data, length);
  return end (object);
}

static JsonObject *
write_part (const AlcovePart *part)
{
  JsonObject *object = json_object_new ();
  gsize length = 0;
  gconstpointer data = part->data ? g_bytes_get_data (part->data, &length) : NULL;

  add_string (object, "kind", alcove_part_kind_to_string (part->kind));
  add_string (object, "text", part->text);
  add_string (object, "name", part->name);
  add_string (object, "mime", part->mime);
  if (length > ALCOVE_EXPORT_PIECE)
    json_object_set_int_member (object, "pieces",
                                (gint64) (length + ALCOVE_EXPORT_PIECE - 1) / ALCOVE_EXPORT_PIECE);
  else if (part->data != NULL)
    add_data (object, data, length);
  add_object (object, "extra", part->extra);
  return object;
}

static void
add_numbers (JsonObject *object, const AlcoveMessageRecord *message)
{
  add_number (object, "tokens_in", message->tokens_in);
  add_number (object, "tokens_out", message->tokens_out);
  add_number (object, "tokens_reasoning", message->tokens_reasoning);
  add_number (object, "tokens_cached", message->tokens_cached);
  if (message->cost >= 0)
    json_object_set_double_member (object, "cost", message->cost);
  add_number (object, "ttft_us", message->ttft_us);
  add_number (object, "duration_us", message->duration_us);
}

/**
 * alcove_export_record_write_message:
 * @message: a message
 * @chat_id: its chat
 *
 * Returns: (transfer full): its record; what of it is too large for that stands in pieces before
 */
char *
alcove_export_record_write_message (const AlcoveMessageRecord *message, const char *chat_id)
{
  JsonObject *object = start ("message");
  JsonArray *parts = json_array_new ();

  add_string (object, "chat", chat_id);
  add_string (object, "id", message->id);
  add_string (object, "parent", message->parent_id);
  add_time (object, "sequence", message->sequence);
  add_string (object, "role", alcove_role_to_string (message->role));
  add_string (object, "status", alcove_status_to_string (message->status));
  add_string (object, "model", message->model);
  add_string (object, "reasoning_effort", message->reasoning_effort);
  add_time (object, "created_at", message->created_at);
  add_string (object, "finish_reason", message->finish_reason);
  add_string (object, "error_code", message->error_code);
  add_string (object, "error_message", message->error_message);
  add_numbers (object, message);
  add_object (object, "extra", message->extra);
  for (guint i = 0; i < message->parts->len; i++)
    json_array_add_object_element (parts, write_part (g_ptr_array_index (message->parts, i)));
  json_object_set_array_member (object, "parts", parts);
  return end (object);
}

char *
alcove_export_record_write_artifact (const AlcoveArtifact *artifact)
{
  JsonObject *object = start ("artifact");

  add_string (object, "chat", artifact->chat_id);
  add_string (object, "message", artifact->message_id);
  add_string (object, "id", artifact->id);
  add_string (object, "kind", artifact->kind);
  add_string (object, "chart_type", artifact->chart_type);
  add_string (object, "title", artifact->title);
  add_time (object, "version", artifact->version);
  add_object (object, "spec", artifact->spec);
  add_object (object, "data_snapshot", artifact->data_snapshot);
  add_time (object, "created_at", artifact->created_at);
  return end (object);
}

/**
 * alcove_export_record_write_end:
 * @chats: how many the file has
 * @messages: how many it has, in all branches
 *
 * Returns: (transfer full): the last record of a file
 */
char *
alcove_export_record_write_end (gint64 chats, gint64 messages)
{
  JsonObject *object = start ("end");

  json_object_set_int_member (object, "chats", chats);
  json_object_set_int_member (object, "messages", messages);
  return end (object);
}
