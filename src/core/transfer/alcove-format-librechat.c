/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What LibreChat exports: one chat, its messages in a list, each with the name of the one that it answers, or each
 * within the one that it answers (`recursive`). Any thread. */

#include "alcove-foreign-chat.h"
#include "alcove-import-format.h"
#include "alcove-import-message.h"
#include "alcove-import-time.h"
#include "alcove-json.h"

#define FORMAT "librechat"
/* What the first messages name as the one that they answer. */
#define NO_PARENT "00000000-0000-0000-0000-000000000000"

static JsonArray *
get_messages (JsonObject *object)
{
  JsonArray *tree = alcove_json_array (object, "messagesTree");

  return tree != NULL ? tree : alcove_json_array (object, "messages");
}

static gboolean
librechat_matches (JsonNode *element)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

  return alcove_json_string (object, "conversationId") != NULL && get_messages (object) != NULL;
}

/* ---- parts ---- */

/* A text, or an object that holds it as `value`. */
static const char *
get_text (JsonObject *item, const char *member)
{
  const char *text = alcove_json_string (item, member);

  return text ? text : alcove_json_string (alcove_json_object (item, member), "value");
}

static void
add_call (AlcoveMessageRecord *message, JsonObject *item)
{
  JsonObject *call = alcove_json_object (item, "tool_call");
  JsonObject *function = alcove_json_object (call, "function");
  const char *name = alcove_json_string (call, "name");
  g_autofree char *arguments = NULL;
  g_autofree char *output = NULL;

  if (call == NULL)
    return;
  if (name == NULL)
    name = alcove_json_string (function ? function : call, function ? "name" : "type");
  arguments = alcove_import_dup_plain (function ? json_object_get_member (function, "arguments")
                                                : json_object_get_member (call, "args"));
  output = alcove_import_dup_plain (json_object_get_member (
      function && json_object_has_member (function, "output") ? function : call, "output"));
  alcove_import_add_call (message, name, arguments);
  alcove_import_add_result (message, name, output);
}

static void
add_image (AlcoveMessageRecord *message, JsonObject *item, const char *member)
{
  JsonObject *image = alcove_json_object (item, member);
  const char *url = alcove_json_string (image, "url");
  const char *name = alcove_json_string (image, "filename");

  if (url == NULL)
    url = alcove_json_string (item, member);
  if (url == NULL)
    url = alcove_json_string (image, "filepath");
  if (!alcove_import_add_image (message, url, name))
    alcove_import_add_file (message, name ? name : "image", NULL);
}

static void
add_item (AlcoveMessageRecord *message, JsonObject *item)
{
  const char *type = alcove_json_string (item, "type");

  if (g_strcmp0 (type, "think") == 0)
    alcove_import_add_reasoning (message, get_text (item, "think"));
  else if (g_strcmp0 (type, "tool_call") == 0)
    add_call (message, item);
  else if (g_strcmp0 (type, "image_url") == 0 || g_strcmp0 (type, "image_file") == 0)
    add_image (message, item, type);
  else if (g_strcmp0 (type, "error") == 0)
    alcove_import_fail (message, get_text (item, "error") ? get_text (item, "error")
                                                          : get_text (item, "text"));
  else
    alcove_import_add_text (message, get_text (item, "text"));
}

/* Pictures and files lie on the server: what is told of them is kept. */
static void
add_file (AlcoveMessageRecord *message, JsonObject *file)
{
  const char *name = alcove_json_string (file, "filename");

  if (!alcove_import_add_image (message, alcove_json_string (file, "filepath"), name))
    alcove_import_add_file (message, name, alcove_json_string (file, "text"));
}

static void
add_files (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonArray *files = alcove_json_array (object, "files");

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    if (alcove_json_element (files, i) != NULL)
      add_file (message, alcove_json_element (files, i));
}

/* What a search of the web found. */
static void
add_sources (AlcoveMessageRecord *message, JsonObject *search)
{
  JsonArray *pages = alcove_json_array (search, "organic");

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    {
      JsonObject *page = alcove_json_element (pages, i);

      alcove_import_add_citation (message, alcove_json_string (page, "title"),
                                  alcove_json_string (page, "link"));
    }
}

/* What tools brought: pages, and files that they made. */
static void
add_attachments (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonArray *attachments = alcove_json_array (object, "attachments");

  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = alcove_json_element (attachments, i);

      add_sources (message, alcove_json_object (attachment, "web_search"));
      if (attachment != NULL)
        add_file (message, attachment);
    }
}

