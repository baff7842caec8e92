/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Being locked out and let in: the page after locking, the lock of an unused window, and what each state of the
 * keyring says. A server and a keyring live in the test. */

#include "ui-fixture.h"

#include "alcove-close-dialog.h"
#include "alcove-error-text.h"
#include "alcove-preferences.h"
#include "alcove-window-private.h"
#include "fake-keyring.h"
#include "models-fixture.h"

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)

typedef struct
{
  AlcoveAccounts *accounts;
  AlcoveWindow *window;
} Stage;

static void
stage_begin (Stage *stage, Fixture *fixture)
{
  stage->accounts = alcove_accounts_new (fixture->data_dir);
  stage->window = alcove_window_new (NULL, stage->accounts);
  g_object_add_weak_pointer (G_OBJECT (stage->window), (gpointer *) &stage->window);
  gtk_window_present (GTK_WINDOW (stage->window));
}

static gboolean
is_gone (gpointer data)
{
  return ((Stage *) data)->window == NULL;
}

static void
stage_end (Stage *stage)
{
  if (stage->window != NULL)
    alcove_window_finish (stage->window);
  ui_fixture_wait (is_gone, stage);
  ui_fixture_flush ();
  g_assert_finalize_object (stage->accounts);
}

static void
remember (Fixture *fixture, const char *key)
{
  AlcoveAccounts *accounts = alcove_accounts_new (fixture->data_dir);
  g_autoptr (AlcoveAccountItem) item = await_object (
      alcove_accounts_add (accounts, NULL, fixture->server->base_url, key, NULL, TRUE, FALSE));

  g_clear_object (&item);
  ui_fixture_flush ();
  g_assert_finalize_object (accounts);
}

static gboolean
asks_for_key (gpointer data)
{
  return alcove_window_shows_lock (((Stage *) data)->window);
}

static gboolean
has_place (gpointer data)
{
  return ((Stage *) data)->window->place != NULL;
}

static gboolean
has_problem (gpointer data)
{
  GtkWidget *row = ui_fixture_find (data, ADW_TYPE_PREFERENCES_GROUP);

  return gtk_widget_get_visible (gtk_widget_get_next_sibling (row));
}

static void
type_key (Stage *stage, const char *key)
{
  GtkWidget *row
      = ui_fixture_find (GTK_WIDGET (stage->window->lock_page), ADW_TYPE_PASSWORD_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (row), key);
  g_signal_emit_by_name (row, "entry-activated");
}

static void
test_unlock_by_key (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };

  remember (fixture, STRONG_KEY);
  remember (fixture, OTHER_KEY);
  stage_begin (&stage, fixture);
  alcove_window_start_locked (stage.window);
  ui_fixture_wait (asks_for_key, &stage);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stage.accounts)), ==, 0);
  type_key (&stage, STRONG_KEY "x");
  ui_fixture_wait (has_problem, stage.window->lock_page);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stage.accounts)), ==, 0);
  type_key (&stage, OTHER_KEY);
  ui_fixture_wait (has_place, &stage);
  g_assert_false (alcove_window_shows_lock (stage.window));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stage.accounts)), ==, 1);
  stage_end (&stage);
}

static void
test_unlock_with_keyring (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };

  remember (fixture, STRONG_KEY);
  remember (fixture, OTHER_KEY);
  stage_begin (&stage, fixture);
  alcove_window_start_locked (stage.window);
  ui_fixture_wait (asks_for_key, &stage);
  fake_keyring_fail (ALCOVE_ERROR_KEYRING_REFUSED);
  g_signal_emit_by_name (stage.window->lock_page, "use-keyring");
  ui_fixture_wait (has_problem, stage.window->lock_page);
  g_assert_true (alcove_window_shows_lock (stage.window));
  fake_keyring_fail (0);
  g_signal_emit_by_name (stage.window->lock_page, "use-keyring");
  ui_fixture_wait (has_place, &stage);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stage.accounts)), ==, 2);
  stage_end (&stage);
}

/* The way over the welcome page leads back to the question, not past it. */
static void
test_no_way_around (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };

  remember (fixture, STRONG_KEY);
  stage_begin (&stage, fixture);
  alcove_window_start_locked (stage.window);
  ui_fixture_wait (asks_for_key, &stage);
  alcove_window_show_welcome (stage.window);
  g_assert_false (alcove_window_shows_lock (stage.window));
  g_signal_emit_by_name (stage.window->welcome, "retry");
  g_assert_true (alcove_window_shows_lock (stage.window));
  alcove_window_show_welcome (stage.window);
  alcove_window_leave_welcome (stage.window);
  g_assert_true (alcove_window_shows_lock (stage.window));
  alcove_window_start (stage.window, FALSE);
  ui_fixture_flush ();
  g_assert_true (alcove_window_shows_lock (stage.window));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stage.accounts)), ==, 0);
  stage_end (&stage);
}

static gboolean
has_model (gpointer data)
{
  return alcove_session_get_model (data) != NULL;
}

