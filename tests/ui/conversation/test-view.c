/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The conversation in a window. Pictures are taken as numbers: where each block stands. */

#include <adwaita.h>
#include <string.h>

#include "alcove-block-widget.h"
#include "alcove-conversation-view-private.h"
#include "alcove-message-footer.h"
#include "alcove-message-private.h"
#include "sample-chat.h"
#include "view-fixture.h"

typedef struct
{
  GtkWidget *window;
  AlcoveConversationView *view;
  GListStore *messages;
  guint n_links;
  guint n_retries;
  guint n_copied;
  guint n_wanted;
  guint n_let_go;
  guint n_at_end;
  char *target;
  char *label;
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

/* Until one more frame was painted. */
static void
paint (Fixture *fixture)
{
  view_fixture_paint_frames (fixture->window, fixture->view, 2);
}

static void
link_activated (AlcoveConversationView *view, const char *target, const char *label,
                Fixture *fixture)
{
  fixture->n_links++;
  g_set_str (&fixture->target, target);
  g_set_str (&fixture->label, label);
}

static void
count (guint *n)
{
  ++*n;
}

static void
load_wanted (Fixture *fixture, guint position)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->messages));

  fixture->n_wanted++;
  for (guint i = position / 30 * 30; i < MIN (n, position / 30 * 30 + 30); i++)
    {
      g_autoptr (AlcoveMessage) message
          = g_list_model_get_item (G_LIST_MODEL (fixture->messages), i);

      if (!alcove_message_get_is_loaded (message))
        sample_history_load (message, i);
    }
}

static void
present (Fixture *fixture, GListStore *messages)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->messages = messages;
  fixture->view = ALCOVE_CONVERSATION_VIEW (alcove_conversation_view_new ());
  g_object_ref_sink (fixture->view);
  g_signal_connect (fixture->view, "link-activated", G_CALLBACK (link_activated), fixture);
  g_signal_connect_swapped (fixture->view, "retry", G_CALLBACK (count), &fixture->n_retries);
  g_signal_connect_swapped (fixture->view, "copied", G_CALLBACK (count), &fixture->n_copied);
  g_signal_connect_swapped (fixture->view, "want", G_CALLBACK (load_wanted), fixture);
  g_signal_connect_swapped (fixture->view, "let-go", G_CALLBACK (count), &fixture->n_let_go);
  g_signal_connect_swapped (fixture->view, "notify::is-at-end", G_CALLBACK (count),
                            &fixture->n_at_end);
  alcove_conversation_view_set_messages (fixture->view, G_LIST_MODEL (messages));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->view));
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
  paint (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->view, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->messages);
  g_free (fixture->target);
  g_free (fixture->label);
}

/* Where every block in view stands, by its message and place in it. */
static GHashTable *
picture (Fixture *fixture)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const int height = gtk_widget_get_height (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < fixture->view->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (fixture->view->places, AlcoveLayoutPlace, i);
      AlcoveConversationEntry *entry = g_ptr_array_index (fixture->view->entries, place->row);
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, place->item);
      graphene_point_t at;

      if (item->kind != ALCOVE_ENTRY_BLOCK || place->y + place->height <= 0 || place->y >= height)
        continue;
      g_assert_true (gtk_widget_compute_point (item->widget, GTK_WIDGET (fixture->view),
                                               &GRAPHENE_POINT_INIT (0, 0), &at));
      g_assert_cmpint ((int) at.y, ==, place->y);
      g_hash_table_insert (places,
                           g_strdup_printf ("%p %d %u", (void *) entry->message,
                                            (int) item->section, item->index),
                           GINT_TO_POINTER ((int) at.y));
    }
  return places;
}

static guint
assert_moved (GHashTable *before, GHashTable *after, int by)
{
  GHashTableIter iter;
  gpointer key, y, now;
  guint n_common = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &y))
    if (g_hash_table_lookup_extended (after, key, NULL, &now))
      {
        g_assert_cmpint (GPOINTER_TO_INT (now) - GPOINTER_TO_INT (y), ==, by);
        n_common++;
      }
  return n_common;
}

static void
assert_still (GHashTable *before, GHashTable *after)
{
  g_assert_cmpuint (g_hash_table_size (before), >, 0);
  g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
}

static void
scroll_by (Fixture *fixture, double delta)
{
  gtk_adjustment_set_value (fixture->view->vadjustment,
                            gtk_adjustment_get_value (fixture->view->vadjustment) + delta);
  paint (fixture);
}

static guint
n_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += n_widgets (child);
  return n;
}

static AlcoveConversationEntry *
entry_at (Fixture *fixture, guint row)
{
  return g_ptr_array_index (fixture->view->entries, row);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* It is told in an idle moment, which a busy machine may not have at once. */
static gboolean
comes_to_end (AlcoveConversationView *view)
{
  for (guint i = 0; i < 100 && !alcove_conversation_view_get_is_at_end (view); i++)
    spin (20);
  return alcove_conversation_view_get_is_at_end (view);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  const guint n = GPOINTER_TO_UINT (data);
  const AlcoveLayoutPlace *last;

  present (fixture, sample_history_new (n, TRUE));
  last = &g_array_index (fixture->view->places, AlcoveLayoutPlace, fixture->view->places->len - 1);
  g_assert_cmpuint (last->row, ==, n - 1);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
  /* whatever the length of the chat */
  g_assert_cmpuint (n_widgets (GTK_WIDGET (fixture->view)), <, 300);
}

static void
test_open_empty (Fixture *fixture, gconstpointer data)
{
  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  g_assert_cmpuint (fixture->view->places->len, ==, 0);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
}

static void
test_no_messages (Fixture *fixture, gconstpointer data)
{
  present (fixture, sample_chat_new ());
  alcove_conversation_view_set_messages (fixture->view, NULL);
  paint (fixture);
  g_assert_null (alcove_conversation_view_get_messages (fixture->view));
  g_assert_cmpuint (fixture->view->live->len, ==, 0);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (fixture->view)));
}

