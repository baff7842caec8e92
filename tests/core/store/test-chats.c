/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Chats of a store: made, listed page by page, changed, thrown away. In memory: the same code as on disk. */

#include "alcove-id.h"
#include "store-fixture.h"

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

static AlcoveChatRecord *
get (Fixture *f, const char *id)
{
  return await_chat (alcove_store_get_chat (f->store, id));
}

static gint64
count (Fixture *f, AlcoveChatsWhich which)
{
  return await_int (alcove_store_count_chats (f->store, which));
}

static void
test_create_fills_record (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "A title", "Hello\n  there,   friend");

  g_assert_cmpuint (strlen (chat->id), ==, ALCOVE_ID_LENGTH);
  g_assert_cmpint (chat->n >> 15, ==, chat->created_at);
  g_assert_cmpstr (chat->title, ==, "A title");
  g_assert_cmpint (chat->message_count, ==, 1);
  g_assert_cmpstr (chat->last_message, ==, "Hello there, friend");
  g_assert_nonnull (chat->active_leaf);
  g_assert_cmpint (chat->updated_at, >=, chat->created_at);
  g_assert_cmpint (chat->deleted_at, ==, 0);
  g_assert_cmpint (chat->archived_at, ==, 0);
}

static void
test_create_without_message (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, NULL, NULL);

  g_assert_null (chat->title);
  g_assert_null (chat->last_message);
  g_assert_null (chat->active_leaf);
  g_assert_cmpint (chat->message_count, ==, 0);
}

static void
test_create_keeps_all_fields (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) made = NULL;
  g_autoptr (AlcoveChatRecord) read = NULL;

  chat->id = alcove_id_new ();
  chat->title = g_strdup ("T");
  chat->title_source = ALCOVE_TITLE_FROM_USER;
  chat->model = g_strdup ("m");
  chat->system_prompt = g_strdup ("be brief");
  chat->params = g_strdup ("{\"temperature\":0}");
  chat->created_at = 1000;
  chat->updated_at = 2000;
  chat->is_pinned = TRUE;
  chat->archived_at = 3000;
  chat->deleted_at = 4000;
  chat->draft = g_strdup ("half a word");
  chat->extra = g_strdup ("{}");
  made = await_chat (alcove_store_create_chat (f->store, chat, NULL));
  read = get (f, chat->id);
  g_assert_cmpstr (read->id, ==, chat->id);
  g_assert_cmpint (read->n, ==, made->n);
  g_assert_cmpint (read->n, ==, G_GINT64_CONSTANT (1000) << 15);
  g_assert_cmpint (read->title_source, ==, ALCOVE_TITLE_FROM_USER);
  g_assert_cmpstr (read->model, ==, "m");
  g_assert_cmpstr (read->system_prompt, ==, "be brief");
  g_assert_cmpstr (read->params, ==, "{\"temperature\":0}");
  g_assert_cmpint (read->created_at, ==, 1000);
  g_assert_cmpint (read->updated_at, ==, 2000);
  g_assert_true (read->is_pinned);
  g_assert_cmpint (read->archived_at, ==, 3000);
  g_assert_cmpint (read->deleted_at, ==, 4000);
  g_assert_cmpstr (read->draft, ==, "half a word");
  g_assert_cmpstr (read->extra, ==, "{}");
}

static void
test_create_does_not_keep_input (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveChatRecord) made = NULL;
  DexFuture *future;

  chat->title = g_strdup ("before");
  future = alcove_store_create_chat (f->store, chat, NULL);
  g_free (chat->title);
  chat->title = g_strdup ("after");
  made = await_chat (future);
  g_assert_cmpstr (made->title, ==, "before");
  g_assert_null (chat->id);
}

static void
test_create_same_id_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "one", NULL);

  await_error (alcove_store_create_chat (f->store, chat, NULL), ALCOVE_ERROR_INVALID_INPUT);
  g_assert_cmpint (count (f, ALCOVE_CHATS_ACTIVE), ==, 1);
}

static void
test_create_bad_id (Fixture *f, gconstpointer data)
{
  static const char *const bad[]
      = { "", "x", "0190b6b0-0000-7000-8000-00000000000", "zzzzzzzz-0000-7000-8000-000000000000",
          "0190b6b0+0000-7000-8000-000000000000" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->id = g_strdup (bad[i]);
      await_error (alcove_store_create_chat (f->store, chat, NULL), ALCOVE_ERROR_INVALID_INPUT);
    }
}

static void
test_create_bad_first_leaves_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveMessageRecord) first
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL,
                     "0190b6b0-0000-7000-8000-000000000000", "orphan");

  await_error (alcove_store_create_chat (f->store, chat, first), ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpint (count (f, ALCOVE_CHATS_ACTIVE), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "orphan"), ==, 0);
}

