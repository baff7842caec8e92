/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A whole shown path as one text of Markdown, for the clipboard. Main thread. */

#include "alcove-message-list-private.h"

#include "alcove-records.h"

typedef struct
{
  AlcoveMessageList *list;
  char *user;
  char *assistant;
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->list);
  g_free (copy->user);
  g_free (copy->assistant);
  g_free (copy);
}

static const char *
author_of (const Copy *copy, const AlcoveMessageRecord *record)
{
  if (record->role == ALCOVE_ROLE_USER)
    return copy->user;
  return record->model && *record->model ? record->model : copy->assistant;
}

static void
append (const Copy *copy, const AlcoveMessageRecord *record, GString *text)
{
  gboolean has_author = FALSE;

  for (guint i = 0; i < record->parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (record->parts, i);

      if ((part->kind != ALCOVE_PART_TEXT && part->kind != ALCOVE_PART_REFUSAL)
          || part->text == NULL || *part->text == '\0')
        continue;
      if (!has_author)
        g_string_append_printf (text, "%s## %s\n\n", text->len > 0 ? "\n" : "",
                                author_of (copy, record));
      has_author = TRUE;
      g_string_append (text, part->text);
      g_string_append (text, g_str_has_suffix (part->text, "\n") ? "" : "\n");
    }
}

static DexFuture *
copy_fiber (gpointer data)
{
  const Copy *copy = data;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GError *error = NULL;

  if (!dex_await (alcove_message_list_wait (copy->list), &error))
    return dex_future_new_for_error (error);
  records = dex_await_boxed (alcove_message_list_collect (copy->list, G_MAXUINT), &error);
  if (records == NULL)
    return dex_future_new_for_error (error);
  for (guint i = 0; i < records->len; i++)
    append (copy, g_ptr_array_index (records, i), text);
  return dex_future_new_take_string (g_string_free_and_steal (g_steal_pointer (&text)));
}

/**
 * alcove_message_list_copy:
 * @self: a list
 * @user: what the user is called
 * @assistant: what a model without a name is called
 *
 * Returns: (transfer full): a future of a string: all that was said, as Markdown, each message under who said it
 */
DexFuture *
alcove_message_list_copy (AlcoveMessageList *self, const char *user, const char *assistant)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->list = g_object_ref (self);
  copy->user = g_strdup (user);
  copy->assistant = g_strdup (assistant);
  return dex_scheduler_spawn (NULL, 0, copy_fiber, copy, (GDestroyNotify) copy_free);
}
