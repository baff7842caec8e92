/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Folders, many chats at once, and how many there are of each time. In memory: the same code as on disk. */

#include "chat-fixture.h"

typedef struct
{
  AlcoveStore *store;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->store = open_memory_store ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_store (f->store);
}

static void
assert_folders (Fixture *f, const char *wanted)
{
  g_autoptr (GPtrArray) folders = await_array (alcove_store_list_folders (f->store));
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < folders->len; i++)
    {
      const AlcoveFolderRecord *folder = g_ptr_array_index (folders, i);

      g_string_append_printf (got, "%s:%d ", folder->name, (int) folder->n_chats);
    }
  g_assert_cmpstr (g_strchomp (got->str), ==, wanted);
}

static gint64
change (Fixture *f, AlcoveChatChange what, const char *folder, const char *first,
        const char *second)
{
  const char *ids[] = { first, second, NULL };

  return await_int (alcove_store_change_chats (f->store, ids, what, folder));
}

static gint64
count (Fixture *f, AlcoveChatsWhich which)
{
  return await_int (alcove_store_count_chats (f->store, which));
}

static void
test_folders (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "one", "words");
  g_autoptr (AlcoveChatRecord) read = NULL;
  g_autofree char *work = await_string (alcove_store_create_folder (f->store, "Work"));
  g_autofree char *home = await_string (alcove_store_create_folder (f->store, "Home"));

  assert_folders (f, "Work:0 Home:0");
  g_assert_cmpint (change (f, ALCOVE_CHAT_CHANGE_MOVE, work, chat->id, NULL), ==, 1);
  assert_folders (f, "Work:1 Home:0");
  await_ok (alcove_store_rename_folder (f->store, work, "Office"));
  change (f, ALCOVE_CHAT_CHANGE_ARCHIVE, NULL, chat->id, NULL);
  assert_folders (f, "Office:0 Home:0");
  change (f, ALCOVE_CHAT_CHANGE_UNARCHIVE, NULL, chat->id, NULL);
  await_ok (alcove_store_delete_folder (f->store, work));
  assert_folders (f, "Home:0");
  read = await_chat (alcove_store_get_chat (f->store, chat->id));
  g_assert_null (read->folder_id);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "one", "words");
  const char *ids[] = { chat->id, NULL };

  await_error (alcove_store_create_folder (f->store, ""), ALCOVE_ERROR_INVALID_INPUT);
  await_error (alcove_store_rename_folder (f->store, NOBODY, "x"), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_delete_folder (f->store, NOBODY), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_change_chats (f->store, ids, ALCOVE_CHAT_CHANGE_MOVE, NOBODY),
               ALCOVE_ERROR_NOT_FOUND);
}

static void
test_pages_of_folder (Fixture *f, gconstpointer data)
{
  g_autofree char *work = await_string (alcove_store_create_folder (f->store, "Work"));
  g_autoptr (AlcoveChatRecord) last = NULL;
  guint n = 0;

  for (guint i = 0; i < 25; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "c", "words");

      if (i % 2 == 0)
        change (f, ALCOVE_CHAT_CHANGE_MOVE, work, chat->id, NULL);
      if (i == 4)
        change (f, ALCOVE_CHAT_CHANGE_PIN, NULL, chat->id, NULL);
    }
  for (;;)
    {
      g_autoptr (GPtrArray) page
          = await_array (alcove_store_list_folder_chats (f->store, work, last, 5));

      for (guint i = 0; i < page->len; i++, n++)
        {
          AlcoveChatRecord *chat = g_ptr_array_index (page, i);

          g_assert_cmpstr (chat->folder_id, ==, work);
          g_assert_cmpint (chat->is_pinned, ==, n == 0);
          if (last != NULL && n > 1)
            g_assert_true (last->updated_at > chat->updated_at
                           || (last->updated_at == chat->updated_at && last->n > chat->n));
          g_clear_pointer (&last, alcove_chat_record_unref);
          last = alcove_chat_record_ref (chat);
        }
      if (page->len < 5)
        break;
    }
  g_assert_cmpuint (n, ==, 13);
}

static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) a = add_chat (f->store, "a", "apple");
  g_autoptr (AlcoveChatRecord) b = add_chat (f->store, "b", "banana");

  g_assert_cmpint (change (f, ALCOVE_CHAT_CHANGE_TRASH, NULL, a->id, b->id), ==, 2);
  g_assert_cmpint (count (f, ALCOVE_CHATS_TRASH), ==, 2);
  g_assert_cmpint (change (f, ALCOVE_CHAT_CHANGE_RESTORE, NULL, NOBODY, b->id), ==, 1);
  g_assert_cmpint (count (f, ALCOVE_CHATS_ACTIVE), ==, 1);
  g_assert_cmpint (change (f, ALCOVE_CHAT_CHANGE_DELETE, NULL, a->id, b->id), ==, 2);
  g_assert_cmpint (count (f, ALCOVE_CHATS_TRASH) + count (f, ALCOVE_CHATS_ACTIVE), ==, 0);
}

static void
test_spans (Fixture *f, gconstpointer data)
{
  static const gint64 starts[] = { 5000, 3000, 0 };
  static const gint64 times[] = { 6000, 5000, 4999, 3500, 3000, 2999, 1, 1 };
  static const gint64 wanted[] = { 1, 2, 3, 2 };
  g_autoptr (GArray) counts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->created_at = chat->updated_at = times[i];
      chat->is_pinned = i == 7;
      alcove_chat_record_unref (await_chat (alcove_store_create_chat (f->store, chat, NULL)));
    }
  counts = await_numbers (alcove_store_count_spans (f->store, starts, G_N_ELEMENTS (starts)));
  g_assert_cmpuint (counts->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < counts->len; i++)
    g_assert_cmpint (g_array_index (counts, gint64, i), ==, wanted[i]);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/store/organize/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("folders", test_folders);
  ADD ("refused", test_refused);
  ADD ("pages-of-folder", test_pages_of_folder);
  ADD ("many", test_many);
  ADD ("spans", test_spans);
  return g_test_run ();
}
