/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* What the tests of faults do with a history: a first save, chats, answers that stream, deletions, closing and opening
 * again. It goes on behind a failure, as a person would. Main thread. */

#include "workload.h"

#include <string.h>

/* How often, by an environment variable; a tenth of it by itself. */
guint
get_count (const char *variable, guint by_itself)
{
  const char *text = g_getenv (variable);

  return text ? (guint) g_ascii_strtoull (text, NULL, 10) : by_itself;
}

static void
promised_free (Promised *promised)
{
  g_free (promised->id);
  g_free (promised->chat_id);
  g_free (promised->text);
  g_free (promised);
}

Workload *
workload_new (void (*promise) (guint number))
{
  Workload *self = g_new0 (Workload, 1);

  self->promised = g_ptr_array_new_with_free_func ((GDestroyNotify) promised_free);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->promise = promise;
  return self;
}

void
workload_free (Workload *self)
{
  g_ptr_array_unref (self->promised);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

/* Takes the future. Its value, or NULL and the error is kept. */
static gpointer
await_or_keep (Workload *self, DexFuture *future, gpointer (*dup) (const GValue *))
{
  g_autoptr (GError) error = NULL;
  const GValue *value;
  gpointer result = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, &error);
  if (value != NULL)
    result = dup (value);
  else
    g_ptr_array_add (self->errors, g_steal_pointer (&error));
  dex_unref (future);
  return result;
}

static gpointer
dup_boxed (const GValue *value)
{
  return g_value_dup_boxed (value);
}

static gpointer
dup_true (const GValue *value)
{
  return GINT_TO_POINTER (TRUE);
}

static gboolean
await_done (Workload *self, DexFuture *future)
{
  return await_or_keep (self, future, dup_true) != NULL;
}

static guint
make_promise (Workload *self)
{
  self->n_promises++;
  if (self->promise != NULL)
    self->promise (self->n_promises);
  return self->n_promises;
}

static Promised *
add_promised (Workload *self, const char *id, const char *chat_id, const char *text)
{
  Promised *promised = g_new0 (Promised, 1);

  promised->id = g_strdup (id);
  promised->chat_id = g_strdup (chat_id);
  promised->text = g_strdup (text);
  promised->made = make_promise (self);
  g_ptr_array_add (self->promised, promised);
  return promised;
}

static AlcoveChatRecord *
create (Workload *self, AlcoveStore *store, guint round)
{
  g_autofree char *prompt = g_strdup_printf ("prompt %u", round);
  g_autoptr (AlcoveChatRecord) chat = alcove_chat_record_new ();
  g_autoptr (AlcoveMessageRecord) first
      = new_message (ALCOVE_ROLE_USER, ALCOVE_STATUS_COMPLETE, NULL, NULL, prompt);
  AlcoveChatRecord *created;

  chat->title = g_strdup (prompt);
  created = await_or_keep (self, alcove_store_create_chat (store, chat, first), dup_boxed);
  if (created != NULL)
    {
      add_promised (self, created->id, NULL, NULL);
      add_promised (self, created->active_leaf, created->id, prompt);
    }
  return created;
}

/* A message that is there, two checkpoints of its text, and its end: only that is a promise of the text. */
static void
stream (Workload *self, AlcoveStore *store, const AlcoveChatRecord *chat, guint round)
{
  g_autofree char *filling = g_strnfill (round % 3 ? 300 : 9000, 'x');
  g_autofree char *text = g_strdup_printf ("answer %u %s", round, filling);
  g_autoptr (AlcoveMessageRecord) draft = new_message (
      ALCOVE_ROLE_ASSISTANT, ALCOVE_STATUS_STREAMING, chat->id, chat->active_leaf, "");
  g_autoptr (AlcoveMessageRecord) answer
      = await_or_keep (self, alcove_store_add_message (store, draft), dup_boxed);
  Promised *promised;

  if (answer == NULL)
    return;
  promised = add_promised (self, answer->id, chat->id, NULL);
  set_text (answer, ALCOVE_PART_TEXT, "answer");
  await_done (self, alcove_store_update_message (store, answer));
  set_text (answer, ALCOVE_PART_TEXT, text);
  answer->status = ALCOVE_STATUS_COMPLETE;
  if (await_done (self, alcove_store_update_message (store, answer)))
    {
      promised->made = make_promise (self);
      promised->text = g_strdup (text);
    }
}

static void
delete_chat (Workload *self, AlcoveStore *store, const char *id)
{
  gboolean is_gone;
  guint number = 0;

  for (guint i = 0; i < self->promised->len; i++)
    {
      Promised *promised = g_ptr_array_index (self->promised, i);

      if (g_str_equal (promised->id, id) || g_strcmp0 (promised->chat_id, id) == 0)
        promised->may_be_gone = TRUE;
    }
  is_gone = await_done (self, alcove_store_delete_chat (store, id));
  if (is_gone)
    number = make_promise (self);
  for (guint i = 0; is_gone && i < self->promised->len; i++)
    {
      Promised *promised = g_ptr_array_index (self->promised, i);

      if (g_str_equal (promised->id, id) || g_strcmp0 (promised->chat_id, id) == 0)
        promised->gone = number;
    }
}

static AlcoveStore *
reopen (Workload *self, AlcoveStore *store, AlcoveAccount *account)
{
  AlcoveStore *next;

  await_done (self, alcove_store_close (store));
  close_store (store);
  next = alcove_store_new (account);
  if (!await_done (self, alcove_store_open (next)))
    await_done (self, alcove_store_open (next));
  return next;
}

/* From a first save on; every third chat goes again. */
void
workload_run (Workload *self, AlcoveAccount *account, guint n_rounds)
{
  AlcoveStore *store = alcove_store_new (account);

  if (!await_done (self, alcove_store_open (store)))
    await_done (self, alcove_store_open (store));
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (AlcoveChatRecord) chat = create (self, store, round);

      if (chat == NULL)
        continue;
      stream (self, store, chat, round);
      if (round % 3 == 2)
        delete_chat (self, store, chat->id);
      if (round % 4 == 3)
        store = reopen (self, store, account);
    }
  await_done (self, alcove_store_close (store));
  close_store (store);
}

static gboolean
is_there (AlcoveStore *store, const Promised *promised, gboolean with_text)
{
  const char *ids[] = { promised->id, NULL };
  DexFuture *future = promised->chat_id ? alcove_store_get_messages (store, promised->chat_id, ids)
                                        : alcove_store_get_chat (store, promised->id);
  const GValue *value;
  gboolean there;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  value = dex_future_get_value (future, NULL);
  there = value != NULL;
  if (there && with_text && promised->text != NULL)
    {
      GPtrArray *messages = g_value_get_boxed (value);
      g_autofree char *text = get_text (g_ptr_array_index (messages, 0));

      there = strcmp (text, promised->text) == 0;
    }
  dex_unref (future);
  return there;
}

void
workload_check (Workload *self, AlcoveStore *store, guint promise)
{
  for (guint i = 0; i < self->promised->len; i++)
    {
      const Promised *promised = g_ptr_array_index (self->promised, i);

      if (promised->gone != 0 && promised->gone <= promise)
        g_assert_false (is_there (store, promised, FALSE));
      else if (promised->made <= promise && !promised->may_be_gone)
        g_assert_true (is_there (store, promised, TRUE));
    }
}