static void
test_scroll_end_to_end (Fixture *fixture, gconstpointer data)
{
  guint n_frames = 0;

  present (fixture, sample_history_new (GPOINTER_TO_UINT (data), TRUE));
  while (gtk_adjustment_get_value (fixture->view->vadjustment) > 0 && n_frames++ < 1000)
    {
      g_autoptr (GHashTable) before = picture (fixture);
      g_autoptr (GHashTable) after = NULL;
      const double value = gtk_adjustment_get_value (fixture->view->vadjustment);

      scroll_by (fixture, -450);
      after = picture (fixture);
      if (value >= 450)
        g_assert_cmpuint (assert_moved (before, after, 450), >, 0);
      g_assert_cmpuint (n_widgets (GTK_WIDGET (fixture->view)), <, 400);
    }
  g_assert_cmpuint (g_array_index (fixture->view->places, AlcoveLayoutPlace, 0).row, ==, 0);
  g_assert_false (alcove_conversation_view_get_is_at_end (fixture->view));
}

/* However far the reader goes, what is parsed of a chat is what is near. */
static void
test_far_rows_go (Fixture *fixture, gconstpointer data)
{
  guint most = 0;

  present (fixture, sample_history_new (1500, TRUE));
  for (guint frame = 0; gtk_adjustment_get_value (fixture->view->vadjustment) > 0 && frame < 4000;
       frame++)
    {
      guint n = 0;

      gtk_adjustment_set_value (fixture->view->vadjustment,
                                gtk_adjustment_get_value (fixture->view->vadjustment) - 3500);
      paint (fixture);
      for (guint i = 0; i < 1500; i++)
        n += alcove_conversation_entry_get_n_items (entry_at (fixture, i)) > 0 ? 1 : 0;
      most = MAX (most, n);
    }
  g_assert_cmpuint (alcove_conversation_entry_get_n_items (entry_at (fixture, 0)), >, 0);
  g_assert_cmpuint (alcove_conversation_entry_get_n_items (entry_at (fixture, 1499)), ==, 0);
  g_assert_cmpuint (most, <, 350);
  g_assert_cmpuint (fixture->n_let_go, >, 5);
}

static void
let_far_texts_go (Fixture *fixture, guint position)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->messages));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AlcoveMessage) message
          = g_list_model_get_item (G_LIST_MODEL (fixture->messages), i);

      if (i + 100 < position || i > position + 100)
        alcove_message_set_parts (message, NULL);
    }
}

/* Texts that were let go come back when the reader does, and what is read does not jump. */
static void
test_texts_come_back (Fixture *fixture, gconstpointer data)
{
  present (fixture, sample_history_new (600, TRUE));
  g_signal_connect_swapped (fixture->view, "let-go", G_CALLBACK (let_far_texts_go), fixture);
  for (guint i = 0; i < 80; i++)
    {
      gtk_adjustment_set_value (fixture->view->vadjustment,
                                gtk_adjustment_get_value (fixture->view->vadjustment)
                                    + (i < 40 ? -3000 : 3000));
      paint (fixture);
    }
  spin (100);
  paint (fixture);
  g_assert_cmpuint (fixture->n_let_go, >, 0);
  g_assert_cmpuint (fixture->n_wanted, >, 0);
  for (guint i = 0; i < fixture->view->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (fixture->view->places, AlcoveLayoutPlace, i);

      g_assert_cmpint (
          alcove_conversation_entry_get_item (entry_at (fixture, place->row), place->item)->kind,
          !=, ALCOVE_ENTRY_PLACEHOLDER);
    }
}

static void
watch (GtkWidget *widget, GPtrArray *alive)
{
  GtkWidget **pointer = g_new0 (GtkWidget *, 1);

  g_set_weak_pointer (pointer, widget);
  g_ptr_array_add (alive, pointer);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch (child, alive);
}

/* Every widget that a chat had, of every kind, goes with the chat; those of paragraphs with the view. */
static void
test_widgets_are_freed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) alive = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  GListStore *messages = sample_chat_new ();

  sample_chat_add_parts (messages);
  present (fixture, messages);
  for (guint page = 0; page < 6; page++)
    {
      spin (60);
      watch (GTK_WIDGET (fixture->view), alive);
      alcove_conversation_actions_scroll (fixture->view, GTK_SCROLL_PAGE_UP);
      paint (fixture);
    }
  for (guint i = 0; i < alive->len; i++)
    {
      GtkWidget **pointer = g_ptr_array_index (alive, i);

      if (*pointer != NULL)
        g_hash_table_add (kinds, GSIZE_TO_POINTER (G_OBJECT_TYPE (*pointer)));
    }
  g_assert_cmpuint (g_hash_table_size (kinds), >, 8);
  alcove_conversation_view_set_messages (fixture->view, NULL);
  paint (fixture);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (fixture->view)));
  g_ptr_array_set_size (fixture->view->spare_blocks, 0);
  for (guint i = 0; i < alive->len; i++)
    {
      GtkWidget **pointer = g_ptr_array_index (alive, i);

      g_assert_true (*pointer == NULL || *pointer == GTK_WIDGET (fixture->view));
      g_clear_weak_pointer (pointer);
    }
}

static void
test_prepend (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) older = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  present (fixture, sample_history_new (60, TRUE));
  scroll_by (fixture, -1500);
  before = picture (fixture);
  for (guint i = 0; i < 200; i++)
    g_ptr_array_add (older, sample_history_message (i, TRUE));
  g_list_store_splice (fixture->messages, 0, 0, older->pdata, older->len);
  paint (fixture);
  after = picture (fixture);
  assert_still (before, after);
}

