/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What is selected as Markdown and as rich text. Main thread; knows no widget.
 *
 * Blocks that are touched at an end are cut there. Some words out of one block are words: they bring no heading,
 * item or fence along. Reasoning is quoted, what a person typed stays as it was typed. What the window makes
 * visible of hidden characters ("[U+202E]") is visible in what is pasted, too. */

#include "alcove-selection-copy.h"

#include <string.h>

#include "alcove-block-slice.h"
#include "alcove-html-blocks.h"
#include "alcove-markdown-writer.h"

/* The blocks of a section of a message, as far as they are selected. */
typedef struct
{
  GPtrArray *blocks; /* AlcoveBlock */
  gboolean is_reasoning;
  gboolean is_typed; /* by a person: no Markdown */
} Passage;

static void
passage_free (gpointer data)
{
  Passage *passage = data;

  g_ptr_array_unref (passage->blocks);
  g_free (passage);
}

static Passage *
passage_new (AlcoveConversationEntry *entry, AlcoveEntrySection section)
{
  Passage *passage = g_new0 (Passage, 1);

  passage->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_block_unref);
  passage->is_reasoning = section == ALCOVE_SECTION_REASONING;
  passage->is_typed = section == ALCOVE_SECTION_TEXT && alcove_conversation_entry_is_user (entry);
  return passage;
}

static void
collect_section (const AlcoveSelection *self, AlcoveConversationEntry *entry, AlcoveTextPoint point,
                 gboolean is_words, GPtrArray *passages)
{
  GPtrArray *blocks = alcove_conversation_entry_get_blocks (entry, point.section);
  Passage *passage = passage_new (entry, point.section);

  for (point.block = 0; blocks && point.block < blocks->len; point.block++)
    {
      AlcoveBlock *block = g_ptr_array_index (blocks, point.block);
      g_autofree char *plain = alcove_block_dup_plain_text (block);
      guint start, end;

      if (!alcove_conversation_entry_shows_block (entry, point.section, point.block)
          || !alcove_selection_get_bytes (self, &point, plain, (guint) strlen (plain), &start,
                                          &end))
        continue;
      g_ptr_array_add (passage->blocks, is_words ? alcove_block_slice_text (block, start, end)
                                                 : alcove_block_slice (block, start, end));
    }
  if (passage->blocks->len > 0)
    g_ptr_array_add (passages, passage);
  else
    passage_free (passage);
}

static void
collect_row (const AlcoveSelection *self, GPtrArray *entries, guint row, gboolean is_words,
             GPtrArray *passages)
{
  AlcoveConversationEntry *entry = g_ptr_array_index (entries, row);
  const gboolean was_expanded = alcove_conversation_entry_get_n_items (entry) > 0;

  alcove_conversation_entry_expand (entry);
  for (guint section = 0; section < ALCOVE_N_SECTIONS; section++)
    collect_section (self, entry, (AlcoveTextPoint) { row, section, 0, 0 }, is_words, passages);
  if (!was_expanded)
    alcove_conversation_entry_collapse (entry);
}

static gboolean
is_in_one_block (const AlcoveTextPoint *start, const AlcoveTextPoint *end)
{
  return start->row == end->row && start->section == end->section && start->block == end->block;
}

static GPtrArray *
collect (const AlcoveSelection *self, GPtrArray *entries)
{
  GPtrArray *passages = g_ptr_array_new_with_free_func (passage_free);
  AlcoveTextPoint start, end;

  if (alcove_selection_is_empty (self))
    return passages;
  alcove_selection_get_ends (self, &start, &end);
  for (guint row = start.row; row <= end.row && row < entries->len; row++)
    collect_row (self, entries, row, is_in_one_block (&start, &end), passages);
  return passages;
}

static void
append_typed (GString *text, GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);

      if (text->len > 0 && !block->is_continued)
        g_string_append_c (text, '\n');
      else if (text->len > 0)
        g_string_truncate (text, text->len - 1);
      g_string_append_printf (text, "%s\n", block->run.text);
    }
}

/**
 * alcove_selection_dup_markdown:
 * @self: a selection
 * @entries: (element-type AlcoveConversationEntry): all messages
 *
 * Returns: (transfer full): the selected text as Markdown, without the end of its last line
 */
char *
alcove_selection_dup_markdown (const AlcoveSelection *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) passages = collect (self, entries);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < passages->len; i++)
    {
      const Passage *passage = g_ptr_array_index (passages, i);

      if (passage->is_typed)
        append_typed (text, passage->blocks);
      else
        alcove_markdown_append_blocks (text, passage->blocks, passage->is_reasoning ? 1 : 0);
    }
  if (g_str_has_suffix (text->str, "\n"))
    g_string_truncate (text, text->len - 1);
  return g_string_free_and_steal (text);
}

/* Some words are to stand in a line, not to be a paragraph. */
static gboolean
is_words (const AlcoveSelection *self, GPtrArray *passages)
{
  const Passage *passage = passages->len == 1 ? g_ptr_array_index (passages, 0) : NULL;
  const AlcoveBlock *block
      = passage && passage->blocks->len == 1 ? g_ptr_array_index (passage->blocks, 0) : NULL;
  AlcoveTextPoint start, end;

  if (block == NULL || block->kind != ALCOVE_BLOCK_PARAGRAPH || block->marker != NULL)
    return FALSE;
  alcove_selection_get_ends (self, &start, &end);
  return is_in_one_block (&start, &end);
}

/* What a person typed keeps its blanks: it may be code. */
static void
append_typed_html (GString *html, GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);

      if (i == 0 || !block->is_continued)
        g_string_append_printf (html, "%s<p dir=\"auto\" style=\"white-space: pre-wrap\">",
                                i > 0 ? "</p>\n" : "");
      alcove_html_append_run (html, &block->run);
    }
  g_string_append (html, "</p>\n");
}

/**
 * alcove_selection_dup_html:
 * @self: a selection
 * @entries: (element-type AlcoveConversationEntry): all messages
 *
 * Returns: (transfer full): the selected text as a piece of HTML. Nothing in it is fetched, and no link leads where
 *   the window would not go
 */
char *
alcove_selection_dup_html (const AlcoveSelection *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) passages = collect (self, entries);
  GString *html = g_string_new ("<meta charset=\"utf-8\">\n");

  if (passages->len > 0 && is_words (self, passages))
    {
      const Passage *passage = g_ptr_array_index (passages, 0);
      const AlcoveBlock *block = g_ptr_array_index (passage->blocks, 0);

      g_string_append (html, passage->is_typed ? "<span style=\"white-space: pre-wrap\">" : "");
      alcove_html_append_run (html, &block->run);
      g_string_append (html, passage->is_typed ? "</span>" : "");
      return g_string_free_and_steal (html);
    }
  for (guint i = 0; i < passages->len; i++)
    {
      const Passage *passage = g_ptr_array_index (passages, i);

      if (passage->is_typed)
        {
          append_typed_html (html, passage->blocks);
          continue;
        }
      g_string_append (html, passage->is_reasoning ? "<blockquote>\n" : "");
      alcove_html_append_blocks (html, passage->blocks, 0);
      g_string_append (html, passage->is_reasoning ? "</blockquote>\n" : "");
    }
  return g_string_free_and_steal (html);
}
