/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The start of a word that is longer than what the index knows starts by: for it the engine would first gather the
 * rows of all words that begin so. Instead a search takes the rows of the first three characters, newest first,
 * and asks here which of them have such a word. It remembers the words, for the snippets. Thread of the connection. */

#include "alcove-word-start.h"

#include <sqlite3.h>
#include <string.h>

#include "alcove-tokenizer.h"

struct _AlcoveWordStart
{
  fts5_tokenizer methods;
  Fts5Tokenizer *instance;
  char *token; /* as the index has it */
  gsize size;
  char *head;       /* its first characters */
  GHashTable *seen; /* words that begin with it */
};

typedef struct
{
  AlcoveWordStart *start;
  gboolean is_in;
} Look;

typedef struct
{
  char *token;
  guint n;
} Only;

void
alcove_word_start_free (AlcoveWordStart *self)
{
  if (self->instance != NULL)
    self->methods.xDelete (self->instance);
  g_free (self->token);
  g_free (self->head);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self);
}

static int
take_only (void *data, int flags, const char *token, int size, int start, int end)
{
  Only *only = data;

  if (only->n++ == 0)
    only->token = g_strndup (token, (gsize) size);
  return SQLITE_OK;
}

/* The one token of a text; NULL where it has none or several. */
static char *
dup_only_token (AlcoveWordStart *self, const char *text)
{
  Only only = { NULL, 0 };

  self->methods.xTokenize (self->instance, &only, FTS5_TOKENIZE_QUERY, text, (int) strlen (text),
                           take_only);
  if (only.n == 1)
    return only.token;
  g_free (only.token);
  return NULL;
}

static gboolean
is_own_token (AlcoveWordStart *self, const char *text)
{
  g_autofree char *token = dup_only_token (self, text);

  return g_strcmp0 (token, text) == 0;
}

static gboolean
is_text (const char *token)
{
  return token != NULL && g_utf8_validate (token, -1, NULL);
}

/**
 * alcove_word_start_new: (skip)
 * @db: a connection
 * @typed: (nullable): what may go on
 *
 * Returns: (transfer full) (nullable): the start of a word; %NULL for one that the index knows, and for what is
 *   not the start of one word
 */
AlcoveWordStart *
alcove_word_start_new (AlcoveDb *db, const char *typed)
{
  g_autoptr (AlcoveWordStart) self = g_new0 (AlcoveWordStart, 1);

  if (typed == NULL
      || !alcove_tokenizer_create (alcove_db_get_handle (db), &self->methods, &self->instance))
    return NULL;
  self->token = dup_only_token (self, typed);
  if (!is_text (self->token) || g_utf8_strlen (self->token, -1) <= ALCOVE_WORD_START_INDEXED)
    return NULL;
  self->size = strlen (self->token);
  self->head = g_utf8_substring (self->token, 0, ALCOVE_WORD_START_INDEXED);
  if (!is_own_token (self, self->head))
    return NULL;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return g_steal_pointer (&self);
}

const char *
alcove_word_start_get_head (AlcoveWordStart *self)
{
  return self->head;
}

static int
take_last (void *data, int flags, const char *token, int size, int start, int end)
{
  char **last = data;

  g_free (*last);
  *last = g_strndup (token, (gsize) size);
  return SQLITE_OK;
}

/**
 * alcove_word_start_is_indexed: (skip)
 * @db: a connection
 * @typed: what may go on: a word, or several of a phrase
 *
 * Returns: whether the index knows the start of its last word, so that it can be read from anywhere
 */
gboolean
alcove_word_start_is_indexed (AlcoveDb *db, const char *typed)
{
  g_autoptr (AlcoveWordStart) self = g_new0 (AlcoveWordStart, 1);
  g_autofree char *last = NULL;

  if (!alcove_tokenizer_create (alcove_db_get_handle (db), &self->methods, &self->instance))
    return FALSE;
  self->methods.xTokenize (self->instance, &last, FTS5_TOKENIZE_QUERY, typed, (int) strlen (typed),
                           take_last);
  return is_text (last) && g_utf8_strlen (last, -1) <= ALCOVE_WORD_START_INDEXED;
}

static int
look_at (void *data, int flags, const char *token, int size, int start, int end)
{
  Look *look = data;
  AlcoveWordStart *self = look->start;

  if ((gsize) size < self->size || memcmp (token, self->token, self->size) != 0)
    return SQLITE_OK;
  look->is_in = TRUE;
  g_hash_table_add (self->seen, g_strndup (token, (gsize) size));
  return SQLITE_OK;
}

/* Whether a word of the text begins so. */
gboolean
alcove_word_start_is_in (AlcoveWordStart *self, const char *text)
{
  Look look = { self, FALSE };

  self->methods.xTokenize (self->instance, &look, FTS5_TOKENIZE_DOCUMENT, text, (int) strlen (text),
                           look_at);
  return look.is_in;
}

/* An FTS5 expression of the words that were seen, in brackets. */
char *
alcove_word_start_dup_match (AlcoveWordStart *self)
{
  GString *match = g_string_new (NULL);
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_string_append_printf (match, "%s\"%s\"", match->len ? " OR " : "(", (char *) word);
  g_string_append_c (match, ')');
  return g_string_free_and_steal (match);
}