static void
test_get_unknown (Fixture *f, gconstpointer data)
{
  await_error (alcove_store_get_chat (f->store, "0190b6b0-0000-7000-8000-000000000000"),
               ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_get_chat (f->store, "no id at all"), ALCOVE_ERROR_NOT_FOUND);
}

/* Thousands with the same updated_at: only the last column of the key tells them apart. */
static void
make_equal_chats (Fixture *f, guint n_chats, AlcoveChatsWhich which)
{
  for (guint i = 0; i < n_chats; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
      DexFuture *future;

      chat->created_at = 1000 + i % 7;
      chat->updated_at = 5000;
      chat->is_pinned = i % 100 == 0;
      chat->archived_at = which == ALCOVE_CHATS_ARCHIVED ? 6000 + i : 0;
      chat->deleted_at = which == ALCOVE_CHATS_TRASH ? 6000 + i : 0;
      future = alcove_store_create_chat (f->store, chat, NULL);
      if (i + 1 == n_chats)
        alcove_chat_record_unref (await_chat (future));
      else
        dex_unref (future);
    }
}

static void
check_pages (Fixture *f, guint n_chats, AlcoveChatsWhich which)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AlcoveChatRecord) last = NULL;
  guint length;

  do
    {
      g_autoptr (GPtrArray) page
          = await_array (alcove_store_list_chats (f->store, which, last, 50));

      length = page->len;
      for (guint i = 0; i < page->len; i++)
        {
          AlcoveChatRecord *chat = g_ptr_array_index (page, i);

          g_assert_true (g_hash_table_add (seen, g_strdup (chat->id)));
          if (last != NULL)
            g_assert_true (last->is_pinned > chat->is_pinned
                           || (last->is_pinned == chat->is_pinned && last->n > chat->n));
          g_clear_pointer (&last, alcove_chat_record_unref);
          last = alcove_chat_record_ref (chat);
        }
    }
  while (length == 50);
  g_assert_cmpuint (g_hash_table_size (seen), ==, n_chats);
}

static void
test_paging (Fixture *f, gconstpointer data)
{
  const AlcoveChatsWhich which = (AlcoveChatsWhich) GPOINTER_TO_INT (data);
  const guint n_chats = which == ALCOVE_CHATS_ACTIVE ? 3001 : 500;

  make_equal_chats (f, n_chats, which);
  check_pages (f, n_chats, which);
  g_assert_cmpint (count (f, which), ==, n_chats);
  g_assert_cmpint (
      count (f, which == ALCOVE_CHATS_TRASH ? ALCOVE_CHATS_ACTIVE : ALCOVE_CHATS_TRASH), ==, 0);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) old = add_chat (f->store, "old", "1");
  g_autoptr (AlcoveChatRecord) new = add_chat (f->store, "new", "2");
  g_autoptr (GPtrArray) chats = NULL;

  await_ok (alcove_store_set_chat_pinned (f->store, old->id, TRUE));
  chats = await_array (alcove_store_list_chats (f->store, ALCOVE_CHATS_ACTIVE, NULL, 10));
  assert_array_length (chats, 2);
  g_assert_cmpstr (((AlcoveChatRecord *) g_ptr_array_index (chats, 0))->id, ==, old->id);
  g_assert_cmpstr (((AlcoveChatRecord *) g_ptr_array_index (chats, 1))->id, ==, new->id);
}

static void
test_list_limit_zero (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "x", NULL);
  g_autoptr (GPtrArray) chats
      = await_array (alcove_store_list_chats (f->store, ALCOVE_CHATS_ACTIVE, NULL, 0));

  assert_array_length (chats, 0);
}

static void
test_rename (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "provisional", NULL);
  g_autoptr (AlcoveChatRecord) read = NULL;

  await_ok (alcove_store_rename_chat (f->store, chat->id, "chosen", ALCOVE_TITLE_FROM_USER));
  read = get (f, chat->id);
  g_assert_cmpstr (read->title, ==, "chosen");
  g_assert_cmpint (read->title_source, ==, ALCOVE_TITLE_FROM_USER);
  g_assert_cmpint (read->updated_at, ==, chat->updated_at);
  g_assert_cmpuint (count_hits (f->store, "provisional"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "chosen"), ==, 1);
}

static void
test_rename_not_over_user (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "provisional", NULL);
  g_autoptr (AlcoveChatRecord) read = NULL;

  await_ok (alcove_store_rename_chat (f->store, chat->id, "mine", ALCOVE_TITLE_FROM_USER));
  await_ok (alcove_store_rename_chat (f->store, chat->id, "machine", ALCOVE_TITLE_FROM_MODEL));
  read = get (f, chat->id);
  g_assert_cmpstr (read->title, ==, "mine");
  g_assert_cmpuint (count_hits (f->store, "machine"), ==, 0);
}

