/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What goes with a prompt: what a file is, how large it may be, what becomes of a photograph, and that it is sent,
 * kept and sent again. */

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "alcove-attachment-private.h"
#include "alcove-error.h"
#include "alcove-model-private.h"
#include "models-fixture.h"

typedef struct
{
  const char *name;
  const char *file;
  const char *bytes;
  gsize length; /* 0: a string */
  AlcovePartKind kind;
  const char *mime; /* NULL where it is refused */
  const char *sent; /* NULL for the same */
} Case;

static const Case cases[] = {
  { "text", "a.txt", "hello", 0, ALCOVE_PART_FILE, "text/plain", NULL },
  { "markdown", "a.md", "# hello", 0, ALCOVE_PART_FILE, "text/markdown", NULL },
  { "json-is-text", "a.json", "{\"a\":1}", 0, ALCOVE_PART_FILE, "text/plain", NULL },
  { "no-extension", "notes", "hello", 0, ALCOVE_PART_FILE, "text/plain", NULL },
  { "byte-order-mark", "a.txt", "\xef\xbb\xbfhello", 0, ALCOVE_PART_FILE, "text/plain", "hello" },
  { "utf-16", "a.txt", "\xff\xfeh\0i\0", 6, ALCOVE_PART_FILE, "text/plain", "hi" },
  { "windows-1252", "a.txt", "caf\xe9", 0, ALCOVE_PART_FILE, "text/plain", "café" },
  { "pdf-by-its-bytes", "a.txt", "%PDF-1.7\n\xff", 0, ALCOVE_PART_FILE, "application/pdf", NULL },
  { "program", "a.bin",
    "\x7f"
    "ELF\0\1\2\3\xff",
    9, ALCOVE_PART_FILE, NULL, NULL },
  { "broken-picture", "a.png", "\x89PNG\r\n\x1a\nnothing", 0, ALCOVE_PART_FILE, NULL, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GBytes) bytes
      = g_bytes_new_static (item->bytes, item->length ? item->length : strlen (item->bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveAttachment) attachment
      = alcove_attachment_new_from_bytes (bytes, item->file, &error);
  const AlcovePart *part;

  if (item->mime == NULL)
    {
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT_KIND);
      return;
    }
  g_assert_no_error (error);
  part = alcove_attachment_get_part (attachment);
  g_assert_cmpint ((int) part->kind, ==, (int) item->kind);
  g_assert_cmpstr (part->mime, ==, item->mime);
  g_assert_cmpstr (part->name, ==, item->file);
  if (item->sent != NULL)
    g_assert_cmpmem (g_bytes_get_data (part->data, NULL), g_bytes_get_size (part->data), item->sent,
                     strlen (item->sent));
  else
    g_assert_true (g_bytes_equal (part->data, bytes));
}

static void
test_size (void)
{
  g_autofree char *text = g_strnfill (1024 * 1024 + 1, 'a');
  g_autoptr (GBytes) much = g_bytes_new_static (text, 1024 * 1024 + 1);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (alcove_attachment_new_from_bytes (much, "a.txt", &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT_SIZE);
  g_clear_error (&error);
  g_assert_null (alcove_attachment_new_from_bytes (nothing, "a.txt", &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT_KIND);
}

/* A build's sandbox may hold a gdk-pixbuf that reads and writes only through helpers outside of it. */
static gboolean
can_draw (const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 4, 4);
  g_autofree char *buffer = NULL;
  gsize length = 0;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  return gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, type, NULL, NULL);
}

static void
test_no_picture (void)
{
  g_test_skip ("gdk-pixbuf writes no pictures here");
}

static GBytes *
draw (int width, int height, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *buffer = NULL;
  gsize length = 0;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, type, NULL, NULL));
  return g_bytes_new_take (buffer, length);
}

static void
check_picture (GBytes *bytes, const char *name, const char *mime, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AlcoveAttachment) attachment = alcove_attachment_new_from_bytes (bytes, name, &error);
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  const AlcovePart *part;

  g_assert_no_error (error);
  g_assert_true (alcove_attachment_get_is_image (attachment));
  g_assert_nonnull (alcove_attachment_get_thumbnail (attachment));
  part = alcove_attachment_get_part (attachment);
  g_assert_cmpstr (part->mime, ==, mime);
  g_assert_true (gdk_pixbuf_loader_write_bytes (loader, part->data, NULL));
  g_assert_true (gdk_pixbuf_loader_close (loader, NULL));
  g_assert_cmpint (gdk_pixbuf_get_width (gdk_pixbuf_loader_get_pixbuf (loader)), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (gdk_pixbuf_loader_get_pixbuf (loader)), ==, height);
}

static void
test_pictures (void)
{
  g_autoptr (GBytes) png = draw (40, 20, "png");
  g_autoptr (GBytes) large = draw (4000, 100, "png");
  g_autoptr (GBytes) photograph = draw (100, 5000, "jpeg");
  g_autoptr (GBytes) bitmap = can_draw ("bmp") ? draw (30, 30, "bmp") : NULL;

  check_picture (png, "a.png", "image/png", 40, 20);
  check_picture (png, "wrong-name.jpg", "image/png", 40, 20);
  check_picture (large, "a.png", "image/png", 2048, 51);
  check_picture (photograph, "a.jpg", "image/jpeg", 40, 2048);
  if (bitmap != NULL)
    check_picture (bitmap, "a.bmp", "image/jpeg", 30, 30);
}

