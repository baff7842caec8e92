/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Where chats stand: sections by day, folders, archive, trash; one list follows what is done in another. */

#include "models-fixture.h"

#define DAY G_GINT64_CONSTANT (86400000)

/* ---- sections ---- */

static gint64
local (int year, int month, int day, int hour)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, hour, 0, 0);

  return g_date_time_to_unix (time) * 1000;
}

static void
test_sections (void)
{
  AlcoveChatSections sections;

  alcove_chat_sections_init (&sections, local (2026, 3, 10, 15));
  g_assert_cmpint (sections.ends_at, ==, local (2026, 3, 11, 0));
#define SECTION(...) alcove_chat_sections_find (&sections, FALSE, __VA_ARGS__)
  g_assert_cmpuint (SECTION (local (2026, 3, 10, 0)), ==, ALCOVE_SECTION_TODAY);
  g_assert_cmpuint (SECTION (local (2027, 1, 1, 0)), ==, ALCOVE_SECTION_TODAY);
  g_assert_cmpuint (SECTION (local (2026, 3, 10, 0) - 1), ==, ALCOVE_SECTION_YESTERDAY);
  g_assert_cmpuint (SECTION (local (2026, 3, 9, 0)), ==, ALCOVE_SECTION_YESTERDAY);
  g_assert_cmpuint (SECTION (local (2026, 3, 9, 0) - 1), ==, ALCOVE_SECTION_WEEK);
  g_assert_cmpuint (SECTION (local (2026, 3, 3, 0)), ==, ALCOVE_SECTION_WEEK);
  g_assert_cmpuint (SECTION (local (2026, 3, 3, 0) - 1), ==, ALCOVE_SECTION_MONTH);
  g_assert_cmpuint (SECTION (local (2026, 2, 8, 0)), ==, ALCOVE_SECTION_MONTH);
  g_assert_cmpuint (SECTION (local (2026, 2, 8, 0) - 1), ==, ALCOVE_SECTION_MONTHS);
  g_assert_cmpuint (SECTION (local (2026, 2, 1, 0)), ==, ALCOVE_SECTION_MONTHS);
  g_assert_cmpuint (SECTION (local (2026, 2, 1, 0) - 1), ==, ALCOVE_SECTION_MONTHS + 1);
  g_assert_cmpuint (SECTION (local (2025, 12, 24, 0)), ==, ALCOVE_SECTION_MONTHS + 2);
  g_assert_cmpuint (SECTION (0), ==, ALCOVE_SECTIONS_STARTS);
  g_assert_cmpuint (alcove_chat_sections_find (&sections, TRUE, 0), ==, ALCOVE_SECTION_PINNED);
}

/* The month before last begins where the thirty days end at a first of the month. */
static void
test_sections_on_a_first (void)
{
  AlcoveChatSections sections;

  alcove_chat_sections_init (&sections, local (2026, 3, 31, 0)); /* thirty days ago: 1 March */
  g_assert_cmpuint (SECTION (local (2026, 3, 1, 0)), ==, ALCOVE_SECTION_MONTH);
  g_assert_cmpuint (SECTION (local (2026, 2, 28, 23)), ==, ALCOVE_SECTION_MONTHS);
  for (guint i = 1; i < ALCOVE_SECTIONS_STARTS; i++)
    g_assert_cmpint (sections.starts[i], <=, sections.starts[i - 1]);
#undef SECTION
}

static AlcoveStore *
make_store (guint n_chats, gint64 newest, gint64 step)
{
  AlcoveStore *store = alcove_store_new_in_memory ();

  await_ok (alcove_store_open (store));
  for (guint i = 0; i < n_chats; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->created_at = chat->updated_at = newest - i * step;
      chat->is_pinned = i % 100 == 50;
      alcove_chat_record_unref (await_boxed (alcove_store_create_chat (store, chat, NULL)));
    }
  return store;
}

static void
free_store (AlcoveStore *store, AlcoveConversationList *list)
{
  wait_until (!alcove_conversation_list_get_is_loading (list));
  turn_loop_for (20);
  g_assert_finalize_object (list);
  await_ok (alcove_store_close (store));
  turn_loop_for (1);
  g_assert_finalize_object (store);
}

