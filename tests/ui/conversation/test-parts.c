/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What of a message is no text: images, files, tools, sources. In a window. */

#include <adwaita.h>
#include <string.h>

#include "alcove-conversation-view-private.h"
#include "alcove-fold-toggle.h"
#include "alcove-error.h"
#include "alcove-image-decoder.h"
#include "alcove-image-view.h"
#include "alcove-message-private.h"
#include "alcove-part-card.h"
#include "alcove-saved-file.h"
#include "alcove-source-row.h"
#include "sample-chat.h"

typedef struct
{
  GtkWidget *window;
  AlcoveConversationView *view;
  GListStore *messages;
  char *target;
  char *saved_name;
  gsize saved_size;
  guint n_copied;
} Fixture;

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
spin (guint ms)
{
  gboolean is_over = FALSE;

  g_timeout_add (ms, set_flag, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
link_activated (AlcoveConversationView *view, const char *target, const char *label,
                Fixture *fixture)
{
  g_set_str (&fixture->target, target);
}

static void
save (AlcoveConversationView *view, const char *name, GBytes *bytes, Fixture *fixture)
{
  g_set_str (&fixture->saved_name, name);
  fixture->saved_size = g_bytes_get_size (bytes);
}

static void
copied (Fixture *fixture)
{
  fixture->n_copied++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->messages = g_list_store_new (ALCOVE_TYPE_MESSAGE);
  fixture->view = ALCOVE_CONVERSATION_VIEW (alcove_conversation_view_new ());
  g_object_ref_sink (fixture->view);
  g_signal_connect (fixture->view, "link-activated", G_CALLBACK (link_activated), fixture);
  g_signal_connect (fixture->view, "save", G_CALLBACK (save), fixture);
  g_signal_connect_swapped (fixture->view, "copied", G_CALLBACK (copied), fixture);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (fixture->messages));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->view));
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 1400);
  gtk_window_present (GTK_WINDOW (fixture->window));
  spin (50);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->view, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->messages);
  g_free (fixture->target);
  g_free (fixture->saved_name);
}

static AlcoveConversationEntry *
entry_at (Fixture *fixture, guint row)
{
  return g_ptr_array_index (fixture->view->entries, row);
}

/* The widget of the nth item of a kind in a message. */
static GtkWidget *
widget_of (Fixture *fixture, guint row, AlcoveEntryItemKind kind, guint nth)
{
  AlcoveConversationEntry *entry = entry_at (fixture, row);

  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    {
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, i);

      if (item->kind == kind && nth-- == 0)
        return item->widget;
    }
  return NULL;
}

static guint
count_items (Fixture *fixture, guint row, AlcoveEntryItemKind kind, int section)
{
  AlcoveConversationEntry *entry = entry_at (fixture, row);
  guint n = 0;

  for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
    {
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, i);

      n += item->kind == kind && (section < 0 || (int) item->section == section) ? 1 : 0;
    }
  return n;
}

/* The nth button in a widget. */
static GtkWidget *
find_button (GtkWidget *widget, guint *nth)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, nth);
  return found;
}

static void
click (GtkWidget *widget, guint nth)
{
  GtkWidget *button = find_button (widget, &nth);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  spin (40);
}

/* Every item has its own room: none stands in another. */
static void
assert_no_overlap (Fixture *fixture)
{
  const GArray *places = fixture->view->places;

  g_assert_cmpuint (places->len, >, 0);
  for (guint i = 1; i < places->len; i++)
    {
      const AlcoveLayoutPlace *before = &g_array_index (places, AlcoveLayoutPlace, i - 1);
      const AlcoveLayoutPlace *place = &g_array_index (places, AlcoveLayoutPlace, i);

      g_assert_cmpint (before->y + before->height, <=, place->y);
    }
}