static void
test_rename_by_model (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "first words", NULL);
  g_autoptr (AlcoveChatRecord) read = NULL;

  await_ok (alcove_store_rename_chat (f->store, chat->id, "better", ALCOVE_TITLE_FROM_MODEL));
  read = get (f, chat->id);
  g_assert_cmpstr (read->title, ==, "better");
  g_assert_cmpint (read->title_source, ==, ALCOVE_TITLE_FROM_MODEL);
}

static void
test_set_model (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "x", NULL);
  g_autoptr (AlcoveChatRecord) read = NULL;

  await_ok (alcove_store_set_chat_model (f->store, chat->id, "other"));
  read = get (f, chat->id);
  g_assert_cmpstr (read->model, ==, "other");
  g_assert_cmpint (read->updated_at, ==, chat->updated_at);
}

static void
set_parameters (Fixture *f, AlcoveChatRecord *chat, const char *system_prompt, const char *params)
{
  g_set_str (&chat->system_prompt, system_prompt);
  g_set_str (&chat->params, params);
  await_ok (alcove_store_set_chat_details (f->store, chat, ALCOVE_DETAIL_PARAMETERS));
}

static void
test_parameters (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "x", NULL);
  g_autoptr (AlcoveChatRecord) set = NULL;
  g_autoptr (AlcoveChatRecord) unset = NULL;

  await_ok (alcove_store_set_chat_draft (f->store, chat->id, "half a thou"));
  set_parameters (f, chat, "be brief", "{\"seed\":7}");
  set = get (f, chat->id);
  g_assert_cmpstr (set->system_prompt, ==, "be brief");
  g_assert_cmpstr (set->params, ==, "{\"seed\":7}");
  g_assert_cmpint (set->updated_at, ==, chat->updated_at);
  set_parameters (f, chat, NULL, NULL);
  unset = get (f, chat->id);
  g_assert_cmpstr (unset->draft, ==, "half a thou");
  g_assert_null (unset->system_prompt);
  g_assert_null (unset->params);
}

static void
test_pin (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "x", NULL);
  g_autoptr (AlcoveChatRecord) on = NULL;
  g_autoptr (AlcoveChatRecord) off = NULL;

  await_ok (alcove_store_set_chat_pinned (f->store, chat->id, 42));
  on = get (f, chat->id);
  await_ok (alcove_store_set_chat_pinned (f->store, chat->id, FALSE));
  off = get (f, chat->id);
  g_assert_true (on->is_pinned);
  g_assert_false (off->is_pinned);
  g_assert_cmpint (off->updated_at, ==, chat->updated_at);
}

static void
test_archive (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "x", NULL);

  await_ok (alcove_store_archive_chat (f->store, chat->id, TRUE));
  g_assert_cmpint (count (f, ALCOVE_CHATS_ARCHIVED), ==, 1);
  g_assert_cmpint (count (f, ALCOVE_CHATS_ACTIVE), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "x"), ==, 1);
  await_ok (alcove_store_archive_chat (f->store, chat->id, FALSE));
  g_assert_cmpint (count (f, ALCOVE_CHATS_ARCHIVED), ==, 0);
  g_assert_cmpint (count (f, ALCOVE_CHATS_ACTIVE), ==, 1);
}

static void
test_trash_and_restore (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "rubbish", "thrown words");
  g_autoptr (AlcoveChatRecord) read = NULL;

  await_ok (alcove_store_archive_chat (f->store, chat->id, TRUE));
  await_ok (alcove_store_trash_chat (f->store, chat->id));
  g_assert_cmpint (count (f, ALCOVE_CHATS_TRASH), ==, 1);
  g_assert_cmpint (count (f, ALCOVE_CHATS_ARCHIVED), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "thrown"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "rubbish"), ==, 0);
  await_ok (alcove_store_restore_chat (f->store, chat->id));
  read = get (f, chat->id);
  g_assert_cmpint (read->archived_at, >, 0);
  g_assert_cmpint (read->deleted_at, ==, 0);
  g_assert_cmpuint (count_hits (f->store, "thrown"), ==, 1);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "gone", "gone words");
  g_autoptr (AlcoveChatRecord) other = add_chat (f->store, "stays", "other words");

  await_ok (alcove_store_delete_chat (f->store, chat->id));
  await_error (alcove_store_get_chat (f->store, chat->id), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_list_messages (f->store, chat->id, NULL, 5), ALCOVE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_hits (f->store, "gone"), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "words"), ==, 1);
}

