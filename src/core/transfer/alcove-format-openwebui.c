/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What Open WebUI exports: an array of chats, or one of them. Each holds its messages twice, as a tree
 * (`chat.history.messages`, which is taken) and as the list that was shown; early versions had the list alone, and the
 * inner object without what is around it. Any thread. */

#include "alcove-details-text.h"
#include "alcove-foreign-chat.h"
#include "alcove-import-format.h"
#include "alcove-import-message.h"
#include "alcove-import-time.h"
#include "alcove-json.h"
#include "alcove-openwebui-output.h"

#define FORMAT "open-webui"

static JsonObject *
get_tree (JsonObject *chat)
{
  return alcove_json_object (alcove_json_object (chat, "history"), "messages");
}

/* The inner object, of whichever version. */
static JsonObject *
get_chat (JsonObject *object)
{
  JsonObject *chat = alcove_json_object (object, "chat");

  return chat != NULL ? chat : object;
}

static gboolean
openwebui_matches (JsonNode *element)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonObject *chat = get_chat (object);

  if (object == NULL)
    return FALSE;
  if (get_tree (chat) != NULL)
    return TRUE;
  return alcove_json_array (chat, "messages") != NULL && alcove_json_array (chat, "models") != NULL;
}

/* ---- what stands beside the words ---- */

static const char *
get_name (JsonObject *file, JsonObject *inner)
{
  const char *name = alcove_json_string (file, "name");

  if (name == NULL)
    name = alcove_json_string (inner, "filename");
  return name ? name : alcove_json_string (alcove_json_object (inner, "meta"), "name");
}

static void
read_file (AlcoveMessageRecord *message, JsonObject *file)
{
  JsonObject *inner = alcove_json_object (file, "file");
  const char *name = get_name (file, inner);
  const char *url = alcove_json_string (file, "url");
  const char *text = alcove_json_string (alcove_json_object (inner, "data"), "content");

  if (alcove_import_add_image (message, url, name))
    return;
  if (text == NULL)
    text = alcove_json_string (file, "content");
  if (name == NULL && text == NULL)
    name = alcove_json_string (file, "type");
  alcove_import_add_file (message, name, text);
}

static void
read_files (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonArray *files = alcove_json_array (object, "files");
  JsonArray *images = alcove_json_array (object, "images");

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    if (alcove_json_element (files, i) != NULL)
      read_file (message, alcove_json_element (files, i));
  for (guint i = 0; images != NULL && i < json_array_get_length (images); i++)
    {
      g_autofree char *url = alcove_import_dup_plain (json_array_get_element (images, i));

      alcove_import_add_image (message, url, NULL);
    }
}

static gboolean
is_url (const char *text)
{
  return text != NULL
         && (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"));
}

/* One source, which may be several pages. */
static void
read_source (AlcoveMessageRecord *message, JsonObject *object, GHashTable *seen)
{
  JsonObject *source = alcove_json_object (object, "source");
  JsonArray *pages = alcove_json_array (object, "metadata");
  const char *name = alcove_json_string (source, "name");
  const char *url = alcove_json_string (source, "url");
  gboolean has_page = FALSE;

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    {
      JsonObject *page = alcove_json_element (pages, i);
      const char *where = alcove_json_string (page, "source");
      const char *title = alcove_json_string (page, "title");

      if (!is_url (where))
        continue;
      has_page = TRUE;
      if (g_hash_table_add (seen, g_strdup (where)))
        alcove_import_add_citation (message, title ? title : where, where);
    }
  if (!has_page && (name != NULL || url != NULL)
      && g_hash_table_add (seen, g_strdup (is_url (url) ? url
                                           : name       ? name
                                                        : url)))
    alcove_import_add_citation (message, name, is_url (url) ? url : NULL);
}

static void
read_sources (AlcoveMessageRecord *message, JsonObject *object)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *sources = alcove_json_array (object, "sources");

  if (sources == NULL)
    sources = alcove_json_array (object, "citations");
  for (guint i = 0; sources != NULL && i < json_array_get_length (sources); i++)
    if (alcove_json_element (sources, i) != NULL)
      read_source (message, alcove_json_element (sources, i), seen);
}

