/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The composer: which key does what, what can be sent when, and that an input method's Enter never sends. */

#include "ui-fixture.h"

#include <glib/gstdio.h>

#include "alcove-composer.h"

typedef struct
{
  const char *name;
  guint keyval;
  GdkModifierType state;
  gboolean enter_sends;
  gboolean is_composing;
  AlcoveComposerDeed deed;
} KeyCase;

static const KeyCase keys[] = {
  { "enter", GDK_KEY_Return, 0, TRUE, FALSE, ALCOVE_COMPOSER_SEND },
  { "keypad-enter", GDK_KEY_KP_Enter, 0, TRUE, FALSE, ALCOVE_COMPOSER_SEND },
  { "iso-enter", GDK_KEY_ISO_Enter, 0, TRUE, FALSE, ALCOVE_COMPOSER_SEND },
  { "caps-lock", GDK_KEY_Return, GDK_LOCK_MASK, TRUE, FALSE, ALCOVE_COMPOSER_SEND },
  { "shift-enter", GDK_KEY_Return, GDK_SHIFT_MASK, TRUE, FALSE, ALCOVE_COMPOSER_BREAK },
  { "control-enter", GDK_KEY_Return, GDK_CONTROL_MASK, TRUE, FALSE, ALCOVE_COMPOSER_SEND },
  { "alt-enter", GDK_KEY_Return, GDK_ALT_MASK, TRUE, FALSE, ALCOVE_COMPOSER_PASS },
  { "letter", GDK_KEY_a, 0, TRUE, FALSE, ALCOVE_COMPOSER_PASS },
  { "composing", GDK_KEY_Return, 0, TRUE, TRUE, ALCOVE_COMPOSER_PASS },
  { "composing-shift", GDK_KEY_Return, GDK_SHIFT_MASK, TRUE, TRUE, ALCOVE_COMPOSER_PASS },
  { "composing-control", GDK_KEY_Return, GDK_CONTROL_MASK, TRUE, TRUE, ALCOVE_COMPOSER_PASS },
  { "swapped-enter", GDK_KEY_Return, 0, FALSE, FALSE, ALCOVE_COMPOSER_BREAK },
  { "swapped-shift", GDK_KEY_Return, GDK_SHIFT_MASK, FALSE, FALSE, ALCOVE_COMPOSER_SEND },
  { "swapped-control", GDK_KEY_Return, GDK_CONTROL_MASK, FALSE, FALSE, ALCOVE_COMPOSER_SEND },
};

static void
test_key (gconstpointer data)
{
  const KeyCase *key = data;

  g_assert_cmpint (alcove_composer_judge_key (key->keyval, key->state, key->enter_sends,
                                              key->is_composing),
                   ==, (int) key->deed);
}

typedef struct
{
  AlcoveComposer *composer;
  char *sent;
  guint n_attached;
  guint n_sent;
  guint n_stopped;
} Fixture;

static void
on_send (AlcoveComposer *composer, const char *text, GPtrArray *attachments, Fixture *fixture)
{
  g_set_str (&fixture->sent, text);
  fixture->n_attached = attachments ? attachments->len : 0;
  fixture->n_sent++;
}

static void
on_stop (AlcoveComposer *composer, Fixture *fixture)
{
  fixture->n_stopped++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->composer = g_object_ref_sink (ALCOVE_COMPOSER (alcove_composer_new ()));
  g_signal_connect (fixture->composer, "send", G_CALLBACK (on_send), fixture);
  g_signal_connect (fixture->composer, "stop", G_CALLBACK (on_stop), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_fixture_flush ();
  g_assert_finalize_object (fixture->composer);
  g_free (fixture->sent);
}

static void
activate (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), action, NULL);
}

static void
test_sends_trimmed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *left = NULL;

  alcove_composer_set_text (fixture->composer, "  Hello\n  there \n");
  activate (fixture, "composer.send");
  g_assert_cmpstr (fixture->sent, ==, "Hello\n  there");
  left = alcove_composer_dup_text (fixture->composer);
  g_assert_cmpstr (left, ==, "");
}

static void
test_nothing_to_send (Fixture *fixture, gconstpointer data)
{
  g_assert_false (alcove_composer_can_send (fixture->composer));
  alcove_composer_set_text (fixture->composer, " \n ");
  g_assert_false (alcove_composer_can_send (fixture->composer));
  activate (fixture, "composer.send");
  g_assert_cmpuint (fixture->n_sent, ==, 0);
}