/* The texts of an old chat come after its lengths; what is read stays where it is. */
static void
test_unloaded (Fixture *fixture, gconstpointer data)
{
  present (fixture, sample_history_new (400, FALSE));
  for (guint i = 0; i < 5; i++)
    paint (fixture);
  g_assert_cmpuint (fixture->n_wanted, >, 0);
  g_assert_cmpuint (fixture->n_wanted, <, 60);
  g_assert_cmpint (entry_at (fixture, 399)->items->len, >, 1);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GHashTable) before = NULL;
      g_autoptr (GHashTable) after = NULL;

      scroll_by (fixture, -333);
      before = picture (fixture);
      paint (fixture);
      paint (fixture);
      after = picture (fixture);
      g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
    }
}

static AlcoveMessage *
add_answer (Fixture *fixture, AlcoveStatus status, const char *text)
{
  g_autoptr (AlcoveMessage) message
      = sample_message (ALCOVE_ROLE_ASSISTANT, status, "heron-2", text);

  g_list_store_append (fixture->messages, message);
  return message;
}

static void
stream (Fixture *fixture, AlcoveMessage *message, const char *text, guint per_frame)
{
  while (*text != '\0')
    {
      for (guint i = 0; i < per_frame && *text != '\0'; i++, text++)
        {
          const char piece[2] = { *text, '\0' };

          alcove_message_append (message, ALCOVE_PART_TEXT, piece);
        }
      paint (fixture);
    }
}

static void
test_streams_at_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = sample_markdown (2000);
  g_autoptr (GPtrArray) whole = alcove_markdown_parse (text, -1);
  AlcoveMessage *message;
  GPtrArray *blocks;

  present (fixture, sample_history_new (20, TRUE));
  message = add_answer (fixture, ALCOVE_STATUS_PENDING, "");
  stream (fixture, message, text, 19);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
  alcove_message_set_status (message, ALCOVE_STATUS_COMPLETE);
  paint (fixture);
  blocks = alcove_conversation_entry_get_blocks (entry_at (fixture, 20), ALCOVE_SECTION_TEXT);
  g_assert_cmpuint (blocks->len, ==, whole->len);
  for (guint i = 0; i < blocks->len; i++)
    g_assert_cmpuint (((AlcoveBlock *) g_ptr_array_index (blocks, i))->hash, ==,
                      ((AlcoveBlock *) g_ptr_array_index (whole, i))->hash);
  g_assert_true (alcove_conversation_view_get_is_at_end (fixture->view));
}

static void
test_streams_unread (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = sample_markdown (1500);
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  AlcoveMessage *message;

  present (fixture, sample_history_new (20, TRUE));
  message = add_answer (fixture, ALCOVE_STATUS_STREAMING, text);
  paint (fixture);
  scroll_by (fixture, -200);
  spin (300);
  before = picture (fixture);
  stream (fixture, message, text, 29);
  after = picture (fixture);
  g_assert_cmpuint (assert_moved (before, after, 0), >=, g_hash_table_size (before) - 1);
  g_assert_false (alcove_conversation_view_get_is_at_end (fixture->view));
  alcove_conversation_view_scroll_to_end (fixture->view);
  paint (fixture);
  g_assert_true (comes_to_end (fixture->view));
  stream (fixture, message, "More.\n\nAnd more.\n\nAnd more.", 5);
  g_assert_true (comes_to_end (fixture->view));
}

static void
test_question_goes_to_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) question
      = sample_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, "And now?");

  present (fixture, sample_history_new (40, TRUE));
  scroll_by (fixture, -3000);
  spin (20);
  g_assert_false (alcove_conversation_view_get_is_at_end (fixture->view));
  g_list_store_append (fixture->messages, question);
  paint (fixture);
  g_assert_true (comes_to_end (fixture->view));
  g_assert_cmpuint (fixture->n_at_end, ==, 2);
}

static void
select_range (Fixture *fixture, AlcoveTextPoint anchor, AlcoveTextPoint focus)
{
  fixture->view->selection = (AlcoveSelection) { anchor, focus, TRUE };
  alcove_conversation_stage_show_selection (fixture->view);
  alcove_conversation_actions_selection_changed (fixture->view);
}

static char *
dup_selected (Fixture *fixture)
{
  return alcove_selection_dup_text (&fixture->view->selection, fixture->view->entries);
}

static void
test_selection_survives_stream (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;
  AlcoveMessage *message;
  guint start, end;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  message = add_answer (fixture, ALCOVE_STATUS_STREAMING, "First one.\n\nThe growing paragraph");
  paint (fixture);
  select_range (fixture, (AlcoveTextPoint) { 0, ALCOVE_SECTION_TEXT, 0, 6 },
                (AlcoveTextPoint) { 0, ALCOVE_SECTION_TEXT, 1, 11 });
  before = dup_selected (fixture);
  stream (fixture, message, " goes on and on.\n\n# And a heading\n\nand more", 3);
  during = dup_selected (fixture);
  alcove_message_set_status (message, ALCOVE_STATUS_COMPLETE);
  paint (fixture);
  after = dup_selected (fixture);
  g_assert_cmpstr (before, ==, "one.\n\nThe growing");
  g_assert_cmpstr (during, ==, before);
  g_assert_cmpstr (after, ==, before);
  alcove_block_widget_get_selection (
      ALCOVE_BLOCK_WIDGET (alcove_conversation_entry_get_item (entry_at (fixture, 0), 2)->widget),
      &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 11);
}

static void
got_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
read_clipboard (Fixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->view)), NULL,
                                 got_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
test_copy_all (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  present (fixture, sample_chat_new ());
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.select-all", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.copy", NULL));
  text = read_clipboard (fixture);
  g_assert_cmpuint (fixture->n_copied, ==, 1);
  g_assert_true (g_str_has_prefix (text, "How do I bake bread on a day on which I work?\n\nBread "
                                         "on a weekday\n\nA loaf fits"));
  g_assert_nonnull (strstr (text, "\n1. Mix in the evening"));
  g_assert_nonnull (strstr (text, "\n  • the dough rises by itself\n"));
  g_assert_nonnull (strstr (text, "wheat 550\t68 %\t8 h\tsoft rolls, everyday loaves\n"));
  g_assert_nonnull (strstr (text, "\n[x] lukewarm water\n[ ] heat the pot in the oven"));
  g_assert_nonnull (strstr (text, "    for item in items:\n        if item not in seen:"));
  g_assert_null (strstr (text, "order-preserving de-duplication"));
}