/* Deeper than the engine lets triggers recurse. */
static void
test_delete_long_chat (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "long", "0");
  g_autofree char *parent = g_strdup (chat->active_leaf);

  for (guint i = 0; i < 2500; i++)
    {
      g_autoptr (AlcoveMessageRecord) message
          = add_message (f->store, chat->id, parent, ALCOVE_STATUS_COMPLETE, "on");

      g_free (parent);
      parent = g_strdup (message->id);
    }
  await_ok (alcove_store_delete_chat (f->store, chat->id));
  g_assert_cmpuint (count_hits (f->store, "on"), ==, 0);
}

static void
test_delete_all (Fixture *f, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) one = add_chat (f->store, "one", "words");
  g_autoptr (AlcoveChatRecord) two = add_chat (f->store, "two", "words");
  g_autoptr (AlcoveChatRecord) three = NULL;
  g_autofree char *setting = NULL;

  await_ok (alcove_store_set_setting (f->store, "kept", "1"));
  await_ok (alcove_store_trash_chat (f->store, two->id));
  await_ok (alcove_store_delete_all (f->store));
  g_assert_cmpint (count (f, ALCOVE_CHATS_ACTIVE), ==, 0);
  g_assert_cmpint (count (f, ALCOVE_CHATS_TRASH), ==, 0);
  g_assert_cmpuint (count_hits (f->store, "words"), ==, 0);
  setting = await_string (alcove_store_get_setting (f->store, "kept"));
  g_assert_cmpstr (setting, ==, "1");
  three = add_chat (f->store, "three", "words again");
  g_assert_cmpuint (count_hits (f->store, "words"), ==, 1);
}

static void
test_change_unknown (Fixture *f, gconstpointer data)
{
  const char *id = "0190b6b0-0000-7000-8000-000000000000";
  g_autoptr (AlcoveChatRecord) unknown = alcove_chat_record_new ();

  unknown->id = g_strdup (id);
  await_error (alcove_store_rename_chat (f->store, id, "x", ALCOVE_TITLE_FROM_USER),
               ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_set_chat_model (f->store, id, "x"), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_set_chat_details (f->store, unknown, ALCOVE_DETAIL_ALL),
               ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_set_chat_pinned (f->store, id, TRUE), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_archive_chat (f->store, id, TRUE), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_trash_chat (f->store, id), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_restore_chat (f->store, id), ALCOVE_ERROR_NOT_FOUND);
  await_error (alcove_store_delete_chat (f->store, id), ALCOVE_ERROR_NOT_FOUND);
}

static void
test_preview_is_short (Fixture *f, gconstpointer data)
{
  g_autofree char *prompt = g_strnfill (5000, 'a');
  g_autoptr (AlcoveChatRecord) chat = add_chat (f->store, "x", prompt);

  g_assert_cmpint (g_utf8_strlen (chat->last_message, -1), ==, 120);
}

#define ADD(path, function, data)                                                                  \
  g_test_add ("/store/chats/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("create/fills-record", test_create_fills_record, NULL);
  ADD ("create/without-message", test_create_without_message, NULL);
  ADD ("create/keeps-all-fields", test_create_keeps_all_fields, NULL);
  ADD ("create/does-not-keep-input", test_create_does_not_keep_input, NULL);
  ADD ("create/same-id-twice", test_create_same_id_twice, NULL);
  ADD ("create/bad-id", test_create_bad_id, NULL);
  ADD ("create/bad-first-leaves-nothing", test_create_bad_first_leaves_nothing, NULL);
  ADD ("get/unknown", test_get_unknown, NULL);
  ADD ("list/pages", test_paging, GINT_TO_POINTER (ALCOVE_CHATS_ACTIVE));
  ADD ("list/pages-of-archive", test_paging, GINT_TO_POINTER (ALCOVE_CHATS_ARCHIVED));
  ADD ("list/pages-of-trash", test_paging, GINT_TO_POINTER (ALCOVE_CHATS_TRASH));
  ADD ("list/order", test_order, NULL);
  ADD ("list/limit-zero", test_list_limit_zero, NULL);
  ADD ("rename/by-user", test_rename, NULL);
  ADD ("rename/not-over-user", test_rename_not_over_user, NULL);
  ADD ("rename/by-model", test_rename_by_model, NULL);
  ADD ("set-model", test_set_model, NULL);
  ADD ("set-parameters", test_parameters, NULL);
  ADD ("pin", test_pin, NULL);
  ADD ("archive", test_archive, NULL);
  ADD ("trash-and-restore", test_trash_and_restore, NULL);
  ADD ("delete/words-and-index", test_delete, NULL);
  ADD ("delete/long-chat", test_delete_long_chat, NULL);
  ADD ("delete/all", test_delete_all, NULL);
  ADD ("change-unknown", test_change_unknown, NULL);
  ADD ("preview-is-short", test_preview_is_short, NULL);
  return g_test_run ();
}
