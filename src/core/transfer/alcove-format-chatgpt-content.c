/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* One message of a ChatGPT chat as parts of ours. Its kinds of content grow with every year, so what is not known is
 * looked at for a text, and else kept to be read as it is. Pure; any thread. */

#include <string.h>

#include "alcove-format-chatgpt.h"
#include "alcove-import-asset.h"
#include "alcove-import-part.h"
#include "alcove-json.h"

typedef struct
{
  JsonObject *metadata; /* nullable */
  const char *tool;     /* what a tool is called, NULL where a person or the model speaks */
  GPtrArray *parts;
  GString *text; /* of the part that is being written */
  AlcovePartKind kind;
  GHashTable *attachments; /* an id → what a prompt says of a file that goes with it */
  GHashTable *seen;        /* ids of files that have a part */
  GPtrArray *voices;       /* parts that come behind the others */
} Pen;

/* ---- texts ---- */

static void
end_text (Pen *pen)
{
  g_autoptr (AlcovePart) part = NULL;

  if (pen->text->len == 0)
    return;
  part = alcove_import_part_new_text (pen->kind, pen->text->str);
  if (pen->kind == ALCOVE_PART_TOOL_RESULT)
    part->name = g_utf8_make_valid (pen->tool, -1);
  g_ptr_array_add (pen->parts, g_steal_pointer (&part));
  g_string_truncate (pen->text, 0);
}

/* (transfer full) */
static void
add_part (Pen *pen, AlcovePart *part)
{
  end_text (pen);
  g_ptr_array_add (pen->parts, part);
}

/* Pieces that follow each other are one text, by lines. */
static void
write_text (Pen *pen, AlcovePartKind kind, const char *text, const char *between)
{
  if (text == NULL || *text == '\0')
    return;
  if (kind == ALCOVE_PART_TEXT && pen->tool != NULL)
    kind = ALCOVE_PART_TOOL_RESULT;
  if (kind != pen->kind)
    end_text (pen);
  pen->kind = kind;
  if (pen->text->len > 0)
    g_string_append (pen->text, between);
  g_string_append (pen->text, text);
}

/* The first of these that is a text. */
static const char *
find_text (JsonObject *content)
{
  static const char *const members[]
      = { "text", "result", "content", "output_str", "output", "transcript", "summary" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = alcove_json_string (content, members[i]);

      if (text != NULL && *text != '\0')
        return text;
    }
  return NULL;
}

static void
write_unknown (Pen *pen, JsonObject *content)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  const char *text = find_text (content);

  json_node_set_object (node, content);
  if (text != NULL)
    write_text (pen, ALCOVE_PART_TEXT, text, "\n");
  else
    add_part (pen,
              alcove_import_part_new_unknown (alcove_json_string (content, "content_type"), node));
}

/* ---- pictures and files ---- */

/* "file-service://file-abc", "sediment://file_0123#…": what is behind names a file of the export. */
static char *
dup_asset (const char *pointer)
{
  const char *id = pointer ? strstr (pointer, "://") : NULL;

  id = id ? id + 3 : pointer;
  return id && *id ? g_strndup (id, strcspn (id, "#?")) : NULL;
}

static void
index_attachments (Pen *pen)
{
  JsonArray *list = alcove_json_array (pen->metadata, "attachments");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *attachment = alcove_json_element (list, i);
      char *id = dup_asset (alcove_json_string (attachment, "id"));

      if (id != NULL)
        g_hash_table_replace (pen->attachments, id, attachment);
    }
}

/* Once each. id: (transfer full) (nullable) */
static void
write_asset (Pen *pen, AlcovePartKind kind, char *id, const char *name, const char *mime)
{
  g_autofree char *own = id;

  if (id != NULL && g_hash_table_contains (pen->seen, id))
    return;
  add_part (pen, alcove_import_asset_new (kind, id, name, mime));
  if (id != NULL)
    g_hash_table_add (pen->seen, g_steal_pointer (&own));
}