/* What is not loaded is asked for, and the copy is made when it is there. */
static void
test_copy_unloaded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  present (fixture, sample_history_new (100, FALSE));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.copy", NULL);
  for (guint i = 0; i < 20 && fixture->n_copied == 0; i++)
    paint (fixture);
  text = read_clipboard (fixture);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *words = g_strdup_printf ("Message %u. ", i);

      g_assert_nonnull (strstr (text, words));
    }
}

static void
test_copy_shows_hidden (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  present (fixture, sample_chat_new ());
  alcove_conversation_actions_copy_text (fixture->view, "a\342\200\256b\342\200\213c");
  text = read_clipboard (fixture);
  g_assert_cmpstr (text, ==, "a[U+202E]b[U+200B]c");
}

/* Who pastes into a letter finds styles, who pastes into a terminal finds text. */
static void
test_copy_formats (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard, *primary;
  g_autofree char *text = NULL;
  g_autofree char *markdown = NULL;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));
  primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (fixture->view));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE, "# Head\n\nIt is **so**.");
  paint (fixture);
  select_range (fixture, (AlcoveTextPoint) { 0, ALCOVE_SECTION_TEXT, 0, 0 },
                (AlcoveTextPoint) { 0, ALCOVE_SECTION_TEXT, 1, 8 });
  alcove_conversation_actions_selection_changed (fixture->view);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.copy", NULL));
  text = read_clipboard (fixture);
  g_assert_cmpstr (text, ==, "Head\n\nIt is so");
  g_assert_true (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "text/markdown"));
  g_assert_false (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (primary), "text/html"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.copy-markdown", NULL);
  markdown = read_clipboard (fixture);
  g_assert_cmpstr (markdown, ==, "# Head\n\nIt is **so**");
  g_assert_false (
      gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
}

static void
test_copy_message (Fixture *fixture, gconstpointer data)
{
  GtkWidget *footer;
  g_autofree char *text = NULL;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE, "# Head\n\nIt is **so**.");
  paint (fixture);
  footer = find_widget (GTK_WIDGET (fixture->view), ALCOVE_TYPE_MESSAGE_FOOTER);
  g_signal_emit_by_name (footer, "copy");
  text = read_clipboard (fixture);
  g_assert_cmpstr (text, ==, "# Head\n\nIt is **so**.");
}

static void
test_copy_code (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;
  g_autofree char *text = NULL;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE, "```c\nint x;\n\n  int y;\n```\n");
  paint (fixture);
  button = find_widget (GTK_WIDGET (fixture->view), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  text = read_clipboard (fixture);
  g_assert_cmpstr (text, ==, "int x;\n\n  int y;");
}

static GtkEventController *
find_controller (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (one, type)
          && (type != GTK_TYPE_GESTURE_CLICK
              || gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (one)) == GDK_BUTTON_PRIMARY))
        return one;
    }
  g_assert_not_reached ();
}

/* Where a byte of a block stands in the view. */
static graphene_point_t
place_of (Fixture *fixture, guint row, guint item_index, guint byte)
{
  const AlcoveEntryItem *item
      = alcove_conversation_entry_get_item (entry_at (fixture, row), item_index);
  const AlcoveBlockChunk *chunk = &g_array_index (item->layout->chunks, AlcoveBlockChunk, 0);
  PangoRectangle rect;
  graphene_point_t at;

  pango_layout_index_to_pos (chunk->layout, (int) byte, &rect);
  g_assert_true (gtk_widget_compute_point (
      item->widget, GTK_WIDGET (fixture->view),
      &GRAPHENE_POINT_INIT ((float) (chunk->x + rect.x / PANGO_SCALE + 1),
                            (float) (chunk->y + (rect.y + rect.height / 2) / PANGO_SCALE)),
      &at));
  return at;
}

static void
click (Fixture *fixture, graphene_point_t at, int n_press)
{
  GtkEventController *gesture = find_controller (fixture, GTK_TYPE_GESTURE_CLICK);

  for (int i = 1; i <= n_press; i++)
    {
      g_signal_emit_by_name (gesture, "pressed", i, (double) at.x, (double) at.y);
      g_signal_emit_by_name (gesture, "released", i, (double) at.x, (double) at.y);
    }
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (
      fixture, ALCOVE_STATUS_COMPLETE,
      "See [the *docs*](https://example.org/a?b=c) and ![a cat](https://example.org/cat.png).");
  paint (fixture);
  g_assert_cmpuint (fixture->n_links, ==, 0);
  click (fixture, place_of (fixture, 0, 1, 1), 1);
  g_assert_cmpuint (fixture->n_links, ==, 0);
  click (fixture, place_of (fixture, 0, 1, 6), 1);
  g_assert_cmpuint (fixture->n_links, ==, 1);
  g_assert_cmpstr (fixture->target, ==, "https://example.org/a?b=c");
  g_assert_cmpstr (fixture->label, ==, "the docs");
  click (fixture, place_of (fixture, 0, 1, 19), 1);
  g_assert_cmpuint (fixture->n_links, ==, 2);
  g_assert_cmpstr (fixture->target, ==, "https://example.org/cat.png");
}

static void
test_click_word (Fixture *fixture, gconstpointer data)
{
  g_autofree char *word = NULL;
  g_autofree char *block = NULL;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE, "Paper answers slowly.\n\nNot this.");
  paint (fixture);
  click (fixture, place_of (fixture, 0, 1, 8), 2);
  word = dup_selected (fixture);
  g_assert_cmpstr (word, ==, "answers");
  click (fixture, place_of (fixture, 0, 1, 8), 3);
  block = dup_selected (fixture);
  g_assert_cmpstr (block, ==, "Paper answers slowly.");
  click (fixture, place_of (fixture, 0, 1, 8), 1);
  g_assert_true (alcove_selection_is_empty (&fixture->view->selection));
}