/* By the names of OpenAI or of Ollama. */
static void
read_usage (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonObject *usage = alcove_json_object (object, "usage");
  gint64 duration;

  if (usage == NULL)
    usage = alcove_json_object (object, "info");
  message->tokens_in = alcove_json_int (usage, "prompt_tokens", -1);
  if (message->tokens_in < 0)
    message->tokens_in = alcove_json_int (usage, "input_tokens", -1);
  if (message->tokens_in < 0)
    message->tokens_in = alcove_json_int (usage, "prompt_eval_count", -1);
  message->tokens_out = alcove_json_int (usage, "completion_tokens", -1);
  if (message->tokens_out < 0)
    message->tokens_out = alcove_json_int (usage, "output_tokens", -1);
  if (message->tokens_out < 0)
    message->tokens_out = alcove_json_int (usage, "eval_count", -1);
  duration = alcove_json_int (usage, "total_duration", -1);
  message->duration_us = duration > 0 ? duration / 1000 : -1;
}

/* ---- messages ---- */

/* `error` is true, where the words are the reason, or has the reason within. */
static gboolean
read_error (AlcoveMessageRecord *message, JsonObject *object, const char *content)
{
  JsonNode *node = json_object_get_member (object, "error");
  JsonObject *error = alcove_json_object (object, "error");
  g_autofree char *reason = NULL;

  if (alcove_json_true (object, "error"))
    {
      alcove_import_fail (message, content);
      return TRUE;
    }
  if (error != NULL)
    reason = alcove_import_dup_plain (json_object_get_member (
        error, json_object_has_member (error, "content") ? "content" : "message"));
  else if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
           && json_node_get_value_type (node) == G_TYPE_STRING)
    reason = g_strdup (json_node_get_string (node));
  if (error != NULL || (reason != NULL && *reason))
    alcove_import_fail (message, reason);
  return FALSE;
}

static gboolean
is_unfinished (JsonObject *object)
{
  JsonNode *done = json_object_get_member (object, "done");

  return done != NULL && JSON_NODE_HOLDS_VALUE (done)
         && json_node_get_value_type (done) == G_TYPE_BOOLEAN && !json_node_get_boolean (done);
}

/* The words may be a text, or a list of texts and pictures. */
static void
read_content (AlcoveMessageRecord *message, JsonObject *object)
{
  JsonArray *list = alcove_json_array (object, "content");
  const char *content = alcove_json_string (object, "content");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *item = alcove_json_element (list, i);

      alcove_import_add_text (message, alcove_json_string (item, "text"));
      alcove_import_add_image (
          message, alcove_json_string (alcove_json_object (item, "image_url"), "url"), NULL);
    }
  if (message->role != ALCOVE_ROLE_ASSISTANT)
    alcove_import_add_text (message, content);
  else if (!alcove_openwebui_output_add (message, alcove_json_array (object, "output"), content))
    alcove_details_text_add (message, content);
}

static void
read_message (AlcoveMessageRecord *message, JsonObject *object)
{
  const char *model = alcove_json_string (object, "model");

  message->created_at = alcove_import_time_read (object, "timestamp");
  read_files (message, object);
  if (message->role == ALCOVE_ROLE_ASSISTANT)
    {
      message->model = g_strdup (model ? model : alcove_json_string (object, "modelName"));
      read_usage (message, object);
      if (is_unfinished (object))
        message->status = ALCOVE_STATUS_TRUNCATED;
    }
  if (!read_error (message, object, alcove_json_string (object, "content")))
    read_content (message, object);
  read_sources (message, object);
}

static AlcoveRole
get_role (JsonObject *object)
{
  return alcove_import_get_role (alcove_json_string (object, "role"));
}

/* Who is whose parent, where only the parent tells of it: the child's name → the parent's. */
static GHashTable *
index_children (JsonObject *tree, GList *keys)
{
  GHashTable *parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (GList *at = keys; at != NULL; at = at->next)
    {
      JsonArray *children = alcove_json_array (alcove_json_object (tree, at->data), "childrenIds");

      for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
        {
          char *child = alcove_import_dup_plain (json_array_get_element (children, i));

          if (child != NULL)
            g_hash_table_insert (parents, child, at->data);
        }
    }
  return parents;
}

/* The next one above that is a message: what is between is none, and left out. */
static const char *
find_parent (JsonObject *tree, GHashTable *parents, const char *key)
{
  for (guint n = json_object_get_size (tree); n > 0; n--)
    {
      const char *up = alcove_json_string (alcove_json_object (tree, key), "parentId");

      if (up == NULL)
        up = g_hash_table_lookup (parents, key);
      if (up == NULL || get_role (alcove_json_object (tree, up)) != 0)
        return up;
      key = up;
    }
  return NULL;
}

