/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What Alpaca exports as JSON: an object whose one member is the chat's title, or the word `messages`, and holds its
 * messages. And the file in which its first versions kept all chats. Its database: alcove-alpaca-reader.c. Any
 * thread. */

#include "alcove-alpaca-message.h"
#include "alcove-foreign-chat.h"
#include "alcove-import-format.h"
#include "alcove-import-message.h"
#include "alcove-json.h"

static gboolean
is_message (JsonObject *object)
{
  return alcove_import_get_role (alcove_json_string (object, "role")) != 0
         && json_object_has_member (object, "content");
}

/* Its chats by their titles, each with its messages by their names. */
static JsonObject *
get_all_chats (JsonObject *object)
{
  JsonObject *chats = alcove_json_object (object, "chats");

  return alcove_json_string (object, "selected_chat") != NULL ? chats : NULL;
}

static gboolean
alpaca_matches (JsonNode *element)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonObjectIter iter;
  const char *title;
  JsonNode *node;

  if (object == NULL || json_object_get_size (object) == 0)
    return FALSE;
  if (get_all_chats (object) != NULL)
    return TRUE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &title, &node))
    if (!JSON_NODE_HOLDS_ARRAY (node)
        || !is_message (alcove_json_element (json_node_get_array (node), 0)))
      return FALSE;
  return TRUE;
}

/* A text, or a list of texts and pictures. */
static void
read_content (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonArray *list = alcove_json_array (object, "content");
  JsonArray *images = alcove_json_array (object, "images");

  alcove_import_add_text (message, alcove_json_string (object, "content"));
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *item = alcove_json_element (list, i);

      alcove_import_add_text (message, alcove_json_string (item, "text"));
      alcove_import_add_image (
          message, alcove_json_string (alcove_json_object (item, "image_url"), "url"), NULL);
    }
  for (guint i = 0; images != NULL && i < json_array_get_length (images); i++)
    {
      g_autofree char *image = alcove_import_dup_plain (json_array_get_element (images, i));

      alcove_alpaca_add_attachment (message, "image", NULL, image);
    }
}

static void
read_message (AlcoveForeignChat *chat, JsonObject *object, const char *name)
{
  const AlcoveRole role = alcove_import_get_role (alcove_json_string (object, "role"));
  const char *model = alcove_json_string (object, "model");
  AlcoveMessageRecord *message;

  if (role == 0)
    {
      alcove_foreign_chat_miss (chat, name);
      return;
    }
  message = alcove_foreign_chat_append (chat, role);
  message->created_at = alcove_alpaca_parse_time (alcove_json_string (object, "date"));
  if (role == ALCOVE_ROLE_ASSISTANT && model != NULL && *model)
    {
      message->model = g_strdup (model);
      g_set_str (&alcove_foreign_chat_get_record (chat)->model, model);
    }
  alcove_import_add_reasoning (message, alcove_json_string (object, "thinking"));
  read_content (message, object);
}

static void
read_chat (const char *title, JsonNode *node, const char *entry, AlcoveImportSink *sink)
{
  AlcoveForeignChat *chat = alcove_foreign_chat_new (ALCOVE_ALPACA_FORMAT, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *message;

  alcove_foreign_chat_set_title (chat, title);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *list = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          g_autofree char *number = g_strdup_printf ("%u", i + 1);

          read_message (chat, alcove_json_element (list, i), number);
        }
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &message))
        read_message (
            chat, JSON_NODE_HOLDS_OBJECT (message) ? json_node_get_object (message) : NULL, name);
    }
  alcove_foreign_chat_end (chat, entry, sink);
}

static void
alpaca_read (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonObject *all = get_all_chats (object);
  JsonObjectIter iter;
  const char *title;
  JsonNode *node;
  guint n = 0;

  if (object == NULL || json_object_get_size (object) == 0)
    {
      alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
      return;
    }
  json_object_iter_init_ordered (&iter, all ? all : object);
  while (json_object_iter_next_ordered (&iter, &title, &node))
    {
      JsonObject *inner = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *name = g_strdup_printf ("%s/%u", entry, ++n);
      const gboolean is_alone = all == NULL && json_object_get_size (object) == 1;

      if (all != NULL && inner != NULL && json_object_has_member (inner, "messages"))
        node = json_object_get_member (inner, "messages");
      read_chat (all == NULL && g_str_equal (title, "messages") ? NULL : title, node,
                 is_alone ? entry : name, sink);
    }
}

const AlcoveImportFormat alcove_format_alpaca = {
  .name = ALCOVE_ALPACA_FORMAT,
  .matches = alpaca_matches,
  .read = alpaca_read,
};
