/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A run as the Markdown that makes it again. Pure; any thread.
 *
 * Spans are flat here and nested there: what holds longest is opened first, and closed and opened again where
 * two overlap. A text that would be taken for markup is escaped. Where a delimiter would not count as one
 * (CommonMark 0.31, 6.2: it depends on the characters on both sides), the letter beside it is written as an
 * entity, which counts as punctuation. */

#include "alcove-run-markdown.h"
#include "alcove-markdown-escape.h"

#include <string.h>

/* What has delimiters around it. Code and mathematics are leaves. */
#define NESTED                                                                                     \
  (ALCOVE_SPAN_EMPHASIS | ALCOVE_SPAN_STRONG | ALCOVE_SPAN_STRIKE | ALCOVE_SPAN_LINK               \
   | ALCOVE_SPAN_IMAGE)
#define N_NESTED 5

typedef struct
{
  guint start;
  guint end;
  guint flags;
  const char *target;
} Piece;

typedef struct
{
  GString *out;
  const AlcoveRun *run;
  AlcoveRunPlace place;
  GArray *pieces; /* Piece; they cover the text */
  guint open[N_NESTED];
  guint n_open;
  const char *target; /* of the link or image that is open */
  const char *emphasis;
  gsize line;             /* where the line begins in out */
  gboolean is_after_mark; /* what was written last closes a span */
} Writer;

/* ---- pieces ---- */

/* Code beside code is one: their ticks side by side would be others. */
static void
add_piece (GArray *pieces, guint start, guint end, guint flags, const char *target)
{
  const Piece piece = { start, end, flags, target };
  Piece *last = pieces->len > 0 ? &g_array_index (pieces, Piece, pieces->len - 1) : NULL;

  if (last != NULL && (flags & ALCOVE_SPAN_CODE) != 0 && last->flags == flags
      && g_strcmp0 (last->target, target) == 0)
    last->end = end;
  else if (end > start)
    g_array_append_val (pieces, piece);
}

static guint
flags_of (const AlcoveSpan *span)
{
  guint flags = span->flags & ~(guint) ALCOVE_SPAN_CITATION;

  /* the target that counts is that of the image */
  if ((flags & ALCOVE_SPAN_IMAGE) != 0)
    flags &= ~(guint) ALCOVE_SPAN_LINK;
  return flags;
}

static gboolean
is_leaf (const Piece *piece)
{
  return (piece->flags & (ALCOVE_SPAN_CODE | ALCOVE_SPAN_MATH)) != 0;
}

/* Where the blanks at the end of a piece begin. */
static guint
end_of_words (const AlcoveRun *run, const Piece *piece)
{
  guint end = piece->end;

  while (!is_leaf (piece) && end > piece->start && g_ascii_isspace (run->text[end - 1]))
    end--;
  return end;
}

/* Blanks at the ends belong to no span: a delimiter must stand at a word. A line that is broken there has none
 * behind it, and its backslash would be seen. */
static void
trim_ends (const AlcoveRun *run, GArray *pieces)
{
  Piece *piece;
  guint at;

  while (pieces->len > 0)
    {
      piece = &g_array_index (pieces, Piece, pieces->len - 1);
      at = end_of_words (run, piece);
      if (at > piece->start)
        piece->end = at;
      if (at > piece->start || memchr (run->text + at, '\n', piece->end - at) == NULL)
        break;
      g_array_set_size (pieces, pieces->len - 1);
    }
  while (pieces->len > 0 && (g_array_index (pieces, Piece, 0).flags & NESTED) != 0)
    {
      piece = &g_array_index (pieces, Piece, 0);
      while (!is_leaf (piece) && piece->start < piece->end
             && g_ascii_isspace (run->text[piece->start]))
        piece->start++;
      if (piece->start < piece->end)
        return;
      g_array_remove_index (pieces, 0);
    }
}

static GArray *
cut (const AlcoveRun *run)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  guint at = 0;

  for (guint i = 0; run->spans != NULL && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      add_piece (pieces, at, span->start, 0, NULL);
      add_piece (pieces, span->start, span->end, flags_of (span), span->target);
      at = span->end;
    }
  add_piece (pieces, at, run->length, 0, NULL);
  trim_ends (run, pieces);
  return pieces;
}

static const Piece *
piece_at (const Writer *self, guint index)
{
  return index < self->pieces->len ? &g_array_index (self->pieces, Piece, index) : NULL;
}

static gboolean
holds (const Writer *self, const Piece *piece, guint flag, const char *target)
{
  if (piece == NULL || (piece->flags & flag) == 0)
    return FALSE;
  return (flag & (ALCOVE_SPAN_LINK | ALCOVE_SPAN_IMAGE)) == 0
         || g_strcmp0 (piece->target, target) == 0;
}

