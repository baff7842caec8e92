/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Whole ways through the window, against a server and a keyring of the test's own: in, asking, saving, coming
 * back, going wrong. */

#include "ui-fixture.h"

#include "alcove-account-form.h"
#include "alcove-close-dialog.h"
#include "alcove-conversation-page.h"
#include "alcove-error-text.h"
#include "alcove-preferences.h"
#include "alcove-provider-row.h"
#include "alcove-rename-dialog.h"
#include "alcove-save-history-dialog.h"
#include "alcove-sidebar.h"
#include "alcove-stop-saving-dialog.h"
#include "alcove-welcome-page.h"
#include "alcove-window.h"
#include "fake-keyring.h"
#include "models-fixture.h"

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

typedef struct
{
  AlcoveAccounts *accounts;
  AlcoveWindow *window; /* weak */
} Stage;

static void
stage_begin (Stage *stage, Fixture *fixture)
{
  stage->accounts = alcove_accounts_new (fixture->data_dir);
  stage->window = alcove_window_new (NULL, stage->accounts);
  g_object_add_weak_pointer (G_OBJECT (stage->window), (gpointer *) &stage->window);
  gtk_window_present (GTK_WINDOW (stage->window));
  alcove_window_start (stage->window, FALSE);
}

static void
stage_end (Stage *stage)
{
  if (stage->window != NULL)
    alcove_window_finish (stage->window);
  WAIT (stage->window == NULL);
  ui_fixture_flush ();
  g_assert_finalize_object (stage->accounts);
}

static gpointer
find (Stage *stage, GType type)
{
  return ui_fixture_find (GTK_WIDGET (stage->window), type);
}

static gboolean
is_shown (Stage *stage, GType type)
{
  GtkWidget *widget = find (stage, type);

  return widget != NULL && gtk_widget_get_mapped (widget);
}

static gboolean
has_account (Stage *stage)
{
  g_autofree char *account = NULL;

  g_object_get (stage->window, "account", &account, NULL);
  return *account != '\0';
}

static AlcoveSession *
get_session (Stage *stage)
{
  AlcoveSession *session = NULL;

  g_object_get (find (stage, ALCOVE_TYPE_CONVERSATION_PAGE), "session", &session, NULL);
  g_object_unref (session);
  return session;
}

static AlcoveConversation *
get_shown (Stage *stage)
{
  return alcove_conversation_page_get_conversation (find (stage, ALCOVE_TYPE_CONVERSATION_PAGE));
}

static AdwDialog *
get_dialog (Stage *stage)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (stage->window));
}

/* Presses a button of the dialog that is shown. */
static void
answer (Stage *stage, GType type, const char *response)
{
  AdwDialog *dialog;

  WAIT (G_TYPE_CHECK_INSTANCE_TYPE (get_dialog (stage), type));
  dialog = g_object_ref (get_dialog (stage));
  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (dialog);
  ui_fixture_flush ();
  g_object_unref (dialog);
}

static void
act (Stage *stage, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->window), action, NULL));
}

static void
add_account (Stage *stage, Fixture *fixture)
{
  g_object_unref (await_object (alcove_accounts_add (
      stage->accounts, "Test", fixture->server->base_url, STRONG_KEY, NULL, TRUE, FALSE)));
}

/* Waits for what the page shows, with the account of the keyring. */
static void
stage_begin_with_account (Stage *stage, Fixture *fixture)
{
  AlcoveAccounts *before = alcove_accounts_new (fixture->data_dir);
  Stage first = { before, NULL };

  add_account (&first, fixture);
  g_object_unref (before);
  stage_begin (stage, fixture);
  WAIT (has_account (stage));
}

static AlcoveMessage *
get_last (Stage *stage)
{
  GListModel *messages = G_LIST_MODEL (alcove_conversation_get_messages (get_shown (stage)));
  guint n_items = g_list_model_get_n_items (messages);
  g_autoptr (AlcoveMessage) message
      = n_items > 0 ? g_list_model_get_item (messages, n_items - 1) : NULL;

  return message;
}

static void
ask (Stage *stage, const char *model, const char *text)
{
  alcove_session_set_conversation_model (get_session (stage), get_shown (stage), model);
  g_signal_emit_by_name (ui_fixture_find (find (stage, ALCOVE_TYPE_CONVERSATION_PAGE),
                                          g_type_from_name ("AlcoveComposer")),
                         "send", text, NULL);
  WAIT (get_last (stage) != NULL
        && alcove_message_get_role (get_last (stage)) == ALCOVE_ROLE_ASSISTANT
        && !alcove_status_is_open (alcove_message_get_status (get_last (stage)))
        && !alcove_conversation_get_is_streaming (get_shown (stage)));
}

