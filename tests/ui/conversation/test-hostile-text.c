/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Texts made to do harm, laid out as the conversation does: Pango takes each of them without a word (a warning
 * ends the test), whatever is selected is valid, and nothing that nobody sees is in what is shown or copied.
 * 15,000 of them; all 300,000 with -m slow. */

#include <adwaita.h>
#include <string.h>

#include "alcove-block-layout.h"
#include "alcove-citation-marks.h"
#include "alcove-hidden-characters.h"
#include "alcove-markdown.h"

#define ROUNDS 10

static const char *const pieces[] = {
  "*",
  "**",
  "_",
  "~~",
  "`",
  "```\n",
  "$",
  "$$",
  "[",
  "](",
  ")",
  "![",
  "[1]",
  "[REF]0[/REF]",
  "<",
  ">",
  "&#x202E;",
  "&#xE0041;",
  "&zwj;",
  "\n|a|b|\n|-|-|\n|",
  "|",
  "---\n",
  "# ",
  "- ",
  "1. ",
  "- [x] ",
  "> ",
  "\n",
  "\n\n",
  "\t",
  " ",
  "    ",
  "\\",
  "word ",
  "https://a.test/x",
  "data:image/png;base64,AA",
  "\303\274",
  "\346\227\245\346\234\254",
  "\327\251\327\234\327\225\327\235 ",
  "\331\205\330\261\330\255\330\250\330\247 ",
  "\340\244\250\340\244\256\340\244\270\340\245\215\340\244\244\340\245\207",
  "\360\237\221\251\342\200\215\360\237\221\251\342\200\215\360\237\221\247",
  "\360\237\207\251\360\237\207\252",
  "e\314\201\314\202\314\203\314\204\314\205",
  "\342\200\215",
  "\342\200\256",
  "\342\200\213",
  "\342\201\246",
  "\357\273\277",
  "\363\240\201\201",
  "\357\270\217",
  "\377",
  "\303",
  "\360\237",
  "\001",
  "\033[31m",
  "\302\205",
  "\342\200\250",
  "\342\200\251",
  "\357\277\274",
  "\357\277\277",
  "\364\217\277\277",
  "\315\217",
  "\341\205\237",
};

static void
append_piece (GRand *rand, GString *text)
{
  const guint which = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces) + 3);

  if (which < G_N_ELEMENTS (pieces))
    g_string_append (text, pieces[which]);
  else if (which == G_N_ELEMENTS (pieces))
    g_string_append_c (text, (char) g_rand_int_range (rand, 0, 256));
  else
    g_string_append_unichar (text, (gunichar) g_rand_int_range (rand, 0x80, 0x2fff));
}

static void
assert_shows_all (const char *text)
{
  guint n_hidden;
  g_autofree char *revealed = alcove_hidden_characters_reveal (text, -1, &n_hidden);
  g_autofree char *copied = alcove_hidden_characters_strip (text, -1, NULL);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (n_hidden, ==, 0);
  g_assert_cmpstr (revealed, ==, text);
  g_assert_true (g_utf8_validate (copied, -1, NULL));
}

static void
assert_laid_out (AlcoveBlockLayout *layout, AlcoveBlock *block, int width)
{
  guint start, end;

  g_assert_cmpint (layout->height, >, 0);
  for (guint i = 0; i < layout->chunks->len; i++)
    {
      const AlcoveBlockChunk *chunk = &g_array_index (layout->chunks, AlcoveBlockChunk, i);

      g_assert_cmpuint (chunk->end, <=, layout->length);
      g_assert_cmpint (chunk->height, >=, 0);
    }
  for (double y = 0; y < MIN (layout->height, 100); y += 25)
    {
      const guint byte = alcove_block_layout_get_byte (layout, width / 3.0, y, NULL);

      g_assert_cmpuint (byte, <=, layout->length);
      g_assert_true (byte == layout->length || (layout->text[byte] & 0xc0) != 0x80);
      alcove_block_layout_get_word (layout, byte, &start, &end);
      g_assert_cmpuint (start, <=, end);
      g_assert_true (g_utf8_validate_len (layout->text + start, end - start, NULL));
    }
  for (guint i = 0; i < alcove_block_links_count (layout); i++)
    g_assert_nonnull (alcove_block_links_get (layout, i, &start, &end));
}

static void
try_text (const GString *text, const AlcoveBlockStyle *style, int width)
{
  static const char *const targets[] = { "https://one.test/", NULL };
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (text->str, (gssize) text->len);
  g_autoptr (AlcoveBlockLayout) layout = alcove_block_layout_new ();

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autoptr (AlcoveBlock) block
          = alcove_citation_marks_apply (g_ptr_array_index (blocks, i), targets);

      alcove_block_layout_update (layout, style, block, width);
      if (block->kind == ALCOVE_BLOCK_RULE)
        continue;
      assert_shows_all (layout->text);
      assert_laid_out (layout, block, width);
    }
}

static void
test_random (gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  GtkWidget *window = g_object_ref_sink (adw_window_new ());
  g_autoptr (AlcoveBlockStyle) style = alcove_block_style_new (window);
  const guint n = g_test_slow () ? 30000 : 1500;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gint k = g_rand_int_range (rand, 1, 30); k > 0; k--)
        append_piece (rand, text);
      try_text (text, style, g_rand_int_range (rand, 1, 700));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 1; i <= ROUNDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/conversation/hostile-text/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_random);
    }
  return g_test_run ();
}
