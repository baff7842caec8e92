/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Pictures and files as the providers take them. Pure. A picture is an `image_url` with its bytes in it; a file of text
 * is text for everybody, for that every model can read; any other file is a `file` part, Mistral's `document_url`, or
 * not to be had. */

#include "alcove-wire-attachment.h"

#include <string.h>

/**
 * alcove_wire_attachment_is_text:
 * @part: a part
 *
 * Returns: whether it is a file whose bytes are text
 */
gboolean
alcove_wire_attachment_is_text (const AlcovePart *part)
{
  gsize size = 0;
  const char *data = part->data ? g_bytes_get_data (part->data, &size) : NULL;

  return part->kind == ALCOVE_PART_FILE && data != NULL && part->mime != NULL
         && g_str_has_prefix (part->mime, "text/") && memchr (data, 0, size) == NULL
         && g_utf8_validate_len (data, size, NULL);
}

/* Longer than any that the text has itself. */
static char *
dup_fence (const char *text, gsize size)
{
  gsize longest = 2;
  gsize run = 0;

  for (gsize i = 0; i < size; i++)
    {
      run = text[i] == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  return g_strnfill (longest + 1, '`');
}

/**
 * alcove_wire_attachment_dup_text:
 * @part: a file of text
 *
 * Returns: (transfer full): its name and its text, as Markdown
 */
char *
alcove_wire_attachment_dup_text (const AlcovePart *part)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (part->data, &size);
  g_autofree char *fence = dup_fence (data, size);
  const gboolean ends_line = size > 0 && data[size - 1] == '\n';

  return g_strdup_printf ("%s:\n%s\n%.*s%s%s", part->name ? part->name : "file", fence, (int) size,
                          data, ends_line ? "" : "\n", fence);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, valid);
}

static char *
data_url (const AlcovePart *part, const char *default_mime)
{
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (part->data, &size);
  g_autofree char *base64 = g_base64_encode (bytes, size);

  return g_strconcat ("data:", part->mime ? part->mime : default_mime, ";base64,", base64, NULL);
}

static void
add_image (JsonBuilder *builder, const AlcovePart *part)
{
  g_autofree char *url = data_url (part, "image/png");

  add_string (builder, "type", "image_url");
  json_builder_set_member_name (builder, "image_url");
  json_builder_begin_object (builder);
  add_string (builder, "url", url);
  json_builder_end_object (builder);
}

static void
add_file (JsonBuilder *builder, const AlcovePart *part)
{
  g_autofree char *url = data_url (part, "application/octet-stream");

  add_string (builder, "type", "file");
  json_builder_set_member_name (builder, "file");
  json_builder_begin_object (builder);
  add_string (builder, "filename", part->name ? part->name : "file");
  add_string (builder, "file_data", url);
  json_builder_end_object (builder);
}

/* https://docs.mistral.ai/capabilities/document_ai */
static void
add_document (JsonBuilder *builder, const AlcovePart *part)
{
  g_autofree char *url = data_url (part, "application/octet-stream");

  add_string (builder, "type", "document_url");
  add_string (builder, "document_name", part->name ? part->name : "file");
  add_string (builder, "document_url", url);
}

/**
 * alcove_wire_attachment_build:
 * @builder: inside the array of a message's content
 * @part: a picture or a file with its bytes, not of text
 * @dialect: whose rules apply
 */
void
alcove_wire_attachment_build (JsonBuilder *builder, const AlcovePart *part, AlcoveDialect dialect)
{
  json_builder_begin_object (builder);
  if (part->kind == ALCOVE_PART_IMAGE)
    add_image (builder, part);
  else if (dialect == ALCOVE_DIALECT_MISTRAL)
    add_document (builder, part);
  else
    add_file (builder, part);
  json_builder_end_object (builder);
}

/**
 * alcove_dialect_takes_files:
 * @dialect: a dialect
 *
 * Returns: whether files other than text and pictures can be sent; for a server that nobody knows, it has to say so
 *   itself
 */
gboolean
alcove_dialect_takes_files (AlcoveDialect dialect)
{
  switch (dialect)
    {
    case ALCOVE_DIALECT_GENERIC:
    case ALCOVE_DIALECT_OPENAI:
    case ALCOVE_DIALECT_VENICE:
    case ALCOVE_DIALECT_MISTRAL:
    case ALCOVE_DIALECT_OPENROUTER:
      return TRUE;
    case ALCOVE_DIALECT_ANTHROPIC:
    case ALCOVE_DIALECT_GEMINI:
    case ALCOVE_DIALECT_DEEPSEEK:
    case ALCOVE_DIALECT_GROQ:
    case ALCOVE_DIALECT_XAI:
    case ALCOVE_DIALECT_TOGETHER:
    case ALCOVE_DIALECT_OLLAMA:
    case ALCOVE_DIALECT_LLAMACPP:
    case ALCOVE_DIALECT_LMSTUDIO:
    case ALCOVE_DIALECT_VLLM:
    default:
      return FALSE;
    }
}
