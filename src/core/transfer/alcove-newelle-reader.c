/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The file in which Newelle keeps its chats: a pickle of a list of chats, in later versions of a dict with chats by
 * their numbers, and folders. It is read whole, without running anything of it, then chat by chat. Blocks; one thread
 * at a time. */

#include "alcove-newelle-reader.h"

#include "alcove-error.h"
#include "alcove-newelle-message.h"
#include "alcove-pickle.h"

/* The same value can stand for many messages in a file that was made to: what is taken ends in any case. */
#define TAKEN_MIN ((gsize) 64 * 1024 * 1024)
#define TAKEN_FACTOR 8
#define CHAT_BYTES 1000
#define ITEM_BYTES 16
/* To know what it is. */
#define LOOK_AT 100
#define FOLDER_CHATS_MAX 500000

struct _AlcoveNewelleReader
{
  AlcoveImportReader parent_instance;

  goffset size; /* -1 unknown */
  AlcovePickle *pickle;
  const AlcovePickleValue *chats; /* a list, or a dict; NULL until all is read */
  GHashTable *folders;            /* a chat's number → the name of its folder, of the pickle */
  guint at;                       /* the next one */
  gsize n_left;
};

G_DEFINE_FINAL_TYPE (AlcoveNewelleReader, alcove_newelle_reader, ALCOVE_TYPE_IMPORT_READER)

/* ---- what the values are ---- */

static gboolean
is_chat (const AlcovePickleValue *value)
{
  return alcove_pickle_value_get_list (value, "chat") != NULL;
}

static guint
count_chats (const AlcovePickleValue *chats)
{
  return chats->kind == ALCOVE_PICKLE_DICT ? chats->n / 2 : chats->n;
}

static const AlcovePickleValue *
get_chat (const AlcovePickleValue *chats, guint i)
{
  return chats->items[chats->kind == ALCOVE_PICKLE_DICT ? 2 * i + 1 : i];
}

/* Its number, by which folders know it; NULL in a list. */
static const AlcovePickleValue *
get_number (const AlcovePickleValue *chats, guint i)
{
  return chats->kind == ALCOVE_PICKLE_DICT ? chats->items[2 * i] : NULL;
}

/* A folder lists the numbers of its chats. */
static void
index_folder (AlcoveNewelleReader *self, const AlcovePickleValue *folder)
{
  const AlcovePickleValue *name = alcove_pickle_value_get (folder, "name");
  const AlcovePickleValue *ids = alcove_pickle_value_get_list (folder, "chat_ids");

  for (guint i = 0; name != NULL && ids != NULL && i < ids->n; i++)
    if (ids->items[i]->kind == ALCOVE_PICKLE_INT
        && g_hash_table_size (self->folders) < FOLDER_CHATS_MAX)
      g_hash_table_insert (self->folders, &ids->items[i]->integer, (gpointer) name);
}

static void
index_folders (AlcoveNewelleReader *self, const AlcovePickleValue *folders)
{
  const guint n = folders && folders->kind == ALCOVE_PICKLE_DICT ? folders->n : 0;

  for (guint i = 1; i < MIN (n, 2 * LOOK_AT); i += 2)
    index_folder (self, folders->items[i]);
}

/* Whether it is what Newelle writes: nothing at all, or something with chats in it. */
static gboolean
find_chats (AlcoveNewelleReader *self)
{
  const AlcovePickleValue *root = alcove_pickle_get_value (self->pickle);
  const AlcovePickleValue *chats = alcove_pickle_value_get (root, "chats");

  if (chats == NULL && root->kind == ALCOVE_PICKLE_LIST)
    chats = root;
  if (chats == NULL || (chats->kind != ALCOVE_PICKLE_DICT && chats->kind != ALCOVE_PICKLE_LIST))
    return FALSE;
  self->chats = chats;
  index_folders (self, alcove_pickle_value_get (root, "folders"));
  for (guint i = 0; i < MIN (count_chats (chats), LOOK_AT); i++)
    if (is_chat (get_chat (chats, i)))
      return TRUE;
  return count_chats (chats) == 0;
}

/* The folder that lists the chat. */
static void
set_folder (AlcoveNewelleReader *self, AlcoveForeignChat *chat, const AlcovePickleValue *number)
{
  g_autofree char *name = NULL;

  if (number != NULL && number->kind == ALCOVE_PICKLE_INT)
    name = alcove_pickle_value_dup_text (g_hash_table_lookup (self->folders, &number->integer));
  if (name != NULL)
    alcove_foreign_chat_set_folder (chat, name, name);
}

/* ---- chats ---- */

static void
read_message (AlcoveForeignChat *chat, const AlcovePickleValue *value, guint number)
{
  const AlcovePickleValue *said = alcove_pickle_value_get (value, "Message");
  g_autofree char *user = alcove_pickle_value_dup_member (value, "User");
  g_autofree char *name = g_strdup_printf ("%u", number);
  g_autofree char *text = NULL;

  if (user == NULL || said == NULL || said->kind != ALCOVE_PICKLE_TEXT)
    {
      alcove_foreign_chat_miss (chat, name);
      return;
    }
  if (!alcove_foreign_chat_grow (chat, said->n + (gsize) value->n * ITEM_BYTES))
    return;
  text = alcove_pickle_value_dup_text (said);
  alcove_newelle_message_add (chat, user, text);
}

