/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The writes of one chat: a line of them, the first one under way. Main thread.
 *
 * At most one write is under way. A message has at most one write in the line that is not under way.
 * While there is an error or the writer is held, nothing leaves. */

#include "alcove-chat-writer.h"

#include "alcove-error.h"

typedef enum
{
  WRITE_CREATE,
  WRITE_ADD,
  WRITE_UPDATE,
} WriteKind;

typedef struct
{
  WriteKind kind;
  AlcoveChatRecord *chat;
  AlcoveMessageRecord *message;
} Write;

enum
{
  WRITTEN,
  FAILED,
  N_SIGNALS
};

struct _AlcoveChatWriter
{
  GObject parent_instance;

  AlcoveStore *store;
  GQueue writes;
  GPtrArray *waiting; /* promises of flush */
  GPtrArray *pausing; /* promises of hold */
  GError *error;
  gboolean is_busy;
  gboolean is_held;
};

G_DEFINE_FINAL_TYPE (AlcoveChatWriter, alcove_chat_writer, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
write_free (Write *write)
{
  g_clear_pointer (&write->chat, alcove_chat_record_unref);
  g_clear_pointer (&write->message, alcove_message_record_unref);
  g_free (write);
}

static void
alcove_chat_writer_finalize (GObject *object)
{
  AlcoveChatWriter *self = ALCOVE_CHAT_WRITER (object);

  g_queue_clear_full (&self->writes, (GDestroyNotify) write_free);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->pausing);
  g_clear_error (&self->error);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (alcove_chat_writer_parent_class)->finalize (object);
}

