/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Two windows of one process: what is done in one while the other looks at the same, or asks. */

#include "ui-fixture.h"

#include "alcove-close-dialog.h"
#include "alcove-composer.h"
#include "alcove-conversation-page.h"
#include "alcove-preferences.h"
#include "alcove-sidebar.h"
#include "alcove-window.h"
#include "fake-keyring.h"
#include "models-fixture.h"

typedef struct
{
  AlcoveAccounts *accounts;
  AlcoveWindow *first;  /* weak */
  AlcoveWindow *second; /* weak, nullable */
} Stage;

#define WAIT(condition)                                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint tick = g_timeout_add (20, ui_fixture_tick, NULL);                                        \
    guint limit = g_timeout_add_seconds (60, ui_fixture_give_up, NULL);                            \
                                                                                                   \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (tick);                                                                        \
    g_source_remove (limit);                                                                       \
  }                                                                                                \
  G_STMT_END

static gboolean
has_account (AlcoveWindow *window)
{
  g_autofree char *account = NULL;

  g_object_get (window, "account", &account, NULL);
  return *account != '\0';
}

static gboolean
is_in_demo (AlcoveWindow *window)
{
  AlcoveConversationPage *page = ALCOVE_CONVERSATION_PAGE (
      ui_fixture_find (GTK_WIDGET (window), ALCOVE_TYPE_CONVERSATION_PAGE));
  g_autoptr (AlcoveSession) session = NULL;

  g_object_get (page, "session", &session, NULL);
  return session != NULL && alcove_session_get_is_demo (session);
}

static void
open_window (Stage *stage, AlcoveWindow **window)
{
  *window = alcove_window_new (NULL, stage->accounts);
  g_object_add_weak_pointer (G_OBJECT (*window), (gpointer *) window);
  gtk_window_present (GTK_WINDOW (*window));
}

static void
stage_begin (Stage *stage, Fixture *fixture)
{
  stage->second = NULL;
  stage->accounts = alcove_accounts_new (fixture->data_dir);
  g_object_unref (await_object (alcove_accounts_add (
      stage->accounts, "Test", fixture->server->base_url, STRONG_KEY, NULL, TRUE, FALSE)));
  open_window (stage, &stage->first);
  alcove_window_start (stage->first, FALSE);
  WAIT (has_account (stage->first));
}

static void
open_beside (Stage *stage)
{
  open_window (stage, &stage->second);
  alcove_window_start_beside (stage->second, stage->first);
  WAIT (has_account (stage->second));
}

static void
stage_end (Stage *stage)
{
  if (stage->first != NULL)
    alcove_window_finish (stage->first);
  if (stage->second != NULL)
    alcove_window_finish (stage->second);
  WAIT (stage->first == NULL && stage->second == NULL);
  ui_fixture_flush ();
  g_assert_finalize_object (stage->accounts);
}

static AlcoveConversationPage *
get_page (AlcoveWindow *window)
{
  return ALCOVE_CONVERSATION_PAGE (
      ui_fixture_find (GTK_WIDGET (window), ALCOVE_TYPE_CONVERSATION_PAGE));
}

static AlcoveConversation *
get_shown (AlcoveWindow *window)
{
  return alcove_conversation_page_get_conversation (get_page (window));
}

static AlcoveSession *
get_session (AlcoveWindow *window)
{
  AlcoveSession *session = NULL;

  g_object_get (get_page (window), "session", &session, NULL);
  g_object_unref (session);
  return session;
}

static void
begin_answer (AlcoveWindow *window, const char *model)
{
  alcove_session_set_conversation_model (get_session (window), get_shown (window), model);
  alcove_session_send (get_session (window), get_shown (window), "A question");
  WAIT (alcove_conversation_get_id (get_shown (window)) != NULL);
}

static void
ask (AlcoveWindow *window)
{
  begin_answer (window, "hello");
  WAIT (!alcove_conversation_get_is_streaming (get_shown (window)));
}

static void
choose (AlcoveWindow *window, AlcoveConversation *chat)
{
  g_signal_emit_by_name (ui_fixture_find (GTK_WIDGET (window), ALCOVE_TYPE_SIDEBAR), "chosen",
                         chat);
  g_assert_true (get_shown (window) == chat);
}

static AdwDialog *
get_question (AlcoveWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return dialog != NULL && ALCOVE_IS_CLOSE_DIALOG (dialog) ? dialog : NULL;
}

