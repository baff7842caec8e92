/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The list of chats while it is read, while it is gone through and while it changes. */

#include "ui-fixture.h"

#include "alcove-conversation-list-private.h"
#include "alcove-sidebar-list-private.h"
#include "alcove-sidebar-pages.h"
#include "alcove-sidebar.h"
#include "alcove-skeleton.h"
#include "models-fixture.h"

#define DAY G_GINT64_CONSTANT (86400000)
#define N_CHATS 900

/* ---- reading ---- */

/* A list in a window over a store in memory. */
typedef struct
{
  AlcoveStore *store;
  AlcoveConversationList *chats;
  AlcoveSidebarList *list;
  GtkWidget *window;
} Stage;

static void
add_chats (AlcoveStore *store, guint n)
{
  const gint64 now = g_get_real_time () / 1000;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();

      chat->title = g_strdup_printf ("Chat %u", i);
      chat->created_at = chat->updated_at = now - i * DAY / 10;
      alcove_chat_record_unref (await_boxed (alcove_store_create_chat (store, chat, NULL)));
    }
}

static void
stage_set_up (Stage *stage, gconstpointer data)
{
  stage->store = alcove_store_new_in_memory ();
  await_ok (alcove_store_open (stage->store));
  add_chats (stage->store, N_CHATS);
  stage->chats = alcove_conversation_list_new ();
  stage->list = g_object_new (ALCOVE_TYPE_SIDEBAR_LIST, NULL);
  stage->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (stage->window), 300, 500);
  gtk_window_set_child (GTK_WINDOW (stage->window), GTK_WIDGET (stage->list));
  gtk_window_present (GTK_WINDOW (stage->window));
  alcove_sidebar_list_show (stage->list, NULL, stage->chats);
  alcove_conversation_list_set_store (stage->chats, stage->store);
  wait_until (alcove_conversation_list_get_n_rest (stage->chats) > 0);
  turn_loop_for (100);
}

static void
stage_tear_down (Stage *stage, gconstpointer data)
{
  wait_until (!alcove_conversation_list_get_is_loading (stage->chats));
  turn_loop_for (20);
  gtk_window_destroy (GTK_WINDOW (stage->window));
  ui_fixture_flush ();
  alcove_conversation_list_set_store (stage->chats, NULL);
  turn_loop_for (20);
  g_assert_finalize_object (stage->chats);
  await_ok (alcove_store_close (stage->store));
  turn_loop_for (1);
  g_assert_finalize_object (stage->store);
}

static GtkAdjustment *
get_adjustment (Stage *stage)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (stage->list->view));
}

static double
get_rest (Stage *stage)
{
  GtkAdjustment *adjustment = get_adjustment (stage);

  return gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)
         - gtk_adjustment_get_value (adjustment);
}

static guint
n_known (Stage *stage)
{
  return g_list_model_get_n_items (G_LIST_MODEL (stage->chats));
}

/* Who holds the bar at the end is taken to the end of all, not of what is read. */
static void
test_bar_to_the_end (Stage *stage, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (stage);

  g_assert_cmpuint (n_known (stage), <, N_CHATS);
  stage->list->holds_bar = TRUE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  wait_until (n_known (stage) == N_CHATS && !stage->list->seeks_end);
  turn_loop_for (300);
  g_assert_cmpfloat (get_rest (stage), <, 1);
}

static gboolean
press_key (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_handled = FALSE;

  for (guint i = 0; !is_handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_handled);
    }
  return is_handled;
}

/* The End key goes to the last of all, not of what is read, and takes it. */
static void
test_key_to_the_end (Stage *stage, gconstpointer data)
{
  g_assert_true (press_key (GTK_WIDGET (stage->list->view), GDK_KEY_End));
  wait_until (n_known (stage) == N_CHATS && !stage->list->seeks_end);
  turn_loop_for (300);
  g_assert_cmpfloat (get_rest (stage), <, 1);
  g_assert_true (
      gtk_selection_model_is_selected (GTK_SELECTION_MODEL (stage->list->selection), N_CHATS - 1));
  /* Where all is read it is the view's own key. */
  g_assert_false (press_key (GTK_WIDGET (stage->list->view), GDK_KEY_End));
}

