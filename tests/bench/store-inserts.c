/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* store-inserts FILE N BATCH : makes a database and adds N messages to it, BATCH in each transaction that reaches the
 * disk, and prints the seconds of CPU that they took. Built twice: as the store is, and with plain-guard.c on libsqlite3. */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "alcove-chat-table.h"
#include "alcove-message-table.h"
#include "alcove-migrations.h"

#define CHAT_LENGTH 100

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static char *
made_up_text (GRand *rand, guint n_words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%sw%d", i ? " " : "", g_rand_int_range (rand, 0, 20000));
  return g_string_free_and_steal (text);
}

static gboolean
add_chat (AlcoveDb *db, char **id, GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

  chat->title = g_strdup ("a chat of the bench");
  if (!alcove_chat_table_insert (db, chat, error))
    return FALSE;
  g_free (*id);
  *id = g_strdup (chat->id);
  return TRUE;
}

static gboolean
add_message (AlcoveDb *db, GRand *rand, const char *chat_id, char **parent, GError **error)
{
  g_autoptr (AlcoveMessageRecord) message
      = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE);
  g_autofree char *text = made_up_text (rand, 60);

  message->chat_id = g_strdup (chat_id);
  message->parent_id = g_steal_pointer (parent);
  g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  if (!alcove_message_table_add (db, message, error))
    return FALSE;
  *parent = g_strdup (message->id);
  return TRUE;
}

static gboolean
fill (AlcoveDb *db, guint n, guint batch, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree char *chat_id = NULL;
  g_autofree char *parent = NULL;

  for (guint i = 0; i < n; i++)
    {
      if (i % batch == 0 && !alcove_db_begin (db, error))
        return FALSE;
      if (i % CHAT_LENGTH == 0)
        {
          g_clear_pointer (&parent, g_free);
          if (!add_chat (db, &chat_id, error))
            return FALSE;
        }
      if (!add_message (db, rand, chat_id, &parent, error)
          || ((i + 1) % batch == 0 && !alcove_db_commit (db, error)))
        return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  guint8 bytes[ALCOVE_DB_KEY_SIZE] = { 1, 2, 3 };
  g_autoptr (AlcoveLockedBytes) key = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveDb) db = NULL;
  double start;

  if (argc != 4)
    return 2;
  key = alcove_locked_bytes_new (bytes, sizeof bytes);
  db = alcove_db_open (argv[1], key, ALCOVE_DB_CREATE, &error);
  if (db != NULL && alcove_migrations_create (db, &error))
    {
      start = cpu_seconds ();
      if (fill (db, (guint) atoi (argv[2]), (guint) atoi (argv[3]), &error))
        {
          printf ("%.6f\n", cpu_seconds () - start);
          return 0;
        }
    }
  fprintf (stderr, "%s\n", error->message);
  return 1;
}
