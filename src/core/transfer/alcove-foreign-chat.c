/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A chat of another program on its way to be one of ours. Its names there become ids that are the same at each import;
 * where messages have none they are known by what they say and by what was said before it, so that a chat that went
 * on elsewhere is the same chat with more messages. Pure; any thread, one at a time. */

#include "alcove-foreign-chat.h"

#include <string.h>

#include "alcove-bundle-order.h"
#include "alcove-import-part.h"

/* A chat is in memory twice while it is taken over, and the next one is being read. */
#define CHAT_BYTES_MAX ((gsize) 64 * 1024 * 1024)
/* What a message needs beside its words. */
#define MESSAGE_BYTES 800
#define MISSES_MAX 100

struct _AlcoveForeignChat
{
  const char *format;
  char *key; /* nullable: named by its title and its first message */
  AlcoveChatBundle *bundle;
  GPtrArray *broken; /* utf8: which of its messages cannot be read */
  gsize n_bytes;
  gboolean is_linear; /* its messages have no names */
  gboolean is_too_large;
};

/**
 * alcove_foreign_chat_new:
 * @format: the name of its format, a constant
 * @key: (nullable): what names it there
 *
 * Returns: (transfer full): a chat without messages
 */
AlcoveForeignChat *
alcove_foreign_chat_new (const char *format, const char *key)
{
  AlcoveForeignChat *self = g_new0 (AlcoveForeignChat, 1);

  self->format = format;
  self->key = key && *key ? g_strdup (key) : NULL;
  self->bundle = alcove_chat_bundle_new (alcove_chat_record_new ());
  self->broken = g_ptr_array_new_with_free_func (g_free);
  if (self->key != NULL)
    self->bundle->chat->id = alcove_import_dup_id (format, self->key, NULL);
  return self;
}

void
alcove_foreign_chat_free (AlcoveForeignChat *self)
{
  g_clear_pointer (&self->bundle, alcove_chat_bundle_unref);
  g_ptr_array_unref (self->broken);
  g_free (self->key);
  g_free (self);
}

/* (transfer none) */
AlcoveChatRecord *
alcove_foreign_chat_get_record (AlcoveForeignChat *self)
{
  return self->bundle->chat;
}

/**
 * alcove_foreign_chat_set_title:
 * @self: a chat
 * @title: (nullable): what it was called; it stays so
 */
void
alcove_foreign_chat_set_title (AlcoveForeignChat *self, const char *title)
{
  AlcoveChatRecord *chat = self->bundle->chat;

  g_free (chat->title);
  chat->title = alcove_import_dup_title (title);
  chat->title_source = chat->title ? ALCOVE_TITLE_FROM_USER : ALCOVE_TITLE_FROM_PROMPT;
}

/**
 * alcove_foreign_chat_set_folder:
 * @self: a chat
 * @key: what names the folder there
 * @name: (nullable): what it is called; without a name there is none
 */
void
alcove_foreign_chat_set_folder (AlcoveForeignChat *self, const char *key, const char *name)
{
  g_autofree char *folder_key = g_strconcat ("folder:", key, NULL);
  g_autofree char *line = alcove_import_dup_title (name);

  if (line == NULL)
    return;
  g_clear_pointer (&self->bundle->folder, alcove_folder_record_unref);
  self->bundle->folder = alcove_folder_record_new ();
  self->bundle->folder->id = alcove_import_dup_id (self->format, folder_key, NULL);
  self->bundle->folder->name = g_steal_pointer (&line);
  self->bundle->folder->created_at = g_get_real_time () / 1000;
}

static AlcoveMessageRecord *
add_message (AlcoveForeignChat *self, AlcoveRole role)
{
  AlcoveMessageRecord *message = alcove_message_record_new (role, ALCOVE_STATUS_COMPLETE);

  g_ptr_array_add (self->bundle->messages, message);
  return message;
}

/**
 * alcove_foreign_chat_add:
 * @self: a chat that has a name
 * @key: what names the message there
 * @parent_key: (nullable): what names the one that it answers
 * @role: whose it is
 *
 * Returns: (transfer none): a complete message without parts
 */
AlcoveMessageRecord *
alcove_foreign_chat_add (AlcoveForeignChat *self, const char *key, const char *parent_key,
                         AlcoveRole role)
{
  AlcoveMessageRecord *message = add_message (self, role);

  message->id = alcove_import_dup_id (self->format, self->key, key);
  if (parent_key != NULL && *parent_key)
    message->parent_id = alcove_import_dup_id (self->format, self->key, parent_key);
  return message;
}

/**
 * alcove_foreign_chat_append:
 * @self: a chat whose messages have no names
 * @role: whose it is
 *
 * Returns: (transfer none): a complete message without parts, behind those that were appended before
 */
AlcoveMessageRecord *
alcove_foreign_chat_append (AlcoveForeignChat *self, AlcoveRole role)
{
  self->is_linear = TRUE;
  return add_message (self, role);
}

/**
 * alcove_foreign_chat_set_shown:
 * @self: a chat that has a name
 * @key: (nullable): what names the message where the shown path ends
 */
void
alcove_foreign_chat_set_shown (AlcoveForeignChat *self, const char *key)
{
  AlcoveChatRecord *chat = self->bundle->chat;

  g_free (chat->active_leaf);
  chat->active_leaf = key && *key ? alcove_import_dup_id (self->format, self->key, key) : NULL;
}

