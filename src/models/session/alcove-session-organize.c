/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where chats stand: pinned, in a folder, in the archive, in the trash, or nowhere any more; one of them or many.
 * Main thread. A change shows at once in every list, and what the store refuses is taken back. */

#include "alcove-session-private.h"

#include "alcove-error.h"

#define PIECE 256 /* chats to a transaction, so that no message waits for long */

/* One chat, and where it stood before. */
typedef struct
{
  AlcoveConversation *conversation;
  gint64 deleted_at;
  gint64 archived_at;
  char *folder_id;
  gboolean is_pinned;
} Standing;

typedef struct
{
  AlcoveSession *session;
  GPtrArray *standings;
  AlcoveChatChange change;
  char *folder_id;
} Changing;

static void
standing_free (Standing *standing)
{
  alcove_conversation_add_pending (standing->conversation, -1);
  g_object_unref (standing->conversation);
  g_free (standing->folder_id);
  g_free (standing);
}

static void
changing_free (Changing *changing)
{
  g_object_unref (changing->session);
  g_ptr_array_unref (changing->standings);
  g_free (changing->folder_id);
  g_free (changing);
}

static Standing *
standing_new (AlcoveConversation *conversation)
{
  const AlcoveChatRecord *record = alcove_conversation_get_record (conversation);
  Standing *standing = g_new0 (Standing, 1);

  standing->conversation = g_object_ref (conversation);
  standing->deleted_at = record->deleted_at;
  standing->archived_at = record->archived_at;
  standing->folder_id = g_strdup (record->folder_id);
  standing->is_pinned = record->is_pinned;
  alcove_conversation_add_pending (conversation, 1);
  return standing;
}

/* A chat that no store has: what it owes stays with it, so that it can come back. */
static gboolean
is_nowhere (AlcoveConversation *conversation)
{
  AlcoveChatWriter *writer = alcove_conversation_get_writer (conversation);

  return writer == NULL || alcove_chat_writer_get_unborn_chat (writer) != NULL;
}

static gboolean
is_counted (gint64 deleted_at)
{
  return deleted_at == 0;
}

static void
count_saved (AlcoveSession *self, AlcoveConversation *conversation, gboolean was, gboolean is)
{
  if (alcove_conversation_get_home (conversation) == ALCOVE_HOME_VAULT && was != is)
    alcove_session_set_n_saved (self, MAX (0, self->n_saved + (is ? 1 : -1)));
}

/* How it stands from now on. */
static void
apply (Changing *changing, Standing *standing)
{
  AlcoveChatRecord *record = alcove_conversation_get_record (standing->conversation);
  const gint64 now = g_get_real_time () / 1000;

  switch (changing->change)
    {
    case ALCOVE_CHAT_CHANGE_TRASH:
    case ALCOVE_CHAT_CHANGE_RESTORE:
      alcove_conversation_set_deleted (
          standing->conversation, changing->change == ALCOVE_CHAT_CHANGE_TRASH ? now : 0, FALSE);
      break;
    case ALCOVE_CHAT_CHANGE_ARCHIVE:
    case ALCOVE_CHAT_CHANGE_UNARCHIVE:
      record->archived_at = changing->change == ALCOVE_CHAT_CHANGE_ARCHIVE ? now : 0;
      break;
    case ALCOVE_CHAT_CHANGE_PIN:
    case ALCOVE_CHAT_CHANGE_UNPIN:
      alcove_conversation_set_pinned (standing->conversation,
                                      changing->change == ALCOVE_CHAT_CHANGE_PIN);
      return;
    case ALCOVE_CHAT_CHANGE_MOVE:
      g_set_str (&record->folder_id, changing->folder_id);
      break;
    case ALCOVE_CHAT_CHANGE_DELETE:
      alcove_conversation_set_deleted (standing->conversation, record->deleted_at, TRUE);
      break;
    default:
      g_return_if_reached ();
    }
}

static void
place_from (Changing *changing, guint from)
{
  g_autoptr (GPtrArray) chats = g_ptr_array_new ();

  for (guint i = from; i < changing->standings->len; i++)
    g_ptr_array_add (chats,
                     ((Standing *) g_ptr_array_index (changing->standings, i))->conversation);
  alcove_session_place_all (changing->session, chats);
}

