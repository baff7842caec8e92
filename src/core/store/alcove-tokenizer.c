/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The words of the search index, as an FTS5 tokenizer named "alcove" (sqlite.org/fts5.html, section 7).
 * Scripts with spaces go through unicode61 without diacritics. Han, Kana, Hangul and Bopomofo have no words
 * that a table could find, so a run of them gives every pair of neighbours, and in a text also its last
 * character alone, in the place of the last pair: a query of one character is then the prefix of a token
 * wherever it stands, and a phrase may go on behind the run.
 * The index on the disk depends on this file: a change needs a migration that rebuilds it.
 * Text comes in as any bytes; bytes that are not UTF-8 end a run. Thread of the connection. */

#include "alcove-tokenizer.h"

#include <sqlite3.h>
#include <string.h>

#include "alcove-db.h"

typedef int (*TokenFunc) (void *context, int flags, const char *token, int size, int start,
                          int end);

typedef struct
{
  fts5_tokenizer words;
  Fts5Tokenizer *instance;
} Tokenizer;

/* Where a piece of the text starts, for offsets that count from the start of all of it. */
typedef struct
{
  void *context;
  TokenFunc give;
  int offset;
} Piece;

/**
 * alcove_tokenizer_is_dense: (skip)
 * @c: a character
 *
 * Returns: whether it belongs to a script that is written without spaces between words
 */
gboolean
alcove_tokenizer_is_dense (gunichar c)
{
  if (c < 0x1100)
    return FALSE;
  if (c == 0x30fc || c == 0xff70) /* the long vowel of Kana */
    return TRUE;
  switch ((int) g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_BOPOMOFO:
      return g_unichar_isalnum (c) || g_unichar_ismark (c);
    default:
      return FALSE;
    }
}

/* The bytes of the character at text, 0 where none stands there. */
static int
dense_size (const char *text, int size)
{
  gunichar c;

  if ((guchar) *text < 0xe1) /* below U+1000 */
    return 0;
  c = g_utf8_get_char_validated (text, size);
  if (c == (gunichar) -1 || c == (gunichar) -2 || !alcove_tokenizer_is_dense (c))
    return 0;
  return g_unichar_to_utf8 (c, NULL);
}

static int
give_moved (void *data, int flags, const char *token, int size, int start, int end)
{
  const Piece *piece = data;

  return piece->give (piece->context, flags, token, size, piece->offset + start,
                      piece->offset + end);
}

/* Pairs of a run that starts at text + at; at moves behind it. */
static int
give_pairs (Piece *piece, int flags, const char *text, int size, int *at)
{
  int first = *at;
  int length = dense_size (text + first, size - first);
  const int start = first;

  for (;;)
    {
      const int second = first + length;
      const int next = second < size ? dense_size (text + second, size - second) : 0;
      const gboolean is_alone = first == start;
      int rc = SQLITE_OK;

      *at = second;
      if (next > 0 || is_alone || !(flags & FTS5_TOKENIZE_QUERY))
        rc = piece->give (piece->context, next > 0 || is_alone ? 0 : FTS5_TOKEN_COLOCATED,
                          text + first, length + next, first, second + next);
      if (rc != SQLITE_OK || next == 0)
        return rc;
      first = second;
      length = next;
    }
}

static int
tokenize (Fts5Tokenizer *instance, void *context, int flags, const char *text, int size,
          TokenFunc give)
{
  Tokenizer *self = (Tokenizer *) instance;
  Piece piece = { context, give, 0 };
  int start = 0, at = 0, rc = SQLITE_OK;

  while (rc == SQLITE_OK && at <= size)
    {
      const gboolean at_run = at < size && dense_size (text + at, size - at) > 0;

      if ((at_run || at == size) && at > start)
        {
          piece.offset = start;
          rc = self->words.xTokenize (self->instance, &piece, flags, text + start, at - start,
                                      give_moved);
        }
      if (rc == SQLITE_OK && at_run)
        {
          rc = give_pairs (&piece, flags, text, size, &at);
          start = at;
        }
      else
        at++;
    }
  return rc;
}

static void
destroy (Fts5Tokenizer *instance)
{
  Tokenizer *self = (Tokenizer *) instance;

  self->words.xDelete (self->instance);
  g_free (self);
}

static int
create (void *data, const char **args, int n_args, Fts5Tokenizer **instance)
{
  fts5_api *api = data;
  const char *options[] = { "remove_diacritics", "2" };
  Tokenizer *self = g_new0 (Tokenizer, 1);
  void *words_data = NULL;
  int rc = api->xFindTokenizer (api, "unicode61", &words_data, &self->words);

  if (rc == SQLITE_OK)
    rc = self->words.xCreate (words_data, options, G_N_ELEMENTS (options), &self->instance);
  if (rc != SQLITE_OK)
    g_clear_pointer (&self, g_free);
  *instance = (Fts5Tokenizer *) self;
  return rc;
}

static fts5_api *
find_api (sqlite3 *handle)
{
  fts5_api *api = NULL;
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5 (?1)", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (stmt);
    }
  sqlite3_finalize (stmt);
  return api;
}

/**
 * alcove_tokenizer_register: (skip)
 * @handle: a connection
 * @error: return location for an error
 *
 * Makes the tokenizer known to @handle, without which it cannot read the search index.
 *
 * Returns: whether it is known now
 */
gboolean
alcove_tokenizer_register (sqlite3 *handle, GError **error)
{
  fts5_tokenizer methods = { create, destroy, tokenize };
  fts5_api *api = find_api (handle);

  if (api != NULL && api->xCreateTokenizer (api, "alcove", api, &methods, NULL) == SQLITE_OK)
    return TRUE;
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_ENGINE,
                       "the engine was refused: it has no FTS5");
  return FALSE;
}

/**
 * alcove_tokenizer_create: (skip)
 * @handle: a connection that knows the tokenizer
 * @methods: (out caller-allocates): an fts5_tokenizer
 * @instance: (out): an Fts5Tokenizer, to be freed by the methods' xDelete
 *
 * Gives the tokenizer for a text outside the index.
 *
 * Returns: whether there is one
 */
gboolean
alcove_tokenizer_create (sqlite3 *handle, fts5_tokenizer *methods, Fts5Tokenizer **instance)
{
  fts5_api *api = find_api (handle);
  void *data = NULL;

  return api != NULL && api->xFindTokenizer (api, "alcove", &data, methods) == SQLITE_OK
         && methods->xCreate (data, NULL, 0, instance) == SQLITE_OK;
}
