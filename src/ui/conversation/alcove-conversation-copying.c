/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is selected, messages, tables and code on the clipboard, and code in a file. Main thread.
 *
 * What has a form is offered in several: who pastes into a letter gets it with its styles, who pastes into a
 * terminal plain text or its Markdown. Nothing in it leads anywhere or is fetched that the window would not open;
 * what nobody would see is made visible, as it is in the window. */

#include "alcove-conversation-view-private.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#include "alcove-hidden-characters.h"
#include "alcove-html-blocks.h"
#include "alcove-markdown-writer.h"
#include "alcove-selection-copy.h"

static GdkContentProvider *
provide (const char *mime, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gdk_content_provider_new_for_bytes (mime, bytes);
}

static void
offer (AlcoveConversationView *self, const char *plain, const char *markdown, const char *html)
{
  g_autofree char *clear = alcove_hidden_characters_reveal (plain, -1, NULL);
  g_autofree char *source = alcove_hidden_characters_reveal (markdown, -1, NULL);
  g_autoptr (GdkContentProvider) provider = NULL;
  GdkContentProvider *forms[3];

  forms[0] = provide ("text/html", html);
  forms[1] = provide ("text/markdown", source);
  forms[2] = gdk_content_provider_new_typed (G_TYPE_STRING, clear);
  provider = gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
  alcove_conversation_view_copied (self);
}

/* plain is what most programs take; markdown is offered beside it where it is another text. */
static void
copy (AlcoveConversationView *self, const char *plain, const char *markdown, GPtrArray *blocks)
{
  g_autoptr (GString) html = g_string_new ("<meta charset=\"utf-8\">\n");

  alcove_html_append_blocks (html, blocks, 0);
  offer (self, plain, markdown, html->str);
}

/**
 * alcove_conversation_actions_copy_text:
 * @self: a view
 * @text: put on the clipboard as it is
 */
void
alcove_conversation_actions_copy_text (AlcoveConversationView *self, const char *text)
{
  g_autofree char *clear = alcove_hidden_characters_reveal (text, -1, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), clear);
  alcove_conversation_view_copied (self);
}

/* Asks for what is selected but not loaded. Answers with whether anything is missing. */
static gboolean
want_selected (AlcoveConversationView *self)
{
  AlcoveTextPoint start, end;
  gboolean is_missing = FALSE;

  alcove_selection_get_ends (&self->selection, &start, &end);
  for (guint row = start.row; row <= end.row && row < self->entries->len; row++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (self->entries, row);

      if (alcove_message_get_is_loaded (entry->message))
        continue;
      is_missing = TRUE;
      /* a placeholder hears of its text and asks for a frame, which comes back here */
      alcove_conversation_entry_expand (entry);
      if (!entry->is_wanted)
        alcove_conversation_view_want (self, row);
      entry->is_wanted = TRUE;
    }
  return is_missing;
}

/* As a letter takes it, and as a terminal does. */
static void
offer_selection (AlcoveConversationView *self)
{
  g_autofree char *text = alcove_selection_dup_text (&self->selection, self->entries);
  g_autofree char *markdown = alcove_selection_dup_markdown (&self->selection, self->entries);
  g_autofree char *html = alcove_selection_dup_html (&self->selection, self->entries);

  offer (self, text, markdown, html);
}

/**
 * alcove_conversation_copying_copy_selection:
 * @self: a view
 * @is_markdown: as Markdown instead of with its styles
 *
 * Copies what is selected; at once, or as soon as all of it is loaded.
 */
void
alcove_conversation_copying_copy_selection (AlcoveConversationView *self, gboolean is_markdown)
{
  self->is_copy_waiting = FALSE;
  if (alcove_selection_is_empty (&self->selection))
    return;
  if (want_selected (self))
    {
      self->is_copy_waiting = TRUE;
      self->is_markdown_waiting = is_markdown;
    }
  else if (is_markdown)
    {
      g_autofree char *text = alcove_selection_dup_markdown (&self->selection, self->entries);

      alcove_conversation_actions_copy_text (self, text);
    }
  else
    offer_selection (self);
}

/**
 * alcove_conversation_copying_go_on:
 * @self: a view
 *
 * More is loaded: what was to be copied may be here.
 */
void
alcove_conversation_copying_go_on (AlcoveConversationView *self)
{
  if (self->is_copy_waiting)
    alcove_conversation_copying_copy_selection (self, self->is_markdown_waiting);
}

/**
 * alcove_conversation_view_has_selection:
 * @self: a view
 *
 * Returns: whether anything is selected
 */
gboolean
alcove_conversation_view_has_selection (AlcoveConversationView *self)
{
  return !alcove_selection_is_empty (&self->selection);
}

static void
copy_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_conversation_copying_copy_selection (ALCOVE_CONVERSATION_VIEW (widget),
                                              g_str_equal (name, "selection.copy-markdown"));
}

/**
 * alcove_conversation_view_copy_markdown:
 * @self: a view
 * @text: Markdown
 */
void
alcove_conversation_view_copy_markdown (AlcoveConversationView *self, const char *text)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (text, -1);

  copy (self, text, text, blocks);
}

