/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The bookkeeping of the conversation, without a window: a made-up source whose true heights differ from
 * its guesses. The one rule: what can be seen moves only as far as the reader moved. */

#include "alcove-conversation-layout.h"

#include <math.h>

#define HEIGHT 600

typedef struct
{
  guint id;
  guint n_items;
  guint growth;
  gboolean is_unloaded;
} FakeRow;

typedef struct
{
  GArray *rows;
  AlcoveConversationLayout *layout;
  GArray *places;
  AlcoveLayoutScroll scroll;
  guint next_id;
  guint n_measured;
  double zoom;
} Fixture;

static FakeRow *
fake_row (Fixture *fixture, guint row)
{
  return &g_array_index (fixture->rows, FakeRow, row);
}

static int
true_height (Fixture *fixture, guint row, guint item)
{
  const FakeRow *fake = fake_row (fixture, row);
  const guint hash = (fake->id * 2654435761u + item * 40503u) >> 7;

  if (fake->is_unloaded)
    return 70;
  return (int) ((20 + hash % 190) * fixture->zoom)
         + (item + 1 == fake->n_items ? (int) fake->growth : 0);
}

static void
expand (gpointer owner, guint row, guint from, GArray *items, int *before, int *after)
{
  Fixture *fixture = owner;
  const FakeRow *fake = fake_row (fixture, row);
  const guint n_items = fake->is_unloaded ? 1 : fake->n_items;

  for (guint i = from; i < n_items; i++)
    {
      const AlcoveLayoutItem item
          = { .height = 45, .above = i > 0 ? 8 : 0, .is_loose = fake->is_unloaded };

      g_array_append_val (items, item);
    }
  *before = 12;
  *after = 4;
}

static int
measure (gpointer owner, guint row, guint item)
{
  ((Fixture *) owner)->n_measured++;
  return true_height (owner, row, item);
}

static const AlcoveLayoutSource source = { expand, measure };

static void
insert (Fixture *fixture, guint position, guint n, gboolean is_unloaded)
{
  for (guint i = 0; i < n; i++)
    {
      const FakeRow row = { .id = fixture->next_id,
                            .n_items = 1 + fixture->next_id % 7,
                            .is_unloaded = is_unloaded };

      fixture->next_id++;
      g_array_insert_val (fixture->rows, position + i, row);
    }
  alcove_conversation_layout_splice (fixture->layout, position, 0, n);
  for (guint i = position; i < position + n; i++)
    alcove_conversation_layout_set_length (fixture->layout, i,
                                           fake_row (fixture, i)->n_items * 300);
}

static void
allocate (Fixture *fixture)
{
  fixture->scroll = alcove_conversation_layout_allocate (fixture->layout, HEIGHT, fixture->places);
}

static void
set_up (Fixture *fixture, gconstpointer n_rows)
{
  fixture->rows = g_array_new (FALSE, TRUE, sizeof (FakeRow));
  fixture->places = g_array_new (FALSE, FALSE, sizeof (AlcoveLayoutPlace));
  fixture->layout = alcove_conversation_layout_new (&source, fixture);
  fixture->zoom = 1;
  alcove_conversation_layout_set_margins (fixture->layout, 6, 18);
  insert (fixture, 0, GPOINTER_TO_UINT (n_rows), FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer n_rows)
{
  alcove_conversation_layout_free (fixture->layout);
  g_array_unref (fixture->rows);
  g_array_unref (fixture->places);
}

/* Where everything that can be seen stands, by ids that do not change when rows come or go. */
static GHashTable *
picture (Fixture *fixture)
{
  GHashTable *places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < fixture->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (fixture->places, AlcoveLayoutPlace, i);

      if (place->y + place->height > 0 && place->y < HEIGHT)
        g_hash_table_insert (
            places, GUINT_TO_POINTER (fake_row (fixture, place->row)->id * 100 + place->item + 1),
            GINT_TO_POINTER (place->y));
    }
  return places;
}

