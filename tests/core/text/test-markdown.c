/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a piece of Markdown comes to, block by block: our own examples. */

#include "alcove-markdown.h"
#include "block-dump.h"

typedef struct
{
  const char *name;
  const char *markdown;
  const char *blocks;
} Example;

static const Example examples[] = {
#include "markdown-examples.h"
};

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (GPtrArray) blocks = alcove_markdown_parse (example->markdown, -1);
  g_autofree char *dump = blocks_dump (blocks);

  assert_blocks_sound (blocks);
  g_assert_cmpstr (dump, ==, example->blocks);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  return g_test_run ();
}