/**
 * alcove_foreign_chat_miss:
 * @self: a chat
 * @key: which of its messages cannot be read
 *
 * The others are taken.
 */
void
alcove_foreign_chat_miss (AlcoveForeignChat *self, const char *key)
{
  if (self->broken->len < MISSES_MAX)
    g_ptr_array_add (self->broken, g_utf8_make_valid (key, MIN ((gssize) strlen (key), 100)));
}

/**
 * alcove_foreign_chat_grow:
 * @self: a chat
 * @n_bytes: what the next message will hold
 *
 * For sources in which a small file can stand for a large chat.
 *
 * Returns: whether it may become so large; else it is skipped when it ends
 */
gboolean
alcove_foreign_chat_grow (AlcoveForeignChat *self, gsize n_bytes)
{
  self->n_bytes += MIN (n_bytes, CHAT_BYTES_MAX) + MESSAGE_BYTES;
  if (self->n_bytes > CHAT_BYTES_MAX && !self->is_too_large)
    {
      self->is_too_large = TRUE;
      g_ptr_array_set_size (self->bundle->messages, 0);
    }
  return !self->is_too_large;
}

gboolean
alcove_foreign_chat_is_too_large (AlcoveForeignChat *self)
{
  return self->is_too_large;
}

/* In bytes, as far as alcove_foreign_chat_grow() was told. */
gsize
alcove_foreign_chat_get_size (AlcoveForeignChat *self)
{
  return self->n_bytes;
}

/* ---- names of what has none ---- */

static void
add_word (GChecksum *checksum, const char *word)
{
  g_checksum_update (checksum, (const guchar *) (word ? word : ""),
                     word ? (gssize) strlen (word) + 1 : 1);
}

/* A message by what it says, behind the one before. */
static char *
dup_key (const char *before, const AlcoveMessageRecord *message)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_word (checksum, before);
  add_word (checksum, alcove_role_to_string (message->role));
  for (guint i = 0; i < message->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (message->parts, i);
      gsize size = 0;
      gconstpointer bytes = part->data ? g_bytes_get_data (part->data, &size) : NULL;

      add_word (checksum, alcove_part_kind_to_string (part->kind));
      add_word (checksum, part->name);
      add_word (checksum, part->text);
      if (size > 0)
        g_checksum_update (checksum, bytes, (gssize) size);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
name_chat (AlcoveForeignChat *self, const AlcoveMessageRecord *first)
{
  g_autofree char *start = dup_key (NULL, first);
  const char *title = self->bundle->chat->title;

  self->key = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s", title ? title : "",
                               first->created_at, start);
  self->bundle->chat->id = alcove_import_dup_id (self->format, self->key, NULL);
}

static void
name_messages (AlcoveForeignChat *self)
{
  g_autofree char *before = NULL;
  const char *parent = NULL;

  for (guint i = 0; i < self->bundle->messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (self->bundle->messages, i);
      char *key = dup_key (before, message);

      message->id = alcove_import_dup_id (self->format, self->key, key);
      message->parent_id = g_strdup (parent);
      parent = message->id;
      g_free (before);
      before = key;
    }
}

/* ---- the end ---- */

static void
drop_empty (char **word)
{
  if (*word != NULL && **word == '\0')
    g_clear_pointer (word, g_free);
}

/* What a program writes where it has nothing to tell is not a model whose name has no letters. */
static void
drop_empty_words (AlcoveChatBundle *bundle)
{
  drop_empty (&bundle->chat->model);
  drop_empty (&bundle->chat->system_prompt);
  for (guint i = 0; i < bundle->messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);

      drop_empty (&message->model);
      drop_empty (&message->finish_reason);
    }
}

/* Of a chat that is taken, what is not. */
static void
tell_broken (AlcoveForeignChat *self, const char *entry, AlcoveImportSink *sink)
{
  for (guint i = 0; i < self->broken->len; i++)
    {
      g_autofree char *name
          = g_strdup_printf ("%s: %s", entry, (const char *) self->broken->pdata[i]);

      alcove_import_sink_skip (sink, name, ALCOVE_SKIP_BROKEN);
    }
}

/**
 * alcove_foreign_chat_end:
 * @self: (transfer full): a chat
 * @entry: where it stands in the file
 * @sink: takes it, or that it is empty or too large
 */
void
alcove_foreign_chat_end (AlcoveForeignChat *self, const char *entry, AlcoveImportSink *sink)
{
  AlcoveChatBundle *bundle = self->bundle;

  if (self->is_too_large)
    alcove_import_sink_skip (sink, entry, ALCOVE_SKIP_TOO_LARGE);
  else if (bundle->messages->len == 0)
    alcove_import_sink_skip (sink, entry,
                             self->broken->len > 0 ? ALCOVE_SKIP_BROKEN : ALCOVE_SKIP_EMPTY);
  else
    {
      if (self->key == NULL)
        name_chat (self, g_ptr_array_index (bundle->messages, 0));
      if (self->is_linear)
        name_messages (self);
      drop_empty_words (bundle);
      alcove_import_give_title (bundle);
      tell_broken (self, entry, sink);
      alcove_import_sink_add (sink, entry, g_steal_pointer (&self->bundle));
    }
  alcove_foreign_chat_free (self);
}
