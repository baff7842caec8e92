/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The accounts dialog over real models: a server and a keyring that live in the test. */

#include "ui-fixture.h"

#include <glib/gstdio.h>

#include "alcove-account-page.h"
#include "alcove-accounts-dialog.h"
#include "alcove-recovery-key-dialog.h"
#include "fake-keyring.h"
#include "models-fixture.h"

typedef struct
{
  AlcoveAccounts *accounts;
  AlcoveAccountItem *item;
  GtkWidget *window;
  AdwDialog *dialog;
  AlcoveAccountPage *page;
} Stage;

static AlcoveAccountItem *
add (Stage *stage, Fixture *fixture, const char *name, const char *key, const char *history_key)
{
  return await_object (alcove_accounts_add (stage->accounts, name, fixture->server->base_url, key,
                                            history_key, TRUE, FALSE));
}

static void
stage_begin (Stage *stage, Fixture *fixture, const char *key, const char *history_key)
{
  stage->accounts = alcove_accounts_new (fixture->data_dir);
  stage->item = add (stage, fixture, "Work", key, history_key);
  stage->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (stage->window), 700, 800);
  gtk_window_present (GTK_WINDOW (stage->window));
  stage->dialog = alcove_accounts_dialog_new (stage->accounts);
  adw_dialog_present (stage->dialog, stage->window);
  ui_fixture_flush ();
}

static gboolean
has_page (gpointer data)
{
  Stage *stage = data;

  stage->page = (AlcoveAccountPage *) ui_fixture_find (GTK_WIDGET (stage->dialog),
                                                       ALCOVE_TYPE_ACCOUNT_PAGE);
  return stage->page != NULL;
}

static GtkWidget *
find_row (GtkWidget *widget, GType type, const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
open_page (Stage *stage)
{
  GtkWidget *row = find_row (GTK_WIDGET (stage->dialog), ADW_TYPE_ACTION_ROW, "Work");

  g_signal_emit_by_name (ui_fixture_find (row, GTK_TYPE_BUTTON), "clicked");
  ui_fixture_wait (has_page, stage);
}

static void
stage_end (Stage *stage)
{
  g_object_add_weak_pointer (G_OBJECT (stage->dialog), (gpointer *) &stage->dialog);
  gtk_window_destroy (GTK_WINDOW (stage->window));
  ui_fixture_flush ();
  g_assert_null (stage->dialog);
  g_clear_object (&stage->item);
  wait_until (G_OBJECT (stage->accounts)->ref_count
              == 1); /* what a page asked for ends behind it */
  g_assert_finalize_object (stage->accounts);
}

static GtkWidget *
find_in_page (Stage *stage, GType type, const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (stage->page), type, title);

  g_assert_nonnull (row);
  return row;
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };
  GtkWidget *row;

  stage_begin (&stage, fixture, STRONG_KEY, NULL);
  open_page (&stage);
  row = find_in_page (&stage, ADW_TYPE_ENTRY_ROW, "Name");
  gtk_editable_set_text (GTK_EDITABLE (row), "At home");
  g_signal_emit_by_name (row, "apply");
  wait_until (g_str_equal (alcove_account_item_get_name (stage.item), "At home"));
  ui_fixture_flush ();
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (stage.page)), ==, "At home");
  g_assert_nonnull (find_row (GTK_WIDGET (stage.dialog), ADW_TYPE_ACTION_ROW, "At home"));
  g_assert_cmpstr (fake_keyring_get_item (0)->name, ==, "At home");
  stage_end (&stage);
}

static gboolean
is_problem_shown (gpointer data)
{
  GtkWidget *button = find_button (GTK_WIDGET (((Stage *) data)->page), "_Replace Key");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static gboolean
is_key_gone (gpointer data)
{
  GtkWidget *row = find_in_page (data, ADW_TYPE_PASSWORD_ENTRY_ROW, "New API Key");

  return *gtk_editable_get_text (GTK_EDITABLE (row)) == '\0';
}

/* A key that the server refuses stays in its row; one that it takes goes, and the history has it. */
static void
test_replace_key (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };
  GtkWidget *row;
  GtkWidget *button;

  stage_begin (&stage, fixture, STRONG_KEY, NULL);
  open_page (&stage);
  row = find_in_page (&stage, ADW_TYPE_PASSWORD_ENTRY_ROW, "New API Key");
  button = find_button (GTK_WIDGET (stage.page), "_Replace Key");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (row), "sk-wrong-123456789012345678901234");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (button));
  wait_until (gtk_widget_get_sensitive (button));
  g_assert_false (is_key_gone (&stage));
  gtk_editable_set_text (GTK_EDITABLE (row), OTHER_KEY);
  g_assert_true (is_problem_shown (&stage));
  g_signal_emit_by_name (button, "clicked");
  ui_fixture_wait (is_key_gone, &stage);
  g_assert_cmpstr (alcove_locked_bytes_get_string (fake_keyring_get_item (0)->api_key), ==,
                   OTHER_KEY);
  stage_end (&stage);
}

