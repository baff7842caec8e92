/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats that go for good. To take a message's words out of the index may need 10 ms where there is much, so a chat is
 * condemned first: from that transaction on nobody finds it, by its id neither. What is left of it goes message by
 * message, in pieces between which others have their turn. A condemned chat is in the trash since 1970: who opens the
 * history after a crash goes on where this ended, as with all that is in the trash for long. Functions run within a
 * transaction of their caller. Thread of the connection. */

#include "alcove-purge.h"

#include "alcove-chat-table.h"

gboolean
alcove_purge_condemn (AlcoveDb *db, const char *chat_id, GError **error)
{
  AlcoveChatState state;

  return alcove_chat_table_find (db, chat_id, &state, error)
         && alcove_db_run (db, error, "chat-condemn", "i", state.n);
}

/**
 * alcove_purge_condemn_trash: (skip)
 * @db: a connection in a transaction
 * @before: chats that are in the trash since before
 * @limit: how many at most
 * @n: (out): how many it were
 * @error: return location for an error
 *
 * Returns: whether it went well
 */
gboolean
alcove_purge_condemn_trash (AlcoveDb *db, gint64 before, guint limit, guint *n, GError **error)
{
  gint64 chat;

  for (*n = 0; *n < limit; (*n)++)
    {
      if (!alcove_db_get_int (db, &chat, error, "chat-next-trash", "i", before))
        return FALSE;
      if (chat == 0)
        return TRUE;
      if (!alcove_db_run (db, error, "chat-condemn", "i", chat))
        return FALSE;
    }
  return TRUE;
}

gboolean
alcove_purge_is_needed (AlcoveDb *db, gboolean *is_needed, GError **error)
{
  gint64 chat;

  if (!alcove_db_get_int (db, &chat, error, "chat-next-condemned", ""))
    return FALSE;
  *is_needed = chat != 0;
  return TRUE;
}

static gboolean
delete_chat (AlcoveDb *db, gint64 chat, GError **error)
{
  return alcove_db_run (db, error, "search-drop-title", "i", chat)
         && alcove_db_run (db, error, "chat-delete", "i", chat);
}

/**
 * alcove_purge_some: (skip)
 * @db: a connection in a transaction
 * @n_messages: how many messages of a chat may go; where none is left the chat itself goes
 * @is_done: (out): whether nothing is left of any condemned chat
 * @error: return location for an error
 *
 * The words of all of them leave the index by one statement: the engine writes it anew behind each.
 *
 * Returns: whether it went well
 */
gboolean
alcove_purge_some (AlcoveDb *db, guint n_messages, gboolean *is_done, GError **error)
{
  gint64 chat, first;

  if (!alcove_db_get_int (db, &chat, error, "chat-next-condemned", ""))
    return FALSE;
  *is_done = chat == 0;
  if (*is_done)
    return TRUE;
  if (!alcove_db_get_int (db, &first, error, "message-newest-some", "ii", chat,
                          (gint64) n_messages))
    return FALSE;
  if (first == 0)
    return delete_chat (db, chat, error);
  return alcove_db_run (db, error, "search-drop-newest", "ii", chat, first)
         && alcove_db_run (db, error, "message-let-go", "ii", chat, first)
         && alcove_db_run (db, error, "message-delete-newest", "ii", chat, first);
}