static void
write_image (Pen *pen, JsonObject *content)
{
  char *id = dup_asset (alcove_json_string (content, "asset_pointer"));
  JsonObject *attachment = id ? g_hash_table_lookup (pen->attachments, id) : NULL;

  if (id != NULL)
    write_asset (pen, ALCOVE_PART_IMAGE, id, alcove_json_string (attachment, "name"), NULL);
}

/* What was said stands beside it as text. */
static void
write_voice (Pen *pen, JsonObject *piece)
{
  JsonObject *inner = alcove_json_object (piece, "audio_asset_pointer");
  JsonObject *audio = inner ? inner : piece;
  g_autofree char *id = dup_asset (alcove_json_string (audio, "asset_pointer"));

  if (id == NULL || g_hash_table_contains (pen->seen, id))
    return;
  g_ptr_array_add (pen->voices,
                   alcove_import_asset_new_voice (id, alcove_json_string (audio, "format")));
  g_hash_table_add (pen->seen, g_steal_pointer (&id));
}

/* Files that go with a prompt; its pictures were among the content. */
static void
write_attachments (Pen *pen)
{
  JsonArray *list = alcove_json_array (pen->metadata, "attachments");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *file = alcove_json_element (list, i);
      const char *name = alcove_json_string (file, "name");
      const char *mime = alcove_json_string (file, "mime_type");
      char *id = dup_asset (alcove_json_string (file, "id"));

      if (mime == NULL)
        mime = alcove_json_string (file, "mimeType");
      if (id != NULL || name != NULL)
        write_asset (
            pen, mime && g_str_has_prefix (mime, "image/") ? ALCOVE_PART_IMAGE : ALCOVE_PART_FILE,
            id, name ? name : id, mime);
    }
}

/* ---- kinds of content ---- */

/* What was said and what was seen: a string, or an object of a kind of its own. */
static void
write_piece (Pen *pen, JsonNode *node)
{
  JsonObject *piece = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = alcove_json_string (piece, "content_type");

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    write_text (pen, ALCOVE_PART_TEXT, json_node_get_string (node), "\n");
  if (piece == NULL)
    return;
  if (g_strcmp0 (type, "real_time_user_audio_video_asset_pointer") == 0
      || g_strcmp0 (type, "audio_asset_pointer") == 0)
    write_voice (pen, piece);
  else if (alcove_json_string (piece, "asset_pointer") != NULL)
    write_image (pen, piece);
  else
    write_unknown (pen, piece);
}

static void
write_pieces (Pen *pen, JsonObject *content)
{
  JsonArray *list = alcove_json_array (content, "parts");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    write_piece (pen, json_array_get_element (list, i));
  if (list == NULL)
    write_text (pen, ALCOVE_PART_TEXT, find_text (content), "\n");
}

/* A summary above what was thought. */
static void
write_thoughts (Pen *pen, JsonObject *content)
{
  JsonArray *thoughts = alcove_json_array (content, "thoughts");

  for (guint i = 0; thoughts != NULL && i < json_array_get_length (thoughts); i++)
    {
      JsonObject *thought = alcove_json_element (thoughts, i);
      const char *summary = alcove_json_string (thought, "summary");
      g_autofree char *head = summary && *summary ? g_strconcat ("**", summary, "**", NULL) : NULL;

      write_text (pen, ALCOVE_PART_REASONING, head, "\n\n");
      write_text (pen, ALCOVE_PART_REASONING, alcove_json_string (thought, "content"), "\n\n");
    }
  if (thoughts == NULL)
    {
      JsonArray *parts = alcove_json_array (content, "parts");

      for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
        if (json_node_get_value_type (json_array_get_element (parts, i)) == G_TYPE_STRING)
          write_text (pen, ALCOVE_PART_REASONING, json_array_get_string_element (parts, i), "\n\n");
      write_text (pen, ALCOVE_PART_REASONING, find_text (content), "\n\n");
    }
}

