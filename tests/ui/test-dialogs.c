/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The window's questions: their words, their answers, and that nothing keeps them alive. */

#include "ui-fixture.h"

#include "alcove-certificate-dialog.h"
#include "alcove-chat-settings-dialog.h"
#include "alcove-close-dialog.h"
#include "alcove-details-dialog.h"
#include "alcove-error.h"
#include "alcove-link-dialog.h"
#include "alcove-answer-announcer.h"
#include "alcove-old-key-dialog.h"
#include "alcove-preferences-dialog.h"
#include "alcove-preferences.h"
#include "alcove-rename-dialog.h"
#include "alcove-save-history-dialog.h"
#include "alcove-stop-saving-dialog.h"

static void
end (AdwDialog *dialog)
{
  ui_fixture_flush ();
  g_assert_finalize_object (dialog);
}

static void
test_notice (void)
{
  AdwDialog *dialog = g_object_ref_sink (alcove_save_history_dialog_new (FALSE));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  g_assert_cmpstr (
      adw_alert_dialog_get_body (alert), ==,
      "You are choosing to save your chat history in a database. It can only be accessed "
      "via your API key.");
  g_assert_cmpstr (adw_alert_dialog_get_response_label (alert, "cancel"), ==, "_Cancel");
  g_assert_cmpstr (adw_alert_dialog_get_response_label (alert, "save"), ==, "_Save History");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (alert), ==, "cancel");
  g_assert_false (gtk_widget_get_visible (
      gtk_widget_get_first_child (adw_alert_dialog_get_extra_child (alert))));
  end (dialog);
}

static void
test_notice_keyless (void)
{
  AdwDialog *dialog = g_object_ref_sink (alcove_save_history_dialog_new (TRUE));
  GtkWidget *line
      = gtk_widget_get_first_child (adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (dialog)));

  g_assert_true (gtk_widget_get_visible (line));
  g_assert_cmpstr (
      gtk_label_get_label (GTK_LABEL (line)), ==,
      "This server needs no key. Alcove makes a history key for it and keeps it in your "
      "keyring.");
  end (dialog);
}

static void
test_stop_saving (void)
{
  AdwDialog *dialog = g_object_ref_sink (alcove_stop_saving_dialog_new (17));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  g_assert_nonnull (strstr (adw_alert_dialog_get_body (alert), "17 chats"));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (alert), ==, "keep");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (alert), ==, "cancel");
  end (dialog);
}

static void
test_rename (void)
{
  AdwDialog *dialog = g_object_ref_sink (alcove_rename_dialog_new ("  A title "));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  g_autofree char *title = alcove_rename_dialog_dup_title (ALCOVE_RENAME_DIALOG (dialog));

  g_assert_cmpstr (title, ==, "A title");
  g_assert_true (adw_alert_dialog_get_response_enabled (alert, "rename"));
  gtk_editable_set_text (GTK_EDITABLE (adw_alert_dialog_get_extra_child (alert)), "  ");
  g_assert_false (adw_alert_dialog_get_response_enabled (alert, "rename"));
  end (dialog);
}

static void
test_close (void)
{
  AdwDialog *dialog = g_object_ref_sink (alcove_close_dialog_new (TRUE));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  g_assert_true (adw_alert_dialog_get_response_enabled (alert, "keep"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_alert_dialog_get_extra_child (alert)), TRUE);
  g_assert_true (alcove_close_dialog_get_do_not_ask (ALCOVE_CLOSE_DIALOG (dialog)));
  g_assert_false (adw_alert_dialog_get_response_enabled (alert, "keep"));
  g_assert_true (adw_alert_dialog_get_response_enabled (alert, "discard"));
  end (dialog);
}

static void
test_close_cannot_keep (void)
{
  AdwDialog *dialog = g_object_ref_sink (alcove_close_dialog_new (FALSE));

  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "keep"));
  end (dialog);
}

typedef struct
{
  const char *name;
  const char *target;
  const char *label;
  AlcoveLinkVerdict verdict;
} LinkCase;

static const LinkCase links[] = {
  { "plain", "https://example.org/a?b=c", "a page", ALCOVE_LINK_PLAIN },
  { "mail", "mailto:somebody@example.org", "write", ALCOVE_LINK_PLAIN },
  { "other-label", "https://evil.example/", "https://bank.example/", ALCOVE_LINK_SUSPICIOUS },
  { "file", "file:///etc/passwd", "a file", ALCOVE_LINK_REFUSED },
  { "script", "javascript:alert(1)", "press", ALCOVE_LINK_REFUSED },
};

