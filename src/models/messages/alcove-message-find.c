/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Looks for words in all messages of a shown path, as they are read, not as they are written: two words with a
 * star between them stand side by side. Main thread; what is not here comes from the store by pages, and between
 * two pages everything else goes on. Nothing is loaded into the list by it. What is folded
 * is looked through, too: the view unfolds what is gone to. The order of places is that of the view. */

#include "alcove-message-list-private.h"

#include <string.h>

#include "alcove-citation-marks.h"
#include "alcove-error.h"
#include "alcove-hidden-characters.h"
#include "alcove-markdown.h"
#include "alcove-message-private.h"
#include "alcove-part-extra.h"
#include "alcove-part-words.h"

#define PAGE 100
#define STACK (1 << 20) /* a long text is parsed in it */

typedef struct
{
  AlcoveMessageList *list;
  AlcoveFinder *finder;
  GCancellable *cancellable; /* nullable */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->list);
  alcove_finder_unref (look->finder);
  g_clear_object (&look->cancellable);
  g_free (look);
}

static guint
count_in (const Look *look, const char *text)
{
  g_autoptr (GArray) found = alcove_finder_find (look->finder, text, strlen (text));

  return found->len;
}

/* Where an answer has sources, the marks in it are numbers, as they are shown. */
static guint
count_in_markdown (const Look *look, const char *text, const char *const *targets)
{
  const gboolean is_cited = targets != NULL && targets[0] != NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  guint n = 0;

  if (text == NULL || *text == '\0'
      || (!is_cited && !alcove_finder_may_find (look->finder, text, strlen (text))))
    return 0;
  blocks = alcove_markdown_parse (text, -1);
  for (guint i = 0; i < blocks->len; i++)
    {
      g_autoptr (AlcoveBlock) block
          = alcove_citation_marks_apply (g_ptr_array_index (blocks, i), targets);
      g_autofree char *plain = alcove_block_dup_plain_text (block);

      n += count_in (look, plain);
    }
  return n;
}

static guint
count_in_plain (const Look *look, const char *text)
{
  g_autofree char *shown = text ? alcove_hidden_characters_reveal (text, -1, NULL) : NULL;

  return shown ? count_in (look, shown) : 0;
}

static guint
count_in_text (const Look *look, AlcoveRole role, const char *text, const char *const *targets)
{
  return role == ALCOVE_ROLE_USER || role == ALCOVE_ROLE_TOOL
             ? count_in_plain (look, text)
             : count_in_markdown (look, text, targets);
}

/* The addresses of the sources. */
static GStrv
collect_targets (GPtrArray *parts)
{
  g_autoptr (GStrvBuilder) targets = g_strv_builder_new ();

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);
      g_autofree char *url
          = part->kind == ALCOVE_PART_CITATION ? alcove_part_dup_extra (part, "url") : NULL;

      if (url != NULL)
        g_strv_builder_take (targets, g_steal_pointer (&url));
    }
  return g_strv_builder_end (targets);
}

/* What is folded: tools, files, sources. */
static guint
count_in_part (const Look *look, const AlcovePart *part)
{
  g_autoptr (AlcoveBlock) block = NULL;

  switch (part->kind)
    {
    case ALCOVE_PART_TEXT:
    case ALCOVE_PART_REASONING:
    case ALCOVE_PART_REFUSAL:
      return 0;
    case ALCOVE_PART_CITATION:
      {
        g_autofree char *url = alcove_part_dup_extra (part, "url");
        g_autofree char *title = url ? alcove_part_words_dup_title (part, url) : NULL;

        return title ? count_in (look, title) : 0;
      }
    case ALCOVE_PART_IMAGE:
    case ALCOVE_PART_FILE:
    case ALCOVE_PART_TOOL_CALL:
    case ALCOVE_PART_TOOL_RESULT:
    default:
      if (part->text == NULL)
        return 0;
      block = alcove_part_words_new_block (part);
      return count_in (look, block->run.text);
    }
}

static guint
count_in_parts (const Look *look, GPtrArray *parts)
{
  guint n = 0;

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    n += count_in_part (look, g_ptr_array_index (parts, i));
  return n;
}

static guint
count_in_message (const Look *look, AlcoveMessage *message)
{
  GPtrArray *parts = alcove_message_get_parts (message);
  g_auto (GStrv) targets = collect_targets (parts);

  return count_in_markdown (look, alcove_message_get_reasoning (message), NULL)
         + count_in_text (look, alcove_message_get_role (message),
                          alcove_message_get_text (message), (const char *const *) targets)
         + count_in_markdown (look, alcove_message_get_refusal (message), NULL)
         + count_in_parts (look, parts);
}