static void
test_reasoning (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING);
  AlcoveConversationEntry *entry;
  guint n_folded;

  present (fixture, sample_history_new (10, TRUE));
  g_list_store_append (fixture->messages, message);
  alcove_message_append (message, ALCOVE_PART_REASONING, "Let me see.\n\nYes.");
  paint (fixture);
  entry = entry_at (fixture, 10);
  n_folded = alcove_conversation_entry_get_n_items (entry);
  g_assert_cmpint (alcove_conversation_entry_get_item (entry, 1)->kind, ==, ALCOVE_ENTRY_TOGGLE);
  alcove_conversation_view_set_open (fixture->view, entry,
                                     alcove_conversation_entry_get_item (entry, 1), TRUE);
  paint (fixture);
  g_assert_cmpuint (alcove_conversation_entry_get_n_items (entry), ==, n_folded + 2);
  alcove_message_append (message, ALCOVE_PART_REASONING, "\n\nReally.");
  alcove_message_append (message, ALCOVE_PART_TEXT, "The answer.");
  paint (fixture);
  g_assert_cmpuint (alcove_conversation_entry_get_n_items (entry), ==, n_folded + 4);
  alcove_conversation_view_set_open (fixture->view, entry,
                                     alcove_conversation_entry_get_item (entry, 1), FALSE);
  paint (fixture);
  g_assert_cmpuint (alcove_conversation_entry_get_n_items (entry), ==, n_folded + 1);
}

static void
test_status_words (Fixture *fixture, gconstpointer data)
{
  static const AlcoveStatus bad[] = { ALCOVE_STATUS_STOPPED, ALCOVE_STATUS_TRUNCATED,
                                      ALCOVE_STATUS_INTERRUPTED, ALCOVE_STATUS_FAILED };
  AlcoveMessage *message;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  message = add_answer (fixture, ALCOVE_STATUS_PENDING, "");
  paint (fixture);
  g_assert_null (alcove_message_footer_dup_status (message));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *words = NULL;
      GtkWidget *footer;

      alcove_message_set_error (message, "rate-limited", "slow down");
      alcove_message_set_status (message, bad[i]);
      paint (fixture);
      words = alcove_message_footer_dup_status (message);
      g_assert_cmpuint (strlen (words), >, 10);
      footer = find_widget (GTK_WIDGET (fixture->view), ALCOVE_TYPE_MESSAGE_FOOTER);
      g_signal_emit_by_name (footer, "retry");
      g_assert_cmpuint (fixture->n_retries, ==, i + 1);
    }
}

static gboolean
says (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

/* A footer that is made when ten seconds have passed already says so at once, and no longer than needed. */
static void
test_still_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING);
  g_autoptr (AlcoveMessageRecord) record
      = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING);
  g_autoptr (GtkWidget) early = NULL;
  g_autoptr (GtkWidget) late = NULL;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  early = g_object_ref_sink (alcove_message_footer_new (message));
  g_assert_false (says (early, "Still waiting"));
  record->created_at = g_get_real_time () / 1000 - 11000;
  alcove_message_set_record (message, record);
  late = g_object_ref_sink (alcove_message_footer_new (message));
  g_assert_true (says (early, "Still waiting"));
  g_assert_true (says (late, "Still waiting"));
  alcove_message_set_status (message, ALCOVE_STATUS_STREAMING);
  g_assert_false (says (late, "Still waiting"));
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_visible (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A setting that was refused by name can be left out; what else failed can be tried again. */
static void
test_send_without (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message
      = alcove_message_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_PENDING);
  g_autoptr (AlcoveMessageRecord) record
      = alcove_message_record_new (ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_FAILED);
  g_autoptr (GtkWidget) footer = NULL;
  g_autoptr (GtkWidget) other = NULL;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  record->error_code = g_strdup ("field-refused");
  alcove_message_set_record (message, record);
  other = g_object_ref_sink (alcove_message_footer_new (message));
  g_assert_nonnull (find_button (other, "Retry"));
  alcove_message_extra_set_refused_field (record, "temperature");
  alcove_message_set_record (message, record);
  footer = g_object_ref_sink (alcove_message_footer_new (message));
  g_assert_nonnull (find_button (footer, "Send Without It"));
  g_assert_null (find_button (footer, "Retry"));
}

static void
test_resize (Fixture *fixture, gconstpointer data)
{
  present (fixture, sample_history_new (60, TRUE));
  scroll_by (fixture, -2000);
  for (int width = 800; width >= 360; width -= 40)
    {
      gtk_widget_set_size_request (fixture->window, 320, 300);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 700);
      paint (fixture);
      paint (fixture);
      g_assert_cmpuint (fixture->view->places->len, >, 0);
    }
  g_assert_cmpint (fixture->view->column_width, <, 400);
}

