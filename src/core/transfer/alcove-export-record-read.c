/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The records of our own export, from JSON. What has not the type that it must have counts as absent; without what
 * they cannot be without there is no record. Pure; any thread. */

#include "alcove-export-record.h"

static char *
dup_string (JsonObject *object, const char *member)
{
  return g_strdup (alcove_json_string (object, member));
}

/* The text of an object in it, as a history keeps it. */
static char *
dup_object (JsonObject *object, const char *member)
{
  JsonNode *node
      = alcove_json_object (object, member) ? json_object_get_member (object, member) : NULL;

  return node ? alcove_json_dup (node) : NULL;
}

static char *
dup_id (JsonObject *object, const char *member)
{
  const char *id = alcove_json_string (object, member);

  return id != NULL && g_uuid_string_is_valid (id) ? g_ascii_strdown (id, -1) : NULL;
}

/* The value with that nick, 0 for none. */
static int
read_enum (JsonObject *object, const char *member, GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  const char *nick = alcove_json_string (object, member);
  const GEnumValue *value = nick ? g_enum_get_value_by_nick ((GEnumClass *) klass, nick) : NULL;

  return value ? value->value : 0;
}

/**
 * alcove_export_record_read_folder:
 * @object: a record
 *
 * Returns: (transfer full) (nullable): the folder, %NULL where it has no id or no name
 */
AlcoveFolderRecord *
alcove_export_record_read_folder (JsonObject *object)
{
  g_autofree char *id = dup_id (object, "id");
  const char *name = alcove_json_string (object, "name");
  AlcoveFolderRecord *folder;

  if (id == NULL || name == NULL)
    return NULL;
  folder = alcove_folder_record_new ();
  folder->id = g_steal_pointer (&id);
  folder->name = g_strdup (name);
  folder->position = alcove_json_int (object, "position", 0);
  folder->created_at = alcove_json_int (object, "created_at", 0);
  return folder;
}

/**
 * alcove_export_record_read_chat:
 * @object: a record
 *
 * Returns: (transfer full) (nullable): the chat, %NULL where it has no id
 */
AlcoveChatRecord *
alcove_export_record_read_chat (JsonObject *object)
{
  g_autofree char *id = dup_id (object, "id");
  AlcoveChatRecord *chat;
  int source;

  if (id == NULL)
    return NULL;
  chat = alcove_chat_record_new ();
  chat->id = g_steal_pointer (&id);
  chat->folder_id = dup_id (object, "folder");
  chat->title = dup_string (object, "title");
  source = read_enum (object, "title_source", ALCOVE_TYPE_TITLE_SOURCE);
  chat->title_source = source ? (AlcoveTitleSource) source : ALCOVE_TITLE_FROM_PROMPT;
  chat->model = dup_string (object, "model");
  chat->system_prompt = dup_string (object, "system_prompt");
  chat->params = dup_object (object, "params");
  chat->created_at = alcove_json_int (object, "created_at", 0);
  chat->updated_at = alcove_json_int (object, "updated_at", 0);
  chat->is_pinned = alcove_json_true (object, "pinned");
  chat->archived_at = alcove_json_int (object, "archived_at", 0);
  chat->deleted_at = alcove_json_int (object, "deleted_at", 0);
  chat->draft = dup_string (object, "draft");
  chat->active_leaf = dup_id (object, "active_leaf");
  chat->extra = dup_object (object, "extra");
  return chat;
}

/* Appends to pieces how many it has. NULL where it is none. */
static AlcovePart *
read_part (JsonObject *object, GArray *pieces)
{
  const int kind = read_enum (object, "kind", ALCOVE_TYPE_PART_KIND);
  const char *data = alcove_json_string (object, "data");
  gint64 n = alcove_json_int (object, "pieces", 0);
  AlcovePart *part;

  if (kind == 0 || n < 0 || (n > 0 && data != NULL))
    return NULL;
  part = alcove_part_new ((AlcovePartKind) kind, alcove_json_string (object, "text"));
  part->name = dup_string (object, "name");
  part->mime = dup_string (object, "mime");
  part->extra = dup_object (object, "extra");
  if (data != NULL)
    {
      gsize length;
      guint8 *bytes = g_base64_decode (data, &length);

      part->data = g_bytes_new_take (bytes, length);
    }
  g_array_append_val (pieces, n);
  return part;
}