static void
turn_on (Stage *stage)
{
  act (stage, "win.save-history");
  answer (stage, ALCOVE_TYPE_SAVE_HISTORY_DIALOG, "save");
  WAIT (alcove_session_get_save_history (get_session (stage)));
}

/* The form, opened for any other server. */
static AlcoveAccountForm *
open_form (Stage *stage)
{
  GtkWidget *welcome;
  AlcoveAccountForm *form;
  AlcoveProviderRow *row;

  WAIT (is_shown (stage, ALCOVE_TYPE_WELCOME_PAGE));
  welcome = find (stage, ALCOVE_TYPE_WELCOME_PAGE);
  row = ALCOVE_PROVIDER_ROW (ui_fixture_find (welcome, ALCOVE_TYPE_PROVIDER_ROW));
  g_signal_emit_by_name (row, "chosen");
  ui_fixture_flush ();
  form = ALCOVE_ACCOUNT_FORM (ui_fixture_find (welcome, ALCOVE_TYPE_ACCOUNT_FORM));
  alcove_account_form_set_provider (form, NULL);
  return form;
}

static GtkEditable *
get_row (AlcoveAccountForm *form, GType type)
{
  return GTK_EDITABLE (ui_fixture_find (GTK_WIDGET (form), type));
}

static void
fill (AlcoveAccountForm *form, const char *address, const char *key)
{
  gtk_editable_set_text (get_row (form, ADW_TYPE_ENTRY_ROW), address);
  gtk_editable_set_text (get_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW), key);
  g_signal_emit_by_name (get_row (form, ADW_TYPE_ENTRY_ROW), "entry-activated");
}

static void
test_add_account (Fixture *fixture, gconstpointer data)
{
  Stage stage;
  AlcoveAccountForm *form;

  stage_begin (&stage, fixture);
  form = open_form (&stage);
  fill (form, fixture->server->base_url, STRONG_KEY);
  WAIT (has_account (&stage));
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (get_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW)), ==, "");
  g_assert_false (alcove_session_get_save_history (get_session (&stage)));
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  stage_end (&stage);
}

static GtkWidget *
find_alert (GtkWidget *widget)
{
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_ALERT)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_alert (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  const char *name;
  const char *address; /* NULL: the test's server */
  const char *key;
  AlcoveError code;
} Refusal;

static const Refusal refusals[] = {
  { "wrong-key", NULL, "sk-wrong-1234567890abcdefghijkl", ALCOVE_ERROR_AUTH },
  { "nothing-there", "http://127.0.0.1:9/v1", STRONG_KEY, ALCOVE_ERROR_REFUSED },
  { "not-an-address", "what is this?", STRONG_KEY, ALCOVE_ERROR_BAD_URL },
  { "public-plain-http", "http://api.example.com/v1", STRONG_KEY, ALCOVE_ERROR_INSECURE },
};

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  const char *address = refusal->address ? refusal->address : fixture->server->base_url;
  Stage stage;
  AlcoveAccountForm *form;
  GtkWidget *alert;

  stage_begin (&stage, fixture);
  form = open_form (&stage);
  fill (form, address, refusal->key);
  alert = find_alert (GTK_WIDGET (form));
  WAIT (gtk_widget_get_visible (gtk_widget_get_parent (alert)));
  g_assert_true (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (alert)),
                                   alcove_error_text_sentence (refusal->code)));
  g_assert_null (strstr (gtk_label_get_label (GTK_LABEL (alert)), refusal->key));
  g_assert_cmpstr (gtk_editable_get_text (get_row (form, ADW_TYPE_ENTRY_ROW)), ==, address);
  g_assert_cmpstr (gtk_editable_get_text (get_row (form, ADW_TYPE_PASSWORD_ENTRY_ROW)), ==,
                   refusal->key);
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 0);
  stage_end (&stage);
}

