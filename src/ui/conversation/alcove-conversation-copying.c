/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Messages, tables and code on the clipboard, and code in a file. Main thread.
 *
 * What has a form is offered in several: who pastes into a letter gets it with its styles, who pastes into a
 * terminal its Markdown. Nothing in it leads anywhere or is fetched that the window would not open; what nobody
 * sees is taken out. */

#include "alcove-conversation-view-private.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

#include "alcove-hidden-characters.h"
#include "alcove-html-blocks.h"
#include "alcove-table-text.h"

static GdkContentProvider *
provide (const char *mime, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gdk_content_provider_new_for_bytes (mime, bytes);
}

/* plain is what most programs take; markdown is offered beside it where it is another text. */
static void
copy (AlcoveConversationView *self, const char *plain, const char *markdown, GPtrArray *blocks)
{
  g_autofree char *clean = alcove_hidden_characters_strip (plain, -1, NULL);
  g_autofree char *source = alcove_hidden_characters_strip (markdown, -1, NULL);
  g_autoptr (GString) html = g_string_new ("<meta charset=\"utf-8\">\n");
  g_autoptr (GdkContentProvider) provider = NULL;
  GdkContentProvider *forms[3];

  alcove_html_append_blocks (html, blocks, 0);
  forms[0] = provide ("text/html", html->str);
  forms[1] = provide ("text/markdown", source);
  forms[2] = gdk_content_provider_new_typed (G_TYPE_STRING, clean);
  provider = gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
  alcove_conversation_view_copied (self);
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
  g_autofree char *clean = alcove_hidden_characters_strip (text, -1, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (*clean != '\0' && !g_str_has_suffix (clean, "\n"))
    {
      g_autofree char *line = g_steal_pointer (&clean);

      clean = g_strconcat (line, "\n", NULL);
    }
  bytes = g_bytes_new (clean, strlen (clean));
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
  g_autofree char *markdown = alcove_table_text_to_markdown (table);
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

void
alcove_conversation_copying_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "message.copy", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "message.copy-markdown", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "message.copy-plain", "s", copy_message_action);
  gtk_widget_class_install_action (widget_class, "block.copy", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "block.save", NULL, block_action);
  gtk_widget_class_install_action (widget_class, "conversation.save-code", "(ss)",
                                   save_code_action);
}
