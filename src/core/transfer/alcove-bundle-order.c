/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Makes a chat that came from a file fit for a history, whatever the file said: parents before their children, one
 * sequence for all, times that can be, a shown path that exists. Pure; any thread. */

#include "alcove-bundle-order.h"

#include <string.h>

/* The year 5000: a time behind it is a mistake. */
#define TIME_MAX G_GINT64_CONSTANT (95617584000000)
#define ID_SIZE 16

/**
 * alcove_import_dup_id:
 * @format: the name of a format
 * @chat: what names the chat there
 * @message: (nullable): what names the message there; %NULL for the chat itself
 *
 * Another program's name as one of ours: the same at each import, so that what is here already is known again. A UUID
 * of version 8 (RFC 9562, section 5.8) made of a SHA-256.
 *
 * Returns: (transfer full): an id
 */
char *
alcove_import_dup_id (const char *format, const char *chat, const char *message)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *words[] = { format, chat, message ? "m" : "c", message ? message : "" };
  GString *id = g_string_new (NULL);
  guint8 digest[32];
  gsize size = sizeof digest;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_checksum_update (checksum, (const guchar *) words[i], (gssize) strlen (words[i]) + 1);
  g_checksum_get_digest (checksum, digest, &size);
  digest[6] = (guint8) (0x80 | (digest[6] & 0x0f));
  digest[8] = (guint8) (0x80 | (digest[8] & 0x3f));
  for (guint i = 0; i < ID_SIZE; i++)
    g_string_append_printf (id, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x",
                            digest[i]);
  return g_string_free_and_steal (id);
}

static gint64
get_time (gint64 time)
{
  return time > 0 && time < TIME_MAX ? time : 0;
}

/* By its sequence; what has none stays behind what has, in the order of the file. */
static int
compare_sequence (gconstpointer a, gconstpointer b)
{
  const AlcoveMessageRecord *one = *(AlcoveMessageRecord *const *) a;
  const AlcoveMessageRecord *other = *(AlcoveMessageRecord *const *) b;
  const gint64 first = one->sequence > 0 ? one->sequence : G_MAXINT64;
  const gint64 second = other->sequence > 0 ? other->sequence : G_MAXINT64;

  return (first > second) - (first < second);
}

/* The canonical form, in which they are compared. */
static void
lower (char *id)
{
  for (char *p = id; p != NULL && *p; p++)
    *p = g_ascii_tolower (*p);
}

static void
lower_ids (AlcoveChatBundle *bundle)
{
  lower (bundle->chat->id);
  lower (bundle->chat->active_leaf);
  for (guint i = 0; i < bundle->messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);

      lower (message->id);
      lower (message->parent_id);
      g_set_str (&message->chat_id, bundle->chat->id);
    }
  for (guint i = 0; i < bundle->artifacts->len; i++)
    {
      AlcoveArtifact *artifact = g_ptr_array_index (bundle->artifacts, i);

      lower (artifact->id);
      lower (artifact->message_id);
    }
}

/* Each message by its id; 0, or why there is no such table. */
static AlcoveSkipReason
index_messages (GPtrArray *messages, GHashTable *by_id)
{
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (message->id == NULL || !g_uuid_string_is_valid (message->id)
          || !g_hash_table_insert (by_id, message->id, message))
        return ALCOVE_SKIP_BROKEN;
    }
  return 0;
}

static void
drop_missing_parents (GPtrArray *messages, GHashTable *by_id)
{
  for (guint i = 0; i < messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (message->parent_id != NULL && !g_hash_table_contains (by_id, message->parent_id))
        g_clear_pointer (&message->parent_id, g_free);
    }
}

/* Puts a message behind its parents, which come first where they are not there yet; FALSE for a circle. */
static gboolean
place (AlcoveMessageRecord *message, GHashTable *by_id, GHashTable *placed, GPtrArray *order)
{
  g_autoptr (GPtrArray) up = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  while (message != NULL && !g_hash_table_contains (placed, message))
    {
      if (!g_hash_table_add (seen, message))
        return FALSE;
      g_ptr_array_add (up, message);
      message = message->parent_id ? g_hash_table_lookup (by_id, message->parent_id) : NULL;
    }
  for (guint i = up->len; i > 0; i--)
    {
      g_hash_table_add (placed, up->pdata[i - 1]);
      g_ptr_array_add (order, alcove_message_record_ref (up->pdata[i - 1]));
    }
  return TRUE;
}