/* Where a title is typed the keys are those of its letters. */
static void
test_key_in_title (Stage *stage, gconstpointer data)
{
  g_autoptr (AlcoveConversation) chat = g_list_model_get_item (G_LIST_MODEL (stage->chats), 1);

  g_assert_true (alcove_sidebar_list_rename (stage->list, chat));
  g_assert_false (press_key (GTK_WIDGET (stage->list->view), GDK_KEY_End));
  g_assert_false (stage->list->seeks_end);
  alcove_sidebar_list_set_is_choosing (stage->list, TRUE);
  g_assert_false (press_key (GTK_WIDGET (stage->list->view), GDK_KEY_Home));
}

/* Another key ends the way there. */
static void
test_other_key (Stage *stage, gconstpointer data)
{
  press_key (GTK_WIDGET (stage->list->view), GDK_KEY_End);
  g_assert_true (stage->list->seeks_end);
  g_assert_false (press_key (GTK_WIDGET (stage->list->view), GDK_KEY_Up));
  g_assert_false (stage->list->seeks_end);
}

static gboolean
has_trouble (Stage *stage)
{
  return stage->list->trouble != NULL && gtk_widget_get_visible (stage->list->trouble);
}

/* A page that cannot be read is told below those that were; nobody waits for it or is taken there. */
static void
test_trouble (Stage *stage, gconstpointer data)
{
  g_autoptr (GError) error = g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_STORE, "no");

  g_assert_false (has_trouble (stage));
  alcove_conversation_list_set_state (stage->chats, FALSE, TRUE, error);
  g_assert_true (has_trouble (stage));
  g_assert_false (press_key (GTK_WIDGET (stage->list->view), GDK_KEY_End));
  g_assert_false (stage->list->seeks_end);
  alcove_conversation_list_retry (stage->chats);
  g_assert_false (has_trouble (stage));
  wait_until (!alcove_conversation_list_get_is_loading (stage->chats));
  g_assert_false (has_trouble (stage));
}

/* What is chosen and deleted by another process is chosen no longer; what moves is. */
static void
test_chosen_goes (Stage *stage, gconstpointer data)
{
  g_autoptr (AlcoveConversation) goes = g_list_model_get_item (G_LIST_MODEL (stage->chats), 3);
  g_autoptr (AlcoveConversation) moves = g_list_model_get_item (G_LIST_MODEL (stage->chats), 5);
  gboolean are_known;

  alcove_sidebar_list_set_is_choosing (stage->list, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (stage->list->selection), 3, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (stage->list->selection), 5, FALSE);
  g_assert_cmpuint (alcove_sidebar_list_count_chosen (stage->list, &are_known), ==, 2);
  alcove_conversation_list_remove (stage->chats, goes);
  alcove_conversation_touch (moves, alcove_conversation_get_updated_at (moves) + DAY, "words");
  turn_loop_for (20);
  g_assert_cmpuint (alcove_sidebar_list_count_chosen (stage->list, &are_known), ==, 1);
  g_assert_true (g_hash_table_contains (stage->list->chosen, moves));
}

/* And who turns back is let go. */
static void
test_turning_back (Stage *stage, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (stage);

  stage->list->holds_bar = TRUE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  g_assert_true (stage->list->seeks_end);
  alcove_sidebar_list_show (stage->list, NULL, stage->chats);
  g_assert_false (stage->list->seeks_end);
  turn_loop_for (200);
  g_assert_cmpuint (n_known (stage), <, N_CHATS);
}

static gboolean
has_tail (Stage *stage)
{
  return stage->list->tail != NULL && gtk_widget_get_visible (stage->list->tail);
}

static void
test_tail (Stage *stage, gconstpointer data)
{
  GtkAdjustment *adjustment = get_adjustment (stage);

  /* Far from the end nobody waits. */
  alcove_conversation_list_set_state (stage->chats, TRUE, TRUE, NULL);
  turn_loop_for (300);
  g_assert_false (has_tail (stage));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  turn_loop_for (400);
  g_assert_true (has_tail (stage));
  /* The last row moves up with it. */
  turn_loop_for (300);
  g_assert_cmpfloat (get_rest (stage), <, 1);
  g_assert_true (has_tail (stage));
  alcove_conversation_list_set_state (stage->chats, FALSE, TRUE, NULL);
  g_assert_false (has_tail (stage));
}