static void
alcove_chat_writer_class_init (AlcoveChatWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = alcove_chat_writer_finalize;
  signals[WRITTEN] = g_signal_new ("written", ALCOVE_TYPE_CHAT_WRITER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, ALCOVE_TYPE_CHAT_RECORD);
  signals[FAILED] = g_signal_new ("failed", ALCOVE_TYPE_CHAT_WRITER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
alcove_chat_writer_init (AlcoveChatWriter *self)
{
  g_queue_init (&self->writes);
  self->waiting = g_ptr_array_new_with_free_func (dex_unref);
  self->pausing = g_ptr_array_new_with_free_func (dex_unref);
}

/**
 * alcove_chat_writer_new:
 * @store: where the chat is kept
 *
 * Returns: (transfer full): a writer with nothing to write
 */
AlcoveChatWriter *
alcove_chat_writer_new (AlcoveStore *store)
{
  AlcoveChatWriter *self = g_object_new (ALCOVE_TYPE_CHAT_WRITER, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * alcove_chat_writer_get_store:
 * @self: a writer
 *
 * Returns: (transfer none): where the chat is kept
 */
AlcoveStore *
alcove_chat_writer_get_store (AlcoveChatWriter *self)
{
  return self->store;
}

/**
 * alcove_chat_writer_set_store:
 * @self: a writer that is held, or has an error, or has nothing to write
 * @store: where the chat is kept from now on
 */
void
alcove_chat_writer_set_store (AlcoveChatWriter *self, AlcoveStore *store)
{
  g_set_object (&self->store, store);
}

/**
 * alcove_chat_writer_get_error:
 * @self: a writer
 *
 * Returns: (nullable) (transfer none): why the first write of the line could not be made
 */
const GError *
alcove_chat_writer_get_error (AlcoveChatWriter *self)
{
  return self->error;
}

/**
 * alcove_chat_writer_get_unborn_chat:
 * @self: a writer
 *
 * Returns: (nullable) (transfer none): the chat that is still to be made and may be changed until then
 */
AlcoveChatRecord *
alcove_chat_writer_get_unborn_chat (AlcoveChatWriter *self)
{
  const Write *write = g_queue_peek_head (&self->writes);

  return write && write->kind == WRITE_CREATE && !self->is_busy ? write->chat : NULL;
}

static void
settle (GPtrArray *promises, const GError *error)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (dex_unref);

  g_ptr_array_extend_and_steal (taken, g_ptr_array_ref (promises));
  for (guint i = 0; i < taken->len; i++)
    {
      if (error != NULL)
        dex_promise_reject (g_ptr_array_index (taken, i), g_error_copy (error));
      else
        dex_promise_resolve_boolean (g_ptr_array_index (taken, i), TRUE);
    }
}

static void write_next (AlcoveChatWriter *self);

static DexFuture *
written_cb (DexFuture *future, gpointer user_data)
{
  AlcoveChatWriter *self = user_data;
  const GValue *value = dex_future_get_value (future, &self->error);

  self->is_busy = FALSE;
  if (value != NULL)
    {
      Write *write = g_queue_pop_head (&self->writes);
      AlcoveChatRecord *chat
          = G_VALUE_HOLDS (value, ALCOVE_TYPE_CHAT_RECORD) ? g_value_get_boxed (value) : NULL;

      g_signal_emit (self, signals[WRITTEN], 0, chat);
      write_free (write);
      settle (self->pausing, NULL);
      write_next (self);
    }
  else
    {
      g_signal_emit (self, signals[FAILED], 0);
      settle (self->pausing, NULL);
      settle (self->waiting, self->error);
    }
  return dex_future_new_true ();
}

static DexFuture *
start (AlcoveChatWriter *self, const Write *write)
{
  switch (write->kind)
    {
    case WRITE_CREATE:
      return alcove_store_create_chat (self->store, write->chat, write->message);
    case WRITE_ADD:
      return alcove_store_add_message (self->store, write->message);
    case WRITE_UPDATE:
      return alcove_store_update_message (self->store, write->message);
    default:
      g_assert_not_reached ();
    }
}

static void
write_next (AlcoveChatWriter *self)
{
  const Write *write = g_queue_peek_head (&self->writes);

  if (self->is_busy || self->is_held || self->error != NULL)
    return;
  if (write == NULL)
    {
      settle (self->waiting, NULL);
      return;
    }
  self->is_busy = TRUE;
  dex_future_disown (
      dex_future_finally (start (self, write), written_cb, g_object_ref (self), g_object_unref));
}

static void
push (AlcoveChatWriter *self, WriteKind kind, AlcoveChatRecord *chat, AlcoveMessageRecord *message)
{
  Write *write = g_new0 (Write, 1);

  write->kind = kind;
  write->chat = chat ? alcove_chat_record_ref (chat) : NULL;
  write->message = alcove_message_record_ref (message);
  g_queue_push_tail (&self->writes, write);
  write_next (self);
}

/**
 * alcove_chat_writer_create:
 * @self: a writer
 * @chat: a chat that the store does not know yet, with an id
 * @first: its first message, with an id; not changed any more
 */
void
alcove_chat_writer_create (AlcoveChatWriter *self, AlcoveChatRecord *chat,
                           AlcoveMessageRecord *first)
{
  push (self, WRITE_CREATE, chat, first);
}

/**
 * alcove_chat_writer_add:
 * @self: a writer
 * @message: a new message, with an id; not changed any more
 */
void
alcove_chat_writer_add (AlcoveChatWriter *self, AlcoveMessageRecord *message)
{
  push (self, WRITE_ADD, NULL, message);
}

/**
 * alcove_chat_writer_update:
 * @self: a writer
 * @message: how a message stands now; not changed any more
 *
 * Takes the place of an earlier write of this message that has not left yet.
 */
void
alcove_chat_writer_update (AlcoveChatWriter *self, AlcoveMessageRecord *message)
{
  GList *first = self->is_busy && self->writes.head ? self->writes.head->next : self->writes.head;

  for (GList *l = first; l; l = l->next)
    {
      Write *write = l->data;

      if (g_strcmp0 (write->message->id, message->id) == 0)
        {
          alcove_message_record_unref (write->message);
          write->message = alcove_message_record_ref (message);
          return;
        }
    }
  push (self, WRITE_UPDATE, NULL, message);
}

/**
 * alcove_chat_writer_flush:
 * @self: a writer
 *
 * Returns: (transfer full): a future that resolves to %TRUE once the line is empty, and rejects where a write
 *   failed
 */
DexFuture *
alcove_chat_writer_flush (AlcoveChatWriter *self)
{
  DexPromise *promise;

  if (self->error != NULL)
    return dex_future_new_for_error (g_error_copy (self->error));
  if (g_queue_is_empty (&self->writes))
    return dex_future_new_true ();
  promise = dex_promise_new ();
  g_ptr_array_add (self->waiting, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/**
 * alcove_chat_writer_retry:
 * @self: a writer
 *
 * Makes the writes that could not be made.
 *
 * Returns: (transfer full): as [method@ChatWriter.flush]
 */
DexFuture *
alcove_chat_writer_retry (AlcoveChatWriter *self)
{
  g_clear_error (&self->error);
  write_next (self);
  return alcove_chat_writer_flush (self);
}

/**
 * alcove_chat_writer_hold:
 * @self: a writer
 *
 * Lets nothing leave until [method@ChatWriter.release].
 *
 * Returns: (transfer full): a future that resolves to %TRUE once no write is under way
 */
DexFuture *
alcove_chat_writer_hold (AlcoveChatWriter *self)
{
  DexPromise *promise;

  self->is_held = TRUE;
  if (!self->is_busy)
    return dex_future_new_true ();
  promise = dex_promise_new ();
  g_ptr_array_add (self->pausing, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/**
 * alcove_chat_writer_get_is_held:
 * @self: a writer
 *
 * Returns: whether nothing leaves
 */
gboolean
alcove_chat_writer_get_is_held (AlcoveChatWriter *self)
{
  return self->is_held;
}

/**
 * alcove_chat_writer_release:
 * @self: a held writer
 */
void
alcove_chat_writer_release (AlcoveChatWriter *self)
{
  self->is_held = FALSE;
  write_next (self);
}

/**
 * alcove_chat_writer_drop:
 * @self: a writer
 *
 * Forgets all that has not left: the chat was deleted.
 */
void
alcove_chat_writer_drop (AlcoveChatWriter *self)
{
  Write *busy = self->is_busy ? g_queue_pop_head (&self->writes) : NULL;

  g_queue_clear_full (&self->writes, (GDestroyNotify) write_free);
  if (busy != NULL)
    g_queue_push_head (&self->writes, busy);
  g_clear_error (&self->error);
  if (!self->is_busy)
    settle (self->waiting, NULL);
}