/**
 * alcove_conversation_actions_copy_message:
 * @self: a view
 * @message: a loaded message
 *
 * Copies an answer as the Markdown that it is, and with its styles; what a person typed, as it was typed.
 */
void
alcove_conversation_actions_copy_message (AlcoveConversationView *self, AlcoveMessage *message)
{
  const char *text = alcove_message_get_text (message);

  if (alcove_message_get_role (message) == ALCOVE_ROLE_ASSISTANT)
    alcove_conversation_view_copy_markdown (self, text);
  else
    alcove_conversation_actions_copy_text (self, text);
}

/**
 * alcove_conversation_view_copy_message:
 * @self: a view
 * @message: what is put on the clipboard
 */
void
alcove_conversation_view_copy_message (AlcoveConversationView *self, AlcoveMessage *message)
{
  alcove_conversation_actions_copy_message (self, message);
}

/* As it is read: without the marks of Markdown. */
static void
copy_plain (AlcoveConversationView *self, guint row)
{
  const AlcoveSelection all = { .anchor = { row, ALCOVE_SECTION_TEXT, 0, 0 },
                                .focus = { row, ALCOVE_SECTION_TEXT, G_MAXUINT, G_MAXUINT },
                                .is_set = TRUE };
  g_autofree char *text = alcove_selection_dup_text (&all, self->entries);

  alcove_conversation_actions_copy_text (self, text);
}

static void
copy_message_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);
  const AlcoveConversationEntry *entry;
  guint row;

  if (!alcove_conversation_menu_find_id (self, g_variant_get_string (parameter, NULL), &row))
    return;
  entry = g_ptr_array_index (self->entries, row);
  if (g_str_equal (name, "message.copy-plain"))
    copy_plain (self, row);
  else if (g_str_equal (name, "message.copy-markdown"))
    alcove_conversation_actions_copy_text (self, alcove_message_get_text (entry->message));
  else
    alcove_conversation_actions_copy_message (self, entry->message);
}

/* "main.py" for Python: the ending that the language's files have. */
static char *
name_file (const char *language)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char *id = g_ascii_strdown (language, -1);
  GtkSourceLanguage *known = gtk_source_language_manager_get_language (manager, id);
  g_auto (GStrv) globs = known ? gtk_source_language_get_globs (known) : NULL;

  for (guint i = 0; globs != NULL && globs[i] != NULL; i++)
    if (g_str_has_prefix (globs[i], "*.") && strpbrk (globs[i] + 2, "*?[") == NULL)
      return g_strconcat ("code", globs[i] + 1, NULL);
  return g_strdup ("code.txt");
}

static void
save_code (AlcoveConversationView *self, const char *language, const char *text)
{
  g_autofree char *name = name_file (language);
  const gboolean is_whole = *text == '\0' || g_str_has_suffix (text, "\n");
  g_autofree char *lines = g_strconcat (text, is_whole ? NULL : "\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (lines, strlen (lines));

  alcove_conversation_view_save (self, name, bytes);
}

static void
save_code_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *language, *text;

  g_variant_get (parameter, "(&s&s)", &language, &text);
  save_code (ALCOVE_CONVERSATION_VIEW (widget), language, text);
}

static void
copy_table (AlcoveConversationView *self, AlcoveBlock *table)
{
  g_autofree char *lines = alcove_block_dup_plain_text (table);
  g_autofree char *markdown = alcove_markdown_write_block (table);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  g_ptr_array_add (blocks, table);
  copy (self, lines, markdown, blocks);
}

/* Of the block that was pressed for the menu. */
static void
block_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);
  AlcoveBlock *block = self->menu_block;

  if (block == NULL)
    return;
  if (g_str_equal (name, "block.save"))
    save_code (self, block->language ? block->language : "", block->run.text);
  else if (block->kind == ALCOVE_BLOCK_TABLE)
    copy_table (self, block);
  else
    alcove_conversation_actions_copy_text (self, block->run.text);
}

static void
copy_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  alcove_conversation_actions_copy_text (ALCOVE_CONVERSATION_VIEW (widget),
                                         g_variant_get_string (parameter, NULL));
}

static void
copy_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AlcoveConversationView *self = ALCOVE_CONVERSATION_VIEW (widget);

  if (self->menu_link != NULL)
    alcove_conversation_actions_copy_text (self, self->menu_link);
}

void
alcove_conversation_copying_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "selection.copy", NULL, copy_selection_action);
  gtk_widget_class_install_action (widget_class, "selection.copy-markdown", NULL,
                                   copy_selection_action);
  gtk_widget_class_install_action (widget_class, "conversation.copy-text", "s", copy_text_action);
  gtk_widget_class_install_action (widget_class, "link.copy", NULL, copy_link_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK,
                                       "selection.copy", NULL);
  /* the last one is shown in the menu */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "selection.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "selection.copy-markdown", NULL);
  gtk_widget_class_install_action (widget_class, "message.copy", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "message.copy-markdown", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "message.copy-plain", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "block.copy", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "block.save", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "conversation.save-code", "(ss)",
                                   save_code_action);
}
