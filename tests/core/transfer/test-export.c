/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What an export leaves on the disk: a complete file or nothing; and what the readable formats say. */

#include <glib/gstdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "transfer-fixture.h"

static char *
dup_path (Disk *disk, const char *name)
{
  g_autofree char *out = g_build_filename (disk->dir, "out", NULL);

  g_mkdir (out, 0700);
  return g_build_filename (out, name, NULL);
}

static char *
list_folder (Disk *disk)
{
  g_autofree char *out = g_build_filename (disk->dir, "out", NULL);
  g_autoptr (GDir) dir = g_dir_open (out, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static char *
export_text (Disk *disk, const char *format, const char *name)
{
  g_autofree char *path = dup_path (disk, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveExportReport) report = export_all (disk->store, format, path, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
assert_has (const char *text, const char *wanted)
{
  if (strstr (text, wanted) == NULL)
    g_error ("in:\n%s\nis not “%s”", text, wanted);
}

static void
assert_lacks (const char *text, const char *unwanted)
{
  if (strstr (text, unwanted) != NULL)
    g_error ("in:\n%s\nis “%s”", text, unwanted);
}

static const char answer[] = "# Heading\n\n1. one\n   - inner\n2. two\n\n- [x] done\n\n> "
                             "quote\n\n| a | b |\n|---|--:|\n| 1 | `x` |\n\n"
                             "```c\nif (a < b && c) {}\n```\n\n<script>alert(1)</script>\n\n"
                             "[good](https://example.org/?a=1&b=2) [bad](javascript:alert(1)) "
                             "[other](https://example.org\" onclick=\"x) "
                             "![pic](https://tracker.example/a.png) **bold** ~~gone~~";

static void
add_answer (Disk *disk)
{
  g_autoptr (AlcoveChatRecord) chat
      = add_chat (disk->store, "A <title> & \"more\"", "a question <b>");
  g_autoptr (AlcoveMessageRecord) message = new_message (
      ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STOPPED, chat->id, chat->active_leaf, answer);
  g_autoptr (GBytes) picture = g_bytes_new_static ("\x89PNG", 4);
  g_autoptr (GBytes) drawing = g_bytes_new_static ("<svg/>", 6);
  AlcovePart *call = alcove_part_new (ALCOVE_PART_TOOL_CALL, "{\"a\":\"```\"}");
  AlcovePart *source = alcove_part_new (ALCOVE_PART_CITATION, "A\rsource");
  AlcovePart *good = alcove_part_new (ALCOVE_PART_CITATION, "A [page]");

  call->name = g_strdup ("search");
  source->extra = g_strdup ("{\"url\":\"javascript:alert(2)\"}");
  g_ptr_array_add (message->parts, alcove_part_new (ALCOVE_PART_REASONING, "hm <i>"));
  g_ptr_array_add (message->parts,
                   alcove_part_new_data (ALCOVE_PART_IMAGE, "a \"b\".png", "image/png", picture));
  g_ptr_array_add (message->parts,
                   alcove_part_new_data (ALCOVE_PART_IMAGE, "x.svg", "image/svg+xml", drawing));
  g_ptr_array_add (message->parts, call);
  g_ptr_array_add (message->parts, source);
  good->extra = g_strdup ("{\"url\":\"https://example.org/a?b=1\"}");
  g_ptr_array_add (message->parts, good);
  alcove_message_record_unref (await_message (alcove_store_add_message (disk->store, message)));
}

static void
test_html (Disk *disk, gconstpointer data)
{
  g_autofree char *html = NULL;

  add_answer (disk);
  html = export_text (disk, "html", "all.html");
  assert_has (html, "default-src 'none'; img-src data:");
  assert_has (html, "A &lt;title&gt; &amp; &quot;more&quot;</h1>");
  assert_has (html, "<h3 dir=\"auto\">Heading</h3>");
  assert_has (html, "<ol dir=\"auto\" "
                    "start=\"1\"><li><p dir=\"auto\">one</p>\n<ul dir=\"auto\"><li><p "
                    "dir=\"auto\">inner</p>\n</li></ul>\n</"
                    "li>\n<li><p dir=\"auto\">two</p>\n</li></ol>");
  assert_has (html, "☑ done");
  assert_has (html, "<blockquote dir=\"auto\">\n<p dir=\"auto\">quote</p>\n</blockquote>");
  assert_has (html, "<thead><tr><th>a</th><th class=\"end\">b</th></tr></thead>");
  assert_has (html, "<pre dir=\"ltr\"><code>if (a &lt; b &amp;&amp; c) {}");
  assert_has (html, "&lt;script&gt;alert(1)");
  assert_has (html, "href=\"https://example.org/?a=1&amp;b=2\">good</a>");
  assert_has (html, "<strong>bold</strong>");
  assert_has (html, "<img src=\"data:image/png;base64,iVBORw==\" alt=\"a &quot;b&quot;.png\">");
  assert_has (html, " · stopped</p>");
  assert_lacks (html, "<script");
  assert_lacks (html, "href=\"javascript");
  assert_lacks (html, " onclick=\"");
  assert_lacks (html, "src=\"http");
  assert_lacks (html, "svg+xml;base64");
  assert_lacks (html, "<i>");
}

static void
test_markdown (Disk *disk, gconstpointer data)
{
  g_autofree char *markdown = NULL;
  g_autofree char *path = dup_path (disk, "all-files/a -b-.png");
  g_autofree char *names = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  add_answer (disk);
  markdown = export_text (disk, "markdown", "all.md");
  assert_has (markdown, "title: \"A <title> & \\\"more\\\"\"\n");
  assert_has (markdown, "## Assistant\n");
  assert_has (markdown, answer);
  assert_has (markdown, "<summary>Reasoning</summary>");
  assert_has (markdown, "````\n{\"a\":\"```\"}\n````");
  assert_has (markdown, "![a \"b\".png](all-files/a%20-b-.png)");
  assert_has (markdown, "- Source: A source\n");
  assert_has (markdown, "- Source: [A \\[page\\]](<https://example.org/a?b=1>)\n");
  assert_lacks (markdown, "javascript:alert(2)");
  names = list_folder (disk);
  g_assert_cmpstr (names, ==, "all-files all.md");
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpmem (bytes, length, "\x89PNG", 4);
}

static void
test_text (Disk *disk, gconstpointer data)
{
  g_autofree char *text = NULL;

  add_answer (disk);
  text = export_text (disk, "text", "all.txt");
  assert_has (text, "A <title> & \"more\"\n==================\n");
  assert_has (text, "You, ");
  assert_has (text, answer);
  assert_has (text, "[Attachment: x.svg]");
  assert_has (text, "[stopped]");
}

static void
export_to (Disk *disk, const char *id, const char *path, gboolean is_there)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveExportReport) report = export_chat (disk->store, id, path, &error);

  if (is_there)
    g_assert_no_error (error);
  else
    g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND);
}

/* A file without a folder can only be written in place; what stands in it stays while there is nothing to write. */
static void
test_in_place (Disk *disk, gconstpointer data)
{
  const int fd = memfd_create ("export", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *old = g_strnfill (100000, 'x');
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "A title", "a question");
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (write (fd, old, strlen (old)), ==, (gssize) strlen (old));
  export_to (disk, "01900000-0000-7000-8000-0000000000ff", path, FALSE);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, old);
  export_to (disk, chat->id, path, TRUE);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  assert_has (text, "a question");
  assert_lacks (text, "xxx");
  close (fd);
}

