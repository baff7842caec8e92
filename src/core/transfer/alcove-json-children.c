/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* LibreChat can export a chat as messages within messages (`children`): one of some 500 turns is deeper than a parser
 * goes that calls itself. Here such JSON is made flat: objects in arrays of that name are moved behind the outermost
 * object that they stand in. It knows strings and depth and nothing else, as the splitter does; whether what comes out
 * is JSON is for the parser to say. Pure; any thread. */

#include "alcove-json-children.h"

#include <string.h>

#include "alcove-json-escapes.h"

#define NAME "\"children\""

typedef enum
{
  OBJECT,
  ARRAY,
  CHILDREN, /* an array of children */
  CHILD,    /* an object in one */
} Container;

typedef struct
{
  GByteArray *open;  /* Container, from the outside */
  GPtrArray *frames; /* GString: the text outside, then of each open child */
  GString *flat;     /* of the children that are closed */
  guint
      owner; /* how many containers were open within the outermost object with children; 0 for none */
  guint
      expected; /* of the name, the colon and the bracket that begin children: how many were seen */
} Flattener;

static Container
top (Flattener *self)
{
  return self->open->len > 0 ? (Container) self->open->data[self->open->len - 1] : ARRAY;
}

static void
put (Flattener *self, const char *text, gsize length)
{
  GString *frame = g_ptr_array_index (self->frames, self->frames->len - 1);

  g_string_append_len (frame, text, (gssize) length);
}

static void
open_container (Flattener *self, char c)
{
  Container kind = c == '{' ? OBJECT : ARRAY;
  guint8 byte;

  if (c == '[' && self->expected == 2)
    {
      kind = CHILDREN;
      if (self->frames->len == 1 && self->owner == 0)
        self->owner = self->open->len;
    }
  else if (c == '{' && top (self) == CHILDREN)
    {
      kind = CHILD;
      g_ptr_array_add (self->frames, g_string_new (NULL));
    }
  byte = (guint8) kind;
  g_byte_array_append (self->open, &byte, 1);
  put (self, &c, 1);
}

/* The child goes to those that are closed, the outermost object gets them all behind it. */
static void
close_container (Flattener *self, char c)
{
  const Container kind = top (self);

  if (self->open->len == 0)
    return;
  put (self, &c, 1);
  g_byte_array_set_size (self->open, self->open->len - 1);
  if (kind == CHILD)
    {
      const GString *frame = g_ptr_array_index (self->frames, self->frames->len - 1);

      g_string_append_c (self->flat, ',');
      g_string_append_len (self->flat, frame->str, (gssize) frame->len);
      g_ptr_array_set_size (self->frames, (gint) self->frames->len - 1);
    }
  else if (self->owner > 0 && self->open->len == self->owner - 1)
    {
      put (self, self->flat->str, self->flat->len);
      g_string_truncate (self->flat, 0);
      self->owner = 0;
    }
}

/* Takes what begins there; what comes behind it. */
static const char *
pass (Flattener *self, const char *at, const char *end)
{
  const char *behind = *at == '"' ? alcove_json_escapes_end_of_string (at, end) : at + 1;
  const gsize length = (gsize) (behind - at);

  if (*at == '{' || *at == '[')
    open_container (self, *at);
  else if (*at == '}' || *at == ']')
    close_container (self, *at);
  else if (top (self) != CHILDREN) /* there it is a comma or nothing that counts */
    put (self, at, length);
  if (length == strlen (NAME) && memcmp (at, NAME, length) == 0)
    self->expected = 1;
  else if (*at == ':' && self->expected == 1)
    self->expected = 2;
  else if (!g_ascii_isspace (*at))
    self->expected = 0;
  return behind;
}

static void
free_frame (gpointer frame)
{
  g_string_free (frame, TRUE);
}

/**
 * alcove_json_children_flatten:
 * @text: JSON, or not
 * @length: its bytes
 * @flat_length: (out): those of what is returned
 *
 * Returns: (transfer full): the same without objects in arrays called `children`, which stand behind the outermost one
 */
char *
alcove_json_children_flatten (const char *text, gsize length, gsize *flat_length)
{
  Flattener self = { 0 };
  const char *end = text + length;
  GString *first = g_string_sized_new (length);

  self.open = g_byte_array_new ();
  self.frames = g_ptr_array_new_with_free_func (free_frame);
  self.flat = g_string_new (NULL);
  g_ptr_array_add (self.frames, first);
  while (text < end)
    text = pass (&self, text, end);
  g_ptr_array_steal_index (self.frames, 0);
  g_ptr_array_unref (self.frames);
  g_byte_array_unref (self.open);
  g_string_free (self.flat, TRUE);
  *flat_length = first->len;
  return g_string_free_and_steal (first);
}
