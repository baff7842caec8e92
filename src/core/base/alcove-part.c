/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* A part of a message: the one value that the protocol, the store and the models share.
 * Boxed and reference-counted; crosses threads. */

#include "alcove-part.h"

#include "alcove-json.h"

G_DEFINE_BOXED_TYPE (AlcovePart, alcove_part, alcove_part_ref, alcove_part_unref)

/**
 * alcove_part_new:
 * @kind: what it is
 * @text: (nullable): its text
 *
 * Returns: (transfer full): a part
 */
AlcovePart *
alcove_part_new (AlcovePartKind kind, const char *text)
{
  AlcovePart *self = g_new0 (AlcovePart, 1);

  g_atomic_ref_count_init (&self->refs);
  self->kind = kind;
  self->text = g_strdup (text);
  return self;
}

/**
 * alcove_part_new_data:
 * @kind: %ALCOVE_PART_IMAGE or %ALCOVE_PART_FILE
 * @name: (nullable): file name
 * @mime: (nullable): media type
 * @data: (nullable): the bytes
 *
 * Returns: (transfer full): a part
 */
AlcovePart *
alcove_part_new_data (AlcovePartKind kind, const char *name, const char *mime, GBytes *data)
{
  AlcovePart *self = alcove_part_new (kind, NULL);

  self->name = g_strdup (name);
  self->mime = g_strdup (mime);
  self->data = data ? g_bytes_ref (data) : NULL;
  return self;
}

/**
 * alcove_part_ref:
 * @self: a part
 *
 * Returns: (transfer full): @self
 */
AlcovePart *
alcove_part_ref (AlcovePart *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * alcove_part_copy:
 * @self: a part
 *
 * Returns: (transfer full): another one, equal to it
 */
AlcovePart *
alcove_part_copy (const AlcovePart *self)
{
  AlcovePart *copy = alcove_part_new_data (self->kind, self->name, self->mime, self->data);

  copy->text = g_strdup (self->text);
  copy->extra = g_strdup (self->extra);
  return copy;
}

/**
 * alcove_part_unref:
 * @self: (transfer full): a part
 */
void
alcove_part_unref (AlcovePart *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->text);
  g_free (self->mime);
  g_free (self->name);
  g_free (self->extra);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

/**
 * alcove_parts_new:
 *
 * Returns: (transfer full) (element-type AlcovePart): an empty list of parts
 */
GPtrArray *
alcove_parts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) alcove_part_unref);
}

/**
 * alcove_parts_dup_text:
 * @parts: (element-type AlcovePart): parts of a message
 * @kind: which of them
 *
 * Returns: (transfer full): the texts of all parts of @kind, one after the other; "" for none
 */
char *
alcove_parts_dup_text (GPtrArray *parts, AlcovePartKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts && i < parts->len; i++)
    {
      const AlcovePart *part = g_ptr_array_index (parts, i);

      if (part->kind == kind && part->text)
        g_string_append (text, part->text);
    }
  return g_string_free_and_steal (text);
}

/* (transfer full) (nullable): an object. */
static JsonNode *
read_extra (const AlcovePart *part)
{
  g_autoptr (JsonNode) extra = part->extra ? json_from_string (part->extra, NULL) : NULL;

  return extra != NULL && JSON_NODE_HOLDS_OBJECT (extra) ? g_steal_pointer (&extra) : NULL;
}

/**
 * alcove_part_is_open_call:
 * @part: a part
 *
 * Returns: whether it is a tool call that the model waits for: not one that came with an import
 */
gboolean
alcove_part_is_open_call (const AlcovePart *part)
{
  g_autoptr (JsonNode) extra = NULL;

  if (part->kind != ALCOVE_PART_TOOL_CALL)
    return FALSE;
  extra = read_extra (part);
  return extra == NULL || !alcove_json_true (json_node_get_object (extra), ALCOVE_PART_IMPORTED);
}

/**
 * alcove_part_is_voice:
 * @part: a part
 *
 * Returns: whether it is what was heard, and stands as text beside it
 */
gboolean
alcove_part_is_voice (const AlcovePart *part)
{
  g_autoptr (JsonNode) extra = part->kind == ALCOVE_PART_FILE ? read_extra (part) : NULL;

  return extra != NULL && alcove_json_true (json_node_get_object (extra), ALCOVE_PART_VOICE);
}

/**
 * alcove_part_dup_asset:
 * @part: a part
 *
 * Returns: (transfer full) (nullable): what names the file that has, or had, its bytes in an export
 */
char *
alcove_part_dup_asset (const AlcovePart *part)
{
  g_autoptr (JsonNode) extra = NULL;

  if (part->kind == ALCOVE_PART_IMAGE || part->kind == ALCOVE_PART_FILE)
    extra = read_extra (part);
  return extra != NULL
             ? g_strdup (alcove_json_string (json_node_get_object (extra), ALCOVE_PART_ASSET))
             : NULL;
}
