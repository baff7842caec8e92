/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A file of chats into a history: what is taken, what is known again, and what is skipped and told. */

#include <glib/gstdio.h>

#include "alcove-bundle-order.h"
#include "alcove-importer.h"
#include "disk-fixture.h"

#define CHAT "01900000-0000-7000-8000-000000000001"
#define OTHER "01900000-0000-7000-8000-000000000009"
#define FIRST "01900000-0000-7000-8000-000000000002"
#define SECOND "01900000-0000-7000-8000-000000000003"
#define HEAD "{\"type\":\"alcove-export\",\"version\":1}"
#define MESSAGE(id, more)                                                                          \
  "{\"type\":\"message\",\"chat\":\"" CHAT "\",\"id\":\"" id                                       \
  "\",\"role\":\"user\",\"status\":\"complete\",\"parts\":[]" more "}"
#define END "{\"type\":\"end\"}"

static GFile *
write_file (Disk *disk, const char *text)
{
  g_autofree char *path = g_build_filename (disk->dir, "chats.json", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static AlcoveImportReport *
import_or_fail (Disk *disk, const char *text, gboolean is_dry, GError **error)
{
  g_autoptr (GFile) file = write_file (disk, text);
  g_autoptr (AlcoveImporter) importer = alcove_importer_new (file);
  DexFuture *future = alcove_importer_run (importer, disk->store, is_dry);
  const GValue *value;
  AlcoveImportReport *report;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, error);
  report = value ? g_value_dup_boxed (value) : NULL;
  dex_unref (future);
  return report;
}

static AlcoveImportReport *
import (Disk *disk, const char *text, gboolean is_dry)
{
  g_autoptr (GError) error = NULL;
  AlcoveImportReport *report = import_or_fail (disk, text, is_dry, &error);

  g_assert_no_error (error);
  return report;
}

static void
assert_report (Disk *disk, const char *text, gint64 chats, gint64 messages, gint64 duplicates,
               const char *skipped)
{
  for (gboolean is_dry = TRUE; is_dry >= FALSE; is_dry--)
    {
      g_autoptr (AlcoveImportReport) report = import (disk, text, is_dry);
      g_autoptr (GString) list = g_string_new (NULL);

      for (guint i = 0; i < report->skipped->len; i++)
        {
          const AlcoveSkip *skip = g_ptr_array_index (report->skipped, i);

          g_string_append_printf (list, "%s%s %s", i > 0 ? ", " : "", skip->entry,
                                  alcove_skip_reason_to_string (skip->reason));
        }
      g_assert_cmpstr (report->format, ==, "alcove");
      g_assert_cmpint (report->chats, ==, chats);
      g_assert_cmpint (report->messages, ==, messages);
      g_assert_cmpint (report->duplicates, ==, duplicates);
      g_assert_cmpstr (list->str, ==, skipped);
    }
}

static void
test_taken (Disk *disk, gconstpointer data)
{
  const char *text = "[" HEAD ",{\"type\":\"chat\",\"id\":\"" CHAT "\",\"title\":\"T\"}," MESSAGE (
      FIRST, "") "," MESSAGE (SECOND, ",\"parent\":\"" FIRST "\"") "," END "]";
  g_autoptr (AlcoveChatRecord) chat = NULL;

  assert_report (disk, text, 1, 2, 0, "");
  chat = await_chat (alcove_store_get_chat (disk->store, CHAT));
  g_assert_cmpstr (chat->title, ==, "T");
  g_assert_cmpstr (chat->active_leaf, ==, SECOND);
  assert_report (disk, text, 0, 0, 2, "");
}

/* A later export of the same chat brings what is new, and what is shown stays. */
static void
test_more (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = NULL;

  assert_report (disk,
                 "[" HEAD ",{\"type\":\"chat\",\"id\":\"" CHAT "\"}," MESSAGE (FIRST, "") "," END
                                                                                          "]",
                 1, 1, 0, "");
  assert_report (disk,
                 "[" HEAD ",{\"type\":\"chat\",\"id\":\"" CHAT "\",\"title\":\"Other\"}," MESSAGE (
                     FIRST, "") "," MESSAGE (SECOND, ",\"parent\":\"" FIRST "\"") "," END "]",
                 0, 1, 1, "");
  chat = await_chat (alcove_store_get_chat (disk->store, CHAT));
  g_assert_cmpstr (chat->title, ==, NULL);
}

static void
test_broken (Disk *disk, gconstpointer data)
{
  assert_report (disk,
                 "[" HEAD ",7,{\"type\":\"chat\",\"id\":\"x\"}," MESSAGE (
                     FIRST, "") ",{\"type\":\"chat\",\"id\":\"" CHAT
                                "\"}," MESSAGE ("y", "") "," MESSAGE (FIRST, "") "," MESSAGE (
                                    SECOND, ",\"x\":[1,") "]," END "]",
                 0, 0, 0, "2 broken, 3 broken, 4 broken, 6 broken, 8 broken, 5 broken");
}

/* A chat of which something cannot be read is not taken by half, and the next one is not harmed. */
static void
test_broken_within (Disk *disk, gconstpointer data)
{
  static const char *const wrong[] = { "7", "{\"a\" 1}", "{\"type\":\"data\"}", MESSAGE ("y", "") };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strconcat (
          "[" HEAD ",{\"type\":\"chat\",\"id\":\"" OTHER
          "\"},{\"type\":\"message\",\"chat\":\"" OTHER "\",\"id\":\"" SECOND
          "\",\"role\":\"user\",\"status\":\"complete\",\"parts\":[]},",
          wrong[i], ",{\"type\":\"chat\",\"id\":\"" CHAT "\"}," MESSAGE (FIRST, "") "," END "]",
          NULL);

      assert_report (disk, text, i == 0, i == 0, i > 0, "4 broken, 2 broken");
      g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==,
                       1);
    }
}