/* Answers with how many things are in both pictures; each must have moved by the same. */
static guint
assert_moved (GHashTable *before, GHashTable *after, int by)
{
  GHashTableIter iter;
  gpointer key, y, now;
  guint n_common = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &y))
    if (g_hash_table_lookup_extended (after, key, NULL, &now))
      {
        g_assert_cmpint (GPOINTER_TO_INT (now) - GPOINTER_TO_INT (y), ==, by);
        n_common++;
      }
  return n_common;
}

static void
assert_filled (Fixture *fixture)
{
  int bottom = G_MININT;

  for (guint i = 0; i < fixture->places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (fixture->places, AlcoveLayoutPlace, i);

      if (i > 0)
        {
          g_assert_cmpint (place->y, >=, bottom);
          g_assert_cmpint (place->y - bottom, <=, 12 + 4 + 8);
        }
      g_assert_cmpint (place->height, ==, true_height (fixture, place->row, place->item));
      bottom = place->y + place->height;
    }
}

static void
scroll_by (Fixture *fixture, double delta)
{
  const double value = CLAMP (fixture->scroll.value + delta, 0, fixture->scroll.upper - HEIGHT);

  alcove_conversation_layout_set_following (fixture->layout, FALSE);
  alcove_conversation_layout_user_scrolled (fixture->layout, value);
}

static const AlcoveLayoutPlace *
last_place (Fixture *fixture)
{
  return &g_array_index (fixture->places, AlcoveLayoutPlace, fixture->places->len - 1);
}

static const AlcoveLayoutPlace *
first_place (Fixture *fixture)
{
  return &g_array_index (fixture->places, AlcoveLayoutPlace, 0);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  g_assert_cmpuint (fixture->places->len, ==, 0);
  g_assert_cmpfloat_with_epsilon (fixture->scroll.value, 0, 0.001);
  g_assert_cmpfloat_with_epsilon (fixture->scroll.upper, HEIGHT, 0.001);
}

static void
test_short (Fixture *fixture, gconstpointer data)
{
  fake_row (fixture, 0)->n_items = 1;
  allocate (fixture);
  g_assert_cmpuint (fixture->places->len, ==, 1);
  g_assert_cmpint (first_place (fixture)->y, ==, 6 + 12);
  g_assert_cmpfloat_with_epsilon (fixture->scroll.upper, HEIGHT, 0.001);
}

static void
test_opens_at_end (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  assert_filled (fixture);
  g_assert_cmpuint (last_place (fixture)->row, ==, fixture->rows->len - 1);
  g_assert_cmpint (last_place (fixture)->y + last_place (fixture)->height, ==, HEIGHT - 4 - 18);
  g_assert_cmpfloat_with_epsilon (fixture->scroll.value, fixture->scroll.upper - HEIGHT, 0.001);
}

/* To open a long chat must not measure more than to open a short one. */
static void
test_opening_is_lazy (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  g_assert_cmpuint (fixture->n_measured, <, 40);
}

static void
scroll_to_top (Fixture *fixture, double step)
{
  guint n_frames = 0;

  allocate (fixture);
  while (fixture->scroll.value > 0 && n_frames++ < 20000)
    {
      g_autoptr (GHashTable) before = picture (fixture);
      g_autoptr (GHashTable) after = NULL;
      const double from = fixture->scroll.value;

      scroll_by (fixture, -step);
      allocate (fixture);
      after = picture (fixture);
      assert_filled (fixture);
      if (from >= step)
        g_assert_cmpuint (assert_moved (before, after, (int) step), >, 0);
      if (n_frames % 40 == 0)
        {
          g_autoptr (GHashTable) rested = NULL;

          alcove_conversation_layout_fold (fixture->layout);
          allocate (fixture);
          rested = picture (fixture);
          assert_moved (after, rested, 0);
          g_assert_cmpfloat_with_epsilon (alcove_conversation_layout_get_slack (fixture->layout), 0,
                                          0.001);
        }
    }
  g_assert_cmpuint (first_place (fixture)->row, ==, 0);
  g_assert_cmpint (first_place (fixture)->y, ==, 6 + 12);
}

