/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The writes of one chat, its title and its preview. */

#include "alcove-chat-title.h"
#include "alcove-chat-writer.h"
#include "alcove-error.h"
#include "alcove-id.h"
#include "alcove-model-private.h"
#include "models-fixture.h"

typedef struct
{
  AlcoveStore *store;
  AlcoveChatWriter *writer;
  AlcoveChatRecord *chat;
  AlcoveMessageRecord *prompt;
  AlcoveMessageRecord *answer;
  guint n_written;
  guint n_failed;
} Writing;

static void
written_cb (AlcoveChatWriter *writer, AlcoveChatRecord *chat, Writing *writing)
{
  writing->n_written++;
}

static void
failed_cb (AlcoveChatWriter *writer, Writing *writing)
{
  writing->n_failed++;
}

static AlcoveMessageRecord *
new_message (Writing *writing, AlcoveRole role, AlcoveStatus status, const char *parent)
{
  AlcoveMessageRecord *message = alcove_message_record_new (role, status);

  message->id = alcove_id_new ();
  g_set_str (&message->chat_id, writing->chat->id);
  g_set_str (&message->parent_id, parent);
  message->created_at = g_get_real_time () / 1000;
  return message;
}

static void
set_up (Writing *writing, gconstpointer data)
{
  writing->store = alcove_store_new_in_memory ();
  await_ok (alcove_store_open (writing->store));
  writing->writer = alcove_chat_writer_new (writing->store);
  g_signal_connect (writing->writer, "written", G_CALLBACK (written_cb), writing);
  g_signal_connect (writing->writer, "failed", G_CALLBACK (failed_cb), writing);
  writing->chat = alcove_chat_record_new ();
  writing->chat->id = alcove_id_new ();
  writing->chat->title = g_strdup ("title");
  writing->prompt = new_message (writing, ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL);
  writing->answer
      = new_message (writing, ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING, writing->prompt->id);
}

static void
tear_down (Writing *writing, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (writing->writer);
  alcove_chat_record_unref (writing->chat);
  alcove_message_record_unref (writing->prompt);
  alcove_message_record_unref (writing->answer);
  g_assert_finalize_object (writing->store);
}

static AlcoveMessageRecord *
with_text (Writing *writing, const char *text)
{
  AlcoveMessageRecord *record = alcove_message_record_copy (writing->answer);

  record->status = ALCOVE_STATUS_STREAMING;
  g_ptr_array_add (record->parts, alcove_part_new (ALCOVE_PART_TEXT, text));
  return record;
}

static void
update (Writing *writing, const char *text)
{
  g_autoptr (AlcoveMessageRecord) record = with_text (writing, text);

  alcove_chat_writer_update (writing->writer, record);
}

static char *
stored_text (Writing *writing)
{
  g_autoptr (GPtrArray) records
      = await_boxed (alcove_store_list_messages (writing->store, writing->chat->id, NULL, 10));
  const AlcoveMessageRecord *last = g_ptr_array_index (records, records->len - 1);

  return alcove_parts_dup_text (last->parts, ALCOVE_PART_TEXT);
}

static void
test_in_order (Writing *writing, gconstpointer data)
{
  g_autofree char *text = NULL;

  await_ok (alcove_chat_writer_flush (writing->writer)); /* nothing to do */
  alcove_chat_writer_create (writing->writer, writing->chat, writing->prompt);
  alcove_chat_writer_add (writing->writer, writing->answer);
  update (writing, "done");
  await_ok (alcove_chat_writer_flush (writing->writer));
  text = stored_text (writing);
  g_assert_cmpstr (text, ==, "done");
}

static void
test_checkpoints_are_one (Writing *writing, gconstpointer data)
{
  g_autofree char *text = NULL;

  alcove_chat_writer_create (writing->writer, writing->chat, writing->prompt);
  alcove_chat_writer_add (writing->writer, writing->answer);
  await_ok (alcove_chat_writer_flush (writing->writer));
  writing->n_written = 0;
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *piece = g_strdup_printf ("%u", i);

      update (writing, piece);
    }
  await_ok (alcove_chat_writer_flush (writing->writer));
  g_assert_cmpuint (writing->n_written, ==, 2); /* the one under way, and all others at once */
  text = stored_text (writing);
  g_assert_cmpstr (text, ==, "99");
}