static guint
count_in_record (const Look *look, const AlcoveMessageRecord *record)
{
  g_auto (GStrv) targets = collect_targets (record->parts);
  guint n = count_in_parts (look, record->parts);

  for (guint i = 0; i < record->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (record->parts, i);

      if (part->kind == ALCOVE_PART_TEXT)
        n += count_in_text (look, record->role, part->text, (const char *const *) targets);
      else if (part->kind == ALCOVE_PART_REASONING || part->kind == ALCOVE_PART_REFUSAL)
        n += count_in_markdown (look, part->text, NULL);
    }
  return n;
}

static void
take (GArray *found, guint position, guint n)
{
  const AlcoveMessageFound place = { position, n };

  if (n > 0)
    g_array_append_val (found, place);
}

/* In a fiber: of messages that are not here. One that is gone from the store has no words; then each is asked for by
 * itself. */
static gboolean
look_in_store (const Look *look, const char *const *ids, const guint *positions, GArray *found,
               GError **error)
{
  g_autoptr (GError) gone = NULL;
  g_autoptr (GPtrArray) records
      = dex_await_boxed (alcove_message_list_get_content (look->list, ids), &gone);
  const gboolean is_one = ids[1] == NULL;

  for (guint i = 0; records != NULL && i < records->len; i++)
    take (found, positions[i], count_in_record (look, g_ptr_array_index (records, i)));
  if (records != NULL)
    return TRUE;
  if (!g_error_matches (gone, ALCOVE_ERROR, ALCOVE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&gone));
      return FALSE;
    }
  for (guint i = 0; !is_one && ids[i] != NULL; i++)
    {
      const char *const one[] = { ids[i], NULL };

      if (g_cancellable_set_error_if_cancelled (look->cancellable, error)
          || !look_in_store (look, one, &positions[i], found, error))
        return FALSE;
    }
  return TRUE;
}

/* In a fiber: what is here at once; what is not is asked for together. */
static gboolean
look_at_page (const Look *look, guint first, guint last, GArray *found, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (GStrv) missing = NULL;

  for (guint i = first; i < last; i++)
    {
      AlcoveMessage *message = alcove_message_list_peek (look->list, i);

      if (message != NULL)
        take (found, i, count_in_message (look, message));
      else
        {
          g_strv_builder_add (ids, alcove_message_list_get_id (look->list, i));
          g_array_append_val (positions, i);
        }
    }
  if (positions->len == 0)
    return TRUE;
  missing = g_strv_builder_end (ids);
  return look_in_store (look, (const char *const *) missing,
                        (const guint *) (void *) positions->data, found, error);
}

static int
by_position (gconstpointer a, gconstpointer b)
{
  const guint left = ((const AlcoveMessageFound *) a)->position;
  const guint right = ((const AlcoveMessageFound *) b)->position;

  return (left > right) - (left < right);
}

static DexFuture *
look_fiber (gpointer data)
{
  const Look *look = data;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (AlcoveMessageFound));
  GError *error = NULL;

  if (!dex_await (alcove_message_list_wait (look->list), &error))
    return dex_future_new_for_error (error);
  for (guint first = 0; first < g_list_model_get_n_items (G_LIST_MODEL (look->list)); first += PAGE)
    {
      const guint n = g_list_model_get_n_items (G_LIST_MODEL (look->list));

      if (g_cancellable_set_error_if_cancelled (look->cancellable, &error)
          || !look_at_page (look, first, MIN (first + PAGE, n), found, &error))
        return dex_future_new_for_error (error);
    }
  g_array_sort (found, by_position);
  return dex_future_new_take_boxed (G_TYPE_ARRAY, g_steal_pointer (&found));
}

/**
 * alcove_message_list_find_words:
 * @self: a list
 * @finder: what is looked for
 * @cancellable: (nullable): for who does not want it any more; nothing is read from the store after the page that is
 *   being read
 *
 * Returns: (transfer full): a future of a #GArray of #AlcoveMessageFound, in the order of the path
 */
DexFuture *
alcove_message_list_find_words (AlcoveMessageList *self, AlcoveFinder *finder,
                                GCancellable *cancellable)
{
  Look *look = g_new0 (Look, 1);

  look->list = g_object_ref (self);
  look->finder = alcove_finder_ref (finder);
  g_set_object (&look->cancellable, cancellable);
  return dex_scheduler_spawn (NULL, STACK, look_fiber, look, (GDestroyNotify) look_free);
}
