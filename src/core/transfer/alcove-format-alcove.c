/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Our own export, read (docs/export-format.md): records in the order in which alcove-json-export.c writes them. A chat
 * is given away when something behind it begins; one that the file ends within is not. Any thread, one at a time. */

#include <string.h>

#include "alcove-error.h"
#include "alcove-export-record.h"
#include "alcove-import-format.h"

/* What a chat may have, decoded: it is taken over in one transaction, so it is in memory as a whole. */
#define CHAT_BYTES_MAX ((gsize) 192 * 1024 * 1024)

typedef struct
{
  GHashTable *folders; /* id → AlcoveFolderRecord */
  AlcoveChatBundle *bundle;
  char *entry;        /* of the chat */
  GByteArray *data;   /* of the pieces that the next message has */
  GArray *pieces;     /* gsize: how long each is */
  gsize n_bytes;      /* of the chat */
  gboolean is_large;  /* too large to be taken */
  gboolean is_broken; /* something of it could not be read */
  gboolean has_end;
} State;

static gboolean
alcove_matches (JsonNode *element)
{
  return JSON_NODE_HOLDS_OBJECT (element)
         && g_strcmp0 (alcove_json_string (json_node_get_object (element), "type"),
                       ALCOVE_EXPORT_TYPE)
                == 0
         && alcove_json_int (json_node_get_object (element), "version", 0) > 0;
}

static void
forget_pieces (State *state)
{
  g_byte_array_set_size (state->data, 0);
  g_array_set_size (state->pieces, 0);
}

static gpointer
alcove_begin (void)
{
  State *state = g_new0 (State, 1);

  state->folders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) alcove_folder_record_unref);
  state->data = g_byte_array_new ();
  state->pieces = g_array_new (FALSE, FALSE, sizeof (gsize));
  return state;
}

static void
alcove_free (gpointer data)
{
  State *state = data;

  g_hash_table_unref (state->folders);
  g_clear_pointer (&state->bundle, alcove_chat_bundle_unref);
  g_byte_array_unref (state->data);
  g_array_unref (state->pieces);
  g_free (state->entry);
  g_free (state);
}

/* The chat before is complete. */
static void
end_chat (State *state, AlcoveImportSink *sink)
{
  if (state->bundle != NULL && state->is_broken)
    alcove_import_sink_skip (sink, state->entry, ALCOVE_SKIP_BROKEN);
  else if (state->bundle != NULL && state->is_large)
    alcove_import_sink_skip (sink, state->entry, ALCOVE_SKIP_TOO_LARGE);
  else if (state->bundle != NULL)
    alcove_import_sink_add (sink, state->entry, g_steal_pointer (&state->bundle));
  g_clear_pointer (&state->bundle, alcove_chat_bundle_unref);
  g_clear_pointer (&state->entry, g_free);
  forget_pieces (state);
  state->n_bytes = 0;
  state->is_large = FALSE;
  state->is_broken = FALSE;
}

/* A chat is taken whole or not at all. */
static void
alcove_lost (gpointer data)
{
  State *state = data;

  if (state->bundle == NULL)
    return;
  state->is_broken = TRUE;
  g_ptr_array_set_size (state->bundle->messages, 0);
  g_ptr_array_set_size (state->bundle->artifacts, 0);
  forget_pieces (state);
}

static gboolean
read_folder (State *state, JsonObject *object)
{
  AlcoveFolderRecord *folder = alcove_export_record_read_folder (object);

  if (folder == NULL)
    return FALSE;
  g_hash_table_replace (state->folders, folder->id, folder);
  return TRUE;
}

static gboolean
read_chat (State *state, JsonObject *object, const char *entry)
{
  AlcoveChatRecord *chat = alcove_export_record_read_chat (object);
  AlcoveFolderRecord *folder;

  if (chat == NULL)
    return FALSE;
  folder = chat->folder_id ? g_hash_table_lookup (state->folders, chat->folder_id) : NULL;
  state->bundle = alcove_chat_bundle_new (chat);
  state->bundle->folder = folder ? alcove_folder_record_ref (folder) : NULL;
  state->entry = g_strdup (entry);
  return TRUE;
}

/* Counts what the chat holds; the rest of one that is too large is passed over. */
static void
add_bytes (State *state, gsize n)
{
  state->n_bytes += n;
  if (state->n_bytes <= CHAT_BYTES_MAX || state->is_large)
    return;
  state->is_large = TRUE;
  g_ptr_array_set_size (state->bundle->messages, 0);
  g_ptr_array_set_size (state->bundle->artifacts, 0);
}

static gboolean
read_piece (State *state, JsonObject *object)
{
  const char *text = alcove_json_string (object, "data");
  g_autofree guint8 *bytes = NULL;
  gsize length;

  if (state->bundle == NULL || text == NULL || *text == '\0')
    return FALSE;
  bytes = g_base64_decode (text, &length);
  if (state->data->len + length > CHAT_BYTES_MAX)
    state->n_bytes = CHAT_BYTES_MAX;
  add_bytes (state, length);
  if (state->is_large)
    return TRUE;
  g_byte_array_append (state->data, bytes, (guint) length);
  g_array_append_val (state->pieces, length);
  return TRUE;
}