static void
test_scroll_up (Fixture *fixture, gconstpointer data)
{
  scroll_to_top (fixture, 37);
}

static void
test_scroll_up_fast (Fixture *fixture, gconstpointer data)
{
  scroll_to_top (fixture, 400);
}

/* What was measured and is let go keeps its height: the bar stays, and so does all that is seen. */
static void
test_let_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  double value, upper;

  allocate (fixture);
  for (guint i = 0; i < 60; i++)
    {
      scroll_by (fixture, -200);
      allocate (fixture);
    }
  alcove_conversation_layout_fold (fixture->layout);
  allocate (fixture);
  before = picture (fixture);
  value = fixture->scroll.value;
  upper = fixture->scroll.upper;
  for (guint i = 0; i < fixture->rows->len; i++)
    if (i + 5 < first_place (fixture)->row || i > last_place (fixture)->row + 5)
      alcove_conversation_layout_let_go (fixture->layout, i);
  g_assert_false (alcove_conversation_layout_is_expanded (fixture->layout, fixture->rows->len - 1));
  allocate (fixture);
  after = picture (fixture);
  assert_moved (before, after, 0);
  g_assert_cmpfloat_with_epsilon (fixture->scroll.value, value, 0.001);
  g_assert_cmpfloat_with_epsilon (fixture->scroll.upper, upper, 0.001);
  scroll_to_top (fixture, 400);
}

static void
test_scroll_down (Fixture *fixture, gconstpointer data)
{
  guint n_frames = 0;

  allocate (fixture);
  alcove_conversation_layout_scroll_to (fixture->layout, 0, 0, HEIGHT);
  allocate (fixture);
  g_assert_cmpfloat_with_epsilon (fixture->scroll.value, 0, 0.001);
  while (fixture->scroll.value < fixture->scroll.upper - HEIGHT - 0.5 && n_frames++ < 20000)
    {
      g_autoptr (GHashTable) before = picture (fixture);
      g_autoptr (GHashTable) after = NULL;
      const double room = fixture->scroll.upper - HEIGHT - fixture->scroll.value;

      scroll_by (fixture, 53);
      allocate (fixture);
      after = picture (fixture);
      assert_filled (fixture);
      if (room >= 53)
        g_assert_cmpuint (assert_moved (before, after, -53), >, 0);
    }
  g_assert_cmpuint (last_place (fixture)->row, ==, fixture->rows->len - 1);
  g_assert_cmpint (last_place (fixture)->y + last_place (fixture)->height, ==, HEIGHT - 4 - 18);
}

static void
go_to_middle (Fixture *fixture)
{
  allocate (fixture);
  alcove_conversation_layout_scroll_to (fixture->layout, fixture->rows->len / 2, 0, 20);
  allocate (fixture);
}

static void
test_far_jump (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  scroll_by (fixture, -fixture->scroll.upper / 2);
  allocate (fixture);
  assert_filled (fixture);
  g_assert_cmpuint (first_place (fixture)->row, >, fixture->rows->len / 4);
  g_assert_cmpuint (first_place (fixture)->row, <, fixture->rows->len * 3 / 4);
}

static void
test_prepend (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  go_to_middle (fixture);
  before = picture (fixture);
  insert (fixture, 0, 200, FALSE);
  allocate (fixture);
  after = picture (fixture);
  g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
}

static void
test_prepend_at_top (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  allocate (fixture);
  alcove_conversation_layout_scroll_to (fixture->layout, 0, 0, HEIGHT);
  allocate (fixture);
  before = picture (fixture);
  insert (fixture, 0, 30, TRUE);
  allocate (fixture);
  after = picture (fixture);
  g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
}

static void
test_append_below (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  go_to_middle (fixture);
  before = picture (fixture);
  insert (fixture, fixture->rows->len, 3, FALSE);
  allocate (fixture);
  after = picture (fixture);
  g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
}