static void
test_plain_http_asks (Fixture *fixture, gconstpointer data)
{
  Stage stage;
  AlcoveAccountForm *form;

  stage_begin (&stage, fixture);
  form = open_form (&stage);
  fill (form, "http://192.168.255.254:9/v1", STRONG_KEY);
  WAIT (get_dialog (&stage) != NULL);
  g_assert_true (adw_alert_dialog_has_response (ADW_ALERT_DIALOG (get_dialog (&stage)), "connect"));
  answer (&stage, ADW_TYPE_ALERT_DIALOG, "cancel");
  g_assert_cmpuint (fake_keyring_get_n_items (), ==, 0);
  stage_end (&stage);
}

static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  AlcoveError code = (AlcoveError) GPOINTER_TO_INT (data);
  Stage stage;
  AdwBanner *banner;

  fake_keyring_fail (code);
  stage_begin (&stage, fixture);
  WAIT (is_shown (&stage, ALCOVE_TYPE_WELCOME_PAGE));
  banner = ADW_BANNER (ui_fixture_find (find (&stage, ALCOVE_TYPE_WELCOME_PAGE), ADW_TYPE_BANNER));
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_true (
      g_str_has_prefix (adw_banner_get_title (banner), alcove_error_text_sentence (code)));
  fake_keyring_fail (0);
  g_signal_emit_by_name (banner, "button-clicked");
  WAIT (!adw_banner_get_revealed (banner));
  stage_end (&stage);
}

static void
test_save_and_return (Fixture *fixture, gconstpointer data)
{
  Stage stage;
  GtkWidget *widget;

  stage_begin_with_account (&stage, fixture);
  turn_on (&stage);
  ask (&stage, "hello", "Remember me");
  WAIT (alcove_conversation_get_is_saved (get_shown (&stage)));
  stage_end (&stage);

  stage_begin (&stage, fixture);
  WAIT (has_account (&stage));
  widget = find (&stage, GTK_TYPE_SWITCH);
  WAIT (gtk_switch_get_active (GTK_SWITCH (widget)) && gtk_switch_get_state (GTK_SWITCH (widget)));
  WAIT (g_list_model_get_n_items (
            G_LIST_MODEL (alcove_session_get_conversations (get_session (&stage))))
        == 1);
  act (&stage, "win.open-newest");
  g_assert_cmpstr (alcove_conversation_get_title (get_shown (&stage)), ==, "Remember me");
  WAIT (get_last (&stage) != NULL && alcove_message_get_is_loaded (get_last (&stage)));
  g_assert_cmpstr (alcove_message_get_text (get_last (&stage)), !=, "");
  stage_end (&stage);
}

