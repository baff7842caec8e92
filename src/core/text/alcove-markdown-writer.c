/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Blocks as the Markdown that makes them again, for what is selected and copied. Pure; any thread.
 *
 * A block knows how deep in lists and quotes it stands, not in which order they hold each other. A quote that
 * comes with a marker is around the list, one that comes later is in the item; what reads the other way round
 * looks nearly the same. */

#include "alcove-markdown-writer.h"

#include <stdlib.h>
#include <string.h>

#include "alcove-run-markdown.h"

typedef struct
{
  gboolean is_quote;
  gboolean has_marker; /* which is yet to be written */
  guint width;         /* of the marker, with the blank behind it */
  char marker[24];
  char delimiter; /* behind the number, as it was */
} Container;

typedef struct
{
  GString *out;
  GArray *containers; /* Container, the outermost first */
  guint base;         /* quotes around everything */
  const AlcoveBlock *before;
  Container last; /* item of the list that ended last; no width: none */
} Page;

static Container *
container_at (const Page *page, guint index)
{
  return &g_array_index (page->containers, Container, index);
}

static guint
count (const Page *page, gboolean is_quote)
{
  guint n = 0;

  for (guint i = 0; i < page->containers->len; i++)
    n += container_at (page, i)->is_quote == is_quote;
  return n;
}

/* Takes away the innermost one. An item is kept in mind: the list that begins next must not go on with it. */
static void
pop (Page *page)
{
  const Container *last = container_at (page, page->containers->len - 1);

  if (!last->is_quote)
    page->last = *last;
  g_array_set_size (page->containers, page->containers->len - 1);
}

static void
push_quote (Page *page)
{
  const Container quote = { .is_quote = TRUE, .width = 2 };

  g_array_append_val (page->containers, quote);
}

/* "1." of another list than the one before it is written "1)". */
static char
choose_delimiter (const Page *page, const char *marker, char delimiter)
{
  const Container *last = &page->last;
  char written;

  if (last->delimiter == '\0')
    return delimiter;
  written = last->marker[last->width - 2];
  if (delimiter == last->delimiter && atoi (marker) == atoi (last->marker) + 1)
    return written;
  if (delimiter != written)
    return delimiter;
  return delimiter == '.' ? ')' : '.';
}

static void
push_item (Page *page, const AlcoveBlock *block)
{
  Container item = { .width = 0 };
  const char *marker = block->marker ? block->marker : "";

  if (g_ascii_isdigit (*marker))
    {
      const gsize digits = strspn (marker, "0123456789");

      item.delimiter = marker[digits] == ')' ? ')' : '.';
      g_snprintf (item.marker, sizeof item.marker, "%.*s%c ", (int) MIN (digits, 9), marker,
                  choose_delimiter (page, marker, item.delimiter));
    }
  else if (*marker != '\0')
    g_strlcpy (item.marker, "- ", sizeof item.marker);
  item.width = (guint) strlen (item.marker);
  item.has_marker = item.width > 0;
  g_array_append_val (page->containers, item);
}

/* Leads from where the block before stood to where this one does. Answers with how many containers stay. */
static guint
go_to (Page *page, const AlcoveBlock *block)
{
  const guint quotes = block->quote_depth + page->base;
  const guint items = block->list_depth - (block->marker != NULL && block->list_depth > 0 ? 1 : 0);
  guint stay;

  page->last = (Container) { 0 };
  while (page->containers->len > 0 && (count (page, TRUE) > quotes || count (page, FALSE) > items))
    pop (page);
  stay = page->containers->len;
  while (count (page, TRUE) < quotes)
    push_quote (page);
  while (count (page, FALSE) < block->list_depth)
    push_item (page, block);
  return stay;
}