/* All rows, known or not, are in sections that follow each other, and each known one in its own. */
static void
check_sections (AlcoveConversationList *list)
{
  const guint n_known = g_list_model_get_n_items (G_LIST_MODEL (list));
  const guint n = n_known + alcove_conversation_list_get_n_rest (list);
  guint before = 0;

  for (guint position = 0; position < n;)
    {
      guint start, end;
      const guint section = alcove_conversation_list_get_section (list, position, &start, &end);

      g_assert_cmpuint (start, ==, position);
      g_assert_cmpuint (end, >, start);
      g_assert_cmpuint (end, <=, n);
      g_assert_true (position == 0 || section > before);
      for (guint i = start; i < MIN (end, n_known); i++)
        {
          g_autoptr (AlcoveConversation) chat = g_list_model_get_item (G_LIST_MODEL (list), i);

          g_assert_cmpuint (alcove_chat_sections_find (alcove_conversation_list_get_sections (list),
                                                       alcove_conversation_get_is_pinned (chat),
                                                       alcove_conversation_get_updated_at (chat)),
                            ==, section);
        }
      before = section;
      position = end;
    }
}

static void
test_rest (void)
{
  AlcoveStore *store = make_store (1000, g_get_real_time () / 1000, DAY / 5);
  AlcoveConversationList *list = alcove_conversation_list_new ();

  alcove_conversation_list_set_store (list, store);
  wait_until (alcove_conversation_list_get_n_rest (list) > 8);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 64);
  g_assert_cmpuint (alcove_conversation_list_get_n_rest (list), ==, 936);
  check_sections (list);
  alcove_conversation_list_want (list, 700);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) > 700);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list))
                        + alcove_conversation_list_get_n_rest (list),
                    ==, 1000);
  check_sections (list);
  g_assert_true (alcove_conversation_list_set_now (list, g_get_real_time () / 1000 + 3 * DAY));
  g_assert_false (alcove_conversation_list_set_now (list, g_get_real_time () / 1000 + 3 * DAY));
  check_sections (list);
  alcove_conversation_list_want (list, 999);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1000);
  wait_until (!alcove_conversation_list_get_is_loading (list));
  turn_loop_for (20);
  if (alcove_conversation_list_get_has_more (list)) /* the last page was just full */
    alcove_conversation_list_fetch (list);
  wait_until (!alcove_conversation_list_get_is_loading (list));
  turn_loop_for (20);
  g_assert_cmpuint (alcove_conversation_list_get_n_rest (list), ==, 0);
  check_sections (list);
  free_store (store, list);
}

/* ---- shelves ---- */

typedef struct
{
  AlcoveSession *session;
  AlcoveConversation *first;
  AlcoveConversation *second;
} Chats;

static void
open_with_two (Fixture *fixture, Chats *chats)
{
  chats->session = fixture_open (fixture, STRONG_KEY);
  await_ok (alcove_session_turn_saving_on (chats->session));
  chats->first = alcove_session_new_conversation (chats->session);
  fixture_ask (chats->session, chats->first, "hello", "first");
  chats->second = alcove_session_new_conversation (chats->session);
  fixture_ask (chats->session, chats->second, "hello", "second");
}

static void
close_with_two (Chats *chats)
{
  g_clear_object (&chats->first);
  g_clear_object (&chats->second);
  fixture_close (chats->session);
}

static gint64
change (Chats *chats, AlcoveChatChange what, const char *folder)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new ();

  g_ptr_array_add (both, chats->first);
  g_ptr_array_add (both, chats->second);
  return await_int64 (alcove_session_change_chats (chats->session, both, what, folder));
}