/* A history that was cut short: one banner, the chat goes on, and what can be read comes back. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = g_strnfill (30000, 'x');
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  AdwBanner *banner;
  Stage stage;
  gsize size;

  stage_begin_with_account (&stage, fixture);
  turn_on (&stage);
  ask (&stage, "hello", words);
  WAIT (alcove_conversation_get_is_saved (get_shown (&stage)));
  path = alcove_account_dup_database_path (alcove_session_get_account (get_session (&stage)));
  stage_end (&stage);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) size - 4096, NULL));

  stage_begin (&stage, fixture);
  WAIT (has_account (&stage) && alcove_session_get_store_error (get_session (&stage)));
  banner = ADW_BANNER (
      ui_fixture_find (find (&stage, ALCOVE_TYPE_CONVERSATION_PAGE), ADW_TYPE_BANNER));
  WAIT (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_button_label (banner), ==, "Recover…");
  g_signal_emit_by_name (banner, "button-clicked");
  answer (&stage, ADW_TYPE_ALERT_DIALOG, "cancel");
  g_assert_nonnull (alcove_session_get_store_error (get_session (&stage)));
  g_signal_emit_by_name (banner, "button-clicked");
  answer (&stage, ADW_TYPE_ALERT_DIALOG, "recover");
  WAIT (get_dialog (&stage) != NULL
        && adw_alert_dialog_has_response (ADW_ALERT_DIALOG (get_dialog (&stage)), "close"));
  g_assert_nonnull (
      strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (get_dialog (&stage))), "1 chat"));
  answer (&stage, ADW_TYPE_ALERT_DIALOG, "close");
  WAIT (!adw_banner_get_revealed (banner));
  g_assert_null (alcove_session_get_store_error (get_session (&stage)));
  stage_end (&stage);
}

static gint64
get_n_saved (Stage *stage)
{
  gint64 n_saved;

  g_object_get (get_session (stage), "n-saved", &n_saved, NULL);
  return n_saved;
}

static void
test_turn_off (Fixture *fixture, gconstpointer data)
{
  gboolean keep = GPOINTER_TO_INT (data);
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  turn_on (&stage);
  ask (&stage, "hello", "Kept or not");
  WAIT (alcove_conversation_get_is_saved (get_shown (&stage)));
  act (&stage, "win.save-history");
  answer (&stage, ALCOVE_TYPE_STOP_SAVING_DIALOG, "cancel");
  g_assert_true (alcove_session_get_save_history (get_session (&stage)));
  act (&stage, "win.save-history");
  answer (&stage, ALCOVE_TYPE_STOP_SAVING_DIALOG, keep ? "keep" : "delete");
  WAIT (!alcove_session_get_save_history (get_session (&stage)));
  WAIT (get_n_saved (&stage) == (keep ? 1 : 0));
  WAIT ((alcove_conversation_get_id (get_shown (&stage)) != NULL) == keep);
  stage_end (&stage);
}

static void
test_keep_asks_first (Fixture *fixture, gconstpointer data)
{
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  ask (&stage, "hello", "Worth keeping");
  g_assert_false (alcove_conversation_get_is_saved (get_shown (&stage)));
  act (&stage, "win.keep-chat");
  answer (&stage, ALCOVE_TYPE_SAVE_HISTORY_DIALOG, "cancel");
  g_assert_false (alcove_conversation_get_is_saved (get_shown (&stage)));
  g_assert_cmpuint (fixture_count_files (fixture), ==, 0);
  act (&stage, "win.keep-chat");
  answer (&stage, ALCOVE_TYPE_SAVE_HISTORY_DIALOG, "save");
  WAIT (alcove_conversation_get_is_saved (get_shown (&stage)));
  g_assert_false (alcove_session_get_save_history (get_session (&stage)));
  stage_end (&stage);
}

static GtkWidget *
find_entry (Stage *stage)
{
  GtkWidget *row
      = ui_fixture_find (GTK_WIDGET (stage->window), g_type_from_name ("AlcoveSidebarRow"));

  return row ? ui_fixture_find (row, GTK_TYPE_TEXT) : NULL;
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  Stage stage;
  GtkWidget *entry;

  stage_begin_with_account (&stage, fixture);
  ask (&stage, "hello", "First words");
  /* In the row. */
  act (&stage, "win.rename-chat");
  WAIT ((entry = find_entry (&stage)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), " Good words ");
  g_signal_emit_by_name (entry, "activate");
  WAIT (g_strcmp0 (alcove_conversation_get_title (get_shown (&stage)), "Good words") == 0);
  /* And where there is no row to be seen. */
  act (&stage, "win.toggle-sidebar");
  act (&stage, "win.rename-chat");
  WAIT (ALCOVE_IS_RENAME_DIALOG (get_dialog (&stage)));
  gtk_editable_set_text (
      GTK_EDITABLE (adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (get_dialog (&stage)))),
      " Better words ");
  answer (&stage, ALCOVE_TYPE_RENAME_DIALOG, "rename");
  WAIT (g_strcmp0 (alcove_conversation_get_title (get_shown (&stage)), "Better words") == 0);
  /* The next window would be without the list as well. */
  act (&stage, "win.toggle-sidebar");
  stage_end (&stage);
}

static void
test_trash (Fixture *fixture, gconstpointer data)
{
  AlcoveConversation *chat;
  GListModel *chats;
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  ask (&stage, "hello", "Away with it");
  chat = get_shown (&stage);
  chats = G_LIST_MODEL (alcove_session_get_conversations (get_session (&stage)));
  act (&stage, "win.trash-chat");
  WAIT (g_list_model_get_n_items (chats) == 0);
  WAIT (get_shown (&stage) != chat);
  g_assert_null (alcove_conversation_get_id (get_shown (&stage)));
  WAIT (is_shown (&stage, g_type_from_name ("AdwToastWidget")));
  g_signal_emit_by_name (ui_fixture_find (find (&stage, g_type_from_name ("AdwToastWidget")),
                                          GTK_TYPE_BUTTON),
                         "clicked");
  WAIT (g_list_model_get_n_items (chats) == 1);
  stage_end (&stage);
}

static guint
count_toasts (GtkWidget *widget)
{
  guint n = g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget") == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_toasts (child);
  return n;
}

static void
press_undo (Stage *stage)
{
  WAIT (count_toasts (GTK_WIDGET (stage->window)) == 1);
  g_signal_emit_by_name (ui_fixture_find (find (stage, g_type_from_name ("AdwToastWidget")),
                                          GTK_TYPE_BUTTON),
                         "clicked");
}

