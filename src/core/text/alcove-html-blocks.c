/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The blocks of an answer as HTML: what the window draws, as a page shows it. Text is escaped wherever it comes from; a
 * link leads only where the policy of the window would let it; nothing is fetched. Pure; any thread.
 * What always holds: every tag that is opened is closed by this file, whatever the blocks say. */

#include "alcove-html-blocks.h"

#include <stdlib.h>
#include <string.h>

#include "alcove-link-policy.h"
#include "alcove-markdown.h"

#define DEPTH_MAX 16

/* The lists that are open, the outermost first. */
typedef struct
{
  GString *html;
  guint quotes;
  guint lists;
  guint headings; /* that stand above those of the text */
  gboolean is_ordered[DEPTH_MAX];
} Page;

/**
 * alcove_html_append_escaped:
 * @html: a page
 * @text: any text
 * @length: its bytes, -1 where it ends with NUL
 *
 * Appends it as text, or as what stands between double quotes.
 */
void
alcove_html_append_escaped (GString *html, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);

  for (; text < end; text++)
    switch (*text)
      {
      case '&':
        g_string_append (html, "&amp;");
        break;
      case '<':
        g_string_append (html, "&lt;");
        break;
      case '>':
        g_string_append (html, "&gt;");
        break;
      case '"':
        g_string_append (html, "&quot;");
        break;
      default:
        g_string_append_c (html, *text);
        break;
      }
}

/* ---- text ---- */

/* An image that the answer carries itself. */
static gboolean
is_carried_image (const char *target)
{
  static const char *const kinds[] = { "data:image/png;base64,", "data:image/jpeg;base64,",
                                       "data:image/gif;base64,", "data:image/webp;base64," };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (target, kinds[i]))
      {
        const char *bytes = target + strlen (kinds[i]);

        return bytes[strspn (bytes,
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")]
               == '\0';
      }
  return FALSE;
}

static const struct
{
  AlcoveSpanFlags flag;
  const char *tag;
} tags[] = {
  { ALCOVE_SPAN_STRONG, "strong" }, { ALCOVE_SPAN_EMPHASIS, "em" }, { ALCOVE_SPAN_STRIKE, "del" },
  { ALCOVE_SPAN_CODE, "code" },     { ALCOVE_SPAN_MATH, "code" },
};

/* Whether a link was opened. */
static gboolean
open_link (GString *html, const AlcoveRun *run, guint nth, char **shown)
{
  const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, nth);
  g_autofree char *label = alcove_run_dup_link_text (run, nth);
  AlcoveLinkVerdict verdict;

  if ((span->flags & ALCOVE_SPAN_LINK) == 0 || span->target == NULL)
    return FALSE;
  verdict = alcove_link_policy_judge (span->target, label, shown);
  if (verdict != ALCOVE_LINK_PLAIN)
    return FALSE;
  g_clear_pointer (shown, g_free);
  g_string_append (html, "<a rel=\"noopener noreferrer nofollow\" href=\"");
  alcove_html_append_escaped (html, span->target, -1);
  g_string_append (html, "\">");
  return TRUE;
}

/* As text, in which a line that was broken stays broken. */
static void
append_lines (GString *html, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *line = text; line < end;)
    {
      const char *stop = memchr (line, '\n', (gsize) (end - line));

      alcove_html_append_escaped (html, line, (stop ? stop : end) - line);
      g_string_append (html, stop ? "<br>" : "");
      line = stop ? stop + 1 : end;
    }
}