static gboolean
read_parts (JsonObject *object, AlcoveMessageRecord *message, GArray *pieces)
{
  JsonArray *array = alcove_json_array (object, "parts");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      AlcovePart *part = read_part (alcove_json_element (array, i), pieces);

      if (part == NULL)
        return FALSE;
      g_ptr_array_add (message->parts, part);
    }
  return TRUE;
}

static void
read_numbers (JsonObject *object, AlcoveMessageRecord *message)
{
  message->sequence = alcove_json_int (object, "sequence", 0);
  message->created_at = alcove_json_int (object, "created_at", 0);
  message->tokens_in = alcove_json_int (object, "tokens_in", -1);
  message->tokens_out = alcove_json_int (object, "tokens_out", -1);
  message->tokens_reasoning = alcove_json_int (object, "tokens_reasoning", -1);
  message->tokens_cached = alcove_json_int (object, "tokens_cached", -1);
  message->cost = alcove_json_number (object, "cost", -1);
  message->ttft_us = alcove_json_int (object, "ttft_us", -1);
  message->duration_us = alcove_json_int (object, "duration_us", -1);
}

/**
 * alcove_export_record_read_message:
 * @object: a record
 * @pieces: (element-type gint64): gets for each part how many data records before it are its bytes
 *
 * Returns: (transfer full) (nullable): the message, %NULL where it has no id, or no role, status or kind of part that
 *   is known
 */
AlcoveMessageRecord *
alcove_export_record_read_message (JsonObject *object, GArray *pieces)
{
  const int role = read_enum (object, "role", ALCOVE_TYPE_ROLE);
  const int status = read_enum (object, "status", ALCOVE_TYPE_STATUS);
  g_autofree char *id = dup_id (object, "id");
  g_autoptr (AlcoveMessageRecord) message = NULL;

  if (id == NULL || role == 0 || status == 0)
    return NULL;
  message = alcove_message_record_new ((AlcoveRole) role, (AlcoveStatus) status);
  message->id = g_steal_pointer (&id);
  message->parent_id = dup_id (object, "parent");
  message->model = dup_string (object, "model");
  message->reasoning_effort = dup_string (object, "reasoning_effort");
  message->finish_reason = dup_string (object, "finish_reason");
  message->error_code = dup_string (object, "error_code");
  message->error_message = dup_string (object, "error_message");
  message->extra = dup_object (object, "extra");
  read_numbers (object, message);
  return read_parts (object, message, pieces) ? g_steal_pointer (&message) : NULL;
}

/**
 * alcove_export_record_read_artifact:
 * @object: a record
 *
 * Returns: (transfer full) (nullable): the artifact, %NULL where it has no id, message or kind
 */
AlcoveArtifact *
alcove_export_record_read_artifact (JsonObject *object)
{
  g_autofree char *id = dup_id (object, "id");
  g_autofree char *message_id = dup_id (object, "message");
  const char *kind = alcove_json_string (object, "kind");
  AlcoveArtifact *artifact;

  if (id == NULL || message_id == NULL || kind == NULL)
    return NULL;
  artifact = alcove_artifact_new (message_id, kind);
  artifact->id = g_steal_pointer (&id);
  artifact->chart_type = dup_string (object, "chart_type");
  artifact->title = dup_string (object, "title");
  artifact->version = alcove_json_int (object, "version", 1);
  artifact->spec = dup_object (object, "spec");
  artifact->data_snapshot = dup_object (object, "data_snapshot");
  artifact->created_at = alcove_json_int (object, "created_at", 0);
  return artifact;
}