static void
test_pages (void)
{
  GtkWidget *window = gtk_window_new ();
  AlcoveSidebarPages *pages = g_object_new (ALCOVE_TYPE_SIDEBAR_PAGES, NULL);
  GtkStack *stack = GTK_STACK (adw_bin_get_child (ADW_BIN (pages)));
  g_autoptr (AlcoveConversationList) chats = alcove_conversation_list_new ();
  g_autoptr (GError) error = g_error_new_literal (ALCOVE_ERROR, ALCOVE_ERROR_STORE, "no");

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (pages));
  gtk_window_present (GTK_WINDOW (window));
  /* What is there in a moment is not announced by something else. */
  alcove_sidebar_pages_show (pages, ALCOVE_SIDEBAR_PAGE_LOADING);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "waiting");
  alcove_sidebar_pages_show (pages, ALCOVE_SIDEBAR_PAGE_LIST);
  turn_loop_for (300);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "list");
  alcove_sidebar_pages_show (pages, ALCOVE_SIDEBAR_PAGE_LOADING);
  wait_until (ALCOVE_IS_SKELETON (gtk_stack_get_visible_child (stack)));
  alcove_sidebar_pages_show (pages, ALCOVE_SIDEBAR_PAGE_LOADING);
  g_assert_true (ALCOVE_IS_SKELETON (gtk_stack_get_visible_child (stack)));
  alcove_sidebar_pages_set_words (pages, "user-trash-symbolic", "Nothing", NULL);
  alcove_sidebar_pages_show (pages, ALCOVE_SIDEBAR_PAGE_EMPTY);
  g_assert_true (ADW_IS_STATUS_PAGE (gtk_stack_get_visible_child (stack)));
  /* Nothing that could be read is not nothing. */
  alcove_conversation_list_set_state (chats, FALSE, FALSE, error);
  g_assert_cmpint (alcove_sidebar_pages_update (pages, chats), ==, ALCOVE_SIDEBAR_PAGE_ERROR);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "error");
  alcove_conversation_list_set_state (chats, FALSE, FALSE, NULL);
  g_assert_cmpint (alcove_sidebar_pages_update (pages, chats), ==, ALCOVE_SIDEBAR_PAGE_EMPTY);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_flush ();
}

/* ---- a session's ---- */

static GtkWidget *
show_sidebar (AlcoveSession *session, GtkWidget **window)
{
  GtkWidget *sidebar = alcove_sidebar_new ();

  *window = gtk_window_new ();
  g_object_set (sidebar, "session", session, NULL);
  gtk_window_set_default_size (GTK_WINDOW (*window), 300, 500);
  gtk_window_set_child (GTK_WINDOW (*window), sidebar);
  gtk_window_present (GTK_WINDOW (*window));
  turn_loop_for (100);
  return sidebar;
}

static void
count_chats (GtkWidget *sidebar, int change, GPtrArray *chats, const char *folder_id, guint *n)
{
  *n = chats->len;
}

static AlcoveSession *
open_with_many (Fixture *fixture)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) first = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  first = alcove_session_new_conversation (session);
  fixture_ask (session, first, "hello", "The first");
  add_chats (alcove_session_get_store (session), 300);
  alcove_session_refresh_lists (session);
  wait_until (alcove_conversation_list_get_n_rest (alcove_session_get_conversations (session)) > 8);
  return session;
}

/* Who chose all and deletes at once does not mean the first few. */
static void
test_delete_waits (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = open_with_many (fixture);
  GtkWidget *window;
  GtkWidget *sidebar = show_sidebar (session, &window);
  AlcoveConversationList *chats = alcove_session_get_conversations (session);
  guint n = 0;

  g_signal_connect (sidebar, "change", G_CALLBACK (count_chats), &n);
  gtk_widget_activate_action (sidebar, "sidebar.choose-all", NULL);
  gtk_widget_activate_action (sidebar, "sidebar.delete", NULL);
  g_assert_cmpuint (n, ==, 0);
  wait_until (alcove_conversation_list_get_n_rest (chats) == 0
              && !alcove_conversation_list_get_is_loading (chats));
  turn_loop_for (20);
  gtk_widget_activate_action (sidebar, "sidebar.delete", NULL);
  g_assert_cmpuint (n, ==, 301);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_flush ();
  fixture_close (session);
}