static void
answer (AlcoveWindow *window, const char *response)
{
  g_autoptr (AdwDialog) dialog = NULL;

  WAIT (get_question (window) != NULL);
  dialog = g_object_ref (get_question (window));
  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (dialog);
  ui_fixture_flush ();
}

/* The other window kept the chat while this one asks about it. */
static void
test_kept_meanwhile (Fixture *fixture, gconstpointer data)
{
  Stage stage;

  stage_begin (&stage, fixture);
  ask (stage.first);
  gtk_window_close (GTK_WINDOW (stage.first));
  WAIT (get_question (stage.first) != NULL);
  await_ok (alcove_session_keep_all (get_session (stage.first)));
  answer (stage.first, "keep");
  WAIT (stage.first == NULL);
  stage_end (&stage);
}

/* Closing one window is asked about; quitting is not decided by that. */
static void
test_quit_while_asked (Fixture *fixture, gconstpointer data)
{
  Stage stage;

  stage_begin (&stage, fixture);
  open_window (&stage, &stage.second);
  alcove_window_start (stage.second, TRUE);
  WAIT (has_account (stage.second) && is_in_demo (stage.second));
  ask (stage.first);
  ask (stage.second);
  gtk_window_close (GTK_WINDOW (stage.first));
  WAIT (get_question (stage.first) != NULL);
  alcove_window_quit (stage.first);
  answer (stage.first, "discard");
  WAIT (stage.first == NULL);
  ui_fixture_flush ();
  g_assert_nonnull (stage.second);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (stage.second)));
  stage_end (&stage);
}

/* A window that quitting left in the background is opened again, and another beside it. */
static void
test_back_from_background (Fixture *fixture, gconstpointer data)
{
  Stage stage;

  g_object_set (alcove_preferences_get_default (), "finish-in-background", TRUE, NULL);
  stage_begin (&stage, fixture);
  await_ok (alcove_session_turn_saving_on (get_session (stage.first)));
  begin_answer (stage.first, "wait");
  WAIT (alcove_conversation_get_is_saved (get_shown (stage.first)));
  alcove_window_quit (stage.first);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (stage.first)));
  g_object_set (alcove_preferences_get_default (), "finish-in-background", FALSE, NULL);
  gtk_window_present (GTK_WINDOW (stage.first));
  open_beside (&stage);
  gtk_window_close (GTK_WINDOW (stage.first));
  WAIT (stage.first == NULL);
  ui_fixture_flush ();
  g_assert_nonnull (stage.second);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (stage.second)));
  stage_end (&stage);
}

/* The chat goes to the trash while this window is in another account. */
static void
test_deleted_while_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autofree char *account = NULL;
  Stage stage;

  stage_begin (&stage, fixture);
  await_ok (alcove_session_turn_saving_on (get_session (stage.first)));
  ask (stage.first);
  g_object_get (stage.first, "account", &account, NULL);
  g_set_object (&chat, get_shown (stage.first));
  open_beside (&stage);
  g_object_set (stage.first, "account", "demo", NULL);
  WAIT (is_in_demo (stage.first));
  await_int64 (alcove_session_trash (get_session (stage.second), chat));
  g_object_set (stage.first, "account", account, NULL);
  WAIT (!is_in_demo (stage.first));
  g_assert_true (get_shown (stage.first) != chat);
  choose (stage.first, chat); /* in the trash, on purpose: it stays */
  g_object_set (stage.first, "account", "demo", NULL);
  g_object_set (stage.first, "account", account, NULL);
  g_assert_true (get_shown (stage.first) == chat);
  stage_end (&stage);
  WAIT (G_OBJECT (chat)->ref_count
        == 1); /* what was asked of the store just before hears its end */
  g_assert_finalize_object (g_steal_pointer (&chat)); /* no window and no cache holds it */
}

/* Each window looks at a chat in the trash; one of them empties it. */
static void
test_trash_emptied (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveConversation) chat = NULL;
  Stage stage;

  stage_begin (&stage, fixture);
  await_ok (alcove_session_turn_saving_on (get_session (stage.first)));
  ask (stage.first);
  g_set_object (&chat, get_shown (stage.first));
  open_beside (&stage);
  await_int64 (alcove_session_trash (get_session (stage.second), chat));
  WAIT (get_shown (stage.first) != chat);
  choose (stage.first, chat);
  choose (stage.second, chat);
  ui_fixture_flush ();
  g_assert_true (get_shown (stage.first) == chat);
  await_int64 (alcove_session_empty_trash (get_session (stage.second)));
  WAIT (get_shown (stage.first) != chat && get_shown (stage.second) != chat);
  stage_end (&stage);
  WAIT (G_OBJECT (chat)->ref_count
        == 1); /* what was asked of the store just before hears its end */
  g_assert_finalize_object (g_steal_pointer (&chat)); /* no window and no cache holds it */
}