/* What stands before a line. A marker is written once; below it there is its width of blanks. */
static void
append_prefix (Page *page, guint n_containers, gboolean is_blank)
{
  for (guint i = 0; i < n_containers; i++)
    {
      Container *container = container_at (page, i);

      if (container->is_quote)
        g_string_append (page->out, "> ");
      else if (container->has_marker && !is_blank)
        g_string_append (page->out, container->marker);
      else
        g_string_append_printf (page->out, "%*s", (int) container->width, "");
      container->has_marker = container->has_marker && is_blank;
    }
  while (page->out->len > 0 && page->out->str[page->out->len - 1] == ' ' && is_blank)
    g_string_truncate (page->out, page->out->len - 1);
}

/* Lines of Markdown, each with what must stand before it. */
static void
append_lines (Page *page, const char *text)
{
  do
    {
      const gsize length = strcspn (text, "\n");

      append_prefix (page, page->containers->len, FALSE);
      while (length == 0 && page->out->len > 0 && page->out->str[page->out->len - 1] == ' ')
        g_string_truncate (page->out, page->out->len - 1);
      g_string_append_len (page->out, text, (gssize) length);
      g_string_append_c (page->out, '\n');
      text += length;
    }
  while (*text++ == '\n');
}

/* ---- blocks ---- */

static char
fence_of (const AlcoveBlock *block, guint *length)
{
  const char fence = block->language && strchr (block->language, '`') ? '~' : '`';
  guint n = 0;

  *length = 3;
  for (const char *c = block->run.text; *c != '\0'; c++)
    {
      n = *c == fence ? n + 1 : 0;
      *length = MAX (*length, n + 1);
    }
  return fence;
}

static void
write_code (GString *text, const AlcoveBlock *block)
{
  guint length;
  const char fence = fence_of (block, &length);

  for (guint i = 0; i < length; i++)
    g_string_append_c (text, fence);
  g_string_append (text, block->language ? block->language : "");
  g_string_append_c (text, '\n');
  g_string_append_len (text, block->run.text, block->run.length);
  g_string_append (text, block->run.length > 0 ? "\n" : "");
  for (guint i = 0; i < length; i++)
    g_string_append_c (text, fence);
}

static void
write_table (GString *text, const AlcoveBlock *table)
{
  static const char *const rules[] = { "| --- ", "| :-- ", "| :-: ", "| --: " };

  for (guint i = 0; i < table->cells->len; i++)
    {
      g_string_append (text, "| ");
      alcove_run_append_markdown (text, g_ptr_array_index (table->cells, i), ALCOVE_RUN_IN_CELL);
      g_string_append_c (text, ' ');
      if (i % table->n_columns != table->n_columns - 1)
        continue;
      g_string_append_c (text, '|');
      if (i + 1 == table->n_columns)
        {
          g_string_append_c (text, '\n');
          for (guint column = 0; column < table->n_columns; column++)
            g_string_append (
                text, rules[((AlcoveRun *) g_ptr_array_index (table->cells, column))->align]);
          g_string_append_c (text, '|');
        }
      g_string_append (text, i + 1 < table->cells->len ? "\n" : "");
    }
}

static void
write_paragraph (GString *text, const AlcoveBlock *block)
{
  const gboolean is_heading = block->kind == ALCOVE_BLOCK_HEADING;

  for (guint i = 0; is_heading && i < block->level; i++)
    g_string_append_c (text, '#');
  if (is_heading)
    g_string_append_c (text, ' ');
  if (block->task != ALCOVE_TASK_NONE && !is_heading)
    g_string_append (text, block->task == ALCOVE_TASK_DONE ? "[x] " : "[ ] ");
  alcove_run_append_markdown (text, &block->run,
                              is_heading ? ALCOVE_RUN_IN_LINE : ALCOVE_RUN_IN_PARAGRAPH);
}

