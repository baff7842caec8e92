/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A long random life of a history, and what must hold at every moment of it: the search index is exactly what it
 * is made from, counts and previews follow the shown path, no key dangles. */

#include "alcove-chat-table.h"
#include "alcove-message-table.h"
#include "alcove-purge.h"
#include "alcove-migrations.h"
#include "store-fixture.h"

#define N_STEPS 1500

typedef struct
{
  AlcoveDb *db;
  GPtrArray *chats;    /* ids */
  GPtrArray *messages; /* ids */
  GPtrArray *owners;   /* of messages: the id of their chat */
} Life;

static const char *const words[] = { "alpha", "beta", "Gämma", "密鑰檢索", "delta echo", "" };

static const char *
random_word (void)
{
  return words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
}

static const char *
pick (GPtrArray *ids)
{
  return g_ptr_array_index (ids, g_test_rand_int_range (0, (int) ids->len));
}

static AlcoveStatus
random_status (void)
{
  return (AlcoveStatus) g_test_rand_int_range (ALCOVE_STATUS_PENDING, ALCOVE_STATUS_FAILED + 1);
}

static AlcoveMessageRecord *
random_message (void)
{
  AlcoveMessageRecord *message
      = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, random_status ());
  const int n_parts = g_test_rand_int_range (0, 4);

  for (int i = 0; i < n_parts; i++)
    g_ptr_array_add (message->parts,
                     alcove_part_new ((AlcovePartKind) g_test_rand_int_range (1, 9),
                                      g_test_rand_int_range (0, 5) ? random_word () : NULL));
  return message;
}

static gboolean
step_create (Life *life, GError **error)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

  chat->title = g_strdup (g_test_rand_int_range (0, 4) ? random_word () : NULL);
  if (!alcove_chat_table_insert (life->db, chat, error))
    return FALSE;
  g_ptr_array_add (life->chats, g_strdup (chat->id));
  return TRUE;
}

static gboolean
step_add (Life *life, GError **error)
{
  g_autoptr (AlcoveMessageRecord) message = random_message ();
  const guint at
      = life->messages->len ? (guint) g_test_rand_int_range (0, (int) life->messages->len) : 0;

  message->chat_id = g_strdup (pick (life->chats));
  if (life->messages->len > 0 && g_test_rand_int_range (0, 5))
    {
      g_free (message->chat_id);
      message->chat_id = g_strdup (g_ptr_array_index (life->owners, at));
      message->parent_id = g_strdup (g_ptr_array_index (life->messages, at));
    }
  if (!alcove_message_table_add (life->db, message, error))
    return FALSE;
  g_ptr_array_add (life->messages, g_strdup (message->id));
  g_ptr_array_add (life->owners, g_strdup (message->chat_id));
  return TRUE;
}

static gboolean
step_message (Life *life, int what, GError **error)
{
  const char *id = pick (life->messages);
  g_autoptr (AlcoveMessageRecord) message = random_message ();

  if (what == 0)
    return alcove_message_table_delete (life->db, id, error);
  if (what == 1)
    return alcove_message_table_show (life->db, id, error);
  message->id = g_strdup (id);
  return alcove_message_table_update (life->db, message, error);
}

static gboolean
step_delete (Life *life, GError **error)
{
  gboolean is_done = FALSE;

  if (!alcove_purge_condemn (life->db, pick (life->chats), error))
    return FALSE;
  while (!is_done)
    if (!alcove_purge_some (life->db, 3, &is_done, error))
      return FALSE;
  return TRUE;
}

/* One step; what is not there any more is no error. */
static gboolean
step (Life *life, GError **error)
{
  const int what = g_test_rand_int_range (0, 100);

  if (what < 8 || life->chats->len == 0)
    return step_create (life, error);
  if (what < 45 || life->messages->len == 0)
    return step_add (life, error);
  if (what < 85)
    return step_message (life, what % 8, error);
  if (what < 93)
    return alcove_chat_table_rename (life->db, pick (life->chats), random_word (),
                                     (AlcoveTitleSource) (1 + what % 3), error);
  if (what < 98)
    return alcove_message_table_interrupt_open (life->db, error);
  if (what < 99)
    return step_delete (life, error);
  return g_test_rand_int_range (0, 8) || alcove_chat_table_delete_all (life->db, error);
}

static void
check_chat (Life *life, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_table_get (life->db, id, &error);
  g_autoptr (GPtrArray) keys = NULL;

  if (chat == NULL)
    {
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
      return;
    }
  keys = alcove_message_table_list_keys (life->db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (chat->message_count, ==, keys->len);
  if (keys->len == 0)
    g_assert_null (chat->active_leaf);
  else
    g_assert_cmpstr (((AlcoveMessageKey *) g_ptr_array_index (keys, keys->len - 1))->id, ==,
                     chat->active_leaf);
}

static void
check (Life *life)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *quick = alcove_db_dup_pragma (life->db, "integrity_check");
  g_autofree char *dangling = alcove_db_dup_pragma (life->db, "foreign_key_check");

  /* rank 1: also compare with what it is made from. */
  alcove_db_exec (life->db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)",
                  &error);
  g_assert_no_error (error);
  g_assert_cmpstr (quick, ==, "ok");
  g_assert_null (dangling);
  for (guint i = 0; i < life->chats->len; i++)
    check_chat (life, g_ptr_array_index (life->chats, i));
}

static void
test_life (gconstpointer data)
{
  Life life = { alcove_db_open_in_memory (NULL), g_ptr_array_new_with_free_func (g_free),
                g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };

  g_assert_true (alcove_migrations_create (life.db, NULL));
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (alcove_db_begin (life.db, NULL));
      if (step (&life, &error) && g_test_rand_int_range (0, 10))
        g_assert_true (alcove_db_commit (life.db, NULL));
      else
        alcove_db_rollback (life.db);
      if (error != NULL)
        g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
      if (i % 100 == 99)
        check (&life);
    }
  alcove_db_close (life.db);
  g_ptr_array_unref (life.chats);
  g_ptr_array_unref (life.messages);
  g_ptr_array_unref (life.owners);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/integrity/life-%u", i);

      g_test_add_data_func (path, NULL, test_life);
    }
  return g_test_run ();
}