/* One window asks about an account that is taken away in the other. */
static void
test_account_gone (Fixture *fixture, gconstpointer data)
{
  static const char *const actions[]
      = { "win.preferences",  "win.chat-settings", "win.statistics",  "win.export-all",
          "win.save-history", "win.accounts",      "win.search",      "win.rename-chat",
          "win.new-folder",   "win.share-chat",    "win.empty-trash", "win.account-page" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const gboolean takes_id = g_str_equal (actions[i], "win.account-page");
      g_autoptr (AdwDialog) question = NULL;
      g_autoptr (AdwDialog) dialog = NULL;
      g_autoptr (AlcoveConversation) chat = NULL;
      g_autofree char *account = NULL;
      Stage stage;

      g_test_message ("%s", actions[i]);
      stage_begin (&stage, fixture);
      await_ok (alcove_session_turn_saving_on (get_session (stage.first)));
      ask (stage.first);
      g_set_object (&chat, get_shown (stage.first));
      g_object_get (stage.first, "account", &account, NULL);
      open_beside (&stage);
      choose (stage.second, chat);
      g_clear_object (&chat);
      ui_fixture_flush ();
      gtk_widget_activate_action (GTK_WIDGET (stage.second), actions[i], takes_id ? "s" : NULL,
                                  account);
      ui_fixture_flush ();
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage.second));
      if (dialog != NULL)
        g_object_ref (dialog);
      gtk_widget_activate_action (GTK_WIDGET (stage.first), "win.forget-key", "s", account);
      question = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage.first));
      g_object_ref (question);
      g_signal_emit_by_name (question, "response::forget", "forget");
      adw_dialog_force_close (question);
      WAIT (!has_account (stage.first) && !has_account (stage.second));
      turn_loop_for (50);
      if (dialog != NULL
          && gtk_widget_get_root (GTK_WIDGET (dialog)) != NULL) /* else it went by itself */
        adw_dialog_force_close (dialog);
      turn_loop_for (50);
      g_clear_object (&question);
      g_clear_object (&dialog);
      stage_end (&stage);
    }
}

/* Whoever forgets a key may close the window at once: the key is forgotten, and the other window goes on. */
static void
test_forget_and_close (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AdwDialog) question = NULL;
  g_autofree char *account = NULL;
  Stage stage;

  stage_begin (&stage, fixture);
  await_ok (alcove_session_turn_saving_on (get_session (stage.first)));
  begin_answer (stage.first, "wait");
  g_object_get (stage.first, "account", &account, NULL);
  open_beside (&stage);
  gtk_widget_activate_action (GTK_WIDGET (stage.first), "win.forget-key", "s", account);
  question = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage.first));
  g_object_ref (question);
  g_signal_emit_by_name (question, "response::forget", "forget");
  adw_dialog_force_close (question);
  alcove_window_finish (stage.first);
  g_clear_object (&question);
  WAIT (stage.first == NULL);
  turn_loop_for (1000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (stage.accounts)), ==, 0);
  g_assert_nonnull (
      ui_fixture_find (GTK_WIDGET (stage.second), g_type_from_name ("AlcoveWelcomePage")));
  stage_end (&stage);
}

static char *
dup_typed (AlcoveWindow *window)
{
  return alcove_composer_dup_text (
      ALCOVE_COMPOSER (ui_fixture_find (GTK_WIDGET (window), ALCOVE_TYPE_COMPOSER)));
}