static void
test_dark (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  present (fixture, sample_chat_new ());
  scroll_by (fixture, -200);
  spin (300);
  before = picture (fixture);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  paint (fixture);
  after = picture (fixture);
  g_assert_true (fixture->view->style->is_dark);
  assert_still (before, after);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  paint (fixture);
  g_assert_false (fixture->view->style->is_dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_large_text (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *font = NULL;
  int line;

  present (fixture, sample_chat_new ());
  line = fixture->view->style->line;
  g_object_get (settings, "gtk-font-name", &font, NULL);
  g_object_set (settings, "gtk-font-name", "Cantarell 22", NULL);
  paint (fixture);
  paint (fixture);
  g_assert_cmpint (fixture->view->style->line, >, line * 3 / 2);
  g_object_set (settings, "gtk-font-name", font, NULL);
  paint (fixture);
  paint (fixture);
  g_assert_cmpint (fixture->view->style->line, ==, line);
}

static void
test_highlights (Fixture *fixture, gconstpointer data)
{
  const AlcoveEntryItem *item;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE,
              "```python\nimport os\n\ndef f():\n    return 'x'  # why\n```\n");
  paint (fixture);
  spin (100);
  item = alcove_conversation_entry_get_item (entry_at (fixture, 0), 1);
  g_assert_nonnull (item->layout->highlights);
  g_assert_cmpuint (item->layout->highlights->len, >, 3);
  g_assert_cmpuint (g_array_index (item->layout->highlights, AlcoveHighlight, 0).start, ==, 0);
  g_assert_cmpuint (g_array_index (item->layout->highlights, AlcoveHighlight, 0).end, ==, 6);
}

static void
test_wrap_code (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = g_strnfill (400, 'x');
  g_autofree char *text = g_strdup_printf ("```c\n%s\nint y;\n```", line);
  const AlcoveEntryItem *item;
  int height;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE, text);
  paint (fixture);
  item = alcove_conversation_entry_get_item (entry_at (fixture, 0), 1);
  height = item->layout->height;
  g_assert_true (alcove_block_layout_is_wide (item->layout));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "conversation.wrap-code", NULL);
  paint (fixture);
  item = alcove_conversation_entry_get_item (entry_at (fixture, 0), 1);
  g_assert_false (alcove_block_layout_is_wide (item->layout));
  g_assert_cmpint (item->layout->height, >, height + 20);
  g_assert_cmpint (gtk_widget_get_height (item->widget), ==, item->layout->height);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "conversation.wrap-code", NULL);
  paint (fixture);
  item = alcove_conversation_entry_get_item (entry_at (fixture, 0), 1);
  g_assert_cmpint (item->layout->height, ==, height);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) message = NULL;

  present (fixture, sample_history_new (3, TRUE));
  message = g_list_model_get_item (G_LIST_MODEL (fixture->messages), 2);
  alcove_message_set_parts (message, NULL);
  g_signal_handlers_block_by_func (fixture->view, load_wanted, fixture);
  paint (fixture);
  g_assert_cmpint (alcove_conversation_entry_get_item (entry_at (fixture, 2), 0)->kind, ==,
                   ALCOVE_ENTRY_PLACEHOLDER);
  g_signal_handlers_unblock_by_func (fixture->view, load_wanted, fixture);
  sample_history_load (message, 2);
  paint (fixture);
  g_assert_cmpint (alcove_conversation_entry_get_item (entry_at (fixture, 2), 0)->kind, ==,
                   ALCOVE_ENTRY_BLOCK);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  present (fixture, sample_history_new (30, TRUE));
  g_list_store_remove (fixture->messages, 29);
  g_list_store_remove (fixture->messages, 10);
  paint (fixture);
  g_list_store_remove_all (fixture->messages);
  paint (fixture);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (fixture->view)));
}

static void
test_disposed_while_streaming (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = sample_markdown (3000);
  AlcoveMessage *message;

  present (fixture, sample_history_new (5, TRUE));
  message = add_answer (fixture, ALCOVE_STATUS_STREAMING, text);
  paint (fixture);
  alcove_message_append (message, ALCOVE_PART_TEXT, "and one more, which no frame has seen");
}

/* The place of every character leads back to it. */
static void
assert_offsets (GtkWidget *widget)
{
  GtkAccessibleTextInterface *interface = GTK_ACCESSIBLE_TEXT_GET_IFACE (widget);

  for (unsigned int i = 0; i < 20; i++)
    {
      graphene_rect_t extents;
      graphene_point_t middle;
      unsigned int offset;

      g_assert_true (interface->get_extents (GTK_ACCESSIBLE_TEXT (widget), i, i + 1, &extents));
      g_assert_cmpfloat (extents.size.width, >, 0);
      graphene_point_init (&middle, extents.origin.x + extents.size.width / 3,
                           extents.origin.y + extents.size.height / 2);
      g_assert_true (interface->get_offset (GTK_ACCESSIBLE_TEXT (widget), &middle, &offset));
      g_assert_cmpuint (offset, ==, i);
    }
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  const AlcoveEntryItem *heading, *item;
  g_autoptr (GBytes) contents = NULL;
  unsigned int start, end;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE, "## Head\n\nOne two. Three four.\n\n1. item");
  paint (fixture);
  heading = alcove_conversation_entry_get_item (entry_at (fixture, 0), 1);
  item = alcove_conversation_entry_get_item (entry_at (fixture, 0), 3);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_ROLE_LOG);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (entry_at (fixture, 0)->group),
                                   GTK_ACCESSIBLE_ROLE_ARTICLE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry_at (fixture, 0)->group),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Answer");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (heading->widget), GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (heading->widget),
                                       GTK_ACCESSIBLE_PROPERTY_LEVEL, 2);
  contents = GTK_ACCESSIBLE_TEXT_GET_IFACE (item->widget)
                 ->get_contents (GTK_ACCESSIBLE_TEXT (item->widget), 0, G_MAXUINT);
  g_assert_cmpmem (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), "1. item", 7);
  g_bytes_unref (contents);
  item = alcove_conversation_entry_get_item (entry_at (fixture, 0), 2);
  contents = GTK_ACCESSIBLE_TEXT_GET_IFACE (item->widget)
                 ->get_contents_at (GTK_ACCESSIBLE_TEXT (item->widget), 11,
                                    GTK_ACCESSIBLE_TEXT_GRANULARITY_SENTENCE, &start, &end);
  g_assert_cmpmem (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents), "Three four.",
                   11);
  g_assert_cmpuint (start, ==, 9);
  assert_offsets (item->widget);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  AlcoveConversationView *view;
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  present (fixture, sample_history_new (40, TRUE));
  view = fixture->view;
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (view)));
  alcove_conversation_actions_scroll (view, GTK_SCROLL_PAGE_UP);
  paint (fixture);
  before = picture (fixture);
  alcove_conversation_actions_scroll (view, GTK_SCROLL_STEP_UP);
  paint (fixture);
  after = picture (fixture);
  g_assert_cmpuint (assert_moved (before, after, 60), >, 0);
  alcove_conversation_actions_scroll (view, GTK_SCROLL_START);
  paint (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (view->vadjustment), <, 0.5);
  alcove_conversation_actions_scroll (view, GTK_SCROLL_END);
  paint (fixture);
  g_assert_true (comes_to_end (view));
}

