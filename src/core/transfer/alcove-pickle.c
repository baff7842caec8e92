/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Reads Python's pickles of plain data, protocols 0 to 5 (https://docs.python.org/3/library/pickletools.html): numbers,
 * texts, bytes, lists, tuples, sets and dicts. Nothing is ever looked up, called or made by a name: what asks for that
 * is refused as unsafe. Blocks; one thread at a time.
 * What always holds: all values need no more than BYTES_MAX; no function here calls itself. */

#include "alcove-pickle.h"

#include <string.h>

#include "alcove-error.h"
#include "alcove-pickle-input.h"
#include "alcove-pickle-stack.h"

#define BYTES_MAX ((gsize) 96 * 1024 * 1024)
#define OPERATIONS_A_STEP 20000

struct _AlcovePickle
{
  AlcovePickleInput *input;
  AlcovePickleStack *stack;
  AlcovePickleValue *value; /* NULL before the end */
};

/**
 * alcove_pickle_is_one:
 * @head: the first bytes of a file
 * @length: how many they are
 *
 * Returns: whether it is a pickle of a list or a dict
 */
gboolean
alcove_pickle_is_one (const guint8 *head, gsize length)
{
  if (length < 3)
    return FALSE;
  if (head[0] == 0x80)
    return head[1] >= 2 && head[1] <= 5;
  /* The first two protocols tell no number; no JSON begins so. */
  return (head[0] == '(' && (head[1] == 'l' || head[1] == 'd') && head[2] == 'p')
         || ((head[0] == ']' || head[0] == '}') && (head[1] == 'q' || head[1] == '.'));
}

/**
 * alcove_pickle_new:
 * @stream: its bytes
 *
 * Returns: (transfer full): a pickle of which nothing is read
 */
AlcovePickle *
alcove_pickle_new (GInputStream *stream)
{
  AlcovePickle *self = g_new0 (AlcovePickle, 1);

  self->input = alcove_pickle_input_new (stream);
  self->stack = alcove_pickle_stack_new (BYTES_MAX);
  return self;
}

void
alcove_pickle_free (AlcovePickle *self)
{
  alcove_pickle_input_free (self->input);
  alcove_pickle_stack_free (self->stack);
  g_free (self);
}

goffset
alcove_pickle_get_position (AlcovePickle *self)
{
  return alcove_pickle_input_get_position (self->input);
}

const AlcovePickleValue *
alcove_pickle_get_value (AlcovePickle *self)
{
  return self->value;
}

gsize
alcove_pickle_get_size (AlcovePickle *self)
{
  return alcove_pickle_heap_get_size (self->stack->heap);
}

/* ---- values ---- */

/* So many bytes behind a length of that size. */
static gboolean
read_text (AlcovePickle *self, AlcovePickleKind kind, guint size, GError **error)
{
  g_autofree char *text = NULL;
  guint64 length;

  if (!alcove_pickle_input_take_number (self->input, size, &length, error))
    return FALSE;
  if (length >= BYTES_MAX || !alcove_pickle_heap_take (self->stack->heap, length + 1))
    return alcove_pickle_set_too_large (error);
  text = g_malloc (length + 1);
  if (!alcove_pickle_input_take (self->input, text, length, error))
    return FALSE;
  text[length] = '\0';
  return alcove_pickle_stack_push_text (self->stack, kind, g_steal_pointer (&text), length, error);
}

/* In the first protocol a text has one byte for each character up to U+00FF, and an escape for any other. */
static char *
dup_unescaped (const char *line)
{
  GString *text = g_string_new (NULL);

  while (*line != '\0')
    {
      const guint n = line[0] == '\\' ? (line[1] == 'u' ? 4 : line[1] == 'U' ? 8 : 0) : 0;
      g_autofree char *digits = n > 0 ? g_strndup (line + 2, n) : NULL;
      guint64 character;

      if (digits != NULL && g_ascii_string_to_unsigned (digits, 16, 1, 0x10ffff, &character, NULL))
        {
          g_string_append_unichar (text, (gunichar) character);
          line += 2 + strlen (digits);
        }
      else
        g_string_append_unichar (text, (guchar) *line++);
    }
  return g_string_free_and_steal (text);
}