/* Only the branch that is shown. */
static void
test_branches (Disk *disk, gconstpointer data)
{
  g_autoptr (AlcoveChatRecord) chat = add_chat (disk->store, "Branches", "prompt");
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;

  alcove_message_record_unref (add_message (disk->store, chat->id, chat->active_leaf,
                                            ALCOVE_STATUS_COMPLETE, "the first answer"));
  alcove_message_record_unref (add_message (disk->store, chat->id, chat->active_leaf,
                                            ALCOVE_STATUS_COMPLETE, "the second answer"));
  text = export_text (disk, "text", "all.txt");
  assert_has (text, "the second answer");
  assert_lacks (text, "the first answer");
  json = export_text (disk, "json", "all.json");
  assert_has (json, "the first answer");
}

static void
test_folder (Disk *disk, gconstpointer data)
{
  g_autofree char *out = dup_path (disk, "");
  g_autoptr (GFile) parent = g_file_new_for_path (out);
  g_autoptr (AlcoveExporter) exporter
      = alcove_exporter_new (alcove_export_format_find ("markdown"));
  g_autofree char *names = NULL;
  g_autofree char *first = dup_path (disk, "Chats/Same.md");
  g_autofree char *second = dup_path (disk, "Chats/Same 2.md");
  g_autofree char *odd = dup_path (disk, "Chats/a-b--  c.md");

  alcove_chat_record_unref (add_chat (disk->store, "Same", "one"));
  alcove_chat_record_unref (add_chat (disk->store, "Same", "two"));
  alcove_chat_record_unref (add_chat (disk->store, "../a/b:?\n c", "three"));
  alcove_exporter_add_all (exporter, disk->store, TRUE);
  alcove_export_report_free (
      await_boxed (alcove_exporter_write_folder (exporter, parent, "Chats")));
  names = list_folder (disk);
  g_assert_cmpstr (names, ==, "Chats");
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (odd, G_FILE_TEST_EXISTS));
}

