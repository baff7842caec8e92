/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The pages of the help: each is there in each language, each link leads somewhere, and nothing stands in them that
 * the window does not draw. */

#include "alcove-help-source.h"
#include "alcove-link-policy.h"

static const char *const no_languages[] = { "C", NULL };

/* The languages of po/LINGUAS that have a folder; filled in by meson. */
static const char *const *
get_languages (void)
{
  static GStrv languages = NULL;

  if (languages == NULL)
    languages = g_strsplit (HELP_LANGUAGES, " ", -1);
  return (const char *const *) languages;
}

static gboolean
is_drawn (const AlcoveBlock *block)
{
  return block->kind != ALCOVE_BLOCK_RULE && block->kind != ALCOVE_BLOCK_HTML
         && block->quote_depth == 0 && block->task == ALCOVE_TASK_NONE;
}

static void
check_link (const char *target)
{
  if (alcove_help_source_find (target) != NULL)
    return;
  g_test_message ("%s", target);
  g_assert_true (g_str_has_prefix (target, "https://"));
  g_assert_cmpint (alcove_link_policy_judge (target, NULL, NULL), ==, ALCOVE_LINK_PLAIN);
}

static guint
check_run (const AlcoveRun *run)
{
  guint n_links = 0;

  for (guint i = 0; run->spans && i < run->spans->len; i++)
    {
      const AlcoveSpan *span = &g_array_index (run->spans, AlcoveSpan, i);

      g_assert_false (span->flags & ALCOVE_SPAN_IMAGE);
      if (span->flags & ALCOVE_SPAN_LINK)
        check_link (span->target);
      n_links += (span->flags & ALCOVE_SPAN_LINK) != 0;
    }
  return n_links;
}

static guint
check_blocks (GPtrArray *blocks)
{
  guint n_links = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const AlcoveBlock *block = g_ptr_array_index (blocks, i);

      g_assert_true (is_drawn (block));
      n_links += check_run (&block->run);
      for (guint j = 0; block->cells && j < block->cells->len; j++)
        n_links += check_run (g_ptr_array_index (block->cells, j));
    }
  return n_links;
}

static void
test_pages (void)
{
  const char *const *names = alcove_help_source_get_names ();
  guint n_links = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) blocks = alcove_help_source_load (names[i], no_languages);
      g_autofree char *title = alcove_help_source_steal_title (blocks);

      g_assert_cmpstr (title, !=, "");
      g_assert_cmpuint (blocks->len, >, 3);
      n_links += check_blocks (blocks);
    }
  g_assert_cmpuint (n_links, >, 8);
}

/* A translation has the same blocks in the same order: one that is forgotten, or an old page, is found so. */
static void
test_translations (void)
{
  const char *const *names = alcove_help_source_get_names ();

  for (guint i = 0; get_languages ()[i] != NULL; i++)
    for (guint j = 0; *get_languages ()[i] && names[j] != NULL; j++)
      {
        const char *const languages[] = { get_languages ()[i], NULL };
        g_autoptr (GPtrArray) ours = alcove_help_source_load (names[j], no_languages);
        g_autoptr (GPtrArray) theirs = alcove_help_source_load (names[j], languages);
        const AlcoveBlock *a = g_ptr_array_index (ours, 0), *b = g_ptr_array_index (theirs, 0);

        g_test_message ("%s %s", languages[0], names[j]);
        g_assert_cmpstr (a->run.text, !=, b->run.text);
        g_assert_cmpuint (ours->len, ==, theirs->len);
        g_assert_cmpuint (check_blocks (ours), ==, check_blocks (theirs));
        for (guint k = 0; k < ours->len; k++)
          g_assert_cmpint (((AlcoveBlock *) g_ptr_array_index (ours, k))->kind, ==,
                           ((AlcoveBlock *) g_ptr_array_index (theirs, k))->kind);
      }
}

static void
test_unknown (void)
{
  const char *const unknown[] = { "tlh", "tlh_QO", "C", NULL };
  g_autoptr (GPtrArray) page = alcove_help_source_load ("keys", unknown);
  g_autofree char *title = alcove_help_source_steal_title (page);

  g_assert_cmpstr (title, ==, "Keys and Recovery");
  g_assert_null (alcove_help_source_load ("../keys", no_languages));
  g_assert_null (alcove_help_source_load ("", no_languages));
  g_assert_cmpstr (alcove_help_source_find ("keys.md"), ==, "keys");
  g_assert_null (alcove_help_source_find ("keys"));
  g_assert_null (alcove_help_source_find ("keys.mdx"));
  g_assert_null (alcove_help_source_find ("https://example.com/keys.md"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help/pages", test_pages);
  g_test_add_func ("/help/translations", test_translations);
  g_test_add_func ("/help/unknown", test_unknown);
  return g_test_run ();
}