static gboolean
read_line_text (AlcovePickle *self, GError **error)
{
  g_autofree char *line = alcove_pickle_input_take_line (self->input, error);
  g_autofree char *text = line ? dup_unescaped (line) : NULL;
  const gsize length = text ? strlen (text) : 0;

  if (text == NULL)
    return FALSE;
  if (!alcove_pickle_heap_take (self->stack->heap, length + 1))
    return alcove_pickle_set_too_large (error);
  return alcove_pickle_stack_push_text (self->stack, ALCOVE_PICKLE_TEXT, g_steal_pointer (&text),
                                        length, error);
}

static gboolean
push_int (AlcovePickle *self, gint64 value, GError **error)
{
  return alcove_pickle_stack_push_integer (self->stack, ALCOVE_PICKLE_INT, value, error);
}

/* What needs more than 64 bits says nothing that is needed. */
static gboolean
read_long (AlcovePickle *self, guint size, GError **error)
{
  guint8 bytes[8] = { 0 };
  guint64 length, value = 0;
  gsize n;

  if (!alcove_pickle_input_take_number (self->input, size, &length, error))
    return FALSE;
  n = (gsize) MIN (length, sizeof bytes);
  if (!alcove_pickle_input_take (self->input, bytes, n, error)
      || !alcove_pickle_input_skip (self->input, length - n, error))
    return FALSE;
  if (n > 0 && n < sizeof bytes && (bytes[n - 1] & 0x80) != 0)
    memset (bytes + n, 0xff, sizeof bytes - n);
  for (guint i = sizeof bytes; i > 0; i--)
    value = (value << 8) | bytes[i - 1];
  return push_int (self, (gint64) value, error);
}

/* `01` and `00` are booleans. */
static gboolean
read_line_int (AlcovePickle *self, gboolean is_long, GError **error)
{
  g_autofree char *line = alcove_pickle_input_take_line (self->input, error);

  if (line == NULL)
    return FALSE;
  if (!is_long && (g_str_equal (line, "00") || g_str_equal (line, "01")))
    return alcove_pickle_stack_push_integer (self->stack, ALCOVE_PICKLE_BOOL, line[1] == '1',
                                             error);
  return push_int (self, g_ascii_strtoll (line, NULL, 10), error);
}

static gboolean
read_line_float (AlcovePickle *self, GError **error)
{
  g_autofree char *line = alcove_pickle_input_take_line (self->input, error);

  return line != NULL
         && alcove_pickle_stack_push_number (self->stack, g_ascii_strtod (line, NULL), error);
}

static gboolean
read_int (AlcovePickle *self, guint size, GError **error)
{
  guint64 value;

  return alcove_pickle_input_take_number (self->input, size, &value, error)
         && push_int (self, size == 4 ? (gint32) (guint32) value : (gint64) value, error);
}

/* The largest byte comes first. */
static gboolean
read_float (AlcovePickle *self, GError **error)
{
  guint64 bits;
  double number;

  if (!alcove_pickle_input_take_number (self->input, 8, &bits, error))
    return FALSE;
  bits = GUINT64_SWAP_LE_BE (bits);
  memcpy (&number, &bits, sizeof number);
  return alcove_pickle_stack_push_number (self->stack, number, error);
}

/* ---- operations, in groups: each says whether it was one of its own ---- */

typedef enum
{
  OTHER,
  DONE,
  FAILED,
} Outcome;

static Outcome
outcome (gboolean ok)
{
  return ok ? DONE : FAILED;
}

/* The value is whole. */
static gboolean
stop (AlcovePickle *self, GError **error)
{
  self->value = alcove_pickle_stack_pop (self->stack, error);
  if (self->value != NULL)
    alcove_pickle_stack_forget (self->stack);
  return self->value != NULL;
}