/* One window edits a prompt that is deleted in the other: what was written can be sent all the same. */
static void
test_edited_is_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveMessage) prompt = NULL;
  g_autofree char *typed = NULL;
  GtkWidget *composer;
  GListModel *messages;
  Stage stage;

  stage_begin (&stage, fixture);
  ask (stage.first);
  composer = ui_fixture_find (GTK_WIDGET (stage.first), ALCOVE_TYPE_COMPOSER);
  messages = G_LIST_MODEL (alcove_conversation_get_messages (get_shown (stage.first)));
  prompt = g_list_model_get_item (messages, 0);
  gtk_widget_activate_action (GTK_WIDGET (get_page (stage.first)), "message.edit", "s",
                              alcove_message_get_id (prompt));
  typed = dup_typed (stage.first);
  g_assert_cmpstr (typed, ==, "A question");
  await_ok (
      alcove_session_delete_message (get_session (stage.first), get_shown (stage.first), prompt));
  g_assert_cmpuint (g_list_model_get_n_items (messages), ==, 0);
  alcove_composer_set_text (ALCOVE_COMPOSER (composer), "");
  g_signal_emit_by_name (composer, "send", "Written anew", NULL);
  g_clear_pointer (&typed, g_free);
  typed = dup_typed (stage.first);
  g_assert_cmpstr (typed, ==, "Written anew"); /* it stays, as a prompt */
  alcove_composer_set_text (ALCOVE_COMPOSER (composer), "");
  g_signal_emit_by_name (composer, "send", "Written anew", NULL);
  WAIT (g_list_model_get_n_items (messages) == 2);
  WAIT (!alcove_conversation_get_is_streaming (get_shown (stage.first)));
  g_clear_object (&prompt);
  stage_end (&stage);
}

static GtkWidget *
get_composer (AlcoveWindow *window)
{
  return ui_fixture_find (GTK_WIDGET (window), ALCOVE_TYPE_COMPOSER);
}

static guint
count_attached (AlcoveWindow *window)
{
  g_autoptr (GPtrArray) attached
      = alcove_composer_dup_attachments (ALCOVE_COMPOSER (get_composer (window)));

  return attached->len;
}

/* What is attached stays with the chat beyond the window; what was sent does not come back by another one. */
static void
test_attached (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "attached.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AlcoveConversation) chat = NULL;
  g_autoptr (AlcoveAttachment) attachment = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  Stage stage;

  g_assert_true (g_file_set_contents (path, "hello", -1, NULL));
  attachment = await_object (alcove_attachment_read_file (file));
  g_assert_true (g_file_delete (file, NULL, NULL));
  g_ptr_array_add (files, attachment);
  stage_begin (&stage, fixture);
  await_ok (alcove_session_turn_saving_on (get_session (stage.first)));
  ask (stage.first);
  g_set_object (&chat, get_shown (stage.first));
  open_beside (&stage);
  alcove_composer_set_attachments (ALCOVE_COMPOSER (get_composer (stage.first)), files);
  alcove_window_finish (stage.first);
  WAIT (stage.first == NULL);
  choose (stage.second, chat);
  g_assert_cmpuint (count_attached (stage.second), ==, 1);
  open_window (&stage, &stage.first);
  alcove_window_start_beside (stage.first, stage.second);
  WAIT (has_account (stage.first));
  choose (stage.first, chat);
  g_assert_cmpuint (count_attached (stage.first), ==, 1);
  gtk_widget_activate_action (get_composer (stage.first), "composer.send", NULL);
  WAIT (alcove_conversation_get_is_streaming (chat));
  WAIT (!alcove_conversation_get_is_streaming (chat));
  gtk_widget_activate_action (GTK_WIDGET (stage.first), "win.new-chat", NULL);
  gtk_widget_activate_action (GTK_WIDGET (stage.second), "win.new-chat", NULL);
  choose (stage.second, chat);
  g_assert_cmpuint (count_attached (stage.second), ==, 0);
  stage_end (&stage);
  WAIT (G_OBJECT (chat)->ref_count
        == 1); /* what was asked of the store just before hears its end */
  g_assert_finalize_object (g_steal_pointer (&chat)); /* no window and no cache holds it */
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  alcove_preferences_set_ask_on_close (alcove_preferences_get_default (), TRUE);
  g_object_set (alcove_preferences_get_default (), "finish-in-background", FALSE, "notify", FALSE,
                NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application = NULL;

  ui_fixture_init (&argc, &argv);
  application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_set_default (application);
  g_application_register (application, NULL, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/ui/two-windows/" path, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("kept-meanwhile", test_kept_meanwhile);
  ADD ("quit-while-asked", test_quit_while_asked);
  ADD ("back-from-background", test_back_from_background);
  ADD ("deleted-while-away", test_deleted_while_away);
  ADD ("trash-emptied", test_trash_emptied);
  ADD ("account-gone", test_account_gone);
  ADD ("forget-and-close", test_forget_and_close);
  ADD ("edited-is-deleted", test_edited_is_deleted);
  ADD ("attached", test_attached);
  return g_test_run ();
}
