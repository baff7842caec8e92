/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Markdown that may still be growing. The source is cut where it is proven that the blocks before
 * stand for ever (alcove-markdown-cut.c): they are frozen, and only the tail behind them is parsed
 * again. A block that comes out as it was keeps its pointer, frozen or not. Link definitions are the
 * one thing that reaches across a cut: those of the frozen part are parsed in front of the tail, and
 * a new one makes the frozen pieces be parsed again that hold its label (alcove-frozen-pieces.c). The
 * end parses all of it once more. Pure; one thread. */

#include "alcove-markdown-private.h"
#include "alcove-block-private.h"
#include "alcove-frozen-pieces.h"
#include "alcove-hidden-characters-private.h"
#include "alcove-markdown-cut.h"
#include "alcove-utf8-repair.h"

#include <string.h>

/* Stands before the tail, so that it is read as something in the middle of a text (md4c 0.5.2 reads
 * some lists differently at the very beginning), and between the pieces with definitions before it,
 * so that none can go on with the next. */
#define SEPARATOR "\n\n<!-- -->\n\n"
#define SMALL 2048
/* Bytes that late definitions may make be parsed again with one append; the others come with the next ones. */
#define REFRESHED_AT_ONCE (32 * 1024)
#define BYTE_ORDER_MARK "\357\273\277"

struct _AlcoveMarkdown
{
  AlcoveUtf8Repair repair;
  gboolean after_return; /* the last character was "\r", written as "\n" */
  gboolean is_finished;
  GString *source;
  GPtrArray *blocks;

  gsize tail;     /* bytes of the source that are frozen */
  guint n_frozen; /* blocks that they made */
  gboolean has_new_line;
  guint tried_tops; /* what the tail was like when no cut was found */
  gsize tried_length;

  GString *prefix; /* of the tail: SEPARATOR, pieces of the frozen source that may define links */
  guint n_prefix_tops;
  AlcoveFrozenPieces *pieces;
  gsize n_read; /* bytes that were parsed to blocks */
};

/**
 * alcove_markdown_new:
 *
 * Returns: (transfer full): an empty text
 */
AlcoveMarkdown *
alcove_markdown_new (void)
{
  AlcoveMarkdown *self = g_new0 (AlcoveMarkdown, 1);

  self->source = g_string_new (NULL);
  self->prefix = g_string_new (NULL);
  self->pieces = alcove_frozen_pieces_new ();
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_block_unref);
  return self;
}

/**
 * alcove_markdown_free:
 * @self: (transfer full): a text
 */
void
alcove_markdown_free (AlcoveMarkdown *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->source, TRUE);
  g_string_free (self->prefix, TRUE);
  alcove_frozen_pieces_free (self->pieces);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * alcove_markdown_get_blocks:
 * @self: a text
 *
 * Returns: (transfer none) (element-type AlcoveBlock): the blocks, the same array for ever
 */
GPtrArray *
alcove_markdown_get_blocks (AlcoveMarkdown *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->blocks;
}

/**
 * alcove_markdown_get_source:
 * @self: a text
 *
 * Returns: (transfer none): what was appended, as valid UTF-8 with "\n" at the end of lines. Hidden
 *   characters are in it as they came.
 */
const char *
alcove_markdown_get_source (AlcoveMarkdown *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source->str;
}

guint
alcove_markdown_get_n_frozen (AlcoveMarkdown *self)
{
  return self->n_frozen;
}

gsize
alcove_markdown_get_tail (AlcoveMarkdown *self)
{
  return self->tail;
}

gsize
alcove_markdown_get_n_read (AlcoveMarkdown *self)
{
  return self->n_read;
}

/* Valid UTF-8 to the source: without a byte order mark, with one "\n" at the end of a line. */
static void
take_text (AlcoveMarkdown *self, const GString *text)
{
  const char *p = text->str;
  const char *end = p + text->len;

  if (self->source->len == 0 && g_str_has_prefix (p, BYTE_ORDER_MARK))
    p += strlen (BYTE_ORDER_MARK);
  while (p < end)
    {
      gsize n;

      if (self->after_return && *p == '\n')
        p++;
      self->after_return = FALSE;
      n = strcspn (p, "\r");
      g_string_append_len (self->source, p, (gssize) n);
      p += n;
      if (p < end)
        {
          self->after_return = TRUE;
          g_string_append_c (self->source, '\n');
          p++;
        }
    }
}

static gboolean
may_reuse (const AlcoveMarkdown *self, guint at, const AlcoveBlock *block)
{
  return at < self->blocks->len && alcove_block_equal (g_ptr_array_index (self->blocks, at), block);
}

/* Puts fresh blocks in the place of some; what is equal stays the same block. Answers with the first index
 * that differs, the number of blocks for none. */