static void
read_tree (AlcoveForeignChat *chat, JsonObject *tree)
{
  g_autoptr (GList) keys = json_object_get_members (tree);
  g_autoptr (GHashTable) parents = index_children (tree, keys);

  for (GList *at = keys; at != NULL; at = at->next)
    {
      JsonObject *object = alcove_json_object (tree, at->data);
      const AlcoveRole role = get_role (object);

      if (role == 0)
        alcove_foreign_chat_miss (chat, at->data);
      else
        read_message (alcove_foreign_chat_add (chat, at->data,
                                               find_parent (tree, parents, at->data), role),
                      object);
    }
}

/* The list of early versions: each answers the one before. */
static void
read_list (AlcoveForeignChat *chat, JsonArray *list)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = alcove_json_element (list, i);
      const AlcoveRole role = get_role (object);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      if (role == 0)
        alcove_foreign_chat_miss (chat, number);
      else
        read_message (alcove_foreign_chat_append (chat, role), object);
    }
}

/* ---- chats ---- */

static gint64
get_time (JsonObject *outer, const char *name, JsonObject *chat)
{
  const gint64 time = alcove_import_time_read (outer, name);

  return time > 0 ? time : alcove_import_time_read (chat, "timestamp");
}

static void
read_head (AlcoveForeignChat *self, JsonObject *outer, JsonObject *chat)
{
  AlcoveChatRecord *record = alcove_foreign_chat_get_record (self);
  JsonObject *params = alcove_json_object (chat, "params");
  JsonArray *models = alcove_json_array (chat, "models");
  const char *title = alcove_json_string (outer, "title");
  const char *system = alcove_json_string (params, "system");

  alcove_foreign_chat_set_title (self, title ? title : alcove_json_string (chat, "title"));
  record->created_at = get_time (outer, "created_at", chat);
  record->updated_at = alcove_import_time_read (outer, "updated_at");
  record->is_pinned = alcove_json_true (outer, "pinned");
  if (alcove_json_true (outer, "archived"))
    record->archived_at = MAX (record->updated_at, record->created_at);
  if (models != NULL && json_array_get_length (models) > 0)
    record->model = alcove_import_dup_plain (json_array_get_element (models, 0));
  if (system == NULL)
    system = alcove_json_string (chat, "system");
  record->system_prompt = system && *system ? g_strdup (system) : NULL;
  record->params = alcove_import_dup_params (params);
}

/* What names the chat; a tree needs a name, a list can do without. */
static char *
dup_key (JsonObject *outer, JsonObject *chat, JsonObject *tree)
{
  const char *id = alcove_json_string (outer, "id");
  const char *title = alcove_json_string (chat, "title");
  g_autoptr (GList) keys = tree ? json_object_get_members (tree) : NULL;

  if (id == NULL || *id == '\0')
    id = alcove_json_string (chat, "id");
  if ((id != NULL && *id) || keys == NULL)
    return g_strdup (id);
  return g_strdup_printf ("%s\n%s", title ? title : "", (const char *) keys->data);
}

static void
openwebui_read (gpointer state, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  JsonObject *outer = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonObject *chat = get_chat (outer);
  JsonObject *tree = get_tree (chat);
  JsonArray *list = alcove_json_array (chat, "messages");
  g_autofree char *key = NULL;
  AlcoveForeignChat *self;

  if (tree == NULL && list == NULL)
    {
      alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
      return;
    }
  if (tree != NULL && json_object_get_size (tree) == 0 && list != NULL)
    tree = NULL;
  key = dup_key (outer, chat, tree);
  self = alcove_foreign_chat_new (FORMAT, key);
  read_head (self, outer, chat);
  if (tree != NULL)
    read_tree (self, tree);
  else
    read_list (self, list);
  if (tree != NULL && key != NULL)
    alcove_foreign_chat_set_shown (self, alcove_json_string (alcove_json_object (chat, "history"),
                                                             "currentId"));
  alcove_foreign_chat_end (self, entry, sink);
}

const AlcoveImportFormat alcove_format_openwebui = {
  .name = FORMAT,
  .matches = openwebui_matches,
  .read = openwebui_read,
};