static void
press_enter (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr (GtkShortcut) shortcut = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                        && k < g_list_model_get_n_items (G_LIST_MODEL (controller));
           k++)
        {
          g_autoptr (GtkShortcut) one = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (one);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == GDK_KEY_Return)
            g_set_object (&shortcut, one);
        }
    }
  g_assert_nonnull (shortcut);
  gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                gtk_shortcut_get_arguments (shortcut));
}

static void
assert_extended (Fixture *fixture, GtkMovementStep step, int count, const char *expected)
{
  g_autofree char *text = NULL;

  alcove_conversation_caret_extend (fixture->view, step, count);
  paint (fixture);
  text = dup_selected (fixture);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_select_by_key (Fixture *fixture, gconstpointer data)
{
  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE, "One two\303\274.\n\nThree\\\nfour.\n\n- five");
  paint (fixture);
  assert_extended (fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, "O");
  assert_extended (fixture, GTK_MOVEMENT_WORDS, 1, "One");
  assert_extended (fixture, GTK_MOVEMENT_WORDS, 1, "One two\303\274");
  assert_extended (fixture, GTK_MOVEMENT_VISUAL_POSITIONS, -1, "One two");
  assert_extended (fixture, GTK_MOVEMENT_DISPLAY_LINE_ENDS, 1, "One two\303\274.");
  assert_extended (fixture, GTK_MOVEMENT_VISUAL_POSITIONS, 1, "One two\303\274.");
  assert_extended (fixture, GTK_MOVEMENT_WORDS, 1, "One two\303\274.\n\nThree");
  assert_extended (fixture, GTK_MOVEMENT_DISPLAY_LINE_ENDS, -1, "One two\303\274.");
  assert_extended (fixture, GTK_MOVEMENT_DISPLAY_LINES, 1, "One two\303\274.\n\nThree\n");
  assert_extended (fixture, GTK_MOVEMENT_DISPLAY_LINES, -1, "One two\303\274.");
  assert_extended (fixture, GTK_MOVEMENT_BUFFER_ENDS, 1,
                   "One two\303\274.\n\nThree\nfour.\n\n\342\200\242 five");
  assert_extended (fixture, GTK_MOVEMENT_BUFFER_ENDS, -1, "");
}

/* Through all of a long chat by lines: what was selected is in view, and nothing is left out. */
static void
test_select_far (Fixture *fixture, gconstpointer data)
{
  g_autofree char *by_lines = NULL, *all = NULL;
  AlcoveConversationView *view;

  present (fixture, sample_history_new (12, TRUE));
  view = fixture->view;
  alcove_conversation_actions_scroll (view, GTK_SCROLL_START);
  paint (fixture);
  alcove_conversation_caret_extend (view, GTK_MOVEMENT_BUFFER_ENDS, -1);
  for (guint i = 0;
       i < 400 && alcove_conversation_caret_extend (view, GTK_MOVEMENT_DISPLAY_LINES, 1); i++)
    paint (fixture);
  alcove_conversation_caret_extend (view, GTK_MOVEMENT_DISPLAY_LINE_ENDS, 1);
  by_lines = dup_selected (fixture);
  gtk_widget_activate_action (GTK_WIDGET (view), "selection.select-all", NULL);
  all = dup_selected (fixture);
  g_assert_cmpstr (by_lines, ==, all);
}

/* Tab goes through the links, also those in a table, and Enter asks for the one that has the focus. */
static void
test_links_by_key (Fixture *fixture, gconstpointer data)
{
  static const char *const targets[] = { "https://a.test/", "https://b.test/", "https://c.test/" };
  GtkWidget *block;

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  add_answer (fixture, ALCOVE_STATUS_COMPLETE,
              "See [a **b** c](https://a.test/) and [d](https://b.test/).\n\n"
              "|x|\n|-|\n|[y](https://c.test/)|");
  paint (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_FORWARD);
      block = gtk_root_get_focus (GTK_ROOT (fixture->window));
      g_assert_true (ALCOVE_IS_BLOCK_WIDGET (block));
      press_enter (block);
      g_assert_cmpstr (fixture->target, ==, targets[i]);
    }
  g_assert_cmpstr (fixture->label, ==, "y");
  gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_TAB_BACKWARD);
  press_enter (gtk_root_get_focus (GTK_ROOT (fixture->window)));
  g_assert_cmpstr (fixture->target, ==, targets[1]);
}

/* The row whose first item stands nearest below the top edge. */
static guint
row_at_top (Fixture *fixture)
{
  for (guint i = 0; i < fixture->view->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (fixture->view->places, AlcoveLayoutPlace, i);

      if (place->item == 0 && place->y >= 0)
        return place->row;
    }
  return G_MAXUINT;
}

static void
test_step_messages (Fixture *fixture, gconstpointer data)
{
  present (fixture, sample_history_new (40, TRUE));
  alcove_conversation_actions_scroll (fixture->view, GTK_SCROLL_START);
  paint (fixture);
  for (guint row = 1; row < 30; row++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->view), "message.next", NULL);
      paint (fixture);
      g_assert_cmpuint (row_at_top (fixture), ==, row);
    }
  for (guint row = 29; row-- > 1;)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->view), "message.previous", NULL);
      paint (fixture);
      g_assert_cmpuint (row_at_top (fixture), ==, row);
    }
}