/* Of what may have been changed in other ways since, only what this change did. */
static void
reverse (const Changing *changing, const Standing *standing)
{
  AlcoveChatRecord *record = alcove_conversation_get_record (standing->conversation);

  switch (changing->change)
    {
    case ALCOVE_CHAT_CHANGE_ARCHIVE:
    case ALCOVE_CHAT_CHANGE_UNARCHIVE:
      record->archived_at = standing->archived_at;
      break;
    case ALCOVE_CHAT_CHANGE_PIN:
    case ALCOVE_CHAT_CHANGE_UNPIN:
      alcove_conversation_set_pinned (standing->conversation, standing->is_pinned);
      break;
    case ALCOVE_CHAT_CHANGE_MOVE:
      g_set_str (&record->folder_id, standing->folder_id);
      break;
    case ALCOVE_CHAT_CHANGE_TRASH:
    case ALCOVE_CHAT_CHANGE_RESTORE:
    case ALCOVE_CHAT_CHANGE_DELETE:
    default:
      alcove_conversation_set_deleted (standing->conversation, standing->deleted_at, FALSE);
    }
}

/* The store refused. */
static void
take_back (Changing *changing, guint from)
{
  for (guint i = from; i < changing->standings->len; i++)
    reverse (changing, g_ptr_array_index (changing->standings, i));
  place_from (changing, from);
}

/* In a fiber. */
static void
stop_answer (AlcoveConversation *conversation)
{
  AlcoveSending *running = alcove_conversation_get_sending (conversation);
  g_autoptr (AlcoveSending) sending = running ? g_object_ref (running) : NULL;

  if (sending == NULL)
    return;
  alcove_sending_stop (sending);
  dex_await (alcove_sending_wait (sending), NULL);
  alcove_conversation_set_has_news (conversation, FALSE);
}

/* The ids of the next chats that the same store has; *from moves behind them. */
static char **
next_piece (const Changing *changing, guint *from, AlcoveStore **store)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  guint n = 0;

  *store = NULL;
  for (; *from < changing->standings->len && n < PIECE; (*from)++)
    {
      const Standing *standing = g_ptr_array_index (changing->standings, *from);

      if (is_nowhere (standing->conversation))
        continue;
      if (*store != NULL && *store != alcove_conversation_get_store (standing->conversation))
        break;
      *store = alcove_conversation_get_store (standing->conversation);
      g_strv_builder_add (ids, alcove_conversation_get_id (standing->conversation));
      n++;
    }
  return g_strv_builder_end (ids);
}

static void
count_all (const Changing *changing, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      const Standing *standing = g_ptr_array_index (changing->standings, i);
      const gint64 deleted_at = alcove_conversation_get_record (standing->conversation)->deleted_at;

      count_saved (changing->session, standing->conversation, is_counted (standing->deleted_at),
                   is_counted (deleted_at) && changing->change != ALCOVE_CHAT_CHANGE_DELETE);
    }
}

static DexFuture *
change_fiber (gpointer data)
{
  Changing *changing = data;
  guint done = 0;

  if (changing->change == ALCOVE_CHAT_CHANGE_TRASH || changing->change == ALCOVE_CHAT_CHANGE_DELETE)
    for (guint i = 0; i < changing->standings->len; i++)
      stop_answer (((Standing *) g_ptr_array_index (changing->standings, i))->conversation);
  while (done < changing->standings->len)
    {
      guint to = done;
      AlcoveStore *store;
      g_auto (GStrv) ids = next_piece (changing, &to, &store);
      g_autoptr (GError) error = NULL;

      if (store != NULL)
        dex_await_int64 (alcove_store_change_chats (store, (const char *const *) ids,
                                                    changing->change, changing->folder_id),
                         &error);
      if (error != NULL)
        {
          take_back (changing, done);
          return dex_future_new_for_error (g_steal_pointer (&error));
        }
      count_all (changing, done, to);
      done = to;
    }
  alcove_session_reload_folders (changing->session);
  return dex_future_new_for_int64 (done);
}

/**
 * alcove_session_change_chats:
 * @self: a session
 * @conversations: (element-type AlcoveConversation): chats
 * @change: what becomes of them; running answers are stopped where they go to the trash or away
 * @folder_id: (nullable): for %ALCOVE_CHAT_CHANGE_MOVE where to, %NULL for no folder
 *
 * Shows in every list when this returns. Only a saved chat goes to the archive or into a folder.
 *
 * Returns: (transfer full): a future of how many changed, a 64-bit integer; rejects, and what did not change is back
 *   where it was, where the store refuses
 */
DexFuture *
alcove_session_change_chats (AlcoveSession *self, GPtrArray *conversations, AlcoveChatChange change,
                             const char *folder_id)
{
  const gboolean saved_only
      = change == ALCOVE_CHAT_CHANGE_ARCHIVE || change == ALCOVE_CHAT_CHANGE_MOVE;
  Changing *changing = g_new0 (Changing, 1);

  changing->session = g_object_ref (self);
  changing->standings = g_ptr_array_new_with_free_func ((GDestroyNotify) standing_free);
  changing->change = change;
  changing->folder_id = g_strdup (folder_id);
  for (guint i = 0; i < conversations->len; i++)
    {
      AlcoveConversation *conversation = g_ptr_array_index (conversations, i);

      if (alcove_conversation_get_id (conversation) == NULL
          || (saved_only && alcove_conversation_get_home (conversation) != ALCOVE_HOME_VAULT))
        continue;
      g_ptr_array_add (changing->standings, standing_new (conversation));
    }
  for (guint i = 0; i < changing->standings->len; i++)
    apply (changing, g_ptr_array_index (changing->standings, i));
  place_from (changing, 0);
  return dex_scheduler_spawn (NULL, 0, change_fiber, changing, (GDestroyNotify) changing_free);
}