/* PROTO tells which it is, FRAME how much may be read ahead. */
static gboolean
read_protocol (AlcovePickle *self, GError **error)
{
  guint64 number;

  if (!alcove_pickle_input_take_number (self->input, 1, &number, error))
    return FALSE;
  return number <= 5 || alcove_pickle_set_damaged (error);
}

/* What is known as soon as it is named. */
static Outcome
run_constant (AlcovePickle *self, guint8 code, GError **error)
{
  AlcovePickleStack *stack = self->stack;

  switch (code)
    {
    case 'N':
      return outcome (alcove_pickle_stack_push_empty (stack, ALCOVE_PICKLE_NONE, error));
    case 0x88:
    case 0x89:
      return outcome (
          alcove_pickle_stack_push_integer (stack, ALCOVE_PICKLE_BOOL, code == 0x88, error));
    case '}':
      return outcome (alcove_pickle_stack_push_empty (stack, ALCOVE_PICKLE_DICT, error));
    case ']':
    case ')':
    case 0x8f: /* EMPTY_SET */
      return outcome (alcove_pickle_stack_push_empty (stack, ALCOVE_PICKLE_LIST, error));
    case '(':
      return outcome (alcove_pickle_stack_push_mark (stack, error));
    case 0x80:
      return outcome (read_protocol (self, error));
    case 0x95: /* FRAME */
      return outcome (alcove_pickle_input_skip (self->input, 8, error));
    case '.':
      return outcome (stop (self, error));
    default:
      return OTHER;
    }
}

static Outcome
run_number (AlcovePickle *self, guint8 code, GError **error)
{
  switch (code)
    {
    case 'I':
    case 'L':
      return outcome (read_line_int (self, code == 'L', error));
    case 'J':
      return outcome (read_int (self, 4, error));
    case 'K':
      return outcome (read_int (self, 1, error));
    case 'M':
      return outcome (read_int (self, 2, error));
    case 0x8a:
      return outcome (read_long (self, 1, error));
    case 0x8b:
      return outcome (read_long (self, 4, error));
    case 'F':
      return outcome (read_line_float (self, error));
    case 'G':
      return outcome (read_float (self, error));
    default:
      return OTHER;
    }
}

static Outcome
run_text (AlcovePickle *self, guint8 code, GError **error)
{
  switch (code)
    {
    case 'V':
      return outcome (read_line_text (self, error));
    case 0x8c:
    case 'U':
      return outcome (read_text (self, ALCOVE_PICKLE_TEXT, 1, error));
    case 'X':
    case 'T':
      return outcome (read_text (self, ALCOVE_PICKLE_TEXT, 4, error));
    case 0x8d:
      return outcome (read_text (self, ALCOVE_PICKLE_TEXT, 8, error));
    case 'C':
      return outcome (read_text (self, ALCOVE_PICKLE_BYTES, 1, error));
    case 'B':
      return outcome (read_text (self, ALCOVE_PICKLE_BYTES, 4, error));
    case 0x8e:
    case 0x96: /* BYTEARRAY8 */
      return outcome (read_text (self, ALCOVE_PICKLE_BYTES, 8, error));
    default:
      return OTHER;
    }
}

static Outcome
run_stack (AlcovePickle *self, guint8 code, GError **error)
{
  AlcovePickleStack *stack = self->stack;

  switch (code)
    {
    case '0':
      return outcome (alcove_pickle_stack_drop (stack, error));
    case '1':
      return outcome (alcove_pickle_stack_drop_to_mark (stack, error));
    case '2':
      return outcome (alcove_pickle_stack_copy_top (stack, error));
    case 'a':
      return outcome (alcove_pickle_stack_add_last (stack, ALCOVE_PICKLE_LIST, error));
    case 's':
      return outcome (alcove_pickle_stack_add_last (stack, ALCOVE_PICKLE_DICT, error));
    case 'e':
    case 0x90: /* ADDITEMS */
      return outcome (alcove_pickle_stack_add_items (stack, ALCOVE_PICKLE_LIST, error));
    case 'u':
      return outcome (alcove_pickle_stack_add_items (stack, ALCOVE_PICKLE_DICT, error));
    case 'l':
    case 't':
    case 0x91: /* FROZENSET */
      return outcome (alcove_pickle_stack_gather (stack, ALCOVE_PICKLE_LIST, error));
    case 'd':
      return outcome (alcove_pickle_stack_gather (stack, ALCOVE_PICKLE_DICT, error));
    case 0x85:
    case 0x86:
    case 0x87:
      return outcome (alcove_pickle_stack_gather_last (stack, code - 0x84U, error));
    default:
      return OTHER;
    }
}