static void
test_history_key (Fixture *fixture, gconstpointer data)
{
  const char *digits = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  Stage stage = { 0 };
  GtkWidget *row;
  GtkWidget *toggle;

  stage_begin (&stage, fixture, "ollama", digits);
  open_page (&stage);
  row = find_in_page (&stage, ADW_TYPE_ACTION_ROW, "Hidden");
  toggle = ui_fixture_find (row, GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), TRUE);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, digits);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), FALSE);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Hidden");
  g_signal_emit_by_name (ui_fixture_find (gtk_widget_get_next_sibling (toggle), GTK_TYPE_BUTTON),
                         "clicked");
  {
    GdkContentFormats *formats
        = gdk_clipboard_get_formats (gtk_widget_get_clipboard (stage.window));

    g_assert_true (gdk_content_formats_contain_mime_type (formats, "x-kde-passwordManagerHint"));
    g_assert_true (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
  }
  stage_end (&stage);
}

static void
test_strong_key_has_none (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };
  GtkWidget *row;

  stage_begin (&stage, fixture, STRONG_KEY, NULL);
  open_page (&stage);
  row = find_in_page (&stage, ADW_TYPE_ACTION_ROW, "Hidden");
  g_assert_false (gtk_widget_is_visible (row));
  stage_end (&stage);
}

/* ---- protection ---- */

static void
save_a_chat (Stage *stage)
{
  AlcoveSession *session = await_object (alcove_accounts_open (stage->accounts, stage->item));
  g_autoptr (AlcoveConversation) chat = NULL;

  await_ok (alcove_session_turn_saving_on (session));
  chat = alcove_session_new_conversation (session);
  fixture_ask (session, chat, "hello", "are you there?");
  fixture_close (session);
}

typedef struct
{
  Stage *stage;
  const char *label;
} Wanted;

static gboolean
is_pressable (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *button = find_button (wanted->stage->window, wanted->label);

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button);
}

/* Waits for a button of the window or a dialog over it, and presses it. */
static void
press (Stage *stage, const char *label)
{
  Wanted wanted = { stage, label };

  ui_fixture_wait (is_pressable, &wanted);
  g_signal_emit_by_name (find_button (stage->window, label), "clicked");
  ui_fixture_flush ();
}

static gboolean
shows_key (gpointer data)
{
  return ui_fixture_find (((Stage *) data)->window, ALCOVE_TYPE_RECOVERY_KEY_DIALOG) != NULL;
}

static GtkWidget *
find_selectable (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_selectable (GTK_LABEL (widget)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_selectable (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What the dialog shows, and what it prints. */
static char *
take_shown_key (Stage *stage)
{
  GtkWidget *dialog;
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *path = NULL;
  g_autofree char *pdf = NULL;
  char *key;
  gsize size = 0;
  int fd = g_file_open_tmp ("alcove-print-XXXXXX.pdf", &path, NULL);

  g_close (fd, NULL);
  ui_fixture_wait (shows_key, stage);
  dialog = ui_fixture_find (stage->window, ALCOVE_TYPE_RECOVERY_KEY_DIALOG);
  operation = alcove_recovery_key_dialog_new_print (ALCOVE_RECOVERY_KEY_DIALOG (dialog));
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                            NULL),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_true (g_file_get_contents (path, &pdf, &size, NULL));
  g_assert_cmpuint (size, >, 1000);
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  g_unlink (path);
  key = g_strdup (gtk_label_get_label (GTK_LABEL (find_selectable (dialog))));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ui_fixture_flush ();
  return key;
}

static void
test_recovery_key (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (AlcoveAccountItem) opened = NULL;

  stage_begin (&stage, fixture, STRONG_KEY, NULL);
  open_page (&stage);
  g_assert_false (gtk_widget_get_sensitive (find_button (GTK_WIDGET (stage.page), "_Make One…")));
  adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (stage.dialog));
  save_a_chat (&stage);
  open_page (&stage);
  press (&stage, "_Make One…");
  press (&stage, "_Make Recovery Key");
  first = take_shown_key (&stage);
  press (&stage, "_Renew…");
  press (&stage, "_Make a New One");
  second = take_shown_key (&stage);
  g_assert_cmpstr (first, !=, second);
  await_error (alcove_accounts_unlock (stage.accounts, first), ALCOVE_ERROR,
               ALCOVE_ERROR_RECOVERY_UNKNOWN);
  opened = await_object (alcove_accounts_unlock (stage.accounts, second));
  g_assert_true (alcove_account_item_get_is_recovered (opened));
  await_ok (alcove_accounts_remove (stage.accounts, opened));
  g_clear_object (&opened);
  stage_end (&stage);
}

static void
test_revoke_and_encrypt_again (Fixture *fixture, gconstpointer data)
{
  Stage stage = { 0 };
  g_autofree char *key = NULL;

  stage_begin (&stage, fixture, STRONG_KEY, NULL);
  save_a_chat (&stage);
  open_page (&stage);
  press (&stage, "_Make One…");
  press (&stage, "_Make Recovery Key");
  key = take_shown_key (&stage);
  press (&stage, "_Encrypt Again…");
  press (&stage, "_Encrypt Again");
  press (&stage, "_Make One…"); /* it is gone, and can be made anew */
  await_error (alcove_accounts_unlock (stage.accounts, key), ALCOVE_ERROR,
               ALCOVE_ERROR_RECOVERY_UNKNOWN);
  stage_end (&stage);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/ui/accounts-dialog/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  ADD ("rename", test_rename);
  ADD ("replace-key", test_replace_key);
  ADD ("history-key", test_history_key);
  ADD ("strong-key-has-none", test_strong_key_has_none);
  ADD ("recovery-key", test_recovery_key);
  ADD ("encrypt-again", test_revoke_and_encrypt_again);
  return g_test_run ();
}