static char *
repeat (const char *piece, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free_and_steal (text);
}

static char *
repeat_behind (const char *head, const char *piece, guint n)
{
  g_autofree char *text = repeat (piece, n);

  return g_strconcat (head, text, NULL);
}

static char *
make_wide_table (void)
{
  g_autofree char *head = repeat ("|a", 200);
  g_autofree char *line = repeat ("|-", 200);
  g_autofree char *cells = repeat ("|b", 900);

  return g_strconcat (head, "|\n", line, "|\n", cells, NULL);
}

static char *
make_hostile (guint number)
{
  switch (number)
    {
    case 0:
      return repeat ("x", 100000);
    case 1:
      return repeat ("\343\201\202", 40000);
    case 2:
      return repeat_behind ("```c\n", "y", 100000);
    case 3:
      return repeat ("> ", 300);
    case 4:
      return repeat ("- ", 300);
    case 5:
      return make_wide_table ();
    case 6:
      return repeat ("1. item\n", 3000);
    case 7:
      return g_strdup ("```\n```\n\n#\n\n|a|\n|-|\n\n---\n\n- [ ]\n\n&#0;\n\n<b>\n");
    case 8:
      return repeat ("\342\200\251\342\200\256\340\271\207\n", 300);
    case 9:
      return g_strdup (
          "a\314\201\314\201\314\201 \360\237\221\250\342\200\215\360\237\221\251 "
          "\327\251\327\234\327\225\327\235 **\327\251** `\327\251` [\327\251](https://a.b)");
    case 10:
      return repeat_behind ("```python\n", "def f(): return \"\"\"\n", 2000);
    case 11:
      return repeat ("| a | b |\n| - | - |\n| 1 | 2 |\n\n", 200);
    case 12:
      return repeat ("***a** b* ", 2000);
    default:
      return NULL;
    }
}

/* What an answer may come to by mistake or on purpose: shown, scrolled through, selected, let go. */
static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_hostile (GPOINTER_TO_UINT (data));
  g_autofree char *copied = NULL;
  AlcoveMessage *message;
  const gsize length = strlen (text);

  present (fixture, g_list_store_new (ALCOVE_TYPE_MESSAGE));
  message = add_answer (fixture, ALCOVE_STATUS_PENDING, "");
  for (gsize at = 0; at < length;)
    {
      const gsize n = MIN (length - at, length / 8 + 1);
      g_autofree char *piece = g_strndup (text + at, n);
      g_autofree char *valid = g_utf8_make_valid (piece, -1);

      alcove_message_append (message, ALCOVE_PART_TEXT, valid);
      at += n;
      paint (fixture);
    }
  alcove_message_set_status (message, ALCOVE_STATUS_COMPLETE);
  paint (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "selection.select-all", NULL);
  copied = dup_selected (fixture);
  g_assert_true (g_utf8_validate (copied, -1, NULL));
  for (double y = 5; y < 690; y += 75)
    for (double x = 5; x < 790; x += 130)
      click (fixture, GRAPHENE_POINT_INIT ((float) x, (float) y), 3);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 500);
  paint (fixture);
  alcove_conversation_actions_scroll (fixture->view, GTK_SCROLL_START);
  paint (fixture);
  for (guint i = 0; i < 10; i++)
    scroll_by (fixture, 777);
}

typedef void (*Test) (Fixture *fixture, gconstpointer data);

static void
add (const char *name, guint n, Test test)
{
  g_autofree char *path = g_strconcat ("/ui/conversation/view/", name, NULL);

  g_test_add (path, Fixture, GUINT_TO_POINTER (n), NULL, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("open-empty", 0, test_open_empty);
  for (guint i = 0; i < 13; i++)
    {
      g_autofree char *name = g_strdup_printf ("hostile/%u", i);

      add (name, i, test_hostile);
    }
  add ("open/30", 30, test_open);
  add ("open/1000", 1000, test_open);
  add ("open/10000", 10000, test_open);
  add ("no-messages", 0, test_no_messages);
  add ("scroll-end-to-end", 80, test_scroll_end_to_end);
  add ("far-rows-go", 0, test_far_rows_go);
  add ("widgets-are-freed", 0, test_widgets_are_freed);
  add ("select-by-key", 0, test_select_by_key);
  add ("select-far", 0, test_select_far);
  add ("links-by-key", 0, test_links_by_key);
  add ("wrap-code", 0, test_wrap_code);
  add ("texts-come-back", 0, test_texts_come_back);
  add ("prepend", 0, test_prepend);
  add ("unloaded", 0, test_unloaded);
  add ("streams-at-end", 0, test_streams_at_end);
  add ("streams-unread", 0, test_streams_unread);
  add ("question-goes-to-end", 0, test_question_goes_to_end);
  add ("selection-survives-stream", 0, test_selection_survives_stream);
  add ("copy-all", 0, test_copy_all);
  add ("copy-unloaded", 0, test_copy_unloaded);
  add ("copy-shows-what-is-hidden", 0, test_copy_shows_hidden);
  add ("copy-formats", 0, test_copy_formats);
  add ("copy-message", 0, test_copy_message);
  add ("copy-code", 0, test_copy_code);
  add ("link", 0, test_link);
  add ("click-word", 0, test_click_word);
  add ("reasoning", 0, test_reasoning);
  add ("status-words", 0, test_status_words);
  add ("still-waiting", 0, test_still_waiting);
  add ("send-without", 0, test_send_without);
  add ("resize", 0, test_resize);
  add ("dark", 0, test_dark);
  add ("large-text", 0, test_large_text);
  add ("highlights", 0, test_highlights);
  add ("replaced", 0, test_replaced);
  add ("remove", 0, test_remove);
  add ("disposed-while-streaming", 0, test_disposed_while_streaming);
  add ("accessible", 0, test_accessible);
  add ("keys", 0, test_keys);
  add ("step-messages", 0, test_step_messages);
  return g_test_run ();
}
