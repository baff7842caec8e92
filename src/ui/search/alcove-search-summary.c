/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What a search found, and where it looked in vain, in plain words. Pure. */

#include "alcove-config.h"

#include <glib/gi18n.h>

#include "alcove-filter-text.h"
#include "alcove-search-summary.h"

/**
 * alcove_search_summary_dup_count:
 * @n_hits: how many are shown
 * @has_more: whether there are others
 * @by_rank: whether the best come first
 *
 * Returns: (transfer full): how many were found
 */
char *
alcove_search_summary_dup_count (guint n_hits, gboolean has_more, gboolean by_rank)
{
  if (!has_more)
    return g_strdup_printf (ngettext ("%u hit", "%u hits", n_hits), n_hits);
  if (by_rank)
    return g_strdup_printf (ngettext ("The best %u hit", "The %u best hits", n_hits), n_hits);
  return g_strdup_printf (ngettext ("The newest %u hit", "The %u newest hits", n_hits), n_hits);
}

static void
append_chats (GString *out, gint64 n_saved, guint n_unsaved)
{
  g_autofree char *saved
      = g_strdup_printf (ngettext ("%lu saved chat, with the archive",
                                   "%lu saved chats, with the archive", (gulong) n_saved),
                         (gulong) n_saved);
  g_autofree char *unsaved = g_strdup_printf (
      ngettext ("%u chat that is not saved", "%u chats that are not saved", n_unsaved), n_unsaved);

  if (n_saved > 0)
    g_string_append_printf (out, "\n%s", saved);
  if (n_unsaved > 0)
    g_string_append_printf (out, "\n%s", unsaved);
}

/**
 * alcove_search_summary_dup_nothing:
 * @text: the words that were searched for
 * @filters: what the search was limited to
 * @n_saved: how many chats are in the vault
 * @n_unsaved: how many are not
 *
 * Returns: (transfer full): what was searched
 */
char *
alcove_search_summary_dup_nothing (const char *text, const char *const *filters, gint64 n_saved,
                                   guint n_unsaved)
{
  g_autofree char *words = g_strstrip (g_strdup (text));
  GString *out = g_string_new (NULL);

  if (n_saved == 0 && n_unsaved == 0)
    g_string_append (out, _ ("There are no chats yet."));
  else if (*words != '\0')
    g_string_append_printf (out, _ ("“%s” was looked for in titles and messages of:"), words);
  else
    g_string_append (out, _ ("These were looked at:"));
  append_chats (out, n_saved, n_unsaved);
  for (guint i = 0; filters && filters[i]; i++)
    {
      g_autofree char *filter = alcove_filter_text_dup (filters[i]);

      g_string_append_printf (out, i == 0 ? _ ("\nOnly: %s") : ", %s", filter);
    }
  return g_string_free_and_steal (out);
}