/* Code that is shown and not run. */
static void
write_code (Pen *pen, JsonObject *content)
{
  const char *text = find_text (content);
  const char *language = alcove_json_string (content, "language");
  g_autofree char *block = NULL;

  if (text == NULL)
    {
      write_pieces (pen, content);
      return;
    }
  block = g_strdup_printf ("```%s\n%s\n```",
                           language && !g_str_equal (language, "unknown") ? language : "", text);
  write_text (pen, ALCOVE_PART_TEXT, pen->tool ? text : block, "\n");
}

/* A page, or a place of a file, that was read. */
static void
write_quote (Pen *pen, JsonObject *content)
{
  const char *title = alcove_json_string (content, "title");
  const char *url = alcove_json_string (content, "url");

  if (pen->tool == NULL)
    pen->tool = "browser";
  write_text (pen, ALCOVE_PART_TEXT, title, "\n");
  write_text (pen, ALCOVE_PART_TEXT, url, "\n");
  write_text (pen, ALCOVE_PART_TEXT, find_text (content), "\n\n");
}

/* The screen of a computer that the model works at, and where it is there. */
static void
write_screen (Pen *pen, JsonObject *content)
{
  JsonObject *screenshot = alcove_json_object (content, "screenshot");
  JsonObject *state = alcove_json_object (content, "state");

  if (screenshot != NULL)
    write_image (pen, screenshot);
  write_text (pen, ALCOVE_PART_TEXT, alcove_json_string (state, "title"), "\n");
  write_text (pen, ALCOVE_PART_TEXT, alcove_json_string (state, "url"), "\n");
}

/* What code drew beside what it wrote. */
static void
write_drawings (Pen *pen)
{
  JsonObject *result = alcove_json_object (pen->metadata, "aggregate_result");
  JsonArray *messages = alcove_json_array (result, "messages");

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      char *id = dup_asset (alcove_json_string (alcove_json_element (messages, i), "image_url"));

      if (id != NULL)
        write_asset (pen, ALCOVE_PART_IMAGE, id, NULL, NULL);
    }
}

static void
write_content (Pen *pen, JsonObject *content)
{
  const char *type = alcove_json_string (content, "content_type");

  if (type == NULL || g_str_equal (type, "text") || g_str_equal (type, "multimodal_text"))
    write_pieces (pen, content);
  else if (g_str_equal (type, "thoughts"))
    write_thoughts (pen, content);
  else if (g_str_equal (type, "reasoning_recap"))
    write_text (pen, ALCOVE_PART_REASONING, find_text (content), "\n\n");
  else if (g_str_equal (type, "code"))
    write_code (pen, content);
  else if (g_str_has_prefix (type, "tether_") || g_str_equal (type, "sonic_webpage"))
    write_quote (pen, content);
  else if (g_str_equal (type, "computer_output"))
    write_screen (pen, content);
  else if (alcove_json_array (content, "parts") != NULL)
    write_pieces (pen, content);
  else
    write_unknown (pen, content);
}

/* ---- what it is to us ---- */

/* What a person set up for all chats, and what the program tells the model: none of it was said in this one. */
static gboolean
is_hidden (JsonObject *content, JsonObject *metadata)
{
  const char *type = alcove_json_string (content, "content_type");

  return alcove_json_true (metadata, "is_visually_hidden_from_conversation")
         || alcove_json_true (metadata, "is_user_system_message")
         || g_strcmp0 (type, "user_editable_context") == 0
         || g_strcmp0 (type, "model_editable_context") == 0;
}

static const char *
find_role (JsonObject *message)
{
  const char *role = alcove_json_string (alcove_json_object (message, "author"), "role");

  if (role == NULL)
    role = alcove_json_string (message, "role");
  return role ? role : "assistant";
}

/* The model speaks to a tool. */
static AlcoveChatgptNode
read_call (Pen *pen, JsonObject *content, const char *recipient)
{
  const char *text = find_text (content);

  if (text == NULL)
    {
      write_pieces (pen, content);
      text = pen->kind == ALCOVE_PART_TEXT ? pen->text->str : "";
    }
  if (*text == '\0')
    return ALCOVE_CHATGPT_NOTHING;
  g_ptr_array_set_size (pen->parts, 0);
  g_ptr_array_add (pen->parts, alcove_import_part_new_call (recipient, text));
  return ALCOVE_CHATGPT_ASIDE;
}

