/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What Chatbot UI exports: an object with all chats (`history`) and folders, in its first version the bare array of
 * chats; and what its successor wrote of the old one's data, where the same stands as JSON within a string. Its
 * messages have neither names nor times. Any thread. */

#include "alcove-foreign-chat.h"
#include "alcove-import-format.h"
#include "alcove-import-message.h"
#include "alcove-json.h"

#include <string.h>

#define FORMAT "chatbot-ui"
/* A browser keeps no more than some 10 MiB. */
#define STORED_BYTES_MAX (32 * 1024 * 1024)
#define STORED_VALUES_MAX 500000

static gboolean
is_message (JsonObject *object)
{
  return alcove_json_string (object, "role") != NULL && json_object_has_member (object, "content");
}

/* A chat by itself, strictly: much else has messages. */
static gboolean
is_chat (JsonObject *object)
{
  JsonArray *messages = alcove_json_array (object, "messages");

  return messages != NULL && alcove_json_string (object, "name") != NULL
         && json_object_has_member (object, "id")
         && (json_array_get_length (messages) == 0
             || is_message (alcove_json_element (messages, 0)));
}

static gboolean
chatbotui_matches (JsonNode *element)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonArray *history = alcove_json_array (object, "history");

  if (object == NULL)
    return FALSE;
  if (history != NULL)
    return json_object_has_member (object, "version") || json_object_has_member (object, "folders")
           || is_chat (alcove_json_element (history, 0));
  return is_chat (object) || alcove_json_string (object, "conversationHistory") != NULL;
}

/* A text, or a list of texts and pictures. */
static void
read_content (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonArray *list = alcove_json_array (object, "content");

  alcove_import_add_text (message, alcove_json_string (object, "content"));
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *item = alcove_json_element (list, i);
      JsonObject *image = alcove_json_object (item, "image_url");

      alcove_import_add_text (message, alcove_json_string (item, "text"));
      alcove_import_add_image (
          message,
          image ? alcove_json_string (image, "url") : alcove_json_string (item, "image_url"), NULL);
    }
}

/* An object with an id, or that. */
static char *
dup_model (JsonObject *object)
{
  JsonObject *model = alcove_json_object (object, "model");
  const char *id = alcove_json_string (model, "id");

  return g_strdup (id ? id : alcove_json_string (model ? model : object, model ? "name" : "model"));
}

static void
read_messages (AlcoveForeignChat *chat, JsonArray *messages, const char *model)
{
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *object = alcove_json_element (messages, i);
      const AlcoveRole role = alcove_import_get_role (alcove_json_string (object, "role"));
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      AlcoveMessageRecord *message;

      if (role == 0)
        {
          alcove_foreign_chat_miss (chat, number);
          continue;
        }
      message = alcove_foreign_chat_append (chat, role);
      message->model = role == ALCOVE_ROLE_ASSISTANT ? g_strdup (model) : NULL;
      read_content (message, object);
    }
}

/* By their ids, the first of each: there may be as many as chats. */
static GHashTable *
index_folders (JsonArray *folders)
{
  GHashTable *by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; folders != NULL && i < json_array_get_length (folders); i++)
    {
      JsonObject *folder = alcove_json_element (folders, i);
      char *id = folder ? alcove_import_dup_plain (json_object_get_member (folder, "id")) : NULL;

      if (id != NULL && !g_hash_table_contains (by_id, id))
        g_hash_table_insert (by_id, id, folder);
      else
        g_free (id);
    }
  return by_id;
}

static void
set_folder (AlcoveForeignChat *chat, JsonObject *object, GHashTable *folders)
{
  g_autofree char *wanted = alcove_import_dup_plain (json_object_get_member (object, "folderId"));
  JsonObject *folder = wanted && folders ? g_hash_table_lookup (folders, wanted) : NULL;

  if (folder != NULL)
    alcove_foreign_chat_set_folder (chat, wanted, alcove_json_string (folder, "name"));
}

static void
read_chat (JsonObject *object, GHashTable *folders, const char *entry, AlcoveImportSink *sink)
{
  JsonArray *messages = alcove_json_array (object, "messages");
  const char *prompt = alcove_json_string (object, "prompt");
  AlcoveForeignChat *chat;
  AlcoveChatRecord *record;

  if (messages == NULL)
    {
      alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
      return;
    }
  /* The first version counted them, which names nothing. */
  chat = alcove_foreign_chat_new (FORMAT, alcove_json_string (object, "id"));
  record = alcove_foreign_chat_get_record (chat);
  alcove_foreign_chat_set_title (chat, alcove_json_string (object, "name"));
  record->model = dup_model (object);
  record->system_prompt = prompt && *prompt ? g_strdup (prompt) : NULL;
  record->params = alcove_import_dup_params (object);
  set_folder (chat, object, folders);
  read_messages (chat, messages, record->model);
  alcove_foreign_chat_end (chat, entry, sink);
}

static void
read_history (JsonArray *history, JsonArray *folders, const char *entry, AlcoveImportSink *sink)
{
  g_autoptr (GHashTable) by_id = index_folders (folders);

  for (guint i = 0; i < json_array_get_length (history); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%u", entry, i + 1);

      read_chat (alcove_json_element (history, i), by_id, name, sink);
    }
}

/* (transfer full) (nullable): JSON within a string. The reader has not looked at how much it is. */
static JsonNode *
parse_stored (const char *text)
{
  gsize n_values = 0;

  if (text == NULL || strlen (text) > STORED_BYTES_MAX)
    return NULL;
  for (const char *at = strpbrk (text, ",:[{"); at != NULL; at = strpbrk (at + 1, ",:[{"))
    n_values++;
  return n_values <= STORED_VALUES_MAX ? json_from_string (text, NULL) : NULL;
}

static void
read_stored (JsonObject *object, const char *entry, AlcoveImportSink *sink)
{
  g_autoptr (JsonNode) history = parse_stored (alcove_json_string (object, "conversationHistory"));
  g_autoptr (JsonNode) folders = parse_stored (alcove_json_string (object, "folders"));

  if (history == NULL || !JSON_NODE_HOLDS_ARRAY (history))
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
  else
    read_history (json_node_get_array (history),
                  folders && JSON_NODE_HOLDS_ARRAY (folders) ? json_node_get_array (folders) : NULL,
                  entry, sink);
}

static void
chatbotui_read (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonArray *history = alcove_json_array (object, "history");

  if (history != NULL)
    read_history (history, alcove_json_array (object, "folders"), entry, sink);
  else if (alcove_json_string (object, "conversationHistory") != NULL)
    read_stored (object, entry, sink);
  else
    read_chat (object, NULL, entry, sink);
}

const AlcoveImportFormat alcove_format_chatbotui = {
  .name = FORMAT,
  .matches = chatbotui_matches,
  .read = chatbotui_read,
};