static void
open_demo (Stage *stage)
{
  alcove_window_start (stage->window, TRUE);
  ui_fixture_wait (has_place, stage);
  ui_fixture_wait (has_model, stage->window->place->session);
}

static void
test_idle (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };
  g_autoptr (GPtrArray) chats = g_ptr_array_new ();
  AlcoveConversation *chat;

  stage_begin (&stage, fixture);
  open_demo (&stage);
  alcove_window_look_at_idle (stage.window, stage.window->touched_at + 1000 * MINUTE);
  g_assert_false (stage.window->is_closing); /* never, by itself */
  g_object_set (alcove_preferences_get_default (), "lock-minutes", 5, NULL);
  alcove_window_look_at_idle (stage.window, stage.window->touched_at + 5 * MINUTE - 1);
  g_assert_false (stage.window->is_closing);
  chat = alcove_session_send (stage.window->place->session, stage.window->place->shown, "Hello");
  alcove_window_look_at_idle (stage.window, stage.window->touched_at + 5 * MINUTE);
  g_assert_false (stage.window->is_closing); /* an unsaved chat waits for its person */
  g_ptr_array_add (chats, chat);
  dex_future_disown (alcove_session_change_chats (stage.window->place->session, chats,
                                                  ALCOVE_CHAT_CHANGE_DELETE, NULL));
  alcove_window_show_new_chat (stage.window);
  wait_until (!alcove_session_get_has_unsaved (stage.window->place->session));
  alcove_window_look_at_idle (stage.window, stage.window->touched_at + 5 * MINUTE);
  g_assert_true (stage.window->is_closing);
  g_assert_true (stage.window->is_locking);
  g_object_set (alcove_preferences_get_default (), "lock-minutes", 0, NULL);
  stage_end (&stage);
}

/* Ctrl+L asks for unsaved chats even where closing the window does not. */
static void
test_lock_asks (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };
  AdwDialog *dialog;

  alcove_preferences_set_ask_on_close (alcove_preferences_get_default (), FALSE);
  stage_begin (&stage, fixture);
  open_demo (&stage);
  alcove_session_send (stage.window->place->session, stage.window->place->shown, "Hello");
  gtk_widget_activate_action (GTK_WIDGET (stage.window), "win.lock", NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage.window));
  g_assert_true (ALCOVE_IS_CLOSE_DIALOG (dialog));
  g_signal_emit_by_name (dialog, "response", "cancel");
  g_assert_false (stage.window->is_locking);
  g_assert_false (stage.window->is_closing);
  adw_dialog_force_close (dialog);
  alcove_preferences_set_ask_on_close (alcove_preferences_get_default (), TRUE);
  stage_end (&stage);
}

typedef struct
{
  AlcoveError code;
  const char *name;
  const char *remedy; /* of the button */
} State;

static const State states[] = {
  { ALCOVE_ERROR_KEYRING_MISSING, "missing", "Retry" },
  { ALCOVE_ERROR_KEYRING_LOCKED, "locked", "Unlock" },
  { ALCOVE_ERROR_KEYRING_REFUSED, "refused", "Unlock" },
  { ALCOVE_ERROR_KEYRING_FAILED, "failed", "Retry" },
};

static gboolean
shows_welcome (gpointer data)
{
  return ((Stage *) data)->window->welcome != NULL;
}

/* Whatever is wrong with the keyring: it is said, the button helps, and a key can be typed meanwhile. */
static void
test_keyring_state (Fixture *fixture, gconstpointer data)
{
  const State *state = data;
  Stage stage = { 0 };
  g_autofree char *text = alcove_error_text_dup_for_code (state->code, NULL);
  AdwBanner *banner;

  remember (fixture, STRONG_KEY);
  fake_keyring_fail (state->code);
  stage_begin (&stage, fixture);
  alcove_window_start (stage.window, FALSE);
  ui_fixture_wait (shows_welcome, &stage);
  ui_fixture_flush ();
  banner = ADW_BANNER (ui_fixture_find (GTK_WIDGET (stage.window->welcome), ADW_TYPE_BANNER));
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, text);
  g_assert_cmpstr (adw_banner_get_button_label (banner), ==, state->remedy);
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 1); /* nothing was overwritten */
  fake_keyring_fail (0);
  g_signal_emit_by_name (banner, "button-clicked");
  ui_fixture_wait (has_place, &stage);
  g_assert_false (adw_banner_get_revealed (banner));
  stage_end (&stage);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/ui/lock/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application = NULL;

  ui_fixture_init (&argc, &argv);
  application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_set_default (application);
  ADD ("unlock-by-key", test_unlock_by_key);
  ADD ("unlock-with-keyring", test_unlock_with_keyring);
  ADD ("no-way-around", test_no_way_around);
  ADD ("idle", test_idle);
  ADD ("lock-asks", test_lock_asks);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/lock/keyring/", states[i].name, NULL);

      g_test_add (path, Fixture, &states[i], fixture_set_up, test_keyring_state, fixture_tear_down);
    }
  return g_test_run ();
}