static void
cite_texts (GPtrArray *parts, JsonObject *metadata)
{
  g_autoptr (GPtrArray) citations = alcove_parts_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      AlcovePart *part = g_ptr_array_index (parts, i);
      char *text;

      if (part->kind != ALCOVE_PART_TEXT || part->text == NULL)
        continue;
      text = alcove_chatgpt_cite (part->text, metadata, citations);
      if (text == NULL)
        continue;
      g_free (part->text);
      part->text = text;
    }
  g_ptr_array_extend_and_steal (parts, g_steal_pointer (&citations));
}

/* Nothing but thoughts is of the answer that follows them. */
static gboolean
has_words (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    if (((AlcovePart *) parts->pdata[i])->kind != ALCOVE_PART_REASONING)
      return TRUE;
  return FALSE;
}

static AlcoveChatgptNode
read_content (Pen *pen, JsonObject *message, const char *role)
{
  JsonObject *content = alcove_json_object (message, "content");
  gboolean has_said;

  if (content != NULL)
    write_content (pen, content);
  else
    write_text (pen, ALCOVE_PART_TEXT, alcove_json_string (message, "content"), "\n");
  if (g_str_equal (role, "tool"))
    write_drawings (pen);
  else
    write_attachments (pen);
  end_text (pen);
  if (pen->parts->len == 0)
    return ALCOVE_CHATGPT_NOTHING;
  has_said = has_words (pen->parts);
  g_ptr_array_extend (pen->parts, pen->voices, (GCopyFunc) (void (*) (void)) alcove_part_ref, NULL);
  if (g_str_equal (role, "user"))
    return ALCOVE_CHATGPT_PROMPT;
  if (g_str_equal (role, "system"))
    return ALCOVE_CHATGPT_SYSTEM;
  if (!has_said || pen->tool != NULL)
    return ALCOVE_CHATGPT_ASIDE;
  cite_texts (pen->parts, pen->metadata);
  return ALCOVE_CHATGPT_ANSWER;
}

/* Whom the model speaks to where that is no person; NULL else. */
static const char *
find_tool_called (JsonObject *message, const char *role)
{
  const char *recipient = alcove_json_string (message, "recipient");

  if (recipient == NULL || *recipient == '\0' || g_str_equal (recipient, "all")
      || g_str_equal (role, "user") || g_str_equal (role, "tool"))
    return NULL;
  return recipient;
}

/**
 * alcove_chatgpt_read_message:
 * @message: (nullable): the message of a node
 * @parts: (element-type AlcovePart): empty; gets what it has
 *
 * Returns: what the node is
 */
AlcoveChatgptNode
alcove_chatgpt_read_message (JsonObject *message, GPtrArray *parts)
{
  Pen pen = { .metadata = alcove_json_object (message, "metadata"), .parts = parts };
  JsonObject *content = alcove_json_object (message, "content");
  const char *role = find_role (message);
  const char *name = alcove_json_string (alcove_json_object (message, "author"), "name");
  const char *called = find_tool_called (message, role);
  AlcoveChatgptNode node;

  if (message == NULL || is_hidden (content, pen.metadata))
    return ALCOVE_CHATGPT_NOTHING;
  if (g_str_equal (role, "tool"))
    pen.tool = name ? name : "";
  pen.text = g_string_new (NULL);
  pen.attachments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pen.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pen.voices = alcove_parts_new ();
  index_attachments (&pen);
  node = called ? read_call (&pen, content, called) : read_content (&pen, message, role);
  g_string_free (pen.text, TRUE);
  g_hash_table_unref (pen.attachments);
  g_hash_table_unref (pen.seen);
  g_ptr_array_unref (pen.voices);
  return node;
}