static void
read_chat (AlcoveNewelleReader *self, guint i, AlcoveImportSink *sink)
{
  const AlcovePickleValue *value = get_chat (self->chats, i);
  const AlcovePickleValue *messages = alcove_pickle_value_get_list (value, "chat");
  g_autofree char *entry = g_strdup_printf ("%u", i + 1);
  g_autofree char *id = alcove_pickle_value_dup_member (value, "id");
  g_autofree char *title = alcove_pickle_value_dup_member (value, "name");
  AlcoveForeignChat *chat;

  self->n_left -= MIN (self->n_left, (gsize) value->n * ITEM_BYTES + CHAT_BYTES);
  if (messages == NULL)
    {
      alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_BROKEN);
      return;
    }
  chat = alcove_foreign_chat_new (ALCOVE_NEWELLE_FORMAT, id);
  alcove_foreign_chat_set_title (chat, title);
  set_folder (self, chat, get_number (self->chats, i));
  for (guint k = 0; k < messages->n && !alcove_foreign_chat_is_too_large (chat); k++)
    read_message (chat, messages->items[k], k + 1);
  self->n_left -= MIN (self->n_left, alcove_foreign_chat_get_size (chat));
  alcove_foreign_chat_end (chat, entry, sink);
}

/* ---- the reader ---- */

static gboolean
read_pickle (AlcoveNewelleReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (alcove_pickle_step (self->pickle, cancellable, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->n_left = MAX (alcove_pickle_get_size (self->pickle) * TAKEN_FACTOR, TAKEN_MIN);
  if (find_chats (self))
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT,
                       "a pickle that has no chats");
  return FALSE;
}

static gboolean
alcove_newelle_reader_step (AlcoveImportReader *reader, AlcoveImportSink *sink,
                            GCancellable *cancellable, GError **error)
{
  AlcoveNewelleReader *self = ALCOVE_NEWELLE_READER (reader);

  if (self->chats == NULL)
    return read_pickle (self, cancellable, error);
  if (self->at == count_chats (self->chats))
    return FALSE;
  if (self->n_left == 0)
    {
      g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_FILE_TOO_LARGE,
                           "a pickle stands for more than can be taken");
      return FALSE;
    }
  read_chat (self, self->at++, sink);
  return TRUE;
}

static const char *
alcove_newelle_reader_get_format (AlcoveImportReader *reader)
{
  return ALCOVE_NEWELLE_FORMAT;
}

/* Reading the file is half of it. */
static double
alcove_newelle_reader_get_position (AlcoveImportReader *reader)
{
  AlcoveNewelleReader *self = ALCOVE_NEWELLE_READER (reader);

  if (self->chats == NULL)
    return self->size > 0
               ? (double) alcove_pickle_get_position (self->pickle) / (double) self->size / 2
               : 0;
  return 0.5 + (double) self->at / MAX (count_chats (self->chats), 1) / 2;
}

static void
alcove_newelle_reader_finalize (GObject *object)
{
  AlcoveNewelleReader *self = ALCOVE_NEWELLE_READER (object);

  g_hash_table_unref (self->folders);
  g_clear_pointer (&self->pickle, alcove_pickle_free);
  G_OBJECT_CLASS (alcove_newelle_reader_parent_class)->finalize (object);
}

static void
alcove_newelle_reader_class_init (AlcoveNewelleReaderClass *klass)
{
  AlcoveImportReaderClass *reader_class = ALCOVE_IMPORT_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = alcove_newelle_reader_finalize;
  reader_class->step = alcove_newelle_reader_step;
  reader_class->get_format = alcove_newelle_reader_get_format;
  reader_class->get_position = alcove_newelle_reader_get_position;
}

static void
alcove_newelle_reader_init (AlcoveNewelleReader *self)
{
  self->folders = g_hash_table_new (g_int64_hash, g_int64_equal);
}

/**
 * alcove_newelle_reader_new:
 * @stream: a pickle
 * @size: how many bytes it has, -1 where that is not known
 *
 * Returns: (transfer full): a reader at its start
 */
AlcoveImportReader *
alcove_newelle_reader_new (GInputStream *stream, goffset size)
{
  AlcoveNewelleReader *self = g_object_new (ALCOVE_TYPE_NEWELLE_READER, NULL);

  self->pickle = alcove_pickle_new (stream);
  self->size = size;
  return ALCOVE_IMPORT_READER (self);
}

/**
 * alcove_newelle_reader_open:
 * @file: a pickle
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a reader at its start
 */
AlcoveImportReader *
alcove_newelle_reader_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;

  if (stream == NULL)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  return alcove_newelle_reader_new (G_INPUT_STREAM (stream),
                                    info ? g_file_info_get_size (info) : -1);
}