static void
test_failure_keeps_the_line (Writing *writing, gconstpointer data)
{
  g_autofree char *text = NULL;

  await_ok (alcove_store_close (writing->store));
  alcove_chat_writer_create (writing->writer, writing->chat, writing->prompt);
  alcove_chat_writer_add (writing->writer, writing->answer);
  await_error (alcove_chat_writer_flush (writing->writer), ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  g_assert_cmpuint (writing->n_failed, ==, 1);
  g_assert_true (alcove_chat_writer_get_unborn_chat (writing->writer) == writing->chat);
  update (writing, "later");
  await_error (alcove_chat_writer_retry (writing->writer), ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  await_ok (alcove_store_open (writing->store));
  g_set_str (&writing->chat->title, "renamed meanwhile");
  await_ok (alcove_chat_writer_retry (writing->writer));
  g_assert_null (alcove_chat_writer_get_error (writing->writer));
  g_assert_null (alcove_chat_writer_get_unborn_chat (writing->writer));
  text = stored_text (writing);
  g_assert_cmpstr (text, ==, "later");
}

static void
test_hold (Writing *writing, gconstpointer data)
{
  alcove_chat_writer_create (writing->writer, writing->chat, writing->prompt);
  await_ok (alcove_chat_writer_hold (writing->writer));
  g_assert_cmpuint (writing->n_written, ==, 1); /* it was under way */
  alcove_chat_writer_add (writing->writer, writing->answer);
  update (writing, "held");
  turn_loop_for (20);
  g_assert_cmpuint (writing->n_written, ==, 1);
  alcove_chat_writer_release (writing->writer);
  await_ok (alcove_chat_writer_flush (writing->writer));
  g_assert_cmpuint (writing->n_written, >, 1);
}

static void
test_drop (Writing *writing, gconstpointer data)
{
  await_ok (alcove_store_close (writing->store));
  alcove_chat_writer_create (writing->writer, writing->chat, writing->prompt);
  await_error (alcove_chat_writer_flush (writing->writer), ALCOVE_ERROR, ALCOVE_ERROR_STORE);
  alcove_chat_writer_drop (writing->writer);
  g_assert_null (alcove_chat_writer_get_error (writing->writer));
  await_ok (alcove_chat_writer_flush (writing->writer));
}

typedef struct
{
  const char *name;
  const char *text;
  const char *title;
} TitleCase;

static const TitleCase titles[] = {
  { "plain", "Why is the sky blue?", "Why is the sky blue?" },
  { "white-space", "  two\n\n words\t here ", "two words here" },
  { "markdown", "## A heading\n- and a list", "A heading and a list" },
  { "emphasis", "**Why** is the *sky* blue?", "**Why** is the *sky* blue?" },
  { "fence", "```\nls -l\n* `ls` lists", "ls -l `ls` lists" },
  { "minus-inside", "a well-known - dash", "a well-known - dash" },
  { "empty", "", "…" },
  { "only-marks", "# > *", "…" },
  { "control", "ring\x07the\x1b[31mbell", "ringthe[31mbell" },
  { "bidi",
    "abc\xe2\x80\xae"
    "def",
    "abcdef" },
  { "long", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
    "one two three four five six seven eight nine ten eleven…" },
  { "long-word", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunt…" },
};

static void
test_title (gconstpointer data)
{
  const TitleCase *title = data;
  g_autofree char *made = alcove_chat_title_from_prompt (title->text);

  g_assert_cmpstr (made, ==, title->title);
  g_assert_true (g_utf8_validate (made, -1, NULL));
}

static void
test_title_of_anything (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      char bytes[300];
      const int n = g_test_rand_int_range (0, (int) sizeof bytes - 1);
      g_autofree char *title = NULL;

      for (int k = 0; k < n; k++)
        bytes[k] = (char) g_test_rand_int_range (1, 256);
      bytes[n] = '\0';
      title = alcove_chat_title_from_prompt (bytes);
      g_assert_true (g_utf8_validate (title, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (title, -1), <=, 60);
      g_assert_cmpint (g_utf8_strlen (title, -1), >, 0);
    }
}

static void
test_model_cache (void)
{
  g_autoptr (GListStore) models = g_list_store_new (ALCOVE_TYPE_MODEL);
  g_autoptr (AlcoveModelInfo) info = alcove_model_info_new ("a/\"model\"");
  g_autoptr (AlcoveModel) model = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autofree char *json = NULL;
  const AlcoveModelInfo *read;

  g_set_str (&info->name, "Ein Modell ü");
  info->context_length = 128000;
  info->price_in = 0.25;
  info->vision = TRUE;
  model = alcove_model_new (info);
  g_list_store_append (models, model);
  json = alcove_model_list_to_json (G_LIST_MODEL (models));
  back = alcove_model_list_from_json (json);
  g_assert_cmpuint (back->len, ==, 1);
  read = g_ptr_array_index (back, 0);
  g_assert_cmpstr (read->id, ==, "a/\"model\"");
  g_assert_cmpstr (read->name, ==, "Ein Modell ü");
  g_assert_cmpint (read->context_length, ==, 128000);
  g_assert_cmpfloat_with_epsilon (read->price_in, 0.25, 1e-9);
  g_assert_true (read->vision);
  g_assert_false (read->tools);
}

static void
test_model_cache_is_anything (void)
{
  static const char *const bad[] = { "", "null", "{}", "[1, null, {}, {\"id\": \"\"}]", "[", "12" };

  g_assert_null (alcove_model_list_from_json (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GPtrArray) infos = alcove_model_list_from_json (bad[i]);

      g_assert_true (infos == NULL || infos->len == 0);
    }
}

#define ADD(path, func) g_test_add ("/models/writer/" path, Writing, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("in-order", test_in_order);
  ADD ("checkpoints-are-one", test_checkpoints_are_one);
  ADD ("failure-keeps-the-line", test_failure_keeps_the_line);
  ADD ("hold", test_hold);
  ADD ("drop", test_drop);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *path = g_strconcat ("/models/title/", titles[i].name, NULL);

      g_test_add_data_func (path, &titles[i], test_title);
    }
  g_test_add_func ("/models/title/of-anything", test_title_of_anything);
  g_test_add_func ("/models/model-cache/there-and-back", test_model_cache);
  g_test_add_func ("/models/model-cache/is-anything", test_model_cache_is_anything);
  return g_test_run ();
}