static void
test_image (Fixture *fixture, gconstpointer data)
{
  GtkWidget *image;
  int height;

  sample_chat_add_parts (fixture->messages);
  spin (400);
  image = widget_of (fixture, 0, ALCOVE_ENTRY_PART, 0);
  g_assert_true (ALCOVE_IS_IMAGE_VIEW (image));
  /* decoded on another thread, and laid out in the frame behind that */
  for (guint i = 0; i < 100 && gtk_widget_get_height (image) != 200; i++)
    spin (100);
  g_assert_nonnull (alcove_image_view_get_picture (ALCOVE_IMAGE_VIEW (image)));
  gtk_widget_measure (image, GTK_ORIENTATION_VERTICAL, 600, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 200);
  g_assert_cmpint (gtk_widget_get_height (image), ==, 200);
  gtk_widget_measure (image, GTK_ORIENTATION_VERTICAL, 160, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 100);
  assert_no_overlap (fixture);
  /* the one in the text of the answer */
  image = widget_of (fixture, 3, ALCOVE_ENTRY_IMAGE, 0);
  g_assert_true (ALCOVE_IS_IMAGE_VIEW (image));
  g_assert_nonnull (alcove_image_view_get_picture (ALCOVE_IMAGE_VIEW (image)));
  click (image, 0);
  g_assert_true (GTK_IS_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))));
}

static void
test_address (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card;

  sample_chat_add_parts (fixture->messages);
  spin (200);
  card = widget_of (fixture, 3, ALCOVE_ENTRY_IMAGE, 1);
  g_assert_true (ALCOVE_IS_PART_CARD (card));
  click (card, 0);
  g_assert_cmpuint (fixture->n_copied, ==, 1);
  g_assert_null (fixture->target);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  sample_chat_add_parts (fixture->messages);
  spin (200);
  click (widget_of (fixture, 0, ALCOVE_ENTRY_PART, 1), 0);
  g_assert_cmpstr (fixture->saved_name, ==, "finds.csv");
  g_assert_cmpuint (fixture->saved_size, ==, 20);
}

static void
test_tool (Fixture *fixture, gconstpointer data)
{
  AlcoveConversationEntry *entry;
  const AlcoveBlock *block;
  GtkWidget *card;

  sample_chat_add_parts (fixture->messages);
  spin (200);
  entry = entry_at (fixture, 1);
  card = widget_of (fixture, 1, ALCOVE_ENTRY_PART, 0);
  g_assert_cmpuint (count_items (fixture, 1, ALCOVE_ENTRY_BLOCK, ALCOVE_SECTION_PARTS), ==, 0);
  click (card, 0);
  g_assert_cmpuint (count_items (fixture, 1, ALCOVE_ENTRY_BLOCK, ALCOVE_SECTION_PARTS), ==, 1);
  g_assert_true (widget_of (fixture, 1, ALCOVE_ENTRY_PART, 0) == card);
  block = g_ptr_array_index (alcove_conversation_entry_get_blocks (entry, ALCOVE_SECTION_PARTS), 0);
  g_assert_cmpint (block->kind, ==, ALCOVE_BLOCK_CODE);
  g_assert_cmpstr (block->language, ==, "json");
  g_assert_true (g_str_has_prefix (block->run.text, "{\n  \"place\": \"A\",\n"));
  assert_no_overlap (fixture);
  click (card, 0);
  g_assert_cmpuint (count_items (fixture, 1, ALCOVE_ENTRY_BLOCK, ALCOVE_SECTION_PARTS), ==, 0);
}

/* What is unfolded is selected and copied with the rest, what is folded is not. */
static void
test_copy_tool (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folded = NULL, *unfolded = NULL;

  sample_chat_add_parts (fixture->messages);
  spin (200);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.select-all", NULL);
  folded = alcove_selection_dup_text (&fixture->view->selection, fixture->view->entries);
  g_assert_null (strstr (folded, "charcoal\""));
  click (widget_of (fixture, 1, ALCOVE_ENTRY_PART, 0), 0);
  unfolded = alcove_selection_dup_text (&fixture->view->selection, fixture->view->entries);
  g_assert_nonnull (strstr (unfolded, "charcoal\""));
}