static void
append_span (GString *html, const AlcoveRun *run, guint nth)
{
  const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, nth);
  g_autofree char *label = g_strndup (run->text + span->start, span->end - span->start);
  g_autofree char *shown = NULL;
  const gboolean is_link = open_link (html, run, nth, &shown);

  if ((span->flags & ALCOVE_SPAN_IMAGE) != 0 && span->target && is_carried_image (span->target))
    {
      g_string_append_printf (html, "<img src=\"%s\" alt=\"", span->target);
      alcove_html_append_escaped (html, label, -1);
      g_string_append (html, "\">");
      label[0] = '\0';
    }
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if ((span->flags & tags[i].flag) != 0)
      g_string_append_printf (html, "<%s>", tags[i].tag);
  append_lines (html, label, strlen (label));
  for (guint i = G_N_ELEMENTS (tags); i > 0; i--)
    if ((span->flags & tags[i - 1].flag) != 0)
      g_string_append_printf (html, "</%s>", tags[i - 1].tag);
  if (is_link)
    g_string_append (html, "</a>");
  /* What would not be opened without a word is told, not linked. */
  if (shown != NULL && !g_str_equal (shown, label) && !alcove_run_link_goes_on (run, nth))
    {
      g_string_append (html, " <span class=\"target\">(");
      alcove_html_append_escaped (html, shown, -1);
      g_string_append (html, ")</span>");
    }
}

/**
 * alcove_html_append_run:
 * @html: a page
 * @run: a text with its spans
 *
 * Appends what may stand in a line.
 */
void
alcove_html_append_run (GString *html, const AlcoveRun *run)
{
  guint at = 0;

  for (guint i = 0; run->spans != NULL && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      append_lines (html, run->text + at, span->start - at);
      append_span (html, run, i);
      at = span->end;
    }
  append_lines (html, run->text + at, run->length - at);
}

/* ---- lists and quotes ---- */

static void
close_list (Page *page)
{
  page->lists--;
  g_string_append (page->html, page->is_ordered[page->lists] ? "</li></ol>\n" : "</li></ul>\n");
}

/* An item; one that is a task, or that has no marker of its own, has no bullet. */
static void
open_item (Page *page, const AlcoveBlock *block)
{
  const gboolean is_bare = block == NULL || block->task != ALCOVE_TASK_NONE;

  g_string_append (page->html, is_bare ? "<li class=\"bare\">" : "<li>");
}

/* A list with its first item open: that of a block, or one that only leads to the list within. */
static void
open_list (Page *page, const AlcoveBlock *block)
{
  const gboolean is_ordered = block != NULL && g_ascii_isdigit (*block->marker);

  if (is_ordered)
    g_string_append_printf (page->html, "<ol dir=\"auto\" start=\"%d\">", atoi (block->marker));
  else
    g_string_append (page->html, "<ul dir=\"auto\">");
  open_item (page, block);
  page->is_ordered[page->lists++] = is_ordered;
}

static void
close_all (Page *page, guint quotes, guint lists)
{
  while (page->lists > lists)
    close_list (page);
  while (page->quotes > quotes)
    {
      g_string_append (page->html, "</blockquote>\n");
      page->quotes--;
    }
}

/* To where a block stands. Quotes are outside of lists: what is the other way round looks the same. */
static void
go_to (Page *page, const AlcoveBlock *block)
{
  const guint lists = MIN (block->list_depth, DEPTH_MAX);
  const gboolean is_ordered = block->marker != NULL && g_ascii_isdigit (*block->marker);

  close_all (page, block->quote_depth, block->quote_depth == page->quotes ? lists : 0);
  while (page->quotes < block->quote_depth)
    {
      g_string_append (page->html, "<blockquote dir=\"auto\">\n");
      page->quotes++;
    }
  if (block->marker != NULL && lists > 0 && page->lists == lists)
    {
      if (page->is_ordered[lists - 1] == is_ordered)
        {
          g_string_append (page->html, "</li>\n");
          open_item (page, block);
        }
      else
        close_list (page);
    }
  while (page->lists < lists)
    open_list (page, page->lists + 1 == lists && block->marker ? block : NULL);
}

/* ---- blocks ---- */

static void
append_code (GString *html, const AlcoveBlock *block)
{
  if (block->language != NULL)
    {
      g_string_append (html, "<div class=\"language\">");
      alcove_html_append_escaped (html, block->language, -1);
      g_string_append (html, "</div>");
    }
  g_string_append (html, "<pre dir=\"ltr\"><code>");
  alcove_html_append_escaped (html, block->run.text, block->run.length);
  g_string_append (html, "</code></pre>\n");
}

static void
append_cell (GString *html, const AlcoveRun *cell, const char *tag)
{
  static const char *const aligns[]
      = { "", " class=\"start\"", " class=\"center\"", " class=\"end\"" };

  g_string_append_printf (html, "<%s%s>", tag, aligns[cell->align]);
  alcove_html_append_run (html, cell);
  g_string_append_printf (html, "</%s>", tag);
}