/* How many pieces in a row have what begins with one. */
static guint
lasts (const Writer *self, guint index, guint flag)
{
  const char *target = piece_at (self, index)->target;
  guint n = 0;

  while (holds (self, piece_at (self, index + n), flag, target))
    n++;
  return n;
}

/* ---- characters ---- */

/* As far as the rules for delimiters go. */
static gboolean
is_punctuation (gunichar c)
{
  return c < 0x80 ? g_ascii_ispunct ((char) c) : g_unichar_ispunct (c);
}

static gboolean
is_space (gunichar c)
{
  return c == 0 || g_unichar_isspace (c);
}

static gunichar
last_character (const Writer *self)
{
  const char *end = self->out->str + self->out->len;

  return self->out->len > self->line ? g_utf8_get_char (g_utf8_prev_char (end)) : 0;
}

/* A letter that was written becomes an entity: what stands behind it then follows punctuation. */
static void
veil_last (Writer *self)
{
  const char *end = self->out->str + self->out->len;
  const char *begin = g_utf8_prev_char (end);
  const gunichar c = g_utf8_get_char (begin);

  g_string_truncate (self->out, (gsize) (begin - self->out->str));
  g_string_append_printf (self->out, "&#%u;", c);
}

static gboolean
is_escaped (const Writer *self, const char *text, const char *end, gboolean is_link)
{
  const char *start = self->run->text;

  switch (*text)
    {
    case '\\':
    case '`':
    case '*':
    case '<':
    case '~':
    case '$':
    case '[':
    case ']':
      return TRUE;
    case '_':
      return text == start || !g_ascii_isalnum (text[-1]) || !g_ascii_isalnum (text[1]);
    case '&':
      return alcove_markdown_begins_entity (text);
    case '!':
      return text + 1 == end || text[1] == '[';
    case '|':
      return self->place == ALCOVE_RUN_IN_CELL;
    case '#':
      return self->place == ALCOVE_RUN_IN_LINE && alcove_markdown_ends_heading (text);
    case ':':
      return alcove_markdown_begins_address (text, start)
             && (!is_link || end - text < 4 || !g_ascii_isalnum (text[3]));
    case '.':
    case '@':
      return !is_link && alcove_markdown_begins_address (text, start);
    default:
      return FALSE;
    }
}

/* ---- leaves ---- */

static guint
longest_ticks (const char *text, const char *end)
{
  guint longest = 0, n = 0;

  for (; text < end; text++)
    {
      n = *text == '`' ? n + 1 : 0;
      longest = MAX (longest, n);
    }
  return longest;
}

static gboolean
has_ticks (const char *text, const char *end, guint count)
{
  guint n = 0;

  for (; text <= end; text++)
    {
      if (text < end && *text == '`')
        n++;
      else if (n == count)
        return TRUE;
      else
        n = 0;
    }
  return FALSE;
}

static void
write_code (Writer *self, const char *text, const char *end)
{
  const gboolean is_blank = strspn (text, " ") >= (gsize) (end - text);
  const gboolean is_padded
      = !is_blank && (*text == '`' || end[-1] == '`' || (*text == ' ' && end[-1] == ' '));
  guint n_ticks = 1;

  while (n_ticks <= longest_ticks (text, end) && has_ticks (text, end, n_ticks))
    n_ticks++;
  for (guint i = 0; i < n_ticks; i++)
    g_string_append_c (self->out, '`');
  g_string_append (self->out, is_padded ? " " : "");
  for (; text < end; text++)
    {
      if (*text == '|' && self->place == ALCOVE_RUN_IN_CELL)
        g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, *text == '\n' ? ' ' : *text);
    }
  g_string_append (self->out, is_padded ? " " : "");
  for (guint i = 0; i < n_ticks; i++)
    g_string_append_c (self->out, '`');
}

static void
write_break (Writer *self)
{
  if (self->place != ALCOVE_RUN_IN_PARAGRAPH)
    {
      g_string_append_c (self->out, ' ');
      return;
    }
  g_string_append (self->out, "\\\n");
  self->line = self->out->len;
}

static const char *
write_line_start (Writer *self, const char *text, const char *end)
{
  guint digits;

  while (text < end && (*text == ' ' || *text == '\t'))
    text++;
  if (text >= end)
    return text;
  if (alcove_markdown_begins_block (text))
    g_string_append_c (self->out, '\\');
  else if ((digits = alcove_markdown_count_digits (text)) > 0)
    {
      g_string_append_len (self->out, text, digits);
      g_string_append_c (self->out, '\\');
      text += digits;
    }
  else
    return text;
  g_string_append_c (self->out, *text);
  return text + 1;
}