static void
test_sources (Fixture *fixture, gconstpointer data)
{
  AlcoveConversationEntry *entry;
  const AlcoveBlock *block;
  const AlcoveSpan *span;

  sample_chat_add_parts (fixture->messages);
  spin (200);
  entry = entry_at (fixture, 3);
  block = g_ptr_array_index (alcove_conversation_entry_get_blocks (entry, ALCOVE_SECTION_TEXT), 0);
  span = &g_array_index (block->run.spans, AlcoveSpan, 0);
  g_assert_cmpint (span->flags, ==, ALCOVE_SPAN_LINK | ALCOVE_SPAN_CITATION);
  g_assert_cmpstr (span->target, ==, "https://digs.example/bread");
  g_assert_cmpuint (count_items (fixture, 3, ALCOVE_ENTRY_SOURCE, -1), ==, 3);
  click (widget_of (fixture, 3, ALCOVE_ENTRY_SOURCE, 1), 0);
  g_assert_cmpstr (fixture->target, ==, "https://leaven.example/history");
  click (widget_of (fixture, 3, ALCOVE_ENTRY_SOURCES, 0), 0);
  g_assert_cmpuint (count_items (fixture, 3, ALCOVE_ENTRY_SOURCE, -1), ==, 0);
}

/* Sources come with the end of an answer: what stands there stays the same widget, and gets its marks. */
static void
test_parts_at_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  g_autoptr (GPtrArray) parts = NULL;
  AlcovePart *source = alcove_part_new (ALCOVE_PART_CITATION, "One");
  AlcoveConversationEntry *entry;
  GtkWidget *first, *second;

  g_list_store_append (fixture->messages, message);
  alcove_message_append (message, ALCOVE_PART_TEXT, "Plain.\n\nWith a mark [1].\n\nEnd.");
  spin (60);
  entry = entry_at (fixture, 0);
  first = widget_of (fixture, 0, ALCOVE_ENTRY_BLOCK, 0);
  second = widget_of (fixture, 0, ALCOVE_ENTRY_BLOCK, 1);
  g_assert_nonnull (second);
  alcove_message_append (message, ALCOVE_PART_TEXT,
                         " And more"); /* no frame between this and the end */
  source->extra = g_strdup ("{\"url\":\"https://one.example/\"}");
  parts = alcove_message_dup_parts (message);
  g_ptr_array_add (parts, source);
  alcove_message_set_parts (message, parts);
  alcove_message_set_status (message, ALCOVE_STATUS_COMPLETE);
  spin (60);
  g_assert_true (widget_of (fixture, 0, ALCOVE_ENTRY_BLOCK, 0) == first);
  g_assert_true (widget_of (fixture, 0, ALCOVE_ENTRY_BLOCK, 1) == second);
  g_assert_cmpuint (count_items (fixture, 0, ALCOVE_ENTRY_SOURCE, -1), ==, 1);
  g_assert_nonnull (entry->cited);
  g_assert_cmpstr (((AlcoveBlock *) g_ptr_array_index (entry->cited, 2))->run.text, ==,
                   "End. And more");
  assert_no_overlap (fixture);
}

static void
test_thought (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint64 duration;
    const char *label;
  } cases[] = { { 400000, "Thought for 1 s" },
                { 11600000, "Thought for 12 s" },
                { 125000000, "Thought for 2 min 5 s" } };
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  AlcoveFoldToggle *toggle;

  g_list_store_append (fixture->messages, message);
  alcove_message_append (message, ALCOVE_PART_REASONING, "Hm.");
  spin (60);
  toggle = ALCOVE_FOLD_TOGGLE (widget_of (fixture, 0, ALCOVE_ENTRY_TOGGLE, 0));
  g_assert_cmpstr (alcove_fold_toggle_get_label (toggle), ==, "Thinking…");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AlcoveMessageRecord) record
          = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);

      alcove_message_extra_set_reasoning_us (record, cases[i].duration);
      alcove_message_set_record (message, record);
      alcove_message_append (message, ALCOVE_PART_TEXT, "word ");
      g_assert_cmpstr (alcove_fold_toggle_get_label (toggle), ==, cases[i].label);
    }
}

