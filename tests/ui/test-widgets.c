/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Every widget stands up empty and goes without leaving anything behind; and what is pure in them. */

#include "ui-fixture.h"

#include "alcove-attachment-bar.h"
#include "alcove-attachment-private.h"
#include "alcove-account-form.h"
#include "alcove-account-switcher.h"
#include "alcove-conversation-header.h"
#include "alcove-conversation-page.h"
#include "alcove-model-picker.h"
#include "alcove-model-popover.h"
#include "alcove-search-chips.h"
#include "alcove-search-hits.h"
#include "alcove-search-page.h"
#include "alcove-sidebar-choice.h"
#include "alcove-sidebar-list.h"
#include "alcove-sidebar-row.h"
#include "alcove-sidebar-shelf.h"
#include "alcove-sidebar.h"
#include "alcove-skeleton.h"
#include "alcove-usage-chart.h"

static GtkWidget *
make_skeleton (void)
{
  return g_object_new (ALCOVE_TYPE_SKELETON, "rows", 3, "lines", 4, "row-spacing", 30, NULL);
}

static GtkWidget *
make_search_chips (void)
{
  AlcoveSearchChips *chips = g_object_new (ALCOVE_TYPE_SEARCH_CHIPS, NULL);

  alcove_search_chips_add (chips, "is:pinned");
  return GTK_WIDGET (chips);
}

static GtkWidget *
make_usage_chart (void)
{
  AlcoveUsageChart *chart = g_object_new (ALCOVE_TYPE_USAGE_CHART, NULL);
  g_autoptr (GListStore) rows = g_list_store_new (ALCOVE_TYPE_USAGE_ROW);
  g_autoptr (AlcoveUsageRow) row = alcove_usage_row_new_empty ("2026-11-20");

  g_list_store_append (rows, row);
  alcove_usage_chart_set_rows (chart, G_LIST_MODEL (rows), FALSE);
  return GTK_WIDGET (chart);
}

static GtkWidget *
make_search_hits (void)
{
  return g_object_new (ALCOVE_TYPE_SEARCH_HITS, NULL);
}

static GtkWidget *
make_sidebar_row (void)
{
  return alcove_sidebar_row_new (NULL, NULL);
}

static GtkWidget *
make_sidebar_list (void)
{
  return g_object_new (ALCOVE_TYPE_SIDEBAR_LIST, NULL);
}

static const struct
{
  const char *path;
  GtkWidget *(*make) (void);
} widgets[] = {
  { "/ui/widgets/account-form", alcove_account_form_new },
  { "/ui/widgets/account-switcher", alcove_account_switcher_new },
  { "/ui/widgets/conversation-header", alcove_conversation_header_new },
  { "/ui/widgets/conversation-page", alcove_conversation_page_new },
  { "/ui/widgets/model-picker", alcove_model_picker_new },
  { "/ui/widgets/search-chips", make_search_chips },
  { "/ui/widgets/search-hits", make_search_hits },
  { "/ui/widgets/search-page", alcove_search_page_new },
  { "/ui/widgets/sidebar", alcove_sidebar_new },
  { "/ui/widgets/sidebar-choice", alcove_sidebar_choice_new },
  { "/ui/widgets/sidebar-list", make_sidebar_list },
  { "/ui/widgets/sidebar-row", make_sidebar_row },
  { "/ui/widgets/sidebar-shelf", alcove_sidebar_shelf_new },
  { "/ui/widgets/skeleton", make_skeleton },
  { "/ui/widgets/usage-chart", make_usage_chart },
};

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* An animation that was under way may keep a widget for a frame more. */
static void
test_widget (gconstpointer data)
{
  GtkWidget *(*make) (void) = widgets[GPOINTER_TO_UINT (data)].make;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget = make ();

  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &widget);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  ui_fixture_flush ();
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  ui_fixture_wait (is_null, &widget);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_flush ();
}

/* All that is in it stands within it, however narrow it is. */
static void
assert_within (GtkWidget *parent, int width)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t box;

      if (!gtk_widget_get_visible (child))
        continue;
      g_assert_true (gtk_widget_compute_bounds (child, parent, &box));
      g_assert_cmpfloat (box.origin.x, >=, 0);
      g_assert_cmpfloat (box.origin.x + box.size.width, <=, width);
    }
}

static GtkWidget *
make_attachment_bar (void)
{
  GtkWidget *bar = g_object_new (ALCOVE_TYPE_ATTACHMENT_BAR, NULL);
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("words", 5);

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (attachments, alcove_attachment_new_from_bytes (
                                      bytes, "a letter to the landlord of the house.txt", NULL));
  alcove_attachment_bar_set_attachments (ALCOVE_ATTACHMENT_BAR (bar), attachments);
  return bar;
}

