/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The samples of ../shared: each is taken with the counts, the roles and the words that it is said to have, and brings
 * nothing the second time. */

#include <json-glib/json-glib.h>

#include "alcove-json.h"
#include "transfer-fixture.h"

static const char *const samples[] = {
  "alpaca-export.db",      "alpaca-export.json",    "chatbotui-export.json",
  "librechat-export.json", "librechat-linear.json", "openwebui-export.json",
};

static char *
dup_path (const char *name)
{
  const char *shared = g_getenv ("ALCOVE_SHARED");

  return g_build_filename (shared ? shared : "", "exports", name, NULL);
}

/* What it is said to have; NULL where it is absent. */
static JsonNode *
load_expected (const char *name)
{
  g_autofree char *path = dup_path (name);
  g_autofree char *beside = g_strconcat (path, ".expect.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();

  return json_parser_load_from_file (parser, beside, NULL) ? json_parser_steal_root (parser) : NULL;
}

static gint64
count_messages (JsonObject *expected)
{
  JsonArray *chats = alcove_json_array (expected, "conversations");
  gint64 n = alcove_json_int (expected, "messages_total", 0);

  for (guint i = 0; chats != NULL && i < json_array_get_length (chats); i++)
    n += json_array_get_length (alcove_json_array (alcove_json_element (chats, i), "messages"));
  return n;
}

/* Open WebUI keeps what was thought among the words, which is taken out of them. */
static void
check_message (const AlcoveMessageRecord *message, JsonObject *expected)
{
  g_autofree char *text = alcove_parts_dup_text (message->parts, ALCOVE_PART_TEXT);
  const char *start = alcove_json_string (expected, "start");

  g_assert_cmpstr (alcove_role_to_string (message->role), ==,
                   alcove_json_string (expected, "role"));
  if (g_str_has_prefix (start, "<details"))
    {
      g_assert_cmpuint (message->parts->len, >, 1);
      g_assert_null (strstr (text, "<details"));
      return;
    }
  g_assert_true (g_str_has_prefix (text, start));
  g_assert_cmpint (g_utf8_strlen (text, -1), ==, alcove_json_int (expected, "len", -1));
}

static guint
count_thoughts (const AlcoveChatBundle *bundle)
{
  guint n = 0;

  for (guint i = 0; i < bundle->messages->len; i++)
    {
      const AlcoveMessageRecord *message = g_ptr_array_index (bundle->messages, i);
      g_autofree char *text = alcove_parts_dup_text (message->parts, ALCOVE_PART_REASONING);

      n += text != NULL && *text;
    }
  return n;
}

static void
check_chat (AlcoveStore *store, const char *id, JsonArray *expected)
{
  g_autoptr (AlcoveChatBundle) bundle = read_whole (store, id);

  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonObject *chat = alcove_json_element (expected, i);
      JsonArray *messages = alcove_json_array (chat, "messages");

      if (g_strcmp0 (alcove_json_string (chat, "title"), bundle->chat->title) != 0)
        continue;
      g_assert_cmpuint (bundle->messages->len, ==, json_array_get_length (messages));
      for (guint k = 0; k < bundle->messages->len; k++)
        check_message (g_ptr_array_index (bundle->messages, k), alcove_json_element (messages, k));
      if (json_object_has_member (chat, "thoughts"))
        g_assert_cmpint (count_thoughts (bundle), ==, alcove_json_int (chat, "thoughts", -1));
      return;
    }
  g_test_message ("no chat is called so: %s", bundle->chat->title);
  g_assert_not_reached ();
}

static void
check_chats (AlcoveStore *store, JsonObject *expected)
{
  JsonArray *chats = alcove_json_array (expected, "conversations");
  g_autoptr (GPtrArray) ids = await_array (alcove_store_list_chat_ids (store, FALSE));

  for (guint i = 0; chats != NULL && i < ids->len; i++)
    check_chat (store, g_ptr_array_index (ids, i), chats);
}

static void
test_sample (Disk *disk, gconstpointer name)
{
  g_autoptr (JsonNode) root = load_expected (name);
  g_autofree char *path = dup_path (name);
  JsonObject *expected;

  if (root == NULL)
    {
      g_test_skip ("the samples are absent: ALCOVE_SHARED names no folder that has them");
      return;
    }
  expected = alcove_json_object (json_node_get_object (root), "expect");
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AlcoveImportReport) report = import_file (disk->store, path, round == 0, &error);
      const gboolean is_known = round == 2;

      g_assert_no_error (error);
      g_assert_cmpuint (report->skipped->len, ==, 0);
      g_assert_cmpint (report->chats, ==, is_known ? 0 : alcove_json_int (expected, "chats", -1));
      g_assert_cmpint (report->messages, ==, is_known ? 0 : count_messages (expected));
      g_assert_cmpint (report->duplicates, ==, is_known ? count_messages (expected) : 0);
    }
  check_chats (disk->store, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strconcat ("/transfer/samples/", samples[i], NULL);

      g_test_add (path, Disk, samples[i], disk_set_up, test_sample, disk_tear_down);
    }
  return g_test_run ();
}