static void
test_link (gconstpointer data)
{
  const LinkCase *link = data;
  AdwDialog *dialog = g_object_ref_sink (alcove_link_dialog_new (link->target, link->label));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  g_assert_cmpint (alcove_link_dialog_get_verdict (ALCOVE_LINK_DIALOG (dialog)), ==,
                   (int) link->verdict);
  g_assert_cmpint (adw_alert_dialog_has_response (alert, "open"), ==,
                   link->verdict != ALCOVE_LINK_REFUSED);
  if (link->verdict != ALCOVE_LINK_PLAIN)
    g_assert_cmpstr (adw_alert_dialog_get_default_response (alert), ==, "cancel");
  end (dialog);
}

static void
test_details (void)
{
  g_autoptr (GError) error
      = alcove_error_new_http (ALCOVE_ERROR_SERVER, 500, -1, "kaputt", "<html>raw body</html>");
  AdwDialog *dialog = g_object_ref_sink (alcove_details_dialog_new (error));

  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "kaputt"));
  end (dialog);
}

/* Whether a label that is not hidden has these words. */
static gboolean
shows (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

static void
test_certificate_changed (void)
{
  g_autofree char *old = g_strnfill (64, 'a');
  g_autofree char *now = g_strnfill (64, 'b');
  AdwDialog *dialog = g_object_ref_sink (
      alcove_certificate_dialog_new_changed ("https://box.example:8443/v1", old, now));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *child = adw_alert_dialog_get_extra_child (alert);

  g_assert_true (shows (child, "AAAA AAAA AAAA AAAA\n"));
  g_assert_true (shows (child, "BBBB BBBB BBBB BBBB\n"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (alert), "another certificate"));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (alert), ==, "cancel");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (alert), ==, "cancel");
  end (dialog);
}

static void
test_certificate (void)
{
  g_autofree char *fingerprint = g_strnfill (64, 'a');
  AdwDialog *dialog = g_object_ref_sink (
      alcove_certificate_dialog_new ("https://box.example:8443/v1", fingerprint));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  g_assert_nonnull (strstr (adw_alert_dialog_get_body (alert), "“box.example”"));
  g_assert_true (shows (adw_alert_dialog_get_extra_child (alert), "AAAA AAAA AAAA AAAA\n"));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (alert), ==, "cancel");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (alert), ==, "cancel");
  g_assert_cmpstr (alcove_certificate_dialog_get_fingerprint (ALCOVE_CERTIFICATE_DIALOG (dialog)),
                   ==, fingerprint);
  end (dialog);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_COMBO_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static void
test_preferences (void)
{
  AdwDialog *dialog = g_object_ref_sink (alcove_preferences_dialog_new ());
  AlcoveAnnounce announce;
  GtkWidget *row;
  AlcovePreferences *preferences = alcove_preferences_get_default ();

  alcove_preferences_set_ask_on_close (preferences, FALSE);
  g_assert_false (alcove_preferences_get_ask_on_close (preferences));
  alcove_preferences_set_ask_on_close (preferences, TRUE);
  g_object_set (preferences, "announce", ALCOVE_ANNOUNCE_FINISHED, NULL);
  row = find_row (adw_dialog_get_child (dialog), "_Read Answers Aloud");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_object_get (preferences, "announce", &announce, NULL);
  g_assert_cmpint (announce, ==, ALCOVE_ANNOUNCE_SENTENCES);
  end (dialog);
}

#define ALL_PARAMETERS                                                                             \
  "{\"system_prompt\":\"be brief\",\"temperature\":0.5,\"top_p\":0.25,\"max_tokens\":100,"         \
  "\"seed\":0,\"reasoning_effort\":\"low\",\"stop\":[\"END\",\"\\n\"],\"web_search\":\"auto\","    \
  "\"citations\":true,\"thinking\":false,\"venice_prompt\":false}"

static AdwDialog *
new_settings (const char *json, const char *defaults_json)
{
  g_autoptr (AlcoveChatParameters) parameters = alcove_chat_parameters_from_json (json);
  g_autoptr (AlcoveChatParameters) defaults = alcove_chat_parameters_from_json (defaults_json);

  return g_object_ref_sink (
      alcove_chat_settings_dialog_new (parameters, defaults_json ? defaults : NULL, 1.0, TRUE));
}