static guint
n_items (gpointer list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static AlcoveConversationList *
shelf_of (Chats *chats, AlcoveShelf shelf, const char *folder)
{
  AlcoveConversationList *list = alcove_session_dup_shelf (chats->session, shelf, folder);

  wait_until (!alcove_conversation_list_get_is_loading (list));
  return list;
}

static void
test_shelves (Fixture *fixture, gconstpointer data)
{
  Chats chats;
  AlcoveConversationList *all;
  g_autoptr (AlcoveConversationList) archive = NULL;
  g_autoptr (AlcoveConversationList) trash = NULL;
  g_autoptr (AlcoveConversation) seen = NULL;

  open_with_two (fixture, &chats);
  all = alcove_session_get_conversations (chats.session);
  archive = shelf_of (&chats, ALCOVE_SHELF_ARCHIVE, NULL);
  trash = shelf_of (&chats, ALCOVE_SHELF_TRASH, NULL);
  g_assert_cmpint (change (&chats, ALCOVE_CHAT_CHANGE_ARCHIVE, NULL), ==, 2);
  g_assert_cmpuint (n_items (all), ==, 0);
  g_assert_cmpuint (n_items (archive), ==, 2);
  g_assert_cmpint (alcove_session_get_n_saved (chats.session), ==, 2);
  await_int64 (alcove_session_trash (chats.session, chats.first));
  g_assert_cmpuint (n_items (archive), ==, 1);
  g_assert_cmpuint (n_items (trash), ==, 1);
  g_assert_cmpint (alcove_session_get_n_saved (chats.session), ==, 1);
  seen = g_list_model_get_item (G_LIST_MODEL (trash), 0);
  g_assert_true (seen == chats.first);
  await_int64 (alcove_session_restore (chats.session, chats.first));
  g_assert_cmpuint (n_items (archive), ==, 2); /* where it was */
  change (&chats, ALCOVE_CHAT_CHANGE_UNARCHIVE, NULL);
  g_assert_cmpuint (n_items (all), ==, 2);
  change (&chats, ALCOVE_CHAT_CHANGE_DELETE, NULL);
  g_assert_cmpuint (n_items (all) + n_items (archive) + n_items (trash), ==, 0);
  g_assert_cmpint (alcove_session_get_n_saved (chats.session), ==, 0);
  g_clear_object (&archive);
  g_clear_object (&trash);
  g_clear_object (&seen);
  close_with_two (&chats);
}

static void
count_up (guint *n)
{
  (*n)++;
}

/* What somebody looks at in the trash is gone with it, whether the list of the trash is open or not. */
static void
test_empty_trash (Fixture *fixture, gconstpointer data)
{
  Chats chats;
  guint n_told = 0;

  open_with_two (fixture, &chats);
  await_int64 (alcove_session_trash (chats.session, chats.first));
  g_signal_connect_swapped (chats.first, "notify::is-deleted", G_CALLBACK (count_up), &n_told);
  g_assert_cmpint (await_int64 (alcove_session_empty_trash (chats.session)), ==, 1);
  g_assert_true (alcove_conversation_is_gone (chats.first));
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_false (alcove_conversation_get_is_deleted (chats.second));
  g_signal_handlers_disconnect_by_data (chats.first, &n_told);
  close_with_two (&chats);
}

static void
test_folders (Fixture *fixture, gconstpointer data)
{
  Chats chats;
  g_autoptr (AlcoveConversationList) list = NULL;
  g_autofree char *id = NULL;
  g_autoptr (AlcoveFolder) folder = NULL;

  open_with_two (fixture, &chats);
  id = await_string (alcove_session_create_folder (chats.session, " Work "));
  g_assert_cmpuint (n_items (alcove_session_get_folders (chats.session)), ==, 1);
  folder = g_list_model_get_item (alcove_session_get_folders (chats.session), 0);
  g_assert_cmpstr (alcove_folder_get_name (folder), ==, "Work");
  list = shelf_of (&chats, ALCOVE_SHELF_FOLDER, id);
  change (&chats, ALCOVE_CHAT_CHANGE_MOVE, id);
  g_assert_cmpuint (n_items (list), ==, 2);
  g_assert_cmpuint (n_items (alcove_session_get_conversations (chats.session)), ==, 2);
  wait_until (alcove_folder_get_n_chats (folder) == 2);
  await_ok (alcove_session_rename_folder (chats.session, id, "Office"));
  g_assert_cmpstr (alcove_folder_get_name (folder), ==, "Office");
  await_ok (alcove_session_delete_folder (chats.session, id));
  g_assert_cmpuint (n_items (alcove_session_get_folders (chats.session)), ==, 0);
  wait_until (alcove_conversation_get_folder_id (chats.first) == NULL);
  g_clear_object (&list);
  g_clear_object (&folder);
  close_with_two (&chats);
}

/* What the store refuses is back where it was. */
static void
test_taken_back (Fixture *fixture, gconstpointer data)
{
  static const AlcoveChatChange changes[] = { ALCOVE_CHAT_CHANGE_TRASH, ALCOVE_CHAT_CHANGE_ARCHIVE,
                                              ALCOVE_CHAT_CHANGE_PIN, ALCOVE_CHAT_CHANGE_DELETE };
  Chats chats;
  AlcoveConversationList *all;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  open_with_two (fixture, &chats);
  all = alcove_session_get_conversations (chats.session);
  await_ok (alcove_store_close (alcove_session_get_store (chats.session)));
  g_ptr_array_add (one, chats.first);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      DexFuture *future = alcove_session_change_chats (chats.session, one, changes[i], NULL);

      if (changes[i] == ALCOVE_CHAT_CHANGE_PIN)
        g_assert_true (alcove_conversation_get_is_pinned (chats.first));
      else
        g_assert_cmpuint (n_items (all), ==, 1); /* at once */
      await_error (future, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
      g_assert_cmpuint (n_items (all), ==, 2);
      g_assert_false (alcove_conversation_get_is_pinned (chats.first));
    }
  await_ok (alcove_store_open (alcove_session_get_store (chats.session)));
  close_with_two (&chats);
}

/* Each of two changes that are under way together takes back its own. */
static void
test_taken_back_together (Fixture *fixture, gconstpointer data)
{
  Chats chats;
  DexFuture *pinned, *archived;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  open_with_two (fixture, &chats);
  await_ok (alcove_store_close (alcove_session_get_store (chats.session)));
  g_ptr_array_add (one, chats.first);
  pinned = alcove_session_change_chats (chats.session, one, ALCOVE_CHAT_CHANGE_PIN, NULL);
  archived = alcove_session_change_chats (chats.session, one, ALCOVE_CHAT_CHANGE_ARCHIVE, NULL);
  await_error (pinned, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  await_error (archived, ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  g_assert_false (alcove_conversation_get_is_pinned (chats.first));
  g_assert_false (alcove_conversation_get_is_archived (chats.first));
  g_assert_cmpuint (n_items (alcove_session_get_conversations (chats.session)), ==, 2);
  await_ok (alcove_store_open (alcove_session_get_store (chats.session)));
  close_with_two (&chats);
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  Chats chats;
  g_autoptr (AlcoveConversation) copy = NULL;

  open_with_two (fixture, &chats);
  copy = await_object (alcove_session_duplicate (chats.session, chats.first));
  g_assert_true (copy != chats.first);
  g_assert_cmpstr (alcove_conversation_get_title (copy), ==,
                   alcove_conversation_get_title (chats.first));
  g_assert_true (alcove_conversation_get_is_saved (copy));
  g_assert_cmpuint (n_items (alcove_session_get_conversations (chats.session)), ==, 3);
  fixture_wait_loaded (copy);
  g_assert_cmpuint (n_items (alcove_conversation_get_messages (copy)), ==, 2);
  g_clear_object (&copy);
  close_with_two (&chats);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/models/organize/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/models/organize/sections", test_sections);
  g_test_add_func ("/models/organize/sections-on-a-first", test_sections_on_a_first);
  g_test_add_func ("/models/organize/rest", test_rest);
  ADD ("shelves", test_shelves);
  ADD ("empty-trash", test_empty_trash);
  ADD ("folders", test_folders);
  ADD ("taken-back", test_taken_back);
  ADD ("taken-back-together", test_taken_back_together);
  ADD ("duplicate", test_duplicate);
  return g_test_run ();
}