static void
test_remove_above (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  go_to_middle (fixture);
  before = picture (fixture);
  g_array_remove_range (fixture->rows, 0, 10);
  alcove_conversation_layout_splice (fixture->layout, 0, 10, 0);
  allocate (fixture);
  after = picture (fixture);
  g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
}

static void
test_remove_all (Fixture *fixture, gconstpointer data)
{
  go_to_middle (fixture);
  alcove_conversation_layout_splice (fixture->layout, 0, fixture->rows->len, 0);
  g_array_set_size (fixture->rows, 0);
  allocate (fixture);
  g_assert_cmpuint (fixture->places->len, ==, 0);
  insert (fixture, 0, 5, FALSE);
  allocate (fixture);
  assert_filled (fixture);
}

static void
test_load_above (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  alcove_conversation_layout_scroll_to (fixture->layout, 20, 0, 40);
  for (guint i = 0; i < 20; i++)
    fake_row (fixture, i)->is_unloaded = TRUE;
  allocate (fixture);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GHashTable) before = picture (fixture);
      g_autoptr (GHashTable) after = NULL;

      fake_row (fixture, 19 - i)->is_unloaded = FALSE;
      alcove_conversation_layout_collapse (fixture->layout, 19 - i);
      allocate (fixture);
      after = picture (fixture);
      g_hash_table_remove (before, GUINT_TO_POINTER ((19 - i) * 100 + 1));
      g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
      assert_filled (fixture);
    }
}

static void
grow (Fixture *fixture, guint row)
{
  fake_row (fixture, row)->growth += 30;
  alcove_conversation_layout_resync (fixture->layout, row, fake_row (fixture, row)->n_items - 1);
}

static void
test_growth_is_followed (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  for (guint i = 0; i < 60; i++)
    {
      grow (fixture, fixture->rows->len - 1);
      allocate (fixture);
      assert_filled (fixture);
      g_assert_cmpint (last_place (fixture)->y + last_place (fixture)->height, ==, HEIGHT - 4 - 18);
      g_assert_cmpfloat_with_epsilon (fixture->scroll.value, fixture->scroll.upper - HEIGHT, 0.001);
    }
}

/* Who has scrolled up reads on undisturbed, in the growing item itself, too. */
static void
test_growth_is_not_followed (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  for (guint i = 0; i < 40; i++)
    grow (fixture, fixture->rows->len - 1);
  allocate (fixture);
  scroll_by (fixture, -300);
  allocate (fixture);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (GHashTable) before = picture (fixture);
      g_autoptr (GHashTable) after = NULL;

      grow (fixture, fixture->rows->len - 1);
      allocate (fixture);
      after = picture (fixture);
      g_assert_cmpuint (assert_moved (before, after, 0), ==, g_hash_table_size (before));
    }
}

static void
test_resize (Fixture *fixture, gconstpointer data)
{
  const AlcoveLayoutPlace *place;
  guint row, item;

  go_to_middle (fixture);
  scroll_by (fixture, 11);
  allocate (fixture);
  for (place = first_place (fixture); place->y + place->height <= 0; place++)
    ;
  row = place->row;
  item = place->item;
  for (guint i = 0; i < 10; i++)
    {
      fixture->zoom = 1 + i * 0.1;
      alcove_conversation_layout_invalidate (fixture->layout);
      allocate (fixture);
      assert_filled (fixture);
      for (place = first_place (fixture); place->y + place->height <= 0; place++)
        ;
      g_assert_cmpuint (place->row, ==, row);
      g_assert_cmpuint (place->item, ==, item);
    }
}

static void
test_resize_at_end (Fixture *fixture, gconstpointer data)
{
  allocate (fixture);
  fixture->zoom = 1.7;
  alcove_conversation_layout_invalidate (fixture->layout);
  allocate (fixture);
  assert_filled (fixture);
  g_assert_cmpint (last_place (fixture)->y + last_place (fixture)->height, ==, HEIGHT - 4 - 18);
}