static void
assert_refused (const void *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = alcove_image_decoder_decode (bytes, &error);

  g_assert_null (texture);
  g_assert_nonnull (error);
}

/* What claims to be larger than can be, what is cut, what is no picture: refused, without a crash. */
static void
test_hostile_images (void)
{
  g_autoptr (GBytes) image = sample_image ();
  g_autofree guint8 *bomb = NULL;
  g_autoptr (GdkTexture) texture = alcove_image_decoder_decode (image, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 320);
  assert_refused ("", 0);
  assert_refused ("<svg xmlns='http://www.w3.org/2000/svg'/>", 41);
  assert_refused ("data:image/png;base64,", 22);
  assert_refused ("data:image/png;base64,AAAA", 26);
  assert_refused (data, 20);
  bomb = g_memdup2 (data, size);
  memcpy (bomb + 16, "\0\1\x86\xa0\0\1\x86\xa0", 8); /* 100,000 by 100,000 */
  assert_refused (bomb, size);
  for (gsize i = 8; i < size; i += 7)
    {
      g_autofree guint8 *broken = g_memdup2 (data, size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GdkTexture) any = NULL;

      broken[i] ^= 0x55;
      bytes = g_bytes_new (broken, size);
      any = alcove_image_decoder_decode (bytes, NULL);
    }
}

/* What a table carries stands beneath it; an address in a cell is text. */
static void
test_images_of_cells (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "| a | b |\n|---|---|\n| ![one](data:image/png;base64,AAAA) | 1 |\n"
                             "| ![two](https://example.org/2.png) | "
                             "![three](data:image/png;base64,BBBB) |\n";
  const AlcoveBlock *table;
  const char *shown;
  g_autoptr (AlcoveMessage) answer = NULL;
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (text, -1);
  const AlcoveSpan *span;

  table = g_ptr_array_index (blocks, 0);
  span = alcove_entry_items_get_image (table, 1, &shown);
  g_assert_cmpstr (span->target, ==, "data:image/png;base64,BBBB");
  g_assert_cmpstr (shown, ==, "three");
  g_assert_null (alcove_entry_items_get_image (table, 2, NULL));
  answer = sample_message (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE, "m", text);
  g_list_store_append (fixture->messages, answer);
  spin (100);
  g_assert_cmpuint (count_items (fixture, 0, ALCOVE_ENTRY_IMAGE, -1), ==, 2);
}

static void
take_bytes (GtkWidget *view, GBytes *bytes, gpointer saved)
{
  *(GBytes **) saved = g_bytes_ref (bytes);
}

/* WebP is known by its first bytes. Where nothing reads it that is said, and it can be saved; what is broken, the same. */
static void
test_unread_images (Fixture *fixture, gconstpointer data)
{
  static const char *const images[]
      = { "RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0",
          "no image at all, whatever its name" };

  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (images[i], 34);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = alcove_image_decoder_decode (bytes, &error);
      GtkWidget *view = g_object_ref_sink (alcove_image_view_new ("a.webp", 90 + i, bytes));
      g_autoptr (GBytes) saved = NULL;

      g_signal_connect (view, "save", G_CALLBACK (take_bytes), &saved);
      while (alcove_image_view_get_picture (ALCOVE_IMAGE_VIEW (view)) == NULL
             && !gtk_widget_has_css_class (gtk_widget_get_first_child (view), "unread"))
        g_main_context_iteration (NULL, TRUE);
      if (texture == NULL)
        {
          g_assert_true (i == 1
                         || g_error_matches (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT));
          g_signal_emit_by_name (gtk_widget_get_first_child (view), "clicked");
          g_assert_true (g_bytes_equal (saved, bytes));
        }
      g_object_unref (view);
    }
}