/* A chat that comes to the top while its title is being typed. */
static void
test_rename_goes_on (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) older = alcove_session_new_conversation (session);
  g_autoptr (AlcoveConversation) newer = alcove_session_new_conversation (session);
  GtkWidget *window, *sidebar, *entry;

  fixture_ask (session, older, "hello", "The older");
  fixture_ask (session, newer, "hello", "The newer");
  sidebar = show_sidebar (session, &window);
  g_assert_true (alcove_sidebar_rename (ALCOVE_SIDEBAR (sidebar), older));
  entry = ui_fixture_find (sidebar, GTK_TYPE_TEXT);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Half a tit");
  alcove_conversation_touch (older, alcove_conversation_get_updated_at (newer) + 1, "words");
  wait_until ((entry = ui_fixture_find (sidebar, GTK_TYPE_TEXT)) != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Half a tit");
  g_assert_true (gtk_widget_has_focus (entry));
  /* Nor two moves within a frame. */
  for (guint i = 0; i < 2; i++)
    {
      alcove_conversation_touch (newer, alcove_conversation_get_updated_at (older) + 1, "words");
      alcove_conversation_touch (older, alcove_conversation_get_updated_at (newer) + 1, "words");
    }
  turn_loop_for (100);
  entry = ui_fixture_find (sidebar, GTK_TYPE_TEXT);
  g_assert_nonnull (entry);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Half a tit");
  /* Another chat's move does not touch it. */
  alcove_conversation_touch (newer, alcove_conversation_get_updated_at (older) + 1, "words");
  turn_loop_for (100);
  entry = ui_fixture_find (sidebar, GTK_TYPE_TEXT);
  g_assert_nonnull (entry);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Half a tit");
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_flush ();
  g_clear_object (&older);
  g_clear_object (&newer);
  fixture_close (session);
}

/* A press with the other button opens a menu, which gets its release. */
static void
test_menu_lets_go (Fixture *fixture, gconstpointer data)
{
  AlcoveSession *session = fixture_open (fixture, STRONG_KEY);
  g_autoptr (AlcoveConversation) chat = alcove_session_new_conversation (session);
  GtkWidget *window, *sidebar, *row, *menu;
  AlcoveSidebarList *list;

  fixture_ask (session, chat, "hello", "The only one");
  sidebar = show_sidebar (session, &window);
  list = ALCOVE_SIDEBAR_LIST (ui_fixture_find (sidebar, ALCOVE_TYPE_SIDEBAR_LIST));
  gtk_widget_grab_focus (GTK_WIDGET (list));
  row = gtk_widget_get_parent (GTK_WIDGET (alcove_sidebar_list_next_row (list, NULL)));
  gtk_widget_set_state_flags (row, GTK_STATE_FLAG_ACTIVE, FALSE);
  alcove_sidebar_list_popup_menu (list);
  menu = list->menu;
  g_assert_true (gtk_widget_get_visible (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  turn_loop_for (100);
  g_assert_false (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_ACTIVE);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_flush ();
  g_clear_object (&chat);
  fixture_close (session);
}

#define STAGE(path, function)                                                                      \
  g_test_add ("/ui/sidebar/" path, Stage, NULL, stage_set_up, function, stage_tear_down)
#define FIXTURE(path, function)                                                                    \
  g_test_add ("/ui/sidebar/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/sidebar/pages", test_pages);
  STAGE ("bar-to-the-end", test_bar_to_the_end);
  STAGE ("key-to-the-end", test_key_to_the_end);
  STAGE ("key-in-title", test_key_in_title);
  STAGE ("other-key", test_other_key);
  STAGE ("trouble", test_trouble);
  STAGE ("chosen-goes", test_chosen_goes);
  STAGE ("turning-back", test_turning_back);
  STAGE ("tail", test_tail);
  FIXTURE ("delete-waits", test_delete_waits);
  FIXTURE ("rename-goes-on", test_rename_goes_on);
  FIXTURE ("menu-lets-go", test_menu_lets_go);
  return g_test_run ();
}