static DexFuture *
change_one (AlcoveSession *self, AlcoveConversation *conversation, AlcoveChatChange change)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, conversation);
  return alcove_session_change_chats (self, one, change, NULL);
}

/**
 * alcove_session_trash:
 * @self: a session
 * @conversation: a chat; its running answer is stopped
 *
 * Returns: (transfer full): a future that rejects, and the chat is back, where the store refuses
 */
DexFuture *
alcove_session_trash (AlcoveSession *self, AlcoveConversation *conversation)
{
  return change_one (self, conversation, ALCOVE_CHAT_CHANGE_TRASH);
}

/**
 * alcove_session_restore:
 * @self: a session
 * @conversation: a chat in the trash
 *
 * Returns: (transfer full): a future that settles once it is back where it was
 */
DexFuture *
alcove_session_restore (AlcoveSession *self, AlcoveConversation *conversation)
{
  if (alcove_conversation_get_writer (conversation) == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such chat");
  return change_one (self, conversation, ALCOVE_CHAT_CHANGE_RESTORE);
}

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *conversation; /* nullable */
} Matter;

static void
matter_free (Matter *matter)
{
  g_object_unref (matter->session);
  g_clear_object (&matter->conversation);
  g_free (matter);
}

static DexFuture *
spawn (AlcoveSession *self, AlcoveConversation *conversation, DexFiberFunc fiber)
{
  Matter *matter = g_new0 (Matter, 1);

  matter->session = g_object_ref (self);
  g_set_object (&matter->conversation, conversation);
  return dex_scheduler_spawn (NULL, 0, fiber, matter, (GDestroyNotify) matter_free);
}

static DexFuture *
duplicate_fiber (gpointer data)
{
  const Matter *matter = data;
  AlcoveChatWriter *writer = alcove_conversation_get_writer (matter->conversation);
  const AlcoveHome home = alcove_conversation_get_home (matter->conversation);
  g_autoptr (AlcoveStore) store = NULL;
  g_autoptr (AlcoveChatRecord) record = NULL;
  g_autoptr (AlcoveConversation) copy = NULL;
  GError *error = NULL;

  if (writer == NULL)
    return dex_future_new_reject (ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND, "no such chat");
  if (!dex_await (alcove_chat_writer_flush (writer), &error))
    return dex_future_new_for_error (error);
  store = g_object_ref (alcove_conversation_get_store (matter->conversation));
  record = dex_await_boxed (
      alcove_store_duplicate_chat (store, alcove_conversation_get_id (matter->conversation)),
      &error);
  if (record == NULL)
    return dex_future_new_for_error (error);
  copy = alcove_conversation_list_adopt (matter->session->conversations, record, store, home);
  alcove_session_place (matter->session, copy);
  count_saved (matter->session, copy, FALSE, TRUE);
  alcove_session_reload_folders (matter->session);
  return dex_future_new_take_object (g_steal_pointer (&copy));
}

/**
 * alcove_session_duplicate:
 * @self: a session
 * @conversation: a chat
 *
 * Copies it with all its branches, beside it: saved where it is saved.
 *
 * Returns: (transfer full): a future of the new #AlcoveConversation
 */
DexFuture *
alcove_session_duplicate (AlcoveSession *self, AlcoveConversation *conversation)
{
  return spawn (self, conversation, duplicate_fiber);
}

static DexFuture *
empty_trash_fiber (gpointer data)
{
  AlcoveSession *self = ((Matter *) data)->session;
  g_autoptr (GError) error = NULL;
  gint64 n;

  if (!dex_await (alcove_session_wait_open (self), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (self->store == NULL)
    return dex_future_new_for_int64 (0);
  n = dex_await_int64 (alcove_store_empty_trash (self->store), &error);
  if (error == NULL)
    alcove_conversation_list_set_gone (self->conversations, TRUE);
  alcove_session_refresh_lists (self);
  return error ? dex_future_new_for_error (g_steal_pointer (&error)) : dex_future_new_for_int64 (n);
}

/**
 * alcove_session_empty_trash:
 * @self: a session
 *
 * Deletes for good what is in the trash.
 *
 * Returns: (transfer full): a future of how many chats are gone, a 64-bit integer
 */
DexFuture *
alcove_session_empty_trash (AlcoveSession *self)
{
  return spawn (self, NULL, empty_trash_fiber);
}