static void
test_cut_short (Disk *disk, gconstpointer data)
{
  const char *text = "[" HEAD ",{\"type\":\"chat\",\"id\":\"" CHAT
                     "\"}," MESSAGE (FIRST, "") "," MESSAGE (SECOND, "");

  assert_report (disk, text, 0, 0, 0, "2 incomplete");
  g_assert_cmpint (await_int (alcove_store_count_chats (disk->store, ALCOVE_CHATS_ACTIVE)), ==, 0);
}

static void
test_circle (Disk *disk, gconstpointer data)
{
  assert_report (disk,
                 "[" HEAD ",{\"type\":\"chat\",\"id\":\"" CHAT
                 "\"}," MESSAGE (FIRST, ",\"parent\":\"" SECOND "\"") "," MESSAGE (
                     SECOND, ",\"parent\":\"" FIRST "\"") "," END "]",
                 0, 0, 0, "2 cyclic");
}

static void
test_refused (Disk *disk, gconstpointer data)
{
  const char *texts[] = { "", "hello", "[1,2]", "{\"a\":1}", "[{\"type\":\"chat\"}", "[\"" };
  g_autoptr (GError) newer = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (import_or_fail (disk, texts[i], FALSE, &error));
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT);
    }
  g_assert_null (
      import_or_fail (disk, "[{\"type\":\"alcove-export\",\"version\":2}]", FALSE, &newer));
  g_assert_error (newer, ALCOVE_ERROR, ALCOVE_ERROR_NEWER_VERSION);
}

/* The name of a message of another program is the same each time, and another one for each. */
static void
test_ids (void)
{
  g_autofree char *chat = alcove_import_dup_id ("chatgpt", "a", NULL);
  g_autofree char *again = alcove_import_dup_id ("chatgpt", "a", NULL);
  g_autofree char *empty = alcove_import_dup_id ("chatgpt", "a", "");
  g_autofree char *other = alcove_import_dup_id ("claude", "a", NULL);

  g_assert_true (g_uuid_string_is_valid (chat));
  g_assert_cmpstr (chat, ==, again);
  g_assert_cmpstr (chat, !=, empty);
  g_assert_cmpstr (chat, !=, other);
  g_assert_cmpint (chat[14], ==, '8');
}

static void
add (const char *name, void (*func) (Disk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/transfer/import/", name, NULL);

  g_test_add (path, Disk, NULL, disk_set_up, func, disk_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add ("taken", test_taken);
  add ("more", test_more);
  add ("broken", test_broken);
  add ("broken-within", test_broken_within);
  add ("cut-short", test_cut_short);
  add ("circle", test_circle);
  add ("refused", test_refused);
  g_test_add_func ("/transfer/import/ids", test_ids);
  return g_test_run ();
}