/* Parts that say so have the bytes of the pieces before, in their order. */
static gboolean
take_pieces (State *state, AlcoveMessageRecord *message, GArray *wanted)
{
  gsize at = 0;
  guint piece = 0;

  for (guint i = 0; i < wanted->len; i++)
    {
      AlcovePart *part = g_ptr_array_index (message->parts, i);
      gsize length = 0;

      for (gint64 left = g_array_index (wanted, gint64, i); left > 0; left--)
        {
          if (piece == state->pieces->len)
            return FALSE;
          length += g_array_index (state->pieces, gsize, piece++);
        }
      if (length > 0)
        part->data = g_bytes_new (state->data->data + at, length);
      at += length;
    }
  return piece == state->pieces->len;
}

static gsize
count_bytes (GPtrArray *parts)
{
  gsize n = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);

      n += sizeof *part + (part->text ? strlen (part->text) : 0)
           + (part->data ? g_bytes_get_size (part->data) : 0);
    }
  return n;
}

static gboolean
is_of_chat (State *state, JsonObject *object)
{
  const char *id = alcove_json_string (object, "chat");

  return state->bundle != NULL && id != NULL
         && g_ascii_strcasecmp (id, state->bundle->chat->id) == 0;
}

static gboolean
read_message (State *state, JsonObject *object)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AlcoveMessageRecord) message = NULL;
  gboolean ok;

  if (!is_of_chat (state, object))
    return FALSE;
  message = state->is_large ? NULL : alcove_export_record_read_message (object, pieces);
  ok = state->is_large || (message != NULL && take_pieces (state, message, pieces));
  if (ok && message != NULL)
    {
      /* What its pieces have was counted when they came. */
      add_bytes (state, sizeof *message + count_bytes (message->parts) - state->data->len);
      if (!state->is_large)
        g_ptr_array_add (state->bundle->messages, g_steal_pointer (&message));
    }
  forget_pieces (state);
  return ok;
}

static gboolean
read_artifact (State *state, JsonObject *object)
{
  AlcoveArtifact *artifact;

  if (!is_of_chat (state, object))
    return FALSE;
  artifact = alcove_export_record_read_artifact (object);
  if (artifact == NULL)
    return FALSE;
  add_bytes (state, (artifact->spec ? strlen (artifact->spec) : 0)
                        + (artifact->data_snapshot ? strlen (artifact->data_snapshot) : 0));
  if (state->is_large)
    alcove_artifact_unref (artifact);
  else
    g_ptr_array_add (state->bundle->artifacts, artifact);
  return TRUE;
}

static void
check_version (JsonObject *object, AlcoveImportSink *sink)
{
  if (alcove_json_int (object, "version", 0) > ALCOVE_EXPORT_VERSION)
    alcove_import_sink_fail (sink, g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION,
                                                        "exported by a newer Alcove"));
}

/* Within a chat; anything else ends it. */
static gboolean
is_within (const char *type)
{
  return g_strcmp0 (type, "message") == 0 || g_strcmp0 (type, "data") == 0
         || g_strcmp0 (type, "artifact") == 0;
}

static void
alcove_read (gpointer data, JsonNode *element, const char *entry, AlcoveImportSink *sink)
{
  State *state = data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  const char *type = alcove_json_string (object, "type");
  gboolean ok = TRUE;

  /* What is broken within a chat does not end it: the rest of it belongs to nothing else. */
  if (type != NULL && !is_within (type))
    end_chat (state, sink);
  else if (type != NULL && state->is_broken)
    return;
  if (type == NULL)
    ok = FALSE;
  else if (g_str_equal (type, ALCOVE_EXPORT_TYPE))
    check_version (object, sink);
  else if (g_str_equal (type, "folder"))
    ok = read_folder (state, object);
  else if (g_str_equal (type, "chat"))
    ok = read_chat (state, object, entry);
  else if (g_str_equal (type, "data"))
    ok = read_piece (state, object);
  else if (g_str_equal (type, "message"))
    ok = read_message (state, object);
  else if (g_str_equal (type, "artifact"))
    ok = read_artifact (state, object);
  else if (g_str_equal (type, "end"))
    state->has_end = TRUE;
  /* Whatever else a later Alcove adds is passed over. */
  if (ok)
    return;
  alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
  alcove_lost (state);
}

static void
alcove_end (gpointer data, gboolean is_whole, AlcoveImportSink *sink)
{
  State *state = data;

  /* Without its end nobody knows whether the last chat has more. */
  if (is_whole && state->has_end)
    end_chat (state, sink);
  else if (state->bundle != NULL)
    alcove_import_sink_skip (sink, state->entry, ALCOVE_SKIP_INCOMPLETE);
}

const AlcoveImportFormat alcove_format_alcove = {
  .name = "alcove",
  .matches = alcove_matches,
  .begin = alcove_begin,
  .read = alcove_read,
  .lost = alcove_lost,
  .end = alcove_end,
  .free = alcove_free,
};
