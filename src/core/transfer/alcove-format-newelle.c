/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What Newelle exports: one chat or all of them in one object. The file that it keeps its chats in:
 * alcove-newelle-reader.c. Any thread. */

#include "alcove-import-format.h"
#include "alcove-json.h"
#include "alcove-newelle-message.h"

static gboolean
newelle_matches (JsonNode *element)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonObject *about = alcove_json_object (object, "export_metadata");

  return g_strcmp0 (alcove_json_string (about, "exported_by"), "Newelle") == 0
         && (alcove_json_object (object, "chat") != NULL
             || alcove_json_array (object, "chats") != NULL);
}

static void
read_chat (JsonObject *object, const char *entry, AlcoveImportSink *sink)
{
  JsonArray *messages = alcove_json_array (object, "messages");
  AlcoveForeignChat *chat;

  if (messages == NULL)
    {
      alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
      return;
    }
  /* The times that stand there are those of the export. */
  chat = alcove_foreign_chat_new (ALCOVE_NEWELLE_FORMAT, NULL);
  alcove_foreign_chat_set_title (chat, alcove_json_string (object, "name"));
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = alcove_json_element (messages, i);
      const char *user = alcove_json_string (message, "User");
      const char *text = alcove_json_string (message, "Message");
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      if (user != NULL && text != NULL)
        alcove_newelle_message_add (chat, user, text);
      else
        alcove_foreign_chat_miss (chat, number);
    }
  alcove_foreign_chat_end (chat, entry, sink);
}

static void
newelle_read (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonArray *chats = alcove_json_array (object, "chats");

  if (chats == NULL)
    read_chat (alcove_json_object (object, "chat"), entry, sink);
  for (guint i = 0; chats != NULL && i < json_array_get_length (chats); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%u", entry, i + 1);

      read_chat (alcove_json_element (chats, i), name, sink);
    }
}

const AlcoveImportFormat alcove_format_newelle = {
  .name = ALCOVE_NEWELLE_FORMAT,
  .matches = newelle_matches,
  .read = newelle_read,
};
