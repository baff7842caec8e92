/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Reads an answer to a screen reader while it comes. Main thread.
 *
 * Only finished sentences are said, each once; code and tables are named, not spelled. Who wants less hears only
 * that the answer is finished, or nothing. One answer is followed at a time: the one that is drained. How an
 * answer failed is said in both. */

#include "alcove-answer-announcer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "alcove-message-footer.h"

G_DEFINE_ENUM_TYPE (AlcoveAnnounce, alcove_announce,
                    G_DEFINE_ENUM_VALUE (ALCOVE_ANNOUNCE_OFF, "off"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_ANNOUNCE_SENTENCES, "sentences"),
                    G_DEFINE_ENUM_VALUE (ALCOVE_ANNOUNCE_FINISHED, "finished"))

struct _AlcoveAnswerAnnouncer
{
  AlcoveAnnounceFunc func;
  gpointer owner;
  AlcoveAnnounce mode;
  AlcoveMessage *message; /* weak: only compared */
  guint block;
  guint byte;
};

/**
 * alcove_answer_announcer_new:
 * @func: says a text
 * @owner: for @func
 *
 * Returns: (transfer full): an announcer that has said nothing
 */
AlcoveAnswerAnnouncer *
alcove_answer_announcer_new (AlcoveAnnounceFunc func, gpointer owner)
{
  AlcoveAnswerAnnouncer *self = g_new0 (AlcoveAnswerAnnouncer, 1);

  self->func = func;
  self->owner = owner;
  self->mode = ALCOVE_ANNOUNCE_SENTENCES;
  return self;
}

/**
 * alcove_answer_announcer_set_mode:
 * @self: an announcer
 * @mode: what is said from now on
 */
void
alcove_answer_announcer_set_mode (AlcoveAnswerAnnouncer *self, AlcoveAnnounce mode)
{
  self->mode = mode;
}

/**
 * alcove_answer_announcer_free:
 * @self: (transfer full): an announcer
 */
void
alcove_answer_announcer_free (AlcoveAnswerAnnouncer *self)
{
  g_clear_weak_pointer (&self->message);
  g_free (self);
}

/* Behind the last sentence that has ended: a stop and a space behind it. */
static guint
finished_bytes (const char *text, guint length)
{
  g_autofree PangoLogAttr *attrs = NULL;
  const glong n_chars = g_utf8_strlen (text, length);
  glong at = n_chars;

  attrs = g_new0 (PangoLogAttr, n_chars + 1);
  pango_get_log_attrs (text, (int) length, -1, NULL, attrs, (int) n_chars + 1);
  while (at > 0 && !(at < n_chars && attrs[at].is_sentence_start))
    at--;
  return (guint) (g_utf8_offset_to_pointer (text, at) - text);
}

/* Most frames bring no end of a sentence; then nothing is analysed. */
static gboolean
may_end (const char *text)
{
  /* of Arabic, Urdu, Devanagari, Chinese and Japanese */
  static const char *const stops[] = { "؟", "۔", "।", "。", "！", "？" };

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    if (strstr (text, stops[i]) != NULL)
      return TRUE;
  return strpbrk (text, ".!?:") != NULL;
}

static void
say (AlcoveAnswerAnnouncer *self, const char *text, guint length)
{
  g_autofree char *piece = g_strstrip (g_strndup (text, length));

  if (*piece != '\0')
    self->func (self->owner, piece);
}

static void
say_rest (AlcoveAnswerAnnouncer *self, const AlcoveBlock *block)
{
  g_autofree char *words = NULL;

  switch (block->kind)
    {
    case ALCOVE_BLOCK_CODE:
      words = block->language ? g_strdup_printf (_ ("Code: %s"), block->language)
                              : g_strdup (_ ("Code"));
      break;
    case ALCOVE_BLOCK_TABLE:
      words = g_strdup (_ ("Table"));
      break;
    case ALCOVE_BLOCK_RULE:
      return;
    case ALCOVE_BLOCK_PARAGRAPH:
    case ALCOVE_BLOCK_HEADING:
    case ALCOVE_BLOCK_HTML:
    default:
      while (self->byte < block->run.length && (block->run.text[self->byte] & 0xc0) == 0x80)
        self->byte++;
      if (self->byte < block->run.length)
        say (self, block->run.text + self->byte, block->run.length - self->byte);
      return;
    }
  say (self, words, (guint) strlen (words));
}

static void
begin (AlcoveAnswerAnnouncer *self, AlcoveConversationEntry *entry)
{
  g_set_weak_pointer (&self->message, entry->message);
  self->block = self->byte = 0;
}

/* The end of the last block, which may go on. */
static void
say_finished_sentences (AlcoveAnswerAnnouncer *self, const AlcoveBlock *last)
{
  guint finished;

  if (last->kind != ALCOVE_BLOCK_PARAGRAPH || self->byte >= last->run.length)
    return;
  /* what was a star a moment ago may be emphasis now: the text before can have become shorter */
  while (self->byte > 0 && (last->run.text[self->byte] & 0xc0) == 0x80)
    self->byte--;
  if (!may_end (last->run.text + self->byte))
    return;
  finished = finished_bytes (last->run.text + self->byte, last->run.length - self->byte);
  if (finished == 0)
    return;
  say (self, last->run.text + self->byte, finished);
  self->byte += finished;
}

static void
say_sentences (AlcoveAnswerAnnouncer *self, AlcoveConversationEntry *entry, gboolean is_open)
{
  GPtrArray *blocks = alcove_conversation_entry_get_blocks (entry, ALCOVE_SECTION_TEXT);

  if (blocks == NULL)
    return;
  for (; self->block + (is_open ? 1 : 0) < blocks->len; self->block++, self->byte = 0)
    say_rest (self, g_ptr_array_index (blocks, self->block));
  if (self->block < blocks->len)
    say_finished_sentences (self, g_ptr_array_index (blocks, self->block));
}

/* Why it is not complete; that it is, only to who hears nothing else of it. */
static void
say_end (AlcoveAnswerAnnouncer *self, AlcoveMessage *message)
{
  g_autofree char *failure = alcove_message_footer_dup_status (message);

  if (failure != NULL)
    self->func (self->owner, failure);
  else if (self->mode == ALCOVE_ANNOUNCE_FINISHED)
    self->func (self->owner, _ ("The answer is finished"));
}

/**
 * alcove_answer_announcer_update:
 * @self: an announcer
 * @entry: an answer that grew, or ended
 *
 * Says the sentences that are finished now, or that the answer is.
 */
void
alcove_answer_announcer_update (AlcoveAnswerAnnouncer *self, AlcoveConversationEntry *entry)
{
  const gboolean is_open = alcove_status_is_open (alcove_message_get_status (entry->message));

  if (self->mode == ALCOVE_ANNOUNCE_OFF || alcove_conversation_entry_is_user (entry)
      || (!is_open && self->message != entry->message))
    return;
  if (self->message != entry->message)
    begin (self, entry);
  if (self->mode == ALCOVE_ANNOUNCE_SENTENCES)
    say_sentences (self, entry, is_open);
  if (is_open)
    return;
  say_end (self, entry->message);
  g_clear_weak_pointer (&self->message);
}
