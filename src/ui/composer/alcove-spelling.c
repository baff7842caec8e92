/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Spelling in a text view, where the build has it. Main thread. */

#include "alcove-config.h"

#if ALCOVE_HAVE_SPELLING
#include <libspelling.h>
#endif

#include "alcove-preferences.h"
#include "alcove-spelling.h"

#if ALCOVE_HAVE_SPELLING
static GtkTextBuffer *
swap_buffer (GtkTextView *view)
{
  GtkTextBuffer *old = gtk_text_view_get_buffer (view);
  g_autoptr (GtkSourceBuffer) buffer = gtk_source_buffer_new (NULL);
  g_autofree char *text = NULL;
  GtkTextIter start, end, cursor;
  int offset;

  gtk_text_buffer_get_iter_at_mark (old, &cursor, gtk_text_buffer_get_insert (old));
  offset = gtk_text_iter_get_offset (&cursor);
  gtk_source_buffer_set_highlight_syntax (buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_source_buffer_set_style_scheme (buffer, NULL);
  gtk_text_buffer_get_bounds (old, &start, &end);
  text = gtk_text_buffer_get_text (old, &start, &end, FALSE);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), text, -1);
  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (buffer), &cursor, offset);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (buffer), &cursor);
  gtk_text_view_set_buffer (view, GTK_TEXT_BUFFER (buffer));
  return GTK_TEXT_BUFFER (buffer);
}
#endif

/**
 * alcove_spelling_attach:
 * @view: a text view
 *
 * Marks misspelt words and offers better ones in the menu. The view gets another buffer with the same
 * text. Does nothing where Alcove is built without spelling.
 */
void
alcove_spelling_attach (GtkTextView *view)
{
#if ALCOVE_HAVE_SPELLING
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (swap_buffer (view));
  SpellingTextBufferAdapter *adapter
      = spelling_text_buffer_adapter_new (buffer, spelling_checker_get_default ());

  gtk_text_view_set_extra_menu (view, spelling_text_buffer_adapter_get_menu_model (adapter));
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (adapter));
  g_object_bind_property (alcove_preferences_get_default (), "check-spelling", adapter, "enabled",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_set_data_full (G_OBJECT (view), "alcove-spelling", adapter, g_object_unref);
#endif
}

/**
 * alcove_spelling_detach:
 * @view: a text view that is about to go
 *
 * Stops checking, before the words that are being checked are gone.
 */
void
alcove_spelling_detach (GtkTextView *view)
{
#if ALCOVE_HAVE_SPELLING
  SpellingTextBufferAdapter *adapter = g_object_get_data (G_OBJECT (view), "alcove-spelling");

  if (adapter == NULL)
    return;
  spelling_text_buffer_adapter_set_enabled (adapter, FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", NULL);
  gtk_text_view_set_extra_menu (view, NULL);
  g_object_set_data (G_OBJECT (view), "alcove-spelling", NULL);
#endif
}
