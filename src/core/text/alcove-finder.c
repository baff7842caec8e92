/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Finds words in a text as a reader would: capitals, accents and the width of a space do not matter. Pure; any
 * thread. What is looked for is folded once; the text is folded character by character while it is compared, so
 * that places are those of the text itself. */

#include "alcove-finder.h"

#include <string.h>

#define MOST_WORDS 32

struct _AlcoveFinder
{
  GPtrArray *needles; /* GArray of folded gunichar; ' ' stands for any white space */
  gboolean is_at_word_start;
  gatomicrefcount refs;
};

static gunichar
fold_letter (gunichar c)
{
  if (g_unichar_isspace (c))
    return ' ';
  c = g_unichar_tolower (c);
  return c == 0x3c2 ? 0x3c3 : c; /* a sigma at the end of a word */
}

/* One character as it is compared: its letters without marks. None for a mark alone. */
static guint
fold (gunichar c, gunichar out[G_UNICHAR_MAX_DECOMPOSITION_LENGTH])
{
  gunichar letters[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n_letters;
  guint n = 0;

  if (c < 0x80)
    {
      out[0] = g_ascii_isspace ((char) c) ? ' ' : (gunichar) g_ascii_tolower ((char) c);
      return 1;
    }
  n_letters = g_unichar_fully_decompose (c, TRUE, letters, G_UNICHAR_MAX_DECOMPOSITION_LENGTH);
  for (gsize i = 0; i < n_letters; i++)
    if (!g_unichar_ismark (letters[i]))
      out[n++] = fold_letter (letters[i]);
  return n;
}

static GArray *
fold_all (const char *text, const char *end)
{
  GArray *folded = g_array_new (FALSE, FALSE, sizeof (gunichar));

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar letters[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      const guint n = fold (g_utf8_get_char (p), letters);

      for (guint i = 0; i < n; i++)
        if (letters[i] != ' '
            || (folded->len > 0 && g_array_index (folded, gunichar, folded->len - 1) != ' '))
          g_array_append_val (folded, letters[i]);
    }
  while (folded->len > 0 && g_array_index (folded, gunichar, folded->len - 1) == ' ')
    g_array_set_size (folded, folded->len - 1);
  return folded;
}

static void
add_needle (AlcoveFinder *self, const char *text, const char *end)
{
  g_autoptr (GArray) needle = fold_all (text, end);

  if (needle->len > 0 && self->needles->len < MOST_WORDS)
    g_ptr_array_add (self->needles, g_steal_pointer (&needle));
}

static AlcoveFinder *
finder_new (gboolean is_at_word_start)
{
  AlcoveFinder *self = g_new0 (AlcoveFinder, 1);

  g_atomic_ref_count_init (&self->refs);
  self->needles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->is_at_word_start = is_at_word_start;
  return self;
}

static AlcoveFinder *
unless_empty (AlcoveFinder *self)
{
  if (self->needles->len > 0)
    return self;
  alcove_finder_unref (self);
  return NULL;
}

/**
 * alcove_finder_new_piece:
 * @piece: a piece of text in UTF-8
 *
 * Returns: (transfer full) (nullable): what finds it wherever it stands; %NULL for white space
 */
AlcoveFinder *
alcove_finder_new_piece (const char *piece)
{
  g_autofree char *valid = g_utf8_make_valid (piece, -1);
  AlcoveFinder *self = finder_new (FALSE);

  add_needle (self, valid, valid + strlen (valid));
  return unless_empty (self);
}

/* Filters of a search, and words that must not be there. */
static gboolean
is_no_word (const char *p)
{
  static const char *const filters[] = { "-", "model:", "before:", "after:", "is:" };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_ascii_strncasecmp (p, filters[i], strlen (filters[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Goes over one word, or a phrase in quotes; answers with what stands behind it. */
static const char *
take_word (AlcoveFinder *self, const char *p)
{
  const gboolean is_wanted = !is_no_word (p);
  const char *end;

  if (!is_wanted)
    p += strcspn (p, "\" \t\n");
  if (*p == '"')
    {
      end = strchr (++p, '"');
      end = end ? end : p + strlen (p);
    }
  else
    end = p + strcspn (p, "\" \t\n");
  if (is_wanted)
    add_needle (self, p, end);
  return *end == '"' && end > p ? end + 1 : end;
}

/**
 * alcove_finder_new_words:
 * @query: a search as a person typed it
 *
 * Returns: (transfer full) (nullable): what finds each of its words where a word begins; %NULL for none
 */
AlcoveFinder *
alcove_finder_new_words (const char *query)
{
  g_autofree char *valid = g_utf8_make_valid (query, -1);
  AlcoveFinder *self = finder_new (TRUE);

  for (const char *p = valid; *(p += strspn (p, " \t\n")) != '\0';)
    {
      const char *next = take_word (self, p);

      p = next > p ? next : p + 1;
    }
  return unless_empty (self);
}

/**
 * alcove_finder_ref:
 * @self: a finder
 *
 * Returns: (transfer full): it
 */
AlcoveFinder *
alcove_finder_ref (AlcoveFinder *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_finder_unref:
 * @self: (transfer full): a finder
 */
void
alcove_finder_unref (AlcoveFinder *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->needles);
  g_free (self);
}

/* Letters of a character that the needle asks for next; answers with how many it took, -1 where they differ. */
static int
take_letters (const gunichar *letters, guint n_letters, const GArray *needle, guint at)
{
  for (guint i = 0; i < n_letters; i++)
    if (at + i >= needle->len || g_array_index (needle, gunichar, at + i) != letters[i])
      return -1;
  return (int) n_letters;
}

static const char *
skip_marks (const char *p, const char *end)
{
  while (p < end && (guchar) *p >= 0x80 && g_unichar_ismark (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Where the needle ends if it begins at p; NULL where it does not. */
static const char *
match (const char *p, const char *end, const GArray *needle)
{
  gboolean was_space = FALSE;
  guint at = 0;

  while (at < needle->len)
    {
      gunichar letters[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      guint n;
      int taken;

      if (p >= end)
        return NULL;
      n = fold (g_utf8_get_char (p), letters);
      p = g_utf8_next_char (p);
      if (n == 1 && letters[0] == ' ' && was_space)
        continue;
      taken = take_letters (letters, n, needle, at);
      if (taken < 0 || (at == 0 && taken == 0))
        return NULL;
      was_space = n == 1 && letters[0] == ' ';
      at += (guint) taken;
    }
  return skip_marks (p, end);
}

static gboolean
is_word_start (const char *text, const char *p)
{
  gunichar before;

  if (p == text)
    return TRUE;
  before = g_utf8_get_char (g_utf8_prev_char (p));
  if (!g_unichar_isalnum (before) && !g_unichar_ismark (before))
    return TRUE;
  /* scripts without spaces */
  return g_unichar_iswide (before);
}

static const char *
match_any (const AlcoveFinder *self, const char *text, const char *p, const char *end)
{
  const char *longest = NULL;

  if (self->is_at_word_start && !is_word_start (text, p))
    return NULL;
  for (guint i = 0; i < self->needles->len; i++)
    {
      const char *behind = match (p, end, g_ptr_array_index (self->needles, i));

      longest = behind != NULL && (longest == NULL || behind > longest) ? behind : longest;
    }
  return longest;
}

/**
 * alcove_finder_find:
 * @self: a finder
 * @text: valid UTF-8
 * @length: of it, in bytes
 *
 * Returns: (transfer full) (element-type AlcoveFound): all places, in order; none overlaps another
 */
GArray *
alcove_finder_find (const AlcoveFinder *self, const char *text, gsize length)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (AlcoveFound));
  const char *end = text + length;

  for (const char *p = text; p < end;)
    {
      const char *behind = match_any (self, text, p, end);
      const AlcoveFound place
          = { (guint) (p - text), behind != NULL ? (guint) (behind - text) : 0 };

      if (behind != NULL)
        g_array_append_val (found, place);
      p = behind != NULL ? behind : g_utf8_next_char (p);
    }
  return found;
}

static gboolean
has_letter (const char *text, gsize length, gunichar letter)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80 || (gunichar) g_ascii_tolower (text[i]) == letter)
      return TRUE;
  return FALSE;
}

static gboolean
is_link_end (const char *p, const char *end)
{
  return *p == ']' && p + 1 < end && (p[1] == '(' || p[1] == '[');
}

/* Whether a reader may find the needle at p, whatever marks stand between its letters. Where the address of a link
 * does, or the line beneath the head of a table, it may. */
static gboolean
may_match (const char *p, const char *end, const GArray *needle)
{
  gboolean was_space = FALSE;

  for (guint at = 0; at < needle->len;)
    {
      gunichar letters[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
      guint n;
      int taken;

      if (p >= end)
        return FALSE;
      n = fold (g_utf8_get_char (p), letters);
      taken = take_letters (letters, n, needle, at);
      if (taken > 0 || (taken == 0 && at > 0))
        {
          was_space = n > 0 ? letters[0] == ' ' : was_space;
          at += (guint) taken;
        }
      else if (at > 0 && (*p == '|' || is_link_end (p, end)))
        return TRUE;
      else if (at == 0 || !(g_ascii_ispunct (*p) || (was_space && n == 1 && letters[0] == ' ')))
        return FALSE;
      p = g_utf8_next_char (p);
    }
  return TRUE;
}

static gboolean
may_find_needle (const GArray *needle, const char *text, gsize length)
{
  const gunichar first = g_array_index (needle, gunichar, 0);

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (((guchar) *p >= 0x80 || (gunichar) g_ascii_tolower (*p) == first || first == ' ')
        && may_match (p, text + length, needle))
      return TRUE;
  return FALSE;
}

/* Hidden characters are shown as "[U+200B]", which does not stand in the text itself. */
static gboolean
may_be_of_hidden (const GArray *needle)
{
  gboolean is_number = TRUE;

  for (guint i = 0; i < needle->len; i++)
    {
      const gunichar c = g_array_index (needle, gunichar, i);

      if (c == '[' || c == ']' || c == '+')
        return TRUE;
      is_number = is_number && (c == 'u' || (c < 0x80 && g_ascii_isxdigit ((char) c)));
    }
  return is_number;
}

/**
 * alcove_finder_may_find:
 * @self: a finder
 * @text: Markdown in valid UTF-8
 * @length: of it, in bytes
 *
 * Markdown puts marks between letters and words, and addresses behind those of links, and it writes characters by names;
 * but letters and spaces stand in their order.
 *
 * Returns: %FALSE where the text need not be parsed
 */
gboolean
alcove_finder_may_find (const AlcoveFinder *self, const char *text, gsize length)
{
  if (memchr (text, '&', length) != NULL || memchr (text, '\0', length) != NULL)
    return TRUE;
  for (guint i = 0; i < self->needles->len; i++)
    {
      const GArray *needle = g_ptr_array_index (self->needles, i);
      const gunichar first = g_array_index (needle, gunichar, 0);

      if (may_be_of_hidden (needle) ? first >= 0x80 || has_letter (text, length, first)
                                    : may_find_needle (needle, text, length))
        return TRUE;
    }
  return FALSE;
}