static void
append_block (Page *page, const AlcoveBlock *block)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (block->kind == ALCOVE_BLOCK_CODE)
    write_code (text, block);
  else if (block->kind == ALCOVE_BLOCK_TABLE)
    write_table (text, block);
  else if (block->kind == ALCOVE_BLOCK_RULE)
    g_string_append (text, "***");
  else if (block->kind == ALCOVE_BLOCK_HTML)
    g_string_append (text, block->run.text);
  else
    write_paragraph (text, block);
  append_lines (page, text->str);
}

/* A marker alone on its line must have what is in the item right below it. Text goes on beneath text, and a
 * number that is not the first cannot end it. */
static gboolean
needs_blank (const AlcoveBlock *before, const AlcoveBlock *block)
{
  const gboolean is_text
      = before->kind == ALCOVE_BLOCK_PARAGRAPH || before->kind == ALCOVE_BLOCK_HTML;

  if (before->marker != NULL && before->kind == ALCOVE_BLOCK_PARAGRAPH && before->run.length == 0)
    return block->list_depth < before->list_depth || block->marker == NULL;
  if (!block->is_tight)
    return TRUE;
  if (!is_text)
    return FALSE;
  if (block->marker == NULL)
    return block->kind != ALCOVE_BLOCK_CODE && block->kind != ALCOVE_BLOCK_HEADING;
  if (block->quote_depth != before->quote_depth)
    return TRUE;
  return block->list_depth > before->list_depth
         && (block->run.length == 0
             || (g_ascii_isdigit (*block->marker) && atoi (block->marker) != 1));
}

/* The rest of a text that was too long for one layout stands behind what came before. */
static gboolean
go_on (Page *page, const AlcoveBlock *block)
{
  const AlcoveRun *before = page->before ? &page->before->run : NULL;
  g_autoptr (GString) text = NULL;

  if (!block->is_continued || before == NULL)
    return FALSE;
  g_string_truncate (page->out, page->out->len - 1);
  if (block->kind == ALCOVE_BLOCK_HTML)
    {
      append_lines (page, block->run.text);
      return TRUE;
    }
  text = g_string_new (NULL);
  if (before->length > 0 && before->text[before->length - 1] == '\n')
    g_string_append (text, block->kind == ALCOVE_BLOCK_HEADING ? " " : "\\\n");
  else if (before->length > 0 && g_ascii_isspace (before->text[before->length - 1]))
    g_string_append (text, " ");
  alcove_run_append_markdown (text, &block->run,
                              block->kind == ALCOVE_BLOCK_HEADING ? ALCOVE_RUN_IN_LINE
                                                                  : ALCOVE_RUN_IN_PARAGRAPH);
  g_string_append_printf (page->out, "%s\n", text->str);
  return TRUE;
}

/**
 * alcove_markdown_append_blocks:
 * @out: Markdown so far; a blank line is put behind it
 * @blocks: (element-type AlcoveBlock): of a text
 * @quotes: how many quotes stand around all of them
 *
 * Appends Markdown that comes to the same blocks. It ends with the end of a line.
 */
void
alcove_markdown_append_blocks (GString *out, GPtrArray *blocks, guint quotes)
{
  g_autoptr (GArray) containers = g_array_new (FALSE, TRUE, sizeof (Container));
  Page page = { .out = out, .containers = containers, .base = quotes };

  if (blocks->len > 0 && out->len > 0)
    g_string_append_c (out, '\n');
  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);

      if (!go_on (&page, block))
        {
          const guint stay = go_to (&page, block);

          if (page.before != NULL && needs_blank (page.before, block))
            {
              append_prefix (&page, stay, TRUE);
              g_string_append_c (out, '\n');
            }
          append_block (&page, block);
        }
      page.before = block;
    }
}

/**
 * alcove_markdown_write_block:
 * @block: a block
 *
 * Returns: (transfer full): it as Markdown
 */
char *
alcove_markdown_write_block (AlcoveBlock *block)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  g_ptr_array_add (blocks, block);
  alcove_markdown_append_blocks (out, blocks, 0);
  return g_string_free_and_steal (out);
}
