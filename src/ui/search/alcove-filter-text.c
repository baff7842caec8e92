/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A search's filters in plain words, and the menu that offers them. Main thread. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-filter-text.h"

#define MAX_MODELS 12

/**
 * alcove_filter_text_dup:
 * @filter: what the search takes, such as "is:pinned"
 *
 * Returns: (transfer full): what people read
 */
char *
alcove_filter_text_dup (const char *filter)
{
  static const struct
  {
    const char *operator;
    const char *format;
  } words[] = {
    { "model:", NC_ ("search filter", "Model: %s") },
    { "before:", NC_ ("search filter", "Before %s") },
    { "after:", NC_ ("search filter", "Since %s") },
    { "in:", NC_ ("search filter", "Folder: %s") },
  };

  if (g_ascii_strcasecmp (filter, "is:pinned") == 0)
    return g_strdup (C_ ("search filter", "Pinned"));
  if (g_ascii_strcasecmp (filter, "in:archive") == 0)
    return g_strdup (C_ ("search filter", "Archived"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (filter, words[i].operator, strlen (words[i].operator)) == 0)
      {
        g_autoptr (GString) text
            = g_string_new (g_dpgettext2 (NULL, "search filter", words[i].format));

        g_string_replace (text, "%s", filter + strlen (words[i].operator), 1);
        if (g_str_equal (words[i].operator, "in:"))
          g_string_replace (text, "_", " ", 0);
        return g_string_free_and_steal (g_steal_pointer (&text));
      }
  return g_strdup (filter);
}

static void
append_filter (GMenu *menu, const char *label, const char *filter)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "search.add-filter", "s", filter);
  g_menu_append_item (menu, item);
}

static GMenuModel *
build_order (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, C_ ("search order", "_Newest First"), "search.order::newest");
  g_menu_append (menu, C_ ("search order", "_Best First"), "search.order::best");
  return G_MENU_MODEL (menu);
}

static void
append_days (GMenu *menu, const char *label, const char *operator, GDateTime * now, int days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (now, -days);
  g_autofree char *date = day ? g_date_time_format (day, "%Y-%m-%d") : NULL;
  g_autofree char *filter = date ? g_strconcat (operator, date, NULL) : NULL;

  if (filter != NULL)
    append_filter (menu, label, filter);
}

static GMenuModel *
build_dates (gint64 now_ms)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);

  append_days (menu, C_ ("search filter", "Today"), "after:", now, 0);
  append_days (menu, C_ ("search filter", "Last 7 Days"), "after:", now, 6);
  append_days (menu, C_ ("search filter", "Last 30 Days"), "after:", now, 29);
  append_days (menu, C_ ("search filter", "Last 365 Days"), "after:", now, 364);
  append_days (menu, C_ ("search filter", "Older than 30 Days"), "before:", now, 30);
  append_days (menu, C_ ("search filter", "Older than 365 Days"), "before:", now, 365);
  return G_MENU_MODEL (menu);
}

static void
append_model (GMenu *menu, const char *id)
{
  g_autofree char *filter = g_strconcat ("model:", id, NULL);

  append_filter (menu, id, filter);
}

/* The ones in use and those that the person likes; any other can be typed. */
static GMenuModel *
build_models (AlcoveSession *session)
{
  GMenu *menu = g_menu_new ();
  GListModel *models = alcove_session_get_models (session);
  const char *current = alcove_session_get_model (session);

  if (current != NULL)
    append_model (menu, current);
  for (guint i = 0; i < g_list_model_get_n_items (models)
                    && g_menu_model_get_n_items (G_MENU_MODEL (menu)) < MAX_MODELS;
       i++)
    {
      g_autoptr (AlcoveModel) model = g_list_model_get_item (models, i);

      if (alcove_model_get_is_favourite (model)
          && g_strcmp0 (alcove_model_get_id (model), current) != 0)
        append_model (menu, alcove_model_get_id (model));
    }
  return G_MENU_MODEL (menu);
}

/* A space of a folder's name would end the filter. */
static GMenuModel *
build_folders (AlcoveSession *session)
{
  GMenu *menu = g_menu_new ();
  GListModel *folders = alcove_session_get_folders (session);

  for (guint i = 0; i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr (AlcoveFolder) folder = g_list_model_get_item (folders, i);
      g_autofree char *name = g_strdelimit (g_strdup (alcove_folder_get_name (folder)), " ", '_');
      g_autofree char *filter = g_strconcat ("in:", name, NULL);

      append_filter (menu, alcove_folder_get_name (folder), filter);
    }
  return G_MENU_MODEL (menu);
}

/**
 * alcove_filter_text_build_menu:
 * @session: an open account
 * @now_ms: Unix milliseconds
 *
 * Returns: (transfer full): the orders and filters of a search, for the actions search.order and search.add-filter
 */
GMenuModel *
alcove_filter_text_build_menu (AlcoveSession *session, gint64 now_ms)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) filters = g_menu_new ();
  g_autoptr (GMenuModel) order = build_order ();
  g_autoptr (GMenuModel) dates = build_dates (now_ms);
  g_autoptr (GMenuModel) models = build_models (session);
  g_autoptr (GMenuModel) folders = build_folders (session);

  g_menu_append_section (menu, NULL, order);
  append_filter (filters, C_ ("search filter", "_Pinned"), "is:pinned");
  append_filter (filters, C_ ("search filter", "_Archived"), "in:archive");
  if (g_menu_model_get_n_items (folders) > 0)
    g_menu_append_submenu (filters, C_ ("search filter", "_Folder"), folders);
  g_menu_append_submenu (filters, C_ ("search filter", "_Date"), dates);
  if (g_menu_model_get_n_items (models) > 0)
    g_menu_append_submenu (filters, C_ ("search filter", "_Model"), models);
  g_menu_append_section (menu, C_ ("search filter", "Only"), G_MENU_MODEL (filters));
  return G_MENU_MODEL (menu);
}