static gboolean
has_headings (const AlcoveBlock *table)
{
  for (guint i = 0; i < table->n_columns && i < table->cells->len; i++)
    if (((AlcoveRun *) g_ptr_array_index (table->cells, i))->length > 0)
      return TRUE;
  return table->cells->len <= table->n_columns;
}

static void
append_table (GString *html, const AlcoveBlock *block)
{
  const guint first = has_headings (block) ? 0 : block->n_columns;

  g_string_append (html, "<div class=\"table\"><table dir=\"auto\">\n");
  g_string_append (html, first > 0 ? "<tbody>\n" : "");
  for (guint i = first; i < block->cells->len; i++)
    {
      if (i % block->n_columns == 0)
        g_string_append (html, i == 0 ? "<thead><tr>" : "<tr>");
      append_cell (html, g_ptr_array_index (block->cells, i), i < block->n_columns ? "th" : "td");
      if (i % block->n_columns == block->n_columns - 1)
        g_string_append (html, i + 1 == block->n_columns ? "</tr></thead>\n<tbody>\n" : "</tr>\n");
    }
  g_string_append (html, block->cells->len >= block->n_columns ? "</tbody></table></div>\n"
                                                               : "</table></div>\n");
}

static void
append_paragraph (GString *html, const AlcoveBlock *block, guint headings)
{
  const guint level = MIN (block->level + headings, 6);

  if (block->kind == ALCOVE_BLOCK_HEADING)
    g_string_append_printf (html, "<h%u dir=\"auto\">", level);
  else
    g_string_append (html, block->kind == ALCOVE_BLOCK_HTML ? "<p dir=\"auto\" class=\"html\">"
                                                            : "<p dir=\"auto\">");
  if (block->task != ALCOVE_TASK_NONE)
    g_string_append (html, block->task == ALCOVE_TASK_DONE ? "☑ " : "☐ ");
  alcove_html_append_run (html, &block->run);
  if (block->kind == ALCOVE_BLOCK_HEADING)
    g_string_append_printf (html, "</h%u>\n", level);
  else
    g_string_append (html, "</p>\n");
}

static void
append_block (GString *html, const AlcoveBlock *block, guint headings)
{
  switch (block->kind)
    {
    case ALCOVE_BLOCK_CODE:
      append_code (html, block);
      break;
    case ALCOVE_BLOCK_TABLE:
      append_table (html, block);
      break;
    case ALCOVE_BLOCK_RULE:
      g_string_append (html, "<hr>\n");
      break;
    case ALCOVE_BLOCK_HEADING:
    case ALCOVE_BLOCK_HTML:
    case ALCOVE_BLOCK_PARAGRAPH:
    default:
      append_paragraph (html, block, headings);
      break;
    }
}

/* The rest of a text that was too long for one layout stands in the same paragraph. */
static gboolean
go_on (GString *html, const AlcoveBlock *block)
{
  static const char end[] = "</p>\n";

  if (!block->is_continued || !g_str_has_suffix (html->str, end))
    return FALSE;
  g_string_truncate (html, html->len - strlen (end));
  alcove_html_append_run (html, &block->run);
  g_string_append (html, end);
  return TRUE;
}

/**
 * alcove_html_append_blocks:
 * @html: a page
 * @blocks: (element-type AlcoveBlock): of a text
 * @headings: how many levels of headings stand above those of the text
 */
void
alcove_html_append_blocks (GString *html, GPtrArray *blocks, guint headings)
{
  Page page = { .html = html };

  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);

      if (i > 0 && go_on (html, block))
        continue;
      go_to (&page, block);
      append_block (html, block, headings);
    }
  close_all (&page, 0, 0);
}

/**
 * alcove_html_append_markdown:
 * @html: a page, in which the chat's title and who speaks stand above
 * @markdown: the text of a message
 */
void
alcove_html_append_markdown (GString *html, const char *markdown)
{
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (markdown, -1);

  alcove_html_append_blocks (html, blocks, 2);
}