static gboolean
has_text (const AlcoveMessageRecord *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    if (((const AlcovePart *) message->parts->pdata[i])->kind == ALCOVE_PART_TEXT)
      return TRUE;
  return FALSE;
}

/* ---- messages ---- */

static void
read_words (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonArray *content = alcove_json_array (object, "content");
  const char *text = alcove_json_string (object, "text");

  if (alcove_json_true (object, "error"))
    {
      alcove_import_fail (message, text);
      text = NULL;
    }
  add_files (message, object);
  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    if (alcove_json_element (content, i) != NULL)
      add_item (message, alcove_json_element (content, i));
  if (!has_text (message))
    alcove_import_add_text (message, text ? text : alcove_json_string (object, "content"));
  add_attachments (message, object);
}

static AlcoveRole
get_role (JsonObject *object)
{
  const char *sender = alcove_json_string (object, "sender");
  AlcoveRole role;

  if (alcove_json_true (object, "isCreatedByUser"))
    return ALCOVE_ROLE_USER;
  if (object != NULL && json_object_has_member (object, "isCreatedByUser"))
    return ALCOVE_ROLE_ASSISTANT;
  role = alcove_import_get_role (alcove_json_string (object, "role"));
  if (role == 0)
    role = alcove_import_get_role (sender);
  return role != 0 || sender == NULL ? role : ALCOVE_ROLE_ASSISTANT;
}

static void
read_message (AlcoveMessageRecord *message, JsonObject *object)
{
  message->created_at = alcove_import_time_read (object, "createdAt");
  if (message->role == ALCOVE_ROLE_ASSISTANT)
    {
      message->model = g_strdup (alcove_json_string (object, "model"));
      message->finish_reason = g_strdup (alcove_json_string (object, "finish_reason"));
      message->tokens_out = alcove_json_int (object, "tokenCount", -1);
      if (alcove_json_true (object, "unfinished"))
        message->status = ALCOVE_STATUS_STOPPED;
    }
  read_words (message, object);
}

/* The one that it answers: within which it stands, which it names, or which stands before it. */
static const char *
get_parent (JsonObject *object, const char *within, const char *before)
{
  const char *parent = alcove_json_string (object, "parentMessageId");

  if (within != NULL)
    return within;
  if (parent == NULL)
    return before;
  return g_str_equal (parent, NO_PARENT) ? NULL : parent;
}

/* json-glib lets nothing through that is so deep that this would not return. */
static void
read_messages (AlcoveForeignChat *chat, JsonArray *messages, const char *within)
{
  const char *before = NULL;

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *object = alcove_json_element (messages, i);
      JsonArray *children = alcove_json_array (object, "children");
      const char *id = alcove_json_string (object, "messageId");
      const AlcoveRole role = get_role (object);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      if (role != 0 && id != NULL && *id)
        read_message (alcove_foreign_chat_add (chat, id, get_parent (object, within, before), role),
                      object);
      else
        alcove_foreign_chat_miss (chat, id ? id : number);
      before = id;
      if (children != NULL)
        read_messages (chat, children, role != 0 && id != NULL && *id ? id : within);
    }
}

static void
librechat_read (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonObject *options = alcove_json_object (object, "options");
  const char *id = alcove_json_string (object, "conversationId");
  JsonArray *messages = get_messages (object);
  const char *title = alcove_json_string (object, "title");
  const char *prompt = alcove_json_string (options, "promptPrefix");
  AlcoveForeignChat *chat;
  AlcoveChatRecord *record;

  if (id == NULL || *id == '\0' || messages == NULL)
    {
      alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
      return;
    }
  chat = alcove_foreign_chat_new (FORMAT, id);
  record = alcove_foreign_chat_get_record (chat);
  alcove_foreign_chat_set_title (chat, title ? title : alcove_json_string (options, "title"));
  record->model = g_strdup (alcove_json_string (options, "model"));
  record->system_prompt
      = g_strdup (prompt && *prompt ? prompt : alcove_json_string (options, "system"));
  record->params = alcove_import_dup_params (options);
  record->created_at = alcove_import_time_read (object, "createdAt");
  record->updated_at = alcove_import_time_read (object, "updatedAt");
  read_messages (chat, messages, NULL);
  alcove_foreign_chat_end (chat, entry, sink);
}

const AlcoveImportFormat alcove_format_librechat = {
  .name = FORMAT,
  .matches = librechat_matches,
  .read = librechat_read,
};