static AlcoveSkipReason
sort_messages (AlcoveChatBundle *bundle, GHashTable *by_id)
{
  g_autoptr (GHashTable) placed = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) order
      = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_message_record_unref);

  g_ptr_array_sort (bundle->messages, compare_sequence);
  for (guint i = 0; i < bundle->messages->len; i++)
    if (!place (bundle->messages->pdata[i], by_id, placed, order))
      return ALCOVE_SKIP_CYCLIC;
  g_ptr_array_unref (bundle->messages);
  bundle->messages = g_steal_pointer (&order);
  return 0;
}

/* Sequences that count up are kept; else all are counted anew. */
static void
number_messages (GPtrArray *messages)
{
  gint64 last = 0;
  guint i;

  for (i = 0; i < messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (messages, i);

      if (message->sequence <= last || message->sequence > G_MAXINT32)
        break;
      last = message->sequence;
    }
  if (i == messages->len)
    return;
  for (i = 0; i < messages->len; i++)
    ((AlcoveMessageRecord *) messages->pdata[i])->sequence = i + 1;
}

/* A message without a time has that of the one above it, the first one that of the chat. */
static void
date_messages (AlcoveChatBundle *bundle)
{
  AlcoveChatRecord *chat = bundle->chat;
  gint64 newest = 0, last;

  chat->created_at = get_time (chat->created_at);
  chat->updated_at = get_time (chat->updated_at);
  chat->archived_at = get_time (chat->archived_at);
  chat->deleted_at = get_time (chat->deleted_at);
  for (guint i = 0; i < bundle->messages->len && chat->created_at == 0; i++)
    chat->created_at = get_time (((AlcoveMessageRecord *) bundle->messages->pdata[i])->created_at);
  if (chat->created_at == 0)
    chat->created_at = chat->updated_at > 0 ? chat->updated_at : g_get_real_time () / 1000;
  last = chat->created_at;
  for (guint i = 0; i < bundle->messages->len; i++)
    {
      AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);

      message->created_at = get_time (message->created_at);
      if (message->created_at == 0)
        message->created_at = last;
      last = message->created_at;
      newest = MAX (newest, last);
    }
  if (chat->updated_at == 0)
    chat->updated_at = MAX (chat->created_at, newest);
}

static void
check_artifacts (AlcoveChatBundle *bundle, GHashTable *by_id)
{
  for (guint i = bundle->artifacts->len; i > 0; i--)
    {
      const AlcoveArtifact *artifact = g_ptr_array_index (bundle->artifacts, i - 1);

      if (artifact->id == NULL || !g_uuid_string_is_valid (artifact->id)
          || artifact->message_id == NULL || !g_hash_table_contains (by_id, artifact->message_id))
        g_ptr_array_remove_index (bundle->artifacts, i - 1);
    }
}

/**
 * alcove_bundle_put_in_order:
 * @bundle: a whole chat
 *
 * Sorts its messages by sequence with parents before their children, counts them where they are not counted, gives a
 * time to what has none, and lets go parents, a shown path and a folder that are not there.
 *
 * Returns: 0, or why it cannot be a chat: an id that is none or that stands twice, parents in a circle
 */
AlcoveSkipReason
alcove_bundle_put_in_order (AlcoveChatBundle *bundle)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  AlcoveChatRecord *chat = bundle->chat;
  AlcoveSkipReason reason;

  lower_ids (bundle);
  if (chat->id == NULL || !g_uuid_string_is_valid (chat->id))
    return ALCOVE_SKIP_BROKEN;
  reason = index_messages (bundle->messages, by_id);
  if (reason != 0)
    return reason;
  drop_missing_parents (bundle->messages, by_id);
  reason = sort_messages (bundle, by_id);
  if (reason != 0)
    return reason;
  number_messages (bundle->messages);
  date_messages (bundle);
  check_artifacts (bundle, by_id);
  if (chat->active_leaf != NULL && !g_hash_table_contains (by_id, chat->active_leaf))
    g_clear_pointer (&chat->active_leaf, g_free);
  g_set_str (&chat->folder_id, bundle->folder ? bundle->folder->id : NULL);
  return 0;
}