static guint
replace_blocks (AlcoveMarkdown *self, guint from, guint n_old, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) next = NULL;
  const guint behind = from + n_old;
  guint same = 0, n_end = 0;

  while (same < MIN (fresh->len, n_old)
         && may_reuse (self, from + same, g_ptr_array_index (fresh, same)))
    same++;
  if (same == fresh->len && same == n_old)
    return self->blocks->len;
  while (n_end < MIN (fresh->len, n_old) - same
         && may_reuse (self, behind - 1 - n_end, g_ptr_array_index (fresh, fresh->len - 1 - n_end)))
    n_end++;
  next = g_ptr_array_new_full (fresh->len - same + self->blocks->len - behind,
                               (GDestroyNotify) alcove_block_unref);
  for (guint i = same; i < fresh->len - n_end; i++)
    {
      AlcoveBlock *block = g_ptr_array_index (fresh, i);

      if (i < n_old && may_reuse (self, from + i, block))
        block = g_ptr_array_index (self->blocks, from + i);
      g_ptr_array_add (next, alcove_block_ref (block));
    }
  for (guint i = behind - n_end; i < self->blocks->len; i++)
    g_ptr_array_add (next, alcove_block_ref (g_ptr_array_index (self->blocks, i)));
  g_ptr_array_set_size (self->blocks, (gint) (from + same));
  g_ptr_array_extend_and_steal (self->blocks, g_steal_pointer (&next));
  return from + same;
}

static GPtrArray *
build (AlcoveMarkdown *self, const char *text, gsize length, guint skip_tops, guint *n_tops)
{
  self->n_read += length;
  return alcove_markdown_build (text, length, skip_tops, n_tops);
}

/* The blocks of a piece of the source, with the definitions that came before it. */
static GPtrArray *
build_piece (AlcoveMarkdown *self, gsize from, gsize to, guint *n_tops)
{
  g_autoptr (GString) text = NULL;

  if (self->prefix->len == 0)
    return build (self, self->source->str + from, to - from, 0, n_tops);
  text = g_string_sized_new (self->prefix->len + to - from);
  g_string_append_len (text, self->prefix->str, (gssize) self->prefix->len);
  g_string_append_len (text, self->source->str + from, (gssize) (to - from));
  return build (self, text->str, text->len, self->n_prefix_tops, n_tops);
}

/* The same for the piece that the text begins with: it must be read as a beginning, so the definitions stand
 * behind it. */
static GPtrArray *
build_first_piece (AlcoveMarkdown *self, gsize to)
{
  g_autoptr (GString) text = g_string_new_len (self->source->str, (gssize) to);
  g_autoptr (GPtrArray) behind = build (self, self->prefix->str, self->prefix->len, 0, NULL);
  GPtrArray *blocks;

  g_string_append_len (text, self->prefix->str, (gssize) self->prefix->len);
  blocks = build (self, text->str, text->len, 0, NULL);
  g_ptr_array_set_size (blocks, (gint) (blocks->len - MIN (blocks->len, behind->len)));
  return blocks;
}

static void
keep_definitions (AlcoveMarkdown *self, gsize from, gsize to)
{
  g_autoptr (GPtrArray) ignored = NULL;

  if (self->prefix->len == 0)
    {
      g_string_append (self->prefix, SEPARATOR);
      self->n_prefix_tops = 1;
    }
  if (!alcove_markdown_may_define (self->source->str + from, to - from))
    return;
  g_string_append_len (self->prefix, self->source->str + from, (gssize) (to - from));
  g_string_append (self->prefix, SEPARATOR);
  ignored = build (self, self->prefix->str, self->prefix->len, 0, &self->n_prefix_tops);
  alcove_frozen_pieces_define (self->pieces, self->source->str + from, to - from);
}

/* Reads those pieces again that a definition came for. Answers with the first block that differs. */
static guint
refresh (AlcoveMarkdown *self)
{
  const gsize until = self->n_read + REFRESHED_AT_ONCE;
  guint first = G_MAXUINT, at;
  AlcoveFrozenPiece *piece;

  while (self->n_read < until
         && (piece = alcove_frozen_pieces_take_stale (self->pieces, &at)) != NULL)
    {
      g_autoptr (GPtrArray) fresh = piece->from == 0
                                        ? build_first_piece (self, piece->to)
                                        : build_piece (self, piece->from, piece->to, NULL);
      const guint changed = replace_blocks (self, at, piece->n_blocks, fresh);

      if (changed < at + MAX (fresh->len, piece->n_blocks))
        first = MIN (first, changed);
      self->n_frozen += fresh->len - piece->n_blocks;
      piece->n_blocks = fresh->len;
    }
  return MIN (first, self->blocks->len);
}