/* Behind a delimiter that would not close before a letter. */
static const char *
write_veiled (Writer *self, const char *text)
{
  const gunichar c = g_utf8_get_char (text);

  self->is_after_mark = FALSE;
  if (is_space (c) || is_punctuation (c))
    return text;
  g_string_append_printf (self->out, "&#%u;", c);
  return g_utf8_next_char (text);
}

static void
write_text (Writer *self, const Piece *piece)
{
  const char *start = self->run->text + piece->start;
  const char *end = self->run->text + piece->end;
  const gboolean is_link = (piece->flags & (ALCOVE_SPAN_LINK | ALCOVE_SPAN_IMAGE)) != 0;
  const char *text = self->is_after_mark ? write_veiled (self, start) : start;

  while (text < end)
    {
      const char *bracket;

      if (self->out->len == self->line && self->place == ALCOVE_RUN_IN_PARAGRAPH)
        text = write_line_start (self, text, end);
      if (text >= end)
        break;
      if (*text == '\n')
        write_break (self);
      else if (alcove_markdown_begins_revealed (text) && (bracket = strchr (text, ']')) < end)
        {
          g_string_append_len (self->out, text, bracket - text + 1);
          text = bracket;
        }
      else
        {
          if (is_escaped (self, text, end, is_link))
            g_string_append_c (self->out, '\\');
          g_string_append_c (self->out, *text);
        }
      text++;
    }
}

/* ---- spans ---- */

static void
write_target (Writer *self, const char *target)
{
  const gboolean is_enclosed
      = target == NULL || *target == '\0' || strpbrk (target, " ()<>\\\t\"'") != NULL;

  g_string_append (self->out, is_enclosed ? "(<" : "(");
  for (const char *c = target ? target : ""; *c != '\0'; c++)
    {
      if ((guchar) *c < ' ' || *c == 0x7f)
        {
          g_string_append_printf (self->out, "&#%d;", *c);
          continue;
        }
      if (*c == '<' || *c == '>' || *c == '\\' || (*c == '&' && alcove_markdown_begins_entity (c))
          || (*c == '|' && self->place == ALCOVE_RUN_IN_CELL))
        g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, *c);
    }
  g_string_append (self->out, is_enclosed ? ">)" : ")");
}

static const char *
delimiter_of (const Writer *self, guint flag)
{
  if (flag == ALCOVE_SPAN_STRONG)
    return "**";
  return flag == ALCOVE_SPAN_STRIKE ? "~~" : self->emphasis;
}

/* What is next to a delimiter, as it will be written. */
static gboolean
begins_with_mark (const Writer *self, guint index)
{
  const Piece *piece = piece_at (self, index);
  const char *text = piece ? self->run->text + piece->start : "";

  if (piece == NULL || (piece->flags & (ALCOVE_SPAN_CODE | ALCOVE_SPAN_MATH)) != 0)
    return TRUE;
  return is_punctuation (g_utf8_get_char (text)) || is_space (g_utf8_get_char (text));
}

static void
open_one (Writer *self, guint index, guint flag, gboolean is_innermost)
{
  const gunichar before = last_character (self);
  const gboolean is_mark = !is_innermost || begins_with_mark (self, index);

  self->open[self->n_open++] = flag;
  if ((flag & (ALCOVE_SPAN_LINK | ALCOVE_SPAN_IMAGE)) != 0)
    {
      self->target = piece_at (self, index)->target;
      g_string_append (self->out, flag == ALCOVE_SPAN_IMAGE ? "![" : "[");
      return;
    }
  if (!is_space (before) && !is_punctuation (before)
      && (is_mark || (flag == ALCOVE_SPAN_EMPHASIS && *self->emphasis == '_')))
    veil_last (self);
  g_string_append (self->out, delimiter_of (self, flag));
}

static void
close_one (Writer *self)
{
  const guint flag = self->open[--self->n_open];

  if ((flag & (ALCOVE_SPAN_LINK | ALCOVE_SPAN_IMAGE)) != 0)
    {
      g_string_append_c (self->out, ']');
      write_target (self, self->target);
      self->target = NULL;
      self->is_after_mark = FALSE;
      return;
    }
  self->is_after_mark = is_punctuation (last_character (self))
                        || (flag == ALCOVE_SPAN_EMPHASIS && *self->emphasis == '_');
  g_string_append (self->out, delimiter_of (self, flag));
}

/* Closes what ends here, and what stands within it. */
static void
close_ended (Writer *self, const Piece *piece)
{
  guint keep = 0;

  while (keep < self->n_open && holds (self, piece, self->open[keep], self->target))
    keep++;
  while (self->n_open > keep)
    close_one (self);
}