/* Where a photograph was taken stays at home. */
static void
test_exif (void)
{
  static const char segment[] = "\xff\xe1\x00\x0c"
                                "Exif\0\0GPS!";
  g_autoptr (GBytes) jpeg = draw (20, 20, "jpeg");
  const guint8 *data = g_bytes_get_data (jpeg, NULL);
  g_autoptr (GByteArray) taken = g_byte_array_new ();
  g_autoptr (GBytes) with = NULL;
  g_autoptr (AlcoveAttachment) attachment = NULL;

  g_byte_array_append (taken, data, 2);
  g_byte_array_append (taken, (const guint8 *) segment, sizeof segment - 1);
  g_byte_array_append (taken, data + 2, (guint) g_bytes_get_size (jpeg) - 2);
  with = g_byte_array_free_to_bytes (g_steal_pointer (&taken));
  attachment = alcove_attachment_new_from_bytes (with, "a.jpg", NULL);
  g_assert_nonnull (attachment);
  g_assert_true (g_bytes_equal (alcove_attachment_get_part (attachment)->data, jpeg));
}

static void
test_jpeg_nonsense (void)
{
  static const char *const files[] = { "",
                                       "\xff\xd8",
                                       "\xff\xd8\xff\xe1\xff\xff",
                                       "\xff\xd8\xff",
                                       "\xff\xd8\xff\xe1",
                                       "\xff\xd8zz\x10\x10zz" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
      g_autoptr (GBytes) clean = alcove_jpeg_strip (bytes);

      g_assert_true (g_bytes_equal (bytes, clean));
    }
}

static GPtrArray *
attach (const char *name, const char *text)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  g_ptr_array_add (attachments, alcove_attachment_new_from_bytes (bytes, name, NULL));
  return attachments;
}

static void
wait_answered (AlcoveConversation *chat)
{
  wait_until (!alcove_conversation_get_is_streaming (chat));
}

/* Sent without a word; titled by its name; kept; sent again with the next prompt. */
static void
test_sent (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (GPtrArray) attachments = attach ("notes.txt", "the secret word is marmalade");
  const AlcovePart *part;

  await_ok (alcove_session_turn_saving_on (session));
  alcove_session_set_conversation_model (session, chat, "hello");
  g_assert_null (alcove_session_send_with (session, chat, " ", NULL));
  g_assert_nonnull (alcove_session_send_with (session, chat, "", attachments));
  wait_answered (chat);
  g_assert_nonnull (strstr (fixture->server->last_body, "marmalade"));
  g_assert_cmpstr (alcove_conversation_get_title (chat), ==, "notes.txt");
  fixture_ask (session, chat, "hello", "and now?");
  g_assert_nonnull (strstr (fixture->server->last_body, "marmalade"));
  g_assert_nonnull (strstr (fixture->server->last_body, "and now?"));
  part = g_ptr_array_index (alcove_message_get_parts (fixture_get_message (chat, 0)), 0);
  g_assert_cmpint ((int) part->kind, ==, ALCOVE_PART_FILE);
  g_assert_cmpstr (part->name, ==, "notes.txt");
  g_assert_cmpstr (part->mime, ==, "text/plain");
  fixture_close (session);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  g_autoptr (GBytes) png = draw (4, 4, "png");
  g_autoptr (AlcoveAttachment) picture = alcove_attachment_new_from_bytes (png, "a.png", NULL);
  g_autoptr (GPtrArray) told
      = alcove_model_list_from_json ("[{\"id\":\"sees\",\"vision\":true},{\"id\":\"blind\"}]");
  g_autoptr (GPtrArray) untold = alcove_model_list_from_json ("[{\"id\":\"blind\"}]");
  g_autoptr (GError) error = NULL;

  alcove_session_take_models (session, told);
  alcove_session_set_conversation_model (session, chat, "sees");
  g_assert_true (alcove_session_check_attachment (session, chat, picture, &error));
  alcove_session_set_conversation_model (session, chat, "blind");
  g_assert_false (alcove_session_check_attachment (session, chat, picture, &error));
  g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_ATTACHMENT);
  g_clear_error (&error);
  alcove_session_set_conversation_model (session, chat, "not-listed");
  g_assert_true (alcove_session_check_attachment (session, chat, picture, &error));
  /* a list in which nobody sees tells nothing */
  alcove_session_take_models (session, untold);
  alcove_session_set_conversation_model (session, chat, "blind");
  g_assert_true (alcove_session_check_attachment (session, chat, picture, &error));
  fixture_close (session);
}

static void
test_read_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "a.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) missing = g_file_get_child (file, "none");
  g_autoptr (AlcoveAttachment) attachment = NULL;

  g_assert_true (g_file_set_contents (path, "hello", -1, NULL));
  attachment = await_object (alcove_attachment_read_file (file));
  g_assert_cmpstr (alcove_attachment_get_name (attachment), ==, "a.txt");
  g_assert_cmpuint (alcove_attachment_get_size (attachment), ==, 5);
  await_error (alcove_attachment_read_file (missing), G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

int
main (int argc, char **argv)
{
  gboolean draws;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  draws = can_draw ("png") && can_draw ("jpeg");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/attachments/kind/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/attachments/size", test_size);
  g_test_add_func ("/attachments/pictures", draws ? test_pictures : test_no_picture);
  g_test_add_func ("/attachments/exif", draws ? test_exif : test_no_picture);
  g_test_add_func ("/attachments/jpeg-nonsense", test_jpeg_nonsense);
  g_test_add ("/attachments/sent", Fixture, NULL, fixture_set_up, test_sent, fixture_tear_down);
  if (draws)
    g_test_add ("/attachments/check", Fixture, NULL, fixture_set_up, test_check, fixture_tear_down);
  g_test_add ("/attachments/read-file", Fixture, NULL, fixture_set_up, test_read_file,
              fixture_tear_down);
  return g_test_run ();
}