/* A fling that is under way keeps its absolute values: the bar is not moved under it. */
static void
test_slack (Fixture *fixture, gconstpointer data)
{
  go_to_middle (fixture);
  for (guint i = 0; i < 30; i++)
    {
      const double wanted = fixture->scroll.value - 90;

      scroll_by (fixture, -90);
      allocate (fixture);
      g_assert_cmpfloat (fabs (fixture->scroll.value - wanted), <, 0.01);
      g_assert_false (fixture->scroll.is_rebased);
    }
  g_assert_cmpfloat (fabs (alcove_conversation_layout_get_slack (fixture->layout)), >, 1);
  alcove_conversation_layout_fold (fixture->layout);
  allocate (fixture);
  g_assert_cmpfloat_with_epsilon (alcove_conversation_layout_get_slack (fixture->layout), 0, 0.001);
}

/* A touchpad moves by parts of a pixel; they must add up. */
static void
test_fractions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  go_to_middle (fixture);
  before = picture (fixture);
  for (guint i = 0; i < 64; i++)
    {
      scroll_by (fixture, 0.25);
      allocate (fixture);
    }
  after = picture (fixture);
  g_assert_cmpuint (assert_moved (before, after, -16), >, 0);
}

/* Half of an expanded row goes away: the anchor falls back to what is left. */
static void
test_row_shrinks (Fixture *fixture, gconstpointer data)
{
  const guint row = fixture->rows->len / 2;

  fake_row (fixture, row)->n_items = 40;
  alcove_conversation_layout_collapse (fixture->layout, row);
  allocate (fixture);
  alcove_conversation_layout_scroll_to (fixture->layout, row, 30, 10);
  allocate (fixture);
  fake_row (fixture, row)->n_items = 2;
  alcove_conversation_layout_resync (fixture->layout, row, 2);
  allocate (fixture);
  assert_filled (fixture);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    guint n_rows;
    void (*test) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/ui/conversation/layout/empty", 0, test_empty },
    { "/ui/conversation/layout/short", 1, test_short },
    { "/ui/conversation/layout/opens-at-end/30", 30, test_opens_at_end },
    { "/ui/conversation/layout/opens-at-end/10000", 10000, test_opens_at_end },
    { "/ui/conversation/layout/opening-is-lazy", 10000, test_opening_is_lazy },
    { "/ui/conversation/layout/scroll-up/30", 30, test_scroll_up },
    { "/ui/conversation/layout/scroll-up/300", 300, test_scroll_up },
    { "/ui/conversation/layout/scroll-up-fast/300", 300, test_scroll_up_fast },
    { "/ui/conversation/layout/scroll-down/300", 300, test_scroll_down },
    { "/ui/conversation/layout/let-go", 300, test_let_go },
    { "/ui/conversation/layout/far-jump", 1000, test_far_jump },
    { "/ui/conversation/layout/prepend", 200, test_prepend },
    { "/ui/conversation/layout/prepend-at-top", 200, test_prepend_at_top },
    { "/ui/conversation/layout/append-below", 200, test_append_below },
    { "/ui/conversation/layout/remove-above", 200, test_remove_above },
    { "/ui/conversation/layout/remove-all", 50, test_remove_all },
    { "/ui/conversation/layout/load-above", 60, test_load_above },
    { "/ui/conversation/layout/growth-is-followed", 50, test_growth_is_followed },
    { "/ui/conversation/layout/growth-is-not-followed", 50, test_growth_is_not_followed },
    { "/ui/conversation/layout/resize", 200, test_resize },
    { "/ui/conversation/layout/resize-at-end", 200, test_resize_at_end },
    { "/ui/conversation/layout/slack", 400, test_slack },
    { "/ui/conversation/layout/fractions", 200, test_fractions },
    { "/ui/conversation/layout/row-shrinks", 30, test_row_shrinks },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, GUINT_TO_POINTER (cases[i].n_rows), set_up, cases[i].test,
                tear_down);
  return g_test_run ();
}