static char *
dup_settings (AdwDialog *dialog)
{
  g_autoptr (AlcoveChatParameters) parameters
      = alcove_chat_settings_dialog_dup_parameters (ALCOVE_CHAT_SETTINGS_DIALOG (dialog));

  return alcove_chat_parameters_to_json (parameters);
}

static void
test_chat_settings (void)
{
  AdwDialog *full = new_settings (ALL_PARAMETERS, "{}");
  AdwDialog *empty = new_settings (NULL, NULL);
  AdwDialog *foreign = new_settings ("{\"reasoning_effort\":\"ultra\"}", "{}");
  g_autofree char *full_json = dup_settings (full);
  g_autofree char *empty_json = dup_settings (empty);
  g_autofree char *foreign_json = dup_settings (foreign);

  g_assert_cmpstr (full_json, ==, ALL_PARAMETERS);
  g_assert_null (empty_json);
  g_assert_cmpstr (foreign_json, ==, "{\"reasoning_effort\":\"ultra\"}");
  g_assert_cmpstr (adw_dialog_get_title (full), ==, "Chat Settings");
  g_assert_cmpstr (adw_dialog_get_title (empty), ==, "Defaults for This Account");
  end (full);
  end (empty);
  end (foreign);
}

/* What is out of range is marked, and what was set before stays. */
static void
test_chat_settings_range (void)
{
  AdwDialog *dialog = new_settings ("{\"temperature\":0.5}", "{\"temperature\":0.75}");
  GtkWidget *row = ui_fixture_find (adw_dialog_get_child (dialog), ADW_TYPE_ENTRY_ROW);
  g_autofree char *too_hot = NULL;
  g_autofree char *cool = NULL;

  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Temperature (0 to 1): 0.75 by default");
  gtk_editable_set_text (GTK_EDITABLE (row), "1.5");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  too_hot = dup_settings (dialog);
  g_assert_cmpstr (too_hot, ==, "{\"temperature\":0.5}");
  gtk_editable_set_text (GTK_EDITABLE (row), "0,25");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  cool = dup_settings (dialog);
  g_assert_cmpstr (cool, ==, "{\"temperature\":0.25}");
  end (dialog);
}

/* Nothing can be tried before something is typed; a second try says why it is one. */
static void
test_old_key (void)
{
  for (gboolean again = FALSE; again <= TRUE; again++)
    {
      AdwDialog *dialog = g_object_ref_sink (alcove_old_key_dialog_new (again));
      AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
      GtkWidget *box = adw_alert_dialog_get_extra_child (alert);
      GtkWidget *row = ui_fixture_find (box, ADW_TYPE_PASSWORD_ENTRY_ROW);

      g_assert_true (gtk_widget_get_visible (gtk_widget_get_last_child (box)) == again);
      g_assert_false (adw_alert_dialog_get_response_enabled (alert, "open"));
      gtk_editable_set_text (GTK_EDITABLE (row), "sk-of-that-time");
      g_assert_true (adw_alert_dialog_get_response_enabled (alert, "open"));
      g_assert_false (gtk_widget_get_visible (gtk_widget_get_last_child (box)));
      g_assert_cmpstr (alcove_old_key_dialog_get_key (ALCOVE_OLD_KEY_DIALOG (dialog)), ==,
                       "sk-of-that-time");
      end (dialog);
    }
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/dialogs/notice", test_notice);
  g_test_add_func ("/ui/dialogs/notice-keyless", test_notice_keyless);
  g_test_add_func ("/ui/dialogs/stop-saving", test_stop_saving);
  g_test_add_func ("/ui/dialogs/rename", test_rename);
  g_test_add_func ("/ui/dialogs/chat-settings", test_chat_settings);
  g_test_add_func ("/ui/dialogs/chat-settings-range", test_chat_settings_range);
  g_test_add_func ("/ui/dialogs/close", test_close);
  g_test_add_func ("/ui/dialogs/close-cannot-keep", test_close_cannot_keep);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/dialogs/link/", links[i].name, NULL);

      g_test_add_data_func (path, &links[i], test_link);
    }
  g_test_add_func ("/ui/dialogs/details", test_details);
  g_test_add_func ("/ui/dialogs/old-key", test_old_key);
  g_test_add_func ("/ui/dialogs/certificate", test_certificate);
  g_test_add_func ("/ui/dialogs/certificate-changed", test_certificate_changed);
  g_test_add_func ("/ui/dialogs/preferences", test_preferences);
  return g_test_run ();
}