/* For another program: with the ending of what it is, whatever it is called. */
static void
test_saved_images (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "![The plan](data:image/svg+xml;base64,PHN2Zy8+) and "
                             "![](data:image/bmp;base64,Qk0=) and "
                             "![a.png](data:image/png;base64,R0lGODlhAAA=)";
  static const char *const names[] = { "The plan.svg", "image.bmp", "a.gif" };
  g_autoptr (AlcoveMessage) answer
      = sample_message (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_COMPLETE, "m", text);

  g_list_store_append (fixture->messages, answer);
  spin (100);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *button
          = gtk_widget_get_first_child (widget_of (fixture, 0, ALCOVE_ENTRY_IMAGE, i));

      while (!gtk_widget_has_css_class (button, "unread"))
        g_main_context_iteration (NULL, TRUE);
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpstr (fixture->saved_name, ==, names[i]);
    }
}

static void
is_decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = alcove_image_decoder_finish (ALCOVE_IMAGE_DECODER (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (texture);
  *(gboolean *) data = TRUE;
}

/* A key that comes again with another image does not bring the picture of the first, and nothing outlives an account. */
static void
test_kept_pictures (void)
{
  AlcoveImageDecoder *decoder = alcove_image_decoder_get_default ();
  g_autoptr (GBytes) image = sample_image ();
  g_autoptr (GBytes) same = sample_image ();
  g_autoptr (GBytes) other = g_bytes_new_from_bytes (image, 0, g_bytes_get_size (image) - 1);

  for (guint i = 0; i < 2; i++)
    {
      gboolean is_done = FALSE;

      alcove_image_decoder_request (decoder, 7, image, NULL, is_decoded, &is_done);
      if (i == 1)
        alcove_image_decoder_clear (decoder);
      while (!is_done)
        g_main_context_iteration (NULL, TRUE);
      g_assert_null (alcove_image_decoder_lookup (decoder, 7, other));
      g_assert_null (alcove_image_decoder_lookup (decoder, 8, image));
      g_assert_true ((alcove_image_decoder_lookup (decoder, 7, same) != NULL) == (i == 0));
      alcove_image_decoder_clear (decoder);
      g_assert_null (alcove_image_decoder_lookup (decoder, 7, image));
    }
}

static void
test_names (void)
{
  static const char *const names[][2] = { { "a.csv", "a.csv" },
                                          { "../../.bashrc", "_._.._.bashrc" },
                                          { "/etc/passwd", "_etc_passwd" },
                                          { "a\342\200\256gpj.exe", "agpj.exe" },
                                          { "..", "_." },
                                          { "  ", "file" },
                                          { NULL, "file" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = alcove_saved_file_dup_name (names[i][0], "file");

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/ui/conversation/parts/image", test_image);
  add ("/ui/conversation/parts/address", test_address);
  add ("/ui/conversation/parts/file", test_file);
  add ("/ui/conversation/parts/tool", test_tool);
  add ("/ui/conversation/parts/copy-tool", test_copy_tool);
  add ("/ui/conversation/parts/sources", test_sources);
  add ("/ui/conversation/parts/at-end", test_parts_at_end);
  add ("/ui/conversation/parts/thought", test_thought);
  add ("/ui/conversation/parts/images-of-cells", test_images_of_cells);
  add ("/ui/conversation/parts/unread-images", test_unread_images);
  add ("/ui/conversation/parts/saved-images", test_saved_images);
  g_test_add_func ("/ui/conversation/parts/hostile-images", test_hostile_images);
  g_test_add_func ("/ui/conversation/parts/kept-pictures", test_kept_pictures);
  g_test_add_func ("/ui/conversation/parts/names", test_names);
  return g_test_run ();
}