static gboolean
is_open (const Writer *self, guint flag)
{
  for (guint i = 0; i < self->n_open; i++)
    if (self->open[i] == flag)
      return TRUE;
  return FALSE;
}

/* Opens what begins here, what lasts longest first. */
static void
open_begun (Writer *self, guint index)
{
  guint wanted = piece_at (self, index)->flags & NESTED;

  for (guint i = 0; i < self->n_open; i++)
    wanted &= ~self->open[i];
  while (wanted != 0)
    {
      guint longest = 0, flag = 0;

      for (guint bit = 0; bit < 6; bit++)
        if ((wanted & (1u << bit)) != 0 && lasts (self, index, 1u << bit) > longest)
          {
            flag = 1u << bit;
            longest = lasts (self, index, flag);
          }
      wanted &= ~flag;
      open_one (self, index, flag, wanted == 0);
      self->is_after_mark = FALSE;
    }
}

static gboolean
lacks_mark (const Writer *self, guint flags)
{
  for (guint bit = 0; bit < 6; bit++)
    if ((flags & NESTED & (1u << bit)) != 0 && !is_open (self, 1u << bit))
      return TRUE;
  return FALSE;
}

/* "<https://…>" says the same as a link whose text is its address. */
static gboolean
write_bare_link (Writer *self, guint index)
{
  const Piece *piece = piece_at (self, index);
  const char *text = self->run->text + piece->start;
  const gsize length = piece->end - piece->start;
  const char *target = piece->target;

  if ((piece->flags & ALCOVE_SPAN_LINK) == 0 || (piece->flags & ALCOVE_SPAN_CODE) != 0
      || lacks_mark (self, piece->flags & ~(guint) ALCOVE_SPAN_LINK) || target == NULL
      || lasts (self, index, ALCOVE_SPAN_LINK) > 1 || is_open (self, ALCOVE_SPAN_LINK))
    return FALSE;
  if (g_str_has_prefix (target, "mailto:") && !g_str_has_prefix (text, "mailto:"))
    target += strlen ("mailto:");
  else if (!g_str_has_prefix (target, "https://") && !g_str_has_prefix (target, "http://"))
    return FALSE;
  if (strlen (target) != length || memcmp (target, text, length) != 0
      || strpbrk (target, " \t\n<>|&[\\") != NULL)
    return FALSE;
  g_string_append_printf (self->out, "<%s>", target);
  return TRUE;
}

/* An image without a description shows its address, or what it is. */
static gboolean
write_bare_image (Writer *self, const Piece *piece)
{
  const char *text = self->run->text + piece->start;
  const gsize length = piece->end - piece->start;
  const char *target = piece->target;
  gsize shown;

  if ((piece->flags & ALCOVE_SPAN_IMAGE) == 0 || target == NULL)
    return FALSE;
  shown = g_ascii_strncasecmp (target, "data:", 5) == 0 ? strcspn (target, ";,") : strlen (target);
  return shown == length && memcmp (target, text, length) == 0;
}

static void
write_piece (Writer *self, guint index)
{
  const Piece *piece = piece_at (self, index);
  const char *text = self->run->text + piece->start;

  close_ended (self, piece);
  if (write_bare_link (self, index))
    return;
  open_begun (self, index);
  if (write_bare_image (self, piece))
    return;
  if ((piece->flags & ALCOVE_SPAN_CODE) != 0)
    write_code (self, text, self->run->text + piece->end);
  else if ((piece->flags & ALCOVE_SPAN_MATH) != 0)
    g_string_append_len (self->out, text, piece->end - piece->start);
  else
    write_text (self, piece);
  self->is_after_mark = FALSE;
}

/**
 * alcove_run_append_markdown:
 * @out: Markdown so far; where it ends a line or a cell begins
 * @run: text with its spans
 * @place: where it stands
 *
 * Appends @run as Markdown that comes to the same text and spans. Lines after the first begin at the margin.
 */
void
alcove_run_append_markdown (GString *out, const AlcoveRun *run, AlcoveRunPlace place)
{
  g_autoptr (GArray) pieces = cut (run);
  Writer self = {
    .out = out, .run = run, .place = place, .pieces = pieces, .emphasis = "*", .line = out->len
  };

  /* "*" and "**" side by side could be read in two ways */
  for (guint i = 0; i < pieces->len; i++)
    if ((piece_at (&self, i)->flags & ALCOVE_SPAN_STRONG) != 0)
      self.emphasis = "_";
  for (guint i = 0; i < pieces->len; i++)
    write_piece (&self, i);
  close_ended (&self, NULL);
}
