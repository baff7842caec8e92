/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Pictures of a rich chat for people to look at: light, dark, narrow, with large text, right to left; with high
 * contrast where the process was started so. They are written beside this program, into pictures/.
 * What a machine can see of them is asserted: that something is there, and that nothing is wider than its column
 * or stands in another. */

#include <adwaita.h>
#include <glib/gstdio.h>

#include "alcove-conversation-view-private.h"
#include "sample-chat.h"

typedef struct
{
  const char *name;
  int width;
  gboolean is_dark;
  gboolean is_rtl;
  int dpi;
} Look;

static const Look looks[] = {
  { "light", 900, FALSE, FALSE, 96 },        { "dark", 900, TRUE, FALSE, 96 },
  { "narrow", 360, FALSE, FALSE, 96 },       { "large-text", 900, FALSE, FALSE, 192 },
  { "narrow-large", 360, TRUE, FALSE, 192 }, { "rtl", 900, FALSE, TRUE, 96 },
};

#define HEIGHT 1300

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
spin (guint ms)
{
  gboolean is_over = FALSE;

  g_timeout_add (ms, set_flag, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static char *
dup_path (const char *look, const char *part)
{
  g_autofree char *folder
      = g_test_build_filename (G_TEST_BUILT, "ui", "conversation", "pictures", NULL);
  g_autofree char *name = g_strdup_printf ("%s-%s.png", look, part);

  g_mkdir_with_parents (folder, 0755);
  return g_build_filename (folder, name, NULL);
}

/* What a widget drew in its last frame; nothing between two of them. */
static GskRenderNode *
get_node (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  return gtk_snapshot_free_to_node (snapshot);
}

static GdkTexture *
take_picture (GtkWidget *window)
{
  g_autoptr (GskRenderNode) node = NULL;

  while ((node = get_node (window)) == NULL)
    spin (20);
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
}

/* How many colours there are in it: text, a bubble, code, links make some dozens. */
static guint
count_colors (GdkTexture *texture)
{
  const gsize width = (gsize) gdk_texture_get_width (texture);
  const gsize height = (gsize) gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);

  gdk_texture_download (texture, (guchar *) pixels, width * 4);
  for (gsize i = 0; i < width * height; i++)
    g_hash_table_add (colors, GUINT_TO_POINTER (pixels[i]));
  return g_hash_table_size (colors);
}

static void
assert_in_order (AlcoveConversationView *view)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (view));
  const GArray *places = view->places;

  for (guint i = 0; i < places->len; i++)
    {
      const AlcoveLayoutPlace *place = &g_array_index (places, AlcoveLayoutPlace, i);
      AlcoveConversationEntry *entry = g_ptr_array_index (view->entries, place->row);
      const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, place->item);
      graphene_rect_t bounds;

      if (i > 0)
        g_assert_cmpint (place->y, >=, place[-1].y + place[-1].height);
      if (!gtk_widget_compute_bounds (item->widget, GTK_WIDGET (view), &bounds))
        continue;
      g_assert_cmpfloat (bounds.origin.x, >=, -24);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, width + 24);
    }
}

static void
write_picture (GtkWidget *window, AlcoveConversationView *view, const char *look, const char *part)
{
  g_autofree char *path = dup_path (look, part);
  g_autoptr (GdkTexture) texture = NULL;

  spin (250);
  assert_in_order (view);
  texture = take_picture (window);
  g_assert_cmpuint (count_colors (texture), >, 30);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  g_test_message ("%s", path);
}

static void
open_all (AlcoveConversationView *view)
{
  for (guint row = 0; row < view->entries->len; row++)
    {
      AlcoveConversationEntry *entry = g_ptr_array_index (view->entries, row);

      alcove_conversation_entry_expand (entry);
      for (guint i = 0; i < alcove_conversation_entry_get_n_items (entry); i++)
        {
          const AlcoveEntryItem *item = alcove_conversation_entry_get_item (entry, i);

          if (item->kind == ALCOVE_ENTRY_PART || item->kind == ALCOVE_ENTRY_TOGGLE)
            alcove_conversation_view_set_open (view, entry, item, TRUE);
        }
    }
  spin (100);
}

static void
test_look (gconstpointer data)
{
  const Look *look = data;
  g_autoptr (GListStore) messages = sample_chat_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  AlcoveConversationView *view;
  GtkWidget *window;

  sample_chat_add_parts (messages);
  gtk_widget_set_default_direction (look->is_rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", look->dpi * 1024, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look->is_dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  view = ALCOVE_CONVERSATION_VIEW (alcove_conversation_view_new ());
  alcove_conversation_view_set_messages (view, G_LIST_MODEL (messages));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (view));
  window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), look->width, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  spin (400);
  write_picture (window, view, look->name, "3-parts");
  open_all (view);
  alcove_conversation_actions_scroll (view, GTK_SCROLL_START);
  write_picture (window, view, look->name, "1-top");
  gtk_adjustment_set_value (view->vadjustment, HEIGHT * 0.9);
  write_picture (window, view, look->name, "2-middle");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    {
      static const Look contrast[] = { { "contrast-light", 900, FALSE, FALSE, 96 },
                                       { "contrast-dark", 900, TRUE, FALSE, 96 } };

      for (guint i = 0; i < G_N_ELEMENTS (contrast); i++)
        {
          g_autofree char *path = g_strconcat ("/ui/conversation/looks/", contrast[i].name, NULL);

          g_test_add_data_func (path, &contrast[i], test_look);
        }
      return g_test_run ();
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/conversation/looks/", looks[i].name, NULL);

      g_test_add_data_func (path, &looks[i], test_look);
    }
  return g_test_run ();
}