/* Its number stands in a line, or in so many bytes. */
static gboolean
take_place (AlcovePickle *self, guint size, guint64 *number, GError **error)
{
  g_autofree char *line = NULL;

  if (size > 0)
    return alcove_pickle_input_take_number (self->input, size, number, error);
  line = alcove_pickle_input_take_line (self->input, error);
  if (line == NULL)
    return FALSE;
  return g_ascii_string_to_unsigned (line, 10, 0, G_MAXUINT, number, NULL)
         || alcove_pickle_set_damaged (error);
}

static Outcome
run_memo (AlcovePickle *self, guint8 code, GError **error)
{
  const guint size = code == 'q' || code == 'h' ? 1 : code == 'r' || code == 'j' ? 4 : 0;
  guint64 number = 0;

  switch (code)
    {
    case 0x94:
      return outcome (alcove_pickle_stack_remember_next (self->stack, error));
    case 'p':
    case 'q':
    case 'r':
      return outcome (take_place (self, size, &number, error)
                      && alcove_pickle_stack_remember (self->stack, number, error));
    case 'g':
    case 'h':
    case 'j':
      return outcome (take_place (self, size, &number, error)
                      && alcove_pickle_stack_recall (self->stack, number, error));
    default:
      return OTHER;
    }
}

/* What looks up, calls or makes something by its name, or asks for what is elsewhere. */
static gboolean
is_unsafe (guint8 code)
{
  static const guint8 codes[]
      = { 'c', 'i', 'o', 'b', 'R', 'P', 'Q', 0x81, 0x82, 0x83, 0x84, 0x92, 0x93, 0x97, 0x98 };

  return memchr (codes, code, sizeof codes) != NULL;
}

static gboolean
run (AlcovePickle *self, guint8 code, GError **error)
{
  static Outcome (*const groups[]) (AlcovePickle *, guint8, GError **)
      = { run_text, run_memo, run_stack, run_constant, run_number };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      const Outcome out = groups[i](self, code, error);

      if (out != OTHER)
        return out == DONE;
    }
  if (!is_unsafe (code))
    return alcove_pickle_set_damaged (error);
  g_set_error_literal (error, ALCOVE_ERROR, ALCOVE_ERROR_UNSAFE_FILE,
                       "a pickle wants something to be run");
  return FALSE;
}

/**
 * alcove_pickle_step:
 * @self: a pickle
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 * @error: return location for an error: %ALCOVE_ERROR_UNSAFE_FILE, %ALCOVE_ERROR_DAMAGED_FILE,
 *   %ALCOVE_ERROR_FILE_TOO_LARGE, or of the stream
 *
 * Reads on for a while.
 *
 * Returns: whether there is more; %FALSE without an error once the value is whole
 */
gboolean
alcove_pickle_step (AlcovePickle *self, GCancellable *cancellable, GError **error)
{
  gboolean ok = TRUE;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  alcove_pickle_input_set_cancellable (self->input, cancellable);
  for (guint i = 0; ok && i < OPERATIONS_A_STEP && self->value == NULL; i++)
    {
      guint8 code;

      ok = alcove_pickle_input_take (self->input, &code, 1, error) && run (self, code, error);
    }
  alcove_pickle_input_set_cancellable (self->input, NULL);
  return ok && self->value == NULL;
}