/* Undo is of what was done last, then of what was done before. */
static void
test_undo_two (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AlcoveConversation) first = NULL;
  g_autoptr (AlcoveConversation) second = NULL;
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  ask (&stage, "hello", "The first");
  first = g_object_ref (get_shown (&stage));
  act (&stage, "win.new-chat");
  ask (&stage, "hello", "The second");
  second = g_object_ref (get_shown (&stage));
  act (&stage, "win.trash-chat");
  WAIT (count_toasts (GTK_WIDGET (stage.window)) == 1);
  g_assert_true (get_shown (&stage) == first);
  act (&stage, "win.trash-chat");
  turn_loop_for (500);
  press_undo (&stage);
  WAIT (!alcove_conversation_get_is_trashed (first)
        || !alcove_conversation_get_is_trashed (second));
  g_assert_true (alcove_conversation_get_is_trashed (second));
  turn_loop_for (500);
  press_undo (&stage);
  WAIT (!alcove_conversation_get_is_trashed (second));
  g_clear_object (&first);
  g_clear_object (&second);
  stage_end (&stage);
}

static GtkWidget *
find_undo (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Undo") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_undo (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Undo takes each chat back to the folder that it was in. */
static void
test_undo_move (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autofree char *work = NULL;
  g_autofree char *play = NULL;
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  await_ok (alcove_session_turn_saving_on (get_session (&stage)));
  for (guint i = 0; i < 2; i++)
    {
      act (&stage, "win.new-chat");
      ask (&stage, "hello", "A chat");
      g_ptr_array_add (both, g_object_ref (get_shown (&stage)));
    }
  g_ptr_array_add (one, both->pdata[0]);
  work = await_string (alcove_session_create_folder (get_session (&stage), "Work"));
  play = await_string (alcove_session_create_folder (get_session (&stage), "Play"));
  await_int64 (
      alcove_session_change_chats (get_session (&stage), one, ALCOVE_CHAT_CHANGE_MOVE, work));
  g_signal_emit_by_name (find (&stage, ALCOVE_TYPE_SIDEBAR), "change",
                         (int) ALCOVE_CHAT_CHANGE_MOVE, both, play);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (alcove_conversation_get_folder_id (both->pdata[i]), ==, play);
  WAIT (find_undo (GTK_WIDGET (stage.window)) != NULL);
  g_signal_emit_by_name (find_undo (GTK_WIDGET (stage.window)), "clicked");
  WAIT (g_strcmp0 (alcove_conversation_get_folder_id (both->pdata[0]), work) == 0
        && alcove_conversation_get_folder_id (both->pdata[1]) == NULL);
  /* To where they are already nothing is moved, and nothing is said. */
  turn_loop_for (500);
  g_signal_emit_by_name (find (&stage, ALCOVE_TYPE_SIDEBAR), "change",
                         (int) ALCOVE_CHAT_CHANGE_MOVE, one, work);
  turn_loop_for (300);
  g_assert_null (find_undo (GTK_WIDGET (stage.window)));
  g_clear_pointer (&both, g_ptr_array_unref);
  stage_end (&stage);
}

/* A change that failed brings the open chat back, but not to a reader who has gone on. */
static void
test_failed_change (Fixture *fixture, gconstpointer data)
{
  const gboolean goes_on = GPOINTER_TO_INT (data);
  AlcoveConversation *chat, *first;
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  ask (&stage, "hello", "The first");
  first = get_shown (&stage);
  act (&stage, "win.new-chat");
  ask (&stage, "hello", "The second");
  chat = get_shown (&stage);
  await_ok (alcove_store_close (get_session (&stage)->unsaved));
  act (&stage, "win.trash-chat");
  g_assert_true (get_shown (&stage) == first);
  if (goes_on)
    act (&stage, "win.new-chat");
  WAIT (is_shown (&stage, g_type_from_name ("AdwToastWidget")));
  if (goes_on)
    g_assert_null (alcove_conversation_get_id (get_shown (&stage)));
  else
    g_assert_true (get_shown (&stage) == chat);
  stage_end (&stage);
}

/* With several chosen there is no one chat to rename, and the open one is not meant. */
static void
test_rename_several (Fixture *fixture, gconstpointer data)
{
  GtkWidget *sidebar;
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  ask (&stage, "hello", "The first");
  act (&stage, "win.new-chat");
  ask (&stage, "hello", "The second");
  sidebar = find (&stage, ALCOVE_TYPE_SIDEBAR);
  g_assert_true (gtk_widget_grab_focus (sidebar));
  g_assert_true (gtk_widget_activate_action (sidebar, "sidebar.choose-all", NULL));
  act (&stage, "win.rename-chat");
  ui_fixture_flush ();
  g_assert_null (get_dialog (&stage));
  g_assert_null (find_entry (&stage));
  g_assert_true (gtk_widget_activate_action (sidebar, "sidebar.end-choosing", NULL));
  act (&stage, "win.rename-chat");
  WAIT (ui_fixture_find (sidebar, GTK_TYPE_TEXT) != NULL);
  stage_end (&stage);
}

static void
test_failure_keeps_the_prompt (Fixture *fixture, gconstpointer data)
{
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  ask (&stage, "broken", "Will this work?");
  g_assert_cmpint (alcove_message_get_status (get_last (&stage)), ==, ALCOVE_STATUS_FAILED);
  g_assert_cmpstr (alcove_conversation_get_title (get_shown (&stage)), ==, "Will this work?");
  stage_end (&stage);
}

static void
test_close_keeps (Fixture *fixture, gconstpointer data)
{
  Stage stage;

  stage_begin_with_account (&stage, fixture);
  turn_on (&stage);
  ask (&stage, "hello", "Saved");
  act (&stage, "win.save-history");
  answer (&stage, ALCOVE_TYPE_STOP_SAVING_DIALOG, "keep");
  WAIT (!alcove_session_get_save_history (get_session (&stage)));
  act (&stage, "win.new-chat");
  ask (&stage, "hello", "Kept at the door");
  gtk_window_close (GTK_WINDOW (stage.window));
  answer (&stage, ALCOVE_TYPE_CLOSE_DIALOG, "keep");
  WAIT (stage.window == NULL);
  stage_end (&stage);

  stage_begin (&stage, fixture);
  WAIT (has_account (&stage));
  WAIT (g_list_model_get_n_items (
            G_LIST_MODEL (alcove_session_get_conversations (get_session (&stage))))
        == 2);
  stage_end (&stage);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  alcove_preferences_set_ask_on_close (alcove_preferences_get_default (), TRUE);
}

static void
add (const char *path, gconstpointer data, void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, data, set_up, func, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) application = NULL;

  ui_fixture_init (&argc, &argv);
  application = g_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_set_default (application);
  add ("/ui/journey/add-account", NULL, test_add_account);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/journey/refused/", refusals[i].name, NULL);

      add (path, &refusals[i], test_refusal);
    }
  add ("/ui/journey/plain-http-asks", NULL, test_plain_http_asks);
  add ("/ui/journey/keyring-missing", GINT_TO_POINTER (ALCOVE_ERROR_KEYRING_MISSING), test_keyring);
  add ("/ui/journey/keyring-locked", GINT_TO_POINTER (ALCOVE_ERROR_KEYRING_LOCKED), test_keyring);
  add ("/ui/journey/keyring-refused", GINT_TO_POINTER (ALCOVE_ERROR_KEYRING_REFUSED), test_keyring);
  add ("/ui/journey/save-and-return", NULL, test_save_and_return);
  add ("/ui/journey/damaged-history", NULL, test_damaged);
  add ("/ui/journey/turn-off-and-keep", GINT_TO_POINTER (TRUE), test_turn_off);
  add ("/ui/journey/turn-off-and-delete", GINT_TO_POINTER (FALSE), test_turn_off);
  add ("/ui/journey/keep-asks-first", NULL, test_keep_asks_first);
  add ("/ui/journey/rename", NULL, test_rename);
  add ("/ui/journey/rename-several", NULL, test_rename_several);
  add ("/ui/journey/trash-and-undo", NULL, test_trash);
  add ("/ui/journey/undo-two", NULL, test_undo_two);
  add ("/ui/journey/undo-move", NULL, test_undo_move);
  add ("/ui/journey/failed-change", GINT_TO_POINTER (FALSE), test_failed_change);
  add ("/ui/journey/failed-change-gone-on", GINT_TO_POINTER (TRUE), test_failed_change);
  add ("/ui/journey/failure-keeps-the-prompt", NULL, test_failure_keeps_the_prompt);
  add ("/ui/journey/close-keeps", NULL, test_close_keeps);
  return g_test_run ();
}