static void
cancel_on_progress (AlcoveExporter *exporter)
{
  if (alcove_exporter_get_progress (exporter) > 0.3)
    alcove_exporter_cancel (exporter);
}

/* What stood there stays, and nothing is left beside it. */
static void
test_cancel (Disk *disk, gconstpointer data)
{
  const char *formats[] = { "json", "markdown", "html" };

  fill_store (disk->store, 20);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = dup_path (disk, "all");
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (AlcoveExporter) exporter
          = alcove_exporter_new (alcove_export_format_find (formats[i]));
      g_autofree char *names = NULL;
      g_autofree char *text = NULL;

      g_assert_true (g_file_set_contents (path, "old", -1, NULL));
      alcove_exporter_add_all (exporter, disk->store, TRUE);
      g_signal_connect (exporter, "notify::progress", G_CALLBACK (cancel_on_progress), NULL);
      g_free (await_failure (alcove_exporter_write_file (exporter, file), G_IO_ERROR,
                             G_IO_ERROR_CANCELLED));
      names = list_folder (disk);
      g_assert_cmpstr (names, ==, "all");
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "old");
    }
}

static void
test_replace (Disk *disk, gconstpointer data)
{
  g_autofree char *path = dup_path (disk, "all.txt");
  g_autofree char *text = NULL;
  g_autofree char *names = NULL;
  GStatBuf status;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  text = export_text (disk, "text", "all.txt");
  assert_has (text, "prompt");
  names = list_folder (disk);
  g_assert_cmpstr (names, ==, "all.txt");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 077, ==, 0);
}

/* Where nothing may stand, and where there is no room. */
static void
test_refused (Disk *disk, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (disk->dir, "nowhere", "all.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) full = NULL;

  g_assert_null (export_all (disk->store, "json", missing, &error));
  g_assert_nonnull (error);
  g_assert_null (export_all (disk->store, "json", "/dev/full", &full));
  g_assert_error (full, ALCOVE_ERROR, ALCOVE_ERROR_DISK_FULL);
}

static void
test_missing (Disk *disk, gconstpointer data)
{
  g_autofree char *path = dup_path (disk, "all.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AlcoveExporter) exporter = alcove_exporter_new (alcove_export_format_find ("json"));
  g_autofree char *names = NULL;

  alcove_exporter_add_chat (exporter, disk->store, "01900000-0000-7000-8000-000000000001");
  g_free (await_failure (alcove_exporter_write_file (exporter, file), ALCOVE_ERROR,
                         ALCOVE_ERROR_NOT_FOUND));
  names = list_folder (disk);
  g_assert_cmpstr (names, ==, "");
}

static void
add (const char *name, void (*func) (Disk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/transfer/export/", name, NULL);

  g_test_add (path, Disk, NULL, disk_set_up_saved, func, disk_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add ("html", test_html);
  add ("markdown", test_markdown);
  add ("in-place", test_in_place);
  add ("text", test_text);
  add ("branches", test_branches);
  add ("folder", test_folder);
  add ("cancel", test_cancel);
  add ("replace", test_replace);
  add ("refused", test_refused);
  add ("missing", test_missing);
  return g_test_run ();
}