static void
test_reason (Fixture *fixture, gconstpointer data)
{
  g_autofree char *left = NULL;

  alcove_composer_set_text (fixture->composer, "kept");
  alcove_composer_set_reason (fixture->composer, "Choose a model first.");
  activate (fixture, "composer.send");
  g_assert_cmpuint (fixture->n_sent, ==, 0);
  left = alcove_composer_dup_text (fixture->composer);
  g_assert_cmpstr (left, ==, "kept");
  alcove_composer_set_reason (fixture->composer, NULL);
  activate (fixture, "composer.send");
  g_assert_cmpuint (fixture->n_sent, ==, 1);
}

static void
test_streaming (Fixture *fixture, gconstpointer data)
{
  alcove_composer_set_text (fixture->composer, "next");
  activate (fixture, "composer.stop");
  g_assert_cmpuint (fixture->n_stopped, ==, 0);
  alcove_composer_set_is_streaming (fixture->composer, TRUE);
  activate (fixture, "composer.send");
  g_assert_cmpuint (fixture->n_sent, ==, 0);
  activate (fixture, "composer.stop");
  g_assert_cmpuint (fixture->n_stopped, ==, 1);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = ui_fixture_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);

  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Message");
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
}

static void
test_preedit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = ui_fixture_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);
  GtkWidget *placeholder = ui_fixture_find (GTK_WIDGET (fixture->composer), GTK_TYPE_LABEL);

  g_assert_true (gtk_widget_get_visible (placeholder));
  g_signal_emit_by_name (view, "preedit-changed", "ni");
  g_assert_false (gtk_widget_get_visible (placeholder));
  g_signal_emit_by_name (view, "preedit-changed", "");
  g_assert_true (gtk_widget_get_visible (placeholder));
}

static void
on_attached (AlcoveComposer *composer, AlcoveAttachment *attachment, gboolean *is_there)
{
  *is_there = TRUE;
}

static void
paste (Fixture *fixture, GdkContentProvider *provider)
{
  GtkWidget *view = ui_fixture_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (view);
  gboolean is_there = FALSE;

  gdk_clipboard_set_content (clipboard, provider);
  g_signal_connect (fixture->composer, "attached", G_CALLBACK (on_attached), &is_there);
  g_signal_emit_by_name (view, "paste-clipboard");
  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (fixture->composer, &is_there);
}

/* A picture and a file from the clipboard: nothing is typed, both can be sent without a word, and stay with a draft. */
static void
test_attachments (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GBytes) pixels = g_bytes_new_static ("\x33\x66\x99\xff", 4);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, pixels, 4);
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);
  g_autoptr (GdkContentProvider) picture = gdk_content_provider_new_for_bytes ("image/png", png);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "alcove-attach.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };
  GdkFileList *list = gdk_file_list_new_from_list (&files);
  g_autoptr (GdkContentProvider) pasted = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "hello", -1, NULL));
  g_assert_false (alcove_composer_can_send (fixture->composer));
  paste (fixture, picture);
  paste (fixture, pasted);
  g_assert_cmpint (g_unlink (path), ==, 0);
  text = alcove_composer_dup_text (fixture->composer);
  g_assert_cmpstr (text, ==, "");
  alcove_composer_keep_attachments (fixture->composer, owner);
  alcove_composer_restore_attachments (fixture->composer, NULL);
  g_assert_false (alcove_composer_can_send (fixture->composer));
  alcove_composer_restore_attachments (fixture->composer, owner);
  g_assert_true (alcove_composer_can_send (fixture->composer));
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.send", NULL);
  g_assert_cmpuint (fixture->n_sent, ==, 1);
  g_assert_cmpuint (fixture->n_attached, ==, 2);
  g_assert_cmpstr (fixture->sent, ==, "");
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  left = alcove_composer_dup_attachments (fixture->composer);
  g_assert_cmpuint (left->len, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } cases[] = {
    { "/ui/composer/sends-trimmed", test_sends_trimmed },
    { "/ui/composer/nothing-to-send", test_nothing_to_send },
    { "/ui/composer/reason", test_reason },
    { "/ui/composer/streaming", test_streaming },
    { "/ui/composer/accessible", test_accessible },
    { "/ui/composer/preedit-hides-placeholder", test_preedit },
    { "/ui/composer/attachments", test_attachments },
  };

  ui_fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/composer/key/", keys[i].name, NULL);

      g_test_add_data_func (path, &keys[i], test_key);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].func, tear_down);
  return g_test_run ();
}