static GtkWidget *
make_long_chips (void)
{
  GtkWidget *chips = make_search_chips ();

  alcove_search_chips_add (ALCOVE_SEARCH_CHIPS (chips),
                           "model:a-maker/with-a-model-of-a-long-name");
  return chips;
}

static void
test_chips_right_to_left (gconstpointer data)
{
  GtkWidget *(*make) (void) = data;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget, *box;
  int least;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  widget = g_object_ref_sink (make ());
  box = ui_fixture_find (widget, ADW_TYPE_WRAP_BOX);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <, 300);
  for (int width = least; width < 600; width += 7)
    {
      int height;

      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      gtk_widget_allocate (widget, width, height, -1, NULL);
      assert_within (box, gtk_widget_get_width (box));
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  gtk_window_destroy (GTK_WINDOW (window));
  ui_fixture_flush ();
  g_object_unref (widget);
}

static void
test_narrow (void)
{
  GtkWidget *header = g_object_ref_sink (alcove_conversation_header_new ());
  GtkWidget *picker = ui_fixture_find (header, ALCOVE_TYPE_MODEL_PICKER);
  GtkWidget *bar = ui_fixture_find (header, ADW_TYPE_HEADER_BAR);
  gboolean is_compact;

  for (int i = 0; i < 3; i++)
    {
      g_object_set (header, "is-narrow", TRUE, NULL);
      g_assert_true (adw_header_bar_get_title_widget (ADW_HEADER_BAR (bar)) == picker);
      g_object_get (picker, "is-compact", &is_compact, NULL);
      g_assert_true (is_compact);
      g_object_set (header, "is-narrow", FALSE, NULL);
      g_assert_true (ADW_IS_WINDOW_TITLE (adw_header_bar_get_title_widget (ADW_HEADER_BAR (bar))));
      g_assert_nonnull (gtk_widget_get_parent (picker));
    }
  g_assert_finalize_object (header);
}

typedef struct
{
  const char *name;
  const char *query;
  const char *id;
  const char *model_name;
  gboolean matches;
} MatchCase;

static const MatchCase matches[] = {
  { "empty", "", "gpt-x", "GPT X", TRUE },
  { "id", "gpt", "gpt-x", NULL, TRUE },
  { "name", "llama", "meta/70b", "Llama 3", TRUE },
  { "case", "LLAMA", "llama-3", NULL, TRUE },
  { "all-words", "70b llama", "meta-llama-70b", NULL, TRUE },
  { "one-word-missing", "70b mistral", "meta-llama-70b", NULL, FALSE },
  { "spaces", "  llama  ", "llama", NULL, TRUE },
  { "none", "claude", "llama", "Llama", FALSE },
};

static void
test_match (gconstpointer data)
{
  const MatchCase *match = data;

  g_assert_cmpint (alcove_model_popover_matches (match->query, match->id, match->model_name), ==,
                   match->matches);
}

typedef struct
{
  const char *name;
  const char *address;
  gboolean is_private;
} AddressCase;

static const AddressCase addresses[] = {
  { "10", "http://10.0.0.5:8080/v1", TRUE },
  { "192.168", "http://192.168.1.20/v1", TRUE },
  { "172.16", "http://172.16.3.4/v1", TRUE },
  { "172.32", "http://172.32.3.4/v1", FALSE },
  { "link-local", "http://169.254.1.1/", TRUE },
  { "mdns", "http://box.local:11434/v1", TRUE },
  { "ula", "http://[fd12:3456::1]:8080/v1", TRUE },
  { "ipv6-link-local", "http://[fe80::1]/v1", TRUE },
  { "public", "http://93.184.216.34/v1", FALSE },
  { "public-ipv6", "http://[2606:2800::1]/v1", FALSE },
  { "public-name", "http://api.example.com/v1", FALSE },
  { "looks-local", "http://box.local.example.com/v1", FALSE },
  { "https", "https://192.168.1.20/v1", FALSE },
  { "no-address", "what is this", FALSE },
  { "empty", "", FALSE },
};

static void
test_address (gconstpointer data)
{
  const AddressCase *address = data;

  g_assert_cmpint (alcove_accounts_may_be_plain (address->address), ==, address->is_private);
}

int
main (int argc, char **argv)
{
  ui_fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    g_test_add_data_func (widgets[i].path, GUINT_TO_POINTER (i), test_widget);
  g_test_add_func ("/ui/widgets/conversation-header/narrow-and-back", test_narrow);
  g_test_add_data_func ("/ui/widgets/search-chips/right-to-left", make_long_chips,
                        test_chips_right_to_left);
  g_test_add_data_func ("/ui/widgets/attachment-bar/right-to-left", make_attachment_bar,
                        test_chips_right_to_left);
  for (guint i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/model-picker/match/", matches[i].name, NULL);

      g_test_add_data_func (path, &matches[i], test_match);
    }
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/account-form/private/", addresses[i].name, NULL);

      g_test_add_data_func (path, &addresses[i], test_address);
    }
  return g_test_run ();
}