/* A cut needs a second top-level block. Where none was found, another try is worth its time when such a
 * block has come, or when the tail has grown much. */
static gboolean
should_cut (const AlcoveMarkdown *self, gsize length, guint n_tops)
{
  if (!self->has_new_line || n_tops < 2)
    return FALSE;
  return length < SMALL || n_tops != self->tried_tops
         || length - self->tried_length > self->tried_length / 4;
}

static void
freeze (AlcoveMarkdown *self, gsize end, guint n_tops)
{
  gsize length = end - self->tail;
  gsize cut = alcove_markdown_find_cut (self->source->str + self->tail, length);

  self->has_new_line = FALSE;
  self->tried_tops = n_tops;
  self->tried_length = length;
  if (cut > 0)
    {
      g_autoptr (GPtrArray) frozen = build_piece (self, self->tail, self->tail + cut, NULL);

      const guint n_blocks = MIN (frozen->len, self->blocks->len - self->n_frozen);

      keep_definitions (self, self->tail, self->tail + cut);
      alcove_frozen_pieces_add (self->pieces, self->source->str, self->tail, self->tail + cut,
                                n_blocks);
      self->n_frozen += n_blocks;
      self->tail += cut;
      self->tried_tops = 0;
      self->tried_length = 0;
    }
}

/**
 * alcove_markdown_append:
 * @self: a text that is not finished
 * @text: any bytes
 * @length: how many, or -1 for a string that ends with NUL
 *
 * A sequence of UTF-8, or a joiner, that ends the text waits for what follows before it is shown.
 *
 * Returns: the index of the first block that differs from before; the number of blocks if none does
 */
guint
alcove_markdown_append (AlcoveMarkdown *self, const char *text, gssize length)
{
  g_autoptr (GString) valid = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  gsize before, end;
  guint n_tops, first, changed;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (!self->is_finished, self->blocks->len);
  g_return_val_if_fail (text != NULL || length == 0, self->blocks->len);

  valid = g_string_new (NULL);
  before = self->source->len;
  alcove_utf8_repair_feed (&self->repair, text, length < 0 ? strlen (text) : (gsize) length, valid);
  take_text (self, valid);
  if (self->source->len == before)
    return self->blocks->len;
  if (memchr (self->source->str + before, '\n', self->source->len - before))
    self->has_new_line = TRUE;
  end = self->tail
        + alcove_hidden_characters_settled (self->source->str + self->tail,
                                            self->source->len - self->tail);
  blocks = build_piece (self, self->tail, end, &n_tops);
  first = replace_blocks (self, self->n_frozen, self->blocks->len - self->n_frozen, blocks);
  if (should_cut (self, end - self->tail, n_tops))
    freeze (self, end, n_tops);
  changed = refresh (self);
  return MIN (first, changed);
}

/**
 * alcove_markdown_finish:
 * @self: a text
 *
 * Parses the whole; what differs from it is replaced. Nothing may be appended after it.
 *
 * Returns: the index of the first block that differs from before; the number of blocks if none does
 */
guint
alcove_markdown_finish (AlcoveMarkdown *self)
{
  g_autoptr (GString) rest = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  guint first;

  g_return_val_if_fail (self != NULL, 0);

  if (self->is_finished)
    return self->blocks->len;
  rest = g_string_new (NULL);
  alcove_utf8_repair_flush (&self->repair, rest);
  take_text (self, rest);
  whole = build (self, self->source->str, self->source->len, 0, NULL);
  first = replace_blocks (self, 0, self->blocks->len, whole);
  self->is_finished = TRUE;
  self->tail = self->source->len;
  self->n_frozen = self->blocks->len;
  return first;
}

/**
 * alcove_markdown_new_finished:
 * @text: any bytes
 * @length: how many, or -1 for a string that ends with NUL
 *
 * A text that does not grow: it is parsed once.
 *
 * Returns: (transfer full): the finished text
 */
AlcoveMarkdown *
alcove_markdown_new_finished (const char *text, gssize length)
{
  AlcoveMarkdown *self = alcove_markdown_new ();
  g_autoptr (GString) valid = g_string_new (NULL);

  alcove_utf8_repair_feed (&self->repair, text, length < 0 ? strlen (text) : (gsize) length, valid);
  take_text (self, valid);
  alcove_markdown_finish (self);
  return self;
}

/**
 * alcove_markdown_parse:
 * @text: any bytes
 * @length: how many, or -1 for a string that ends with NUL
 *
 * Parses a whole text at once.
 *
 * Returns: (transfer full) (element-type AlcoveBlock): its blocks
 */
GPtrArray *
alcove_markdown_parse (const char *text, gssize length)
{
  g_autoptr (AlcoveMarkdown) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = alcove_markdown_new_finished (text, length);
  return g_ptr_array_ref (self->blocks);
}
