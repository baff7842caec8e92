/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The pages of docs/help, which are linked into the program: which there are, and each in the reader's language.
 * Pure but for registering the resource. A page that is not translated is there in English. */

#include "alcove-help-source.h"

#include <gio/gio.h>
#include <string.h>

#include "alcove-help-resources.h"
#include "alcove-markdown.h"

#define PREFIX "/io/github/alcovechat/Alcove/help/"
#define SUFFIX ".md"

static const char *const names[]
    = { "first-steps", "saving",  "promises",        "keys",     "providers",
        "files",       "history", "troubleshooting", "keyboard", NULL };

/**
 * alcove_help_source_get_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all pages
 */
const char *const *
alcove_help_source_get_names (void)
{
  return names;
}

/**
 * alcove_help_source_find:
 * @target: the target of a link
 *
 * Returns: (transfer none) (nullable): the name of the page that it leads to
 */
const char *
alcove_help_source_find (const char *target)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (target, names[i]) && g_str_equal (target + strlen (names[i]), SUFFIX))
      return names[i];
  return NULL;
}

static GBytes *
look_up (const char *folder, const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, folder, *folder ? "/" : "", name, SUFFIX, NULL);

  g_resources_register (alcove_help_get_resource ());
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/* English is the language in which they are written: whoever prefers it to others gets no translation. */
static gboolean
is_english (const char *language)
{
  return g_str_equal (language, "C") || g_str_equal (language, "en")
         || g_str_has_prefix (language, "en_");
}

/**
 * alcove_help_source_load:
 * @name: of a page
 * @languages: the best first, as g_get_language_names() has them
 *
 * Returns: (transfer full) (nullable) (element-type AlcoveBlock): the page; %NULL where there is none
 */
GPtrArray *
alcove_help_source_load (const char *name, const char *const *languages)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!g_strv_contains (names, name))
    return NULL;
  for (guint i = 0; bytes == NULL && languages[i] != NULL && !is_english (languages[i]); i++)
    bytes = look_up (languages[i], name);
  if (bytes == NULL)
    bytes = look_up ("", name);
  return bytes ? alcove_markdown_parse (g_bytes_get_data (bytes, NULL),
                                        (gssize) g_bytes_get_size (bytes))
               : NULL;
}

/**
 * alcove_help_source_steal_title:
 * @blocks: (element-type AlcoveBlock): a page
 *
 * Returns: (transfer full): its first heading, which is taken out
 */
char *
alcove_help_source_steal_title (GPtrArray *blocks)
{
  const AlcoveBlock *first = blocks->len > 0 ? g_ptr_array_index (blocks, 0) : NULL;
  char *title;

  if (first == NULL || first->kind != ALCOVE_BLOCK_HEADING)
    return g_strdup ("");
  title = g_strdup (first->run.text);
  g_ptr_array_remove_index (blocks, 0);
  return title;
}
