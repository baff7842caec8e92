/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Images that an answer carries inside of itself, as RFC 2397 has them: "data:image/png;base64,…". Pure; any
 * thread. Only base64, which is all that models write; what kind of image it is, its own bytes say. */

#include "alcove-data-image.h"

#include <string.h>

#define PREFIX "data:image/"
#define MARK ";base64,"
#define MAX_HEAD 128

/**
 * alcove_data_image_is_one:
 * @target: the address of an image
 *
 * Returns: whether nothing must be fetched to show it
 */
gboolean
alcove_data_image_is_one (const char *target)
{
  return g_ascii_strncasecmp (target, PREFIX, strlen (PREFIX)) == 0;
}

/* Base64 alone: what an answer wraps or escapes is left out by the decoder itself. */
static GBytes *
decode (const char *text)
{
  guchar *bytes;
  gsize size = 0;

  if (*text == '\0')
    return NULL;
  bytes = g_base64_decode (text, &size);
  if (size > 0)
    return g_bytes_new_take (bytes, size);
  g_free (bytes);
  return NULL;
}

/**
 * alcove_data_image_decode:
 * @target: the address of an image; need not end with a NUL
 * @length: its bytes
 *
 * Returns: (transfer full) (nullable): the bytes that it carries
 */
GBytes *
alcove_data_image_decode (const char *target, gsize length)
{
  g_autofree char *text = NULL;
  const char *mark;

  if (length < strlen (PREFIX) || !alcove_data_image_is_one (target))
    return NULL;
  mark = g_strstr_len (target, (gssize) MIN (length, MAX_HEAD), MARK);
  if (mark == NULL)
    return NULL;
  mark += strlen (MARK);
  text = g_strndup (mark, length - (gsize) (mark - target));
  return decode (text);
}
